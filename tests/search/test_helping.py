"""Words that mean the same, a letter put right, and what is offered where nothing is found."""

import pytest
from django.core.cache import cache
from django.test import Client

from cms.directory.models import Organisation, PageTerm, Term
from cms.languages.languages import TARGET_LANGUAGES
from cms.search.query import needs
from cms.search.spelling import put_right
from cms.translation.glossary.models import GlossaryEntry, GlossaryForm
from tests.public_tree import Publish


def context(client: Client, language: str, query: str, **more: str) -> dict:
    cache.clear()
    response = client.get(f"/{language}/search/", {"q": query, **more})
    assert response.status_code == 200
    return response.context


def titles(client: Client, language: str, query: str, **more: str) -> list[str]:
    return [result.page.title for result in context(client, language, query, **more)["results"]]


@pytest.fixture
def learners(db: None) -> GlossaryEntry:
    entry = GlossaryEntry.objects.create(term="English learner(s) / emergent bilinguals")
    for language, kind, text in (
        ("es", "preferred", "estudiantes que aprenden inglés"),
        ("es", "allowed", "aprendices de inglés (EL)"),
        ("es", "forbidden", "estudiantes de inglés"),
        ("ar", "preferred", "متعلمو اللغة الإنجليزية"),
    ):
        GlossaryForm.objects.create(entry=entry, language=language, kind=kind, text=text)
    return entry


def test_the_other_words_of_the_glossary_find_a_page(client: Client, story: Publish, learners: GlossaryEntry) -> None:
    source = story("en", "A school", "Emergent bilinguals read.")
    story("es", "Una escuela", "Leen los estudiantes que aprenden inglés.", of=source)
    story("ar", "مدرسة", "يقرأ متعلمو اللغة الإنجليزية.", of=source)
    assert titles(client, "en", "English learners read") == ["A school"]
    assert titles(client, "es", "leen aprendices de ingles") == ["Una escuela"]
    assert titles(client, "ar", "English learners") == ["مدرسة"]
    assert titles(client, "en", "learners of Spanish") == []


def test_the_words_that_were_found_instead_are_marked(client: Client, story: Publish, learners: GlossaryEntry) -> None:
    story("en", "A school", "Emergent bilinguals read.")
    [result] = context(client, "en", "English learners")["results"]
    assert result.excerpt == "<mark>Emergent</mark> <mark>bilinguals</mark> read."


@pytest.mark.parametrize("code", ["en", "es", "ar"])
def test_an_organization_is_found_by_its_other_names(client: Client, story: Publish, code: str) -> None:
    source = story("en", "Shared work", "CALLI helps districts.")
    if code != "en":
        story(code, "Shared work", "CALLI", of=source)
    Organisation.objects.create(
        name="CALLI",
        key="calli",
        also_known_as="California Language and Learning Innovation\nThe Collaborative",
        locale=source.locale,
        live=True,
    )
    assert titles(client, code, "california language and learning innovation") == ["Shared work"]
    assert titles(client, code, "language of innovation") == []


def test_the_longest_phrase_counts() -> None:
    groups = [["learning", "study"], ["learning loss", "gaps"]]
    assert len(needs("learning loss", "en", groups)) == 1
    assert needs("learning loss", "en", groups) == needs("learning loss", "en", groups[1:])
    assert len(needs("school learning", "en", groups)) == 2
    assert needs("", "en", groups) == []


@pytest.mark.parametrize(
    ("code", "text", "query", "right"),
    [
        ("en", "Students grow beans in the garden", "studnets", "students"),
        ("en", "Students grow beans in the garden", "gardn beans", "garden beans"),
        ("en", "Students grow beans in the garden", "Beanss", "beans"),
        ("es", "La educación de la niñez", "educasion", "educación"),
        ("ar", "تعمل المدرسة مع الأسر", "مدرصة", "مدرسة"),
        ("ar", "تعمل المدرسة مع الأُسر", "الآصر", "الأسر"),
        ("en", "Students grow beans", "lighthouse", ""),
        ("en", "Students grow beans", "be", ""),
    ],
)
def test_a_letter_is_put_right(client: Client, story: Publish, code: str, text: str, query: str, right: str) -> None:
    source = story("en", "Title", text if code == "en" else "")
    if code != "en":
        story(code, "Title", text, of=source)
    instead = context(client, code, query)["help"].instead
    assert (instead.query if instead else "") == right
    if instead:
        assert "Title" in titles(client, code, instead.query)
        assert b'data-test="did-you-mean"' in client.get(f"/{code}/search/", {"q": query}).content


def test_of_several_words_the_one_that_finds_most_is_offered(client: Client, story: Publish) -> None:
    story("en", "One", "a bean")
    story("en", "Two", "a bear")
    story("en", "Three", "a bear")
    assert context(client, "en", "beag")["help"].instead.query == "bear"


def test_a_word_of_a_page_that_is_gone_is_not_offered(client: Client, story: Publish) -> None:
    page = story("en", "One", "a secret lighthouse")
    page.unpublish()
    assert context(client, "en", "lighthousse")["help"].instead is None


def test_a_word_that_no_letter_mends_is_left_alone(db: None) -> None:
    assert put_right("zzzz", "en", lambda _query: 1) == ""


def test_where_nothing_is_found_the_other_languages_say_what_they_have(client: Client, story: Publish) -> None:
    source = story("en", "A garden by LCFF")
    story("en", "LCFF again")
    story("es", "Un huerto", of=source)
    offered = context(client, "es", "LCFF")["help"].elsewhere
    assert [(each.language.code, each.url, each.count) for each in offered] == [("en", "/en/search/?q=LCFF", 2)]
    html = client.get("/es/search/", {"q": "LCFF"}).content.decode()
    assert '<span lang="en" dir="ltr">English</span>' in html


def test_where_nothing_is_found_the_terms_near_it_are_offered(client: Client, story: Publish) -> None:
    page = story("en", "A garden")
    Term.objects.create(vocabulary="theme", key="health", name="Mental health", locale=page.locale, live=True)
    [near] = context(client, "en", "health of stars")["help"].terms
    assert near.url == "/en/stories/?theme=health"


def test_results_are_narrowed_by_kind_and_theme(client: Client, story: Publish) -> None:
    health, art = (
        Term.objects.create(vocabulary="theme", key=key, name=key, order=1, locale=story("en", key).locale, live=True)
        for key in ("health", "art")
    )
    first, second = story("en", "Garden one"), story("en", "Garden two")
    PageTerm.objects.create(page=first, term=health)
    PageTerm.objects.create(page=second, term=health)
    PageTerm.objects.create(page=second, term=art)
    kind, theme = context(client, "en", "garden")["filters"]
    assert [(each.name, each.count, each.url) for each in kind.options] == [
        ("Story", 2, "/en/search/?q=garden&kind=story")
    ]
    assert [(each.name, each.count) for each in theme.options] == [("art", 1), ("health", 2)]
    assert theme.options[0].url == "/en/search/?q=garden&theme=art"
    assert titles(client, "en", "garden", theme="art") == ["Garden two"]
    assert titles(client, "en", "garden", theme="art", kind="story") == ["Garden two"]
    assert titles(client, "en", "garden", kind="report") == []
    removed = {
        each.vocabulary: each.chosen.url
        for each in context(client, "en", "garden", theme="art", kind="story")["filters"]
        if each.chosen
    }
    assert removed == {"kind": "/en/search/?q=garden&theme=art", "theme": "/en/search/?q=garden&kind=story"}
    links = context(client, "en", "garden", theme="art")["language_links"]
    assert {link.url for link in links[1:]} == {f"/{each.code}/search/?q=garden&theme=art" for each in TARGET_LANGUAGES}


def test_an_unknown_filter_is_said_and_left_out(client: Client, story: Publish) -> None:
    story("en", "Garden one")
    assert titles(client, "en", "garden", theme="no-such") == ["Garden one"]
    assert context(client, "en", "garden", theme="\x00' OR 1")["unknown_filter"]
