"""The list of stories is narrowed down by plain links, and says so where an address asks for nonsense."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from cms.directory.models import PageTerm, Term
from tests.pages.test_query_counts import MOST, queries
from tests.public_tree import Publish


@pytest.fixture
def terms(db: None) -> dict[str, Term]:
    """A theme, a region and a grade band in English; the theme in Arabic too."""
    english, arabic = (Locale.objects.get(language_code=code) for code in ("en", "ar"))
    made = {
        key: Term.objects.create(vocabulary=vocabulary, key=key, name=name, order=order, locale=english, live=True)
        for order, (vocabulary, key, name) in enumerate(
            [
                ("theme", "health", "Mental health"),
                ("theme", "art", "Art"),
                ("region", "texas", "Texas"),
                ("grade", "k-5", "K–5"),
            ]
        )
    }
    for key in ("health", "art"):
        name = {"health": "الصحة النفسية", "art": "الفن"}[key]
        values = {"vocabulary": "theme", "key": key, "name": name, "order": made[key].order}
        Term.objects.create(locale=arabic, live=True, translation_key=made[key].translation_key, **values)
    return made


@pytest.fixture
def told(story: Publish, terms: dict[str, Term]) -> dict[str, Any]:
    """Three English stories, the first one also in Arabic and Spanish."""
    first, second, third = (story("en", title) for title in ("First", "Second", "Third"))
    about = {first: ("health", "texas"), second: ("health", "art", "k-5"), third: ()}
    for page, keys in about.items():
        PageTerm.objects.bulk_create(PageTerm(page=page, term=terms[key]) for key in keys)
    for code in ("ar", "es"):
        page = story(code, f"{code}: First", of=first)
        PageTerm.objects.bulk_create(PageTerm(page=page, term=terms[key]) for key in about[first])
    return {"first": first, "second": second, "third": third}


def listed(client: Client, address: str) -> tuple[list[str], dict[str, list[tuple[str, str]]], BeautifulSoup]:
    """Return the titles of a list, vocabulary → what can be chosen, with where it leads, and the page."""
    response = client.get(address)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    options = {
        group["data-vocabulary"]: [(" ".join(link.text.split()), link["href"]) for link in group.select("li a")]
        for group in soup.select('[data-test="filter"]')
    }
    return [card.h3.text.strip() for card in soup.select('[data-test="story-card"]')], options, soup


@pytest.mark.usefixtures("told")
def test_each_value_is_offered_with_how_many_stories_it_has(client: Client) -> None:
    titles, options, _soup = listed(client, "/en/stories/")
    assert titles == ["First", "Second", "Third"]
    assert options == {
        "theme": [("Mental health 2", "/en/stories/?theme=health"), ("Art 1", "/en/stories/?theme=art")],
        "region": [("Texas 1", "/en/stories/?region=texas")],
        "grade": [("K–5 1", "/en/stories/?grade=k-5")],
        "language": [("Español 1", "/en/stories/?language=es"), ("العربية 1", "/en/stories/?language=ar")],
    }


@pytest.mark.usefixtures("told")
def test_filters_are_combined_and_taken_back(client: Client) -> None:
    titles, options, soup = listed(client, "/en/stories/?theme=health&language=ar")
    assert titles == ["First"]
    assert options["region"] == [("Texas 1", "/en/stories/?theme=health&language=ar&region=texas")]
    assert "grade" not in options
    removing = [link["href"] for link in soup.select(".filter--chosen a")]
    assert removing == ["/en/stories/?language=ar", "/en/stories/?theme=health"]
    assert soup.select_one('meta[name="robots"]')["content"] == "noindex"
    assert soup.select_one('link[rel="canonical"]')["href"].endswith("/en/stories/")
    assert [link["href"] for link in listed(client, "/en/stories/?theme=art")[2].select(".filter--chosen a")] == [
        "/en/stories/"
    ]


@pytest.mark.usefixtures("told")
def test_one_filter_may_be_found_by_search_engines(client: Client) -> None:
    assert not listed(client, "/en/stories/?theme=health")[2].select('meta[name="robots"]')


@pytest.mark.usefixtures("told")
def test_values_are_named_in_the_language_of_the_page_or_marked(client: Client) -> None:
    titles, options, soup = listed(client, "/ar/stories/")
    assert titles == ["ar: First"]
    assert options["theme"] == [("الصحة النفسية 1", "/ar/stories/?theme=health")]
    assert soup.select_one('[data-vocabulary="region"] a > span')["lang"] == "en"
    assert not soup.select('[data-vocabulary="theme"] [lang]')
    assert listed(client, "/ar/stories/?theme=art")[0] == []


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    "question",
    [
        "theme=no-such",
        "theme=%00",
        "theme=' OR 1=1",
        "theme=" + "a" * 5000,
        "theme=%ff",
        "language=xx",
        "region=health",
    ],
)
def test_what_nobody_knows_is_said_and_everything_shown(client: Client, question: str) -> None:
    titles, _options, soup = listed(client, f"/en/stories/?{question}")
    assert len(titles) == 3
    assert soup.select(".filters__unknown")


@pytest.mark.usefixtures("told")
def test_other_parts_of_an_address_are_no_filter(client: Client) -> None:
    assert not listed(client, "/en/stories/?utm_source=mail&theme=")[2].select(".filters__unknown")


def test_a_private_story_counts_nowhere(client: Client, told: dict[str, Any]) -> None:
    PageViewRestriction.objects.create(page=told["second"], restriction_type="login")
    titles, options, _soup = listed(client, "/en/stories/")
    assert titles == ["First", "Third"]
    assert [name for name, _url in options["theme"]] == ["Mental health 1"]
    assert "grade" not in options


def test_a_state_without_stories_is_not_offered_and_says_so(client: Client, told: dict[str, Any]) -> None:
    told["first"].unpublish()
    titles, options, soup = listed(client, "/en/stories/")
    assert "region" not in options
    titles, _options, soup = listed(client, "/en/stories/?region=texas")
    assert titles == []
    assert "Nothing here yet." in soup.main.text


def test_twelve_filtered_stories_take_as_many_queries_as_one(
    client: Client, story: Publish, terms: dict[str, Term]
) -> None:
    def tell(number: int) -> None:
        page = story("en", f"Story {number}")
        PageTerm.objects.bulk_create(PageTerm(page=page, term=term) for term in terms.values())
        story("es", f"Historia {number}", of=page)

    addresses = ["/en/stories/", "/en/stories/?theme=health&region=texas&language=es"]
    tell(1)
    with_one = [len(queries(client, address)) for address in addresses]
    for number in range(2, 13):
        tell(number)
    assert [len(queries(client, address)) for address in addresses] == with_one
    assert max(with_one) <= MOST


def test_many_stories_come_in_pages_that_keep_the_filter(
    client: Client, story: Publish, terms: dict[str, Term], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stories.models.StoryIndexPage.most_items", 2)
    for number in range(3):
        PageTerm.objects.create(page=story("en", f"Story {number}"), term=terms["art"])
    titles, _options, soup = listed(client, "/en/stories/?theme=art")
    assert titles == ["Story 0", "Story 1"]
    assert soup.select_one('[data-test="result-count"]').text.strip() == "3 stories"
    assert soup.select_one('a[rel="next"]')["href"] == "?theme=art&page=2"
    titles, _options, soup = listed(client, "/en/stories/?theme=art&page=2")
    assert titles == ["Story 2"]
    assert soup.select_one('a[rel="prev"]')["href"] == "?theme=art&page=1"


def test_each_page_of_a_list_is_found_under_its_own_address(
    client: Client, story: Publish, terms: dict[str, Term], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stories.models.StoryIndexPage.most_items", 2)
    for number in range(3):
        PageTerm.objects.create(page=story("en", f"Story {number}"), term=terms["art"])

    def named(question: str) -> tuple[str, set[str]]:
        soup = listed(client, f"/en/stories/{question}")[2]
        (address,) = {link["href"] for link in soup.select('link[rel="canonical"]')}
        assert soup.select_one('meta[property="og:url"]')["content"] == address
        return address, {link["hreflang"] for link in soup.select("link[hreflang]")}

    languages = {"en", "es", "ar", "x-default"}
    first = "http://testserver/en/stories/"
    assert named("") == named("?page=") == named("?page=1") == named("?theme=art") == (first, languages)
    # It has no translation: another language tells other stories on its second page, or has none.
    assert named("?page=2") == (f"{first}?page=2", set())
    assert named("?page=2&theme=art&utm_source=mail") == (f"{first}?theme=art&page=2", set())


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("number", ["0", "-1", "abc", "2", "999999", "1.0", "٢", "%00", "%ff", "9" * 5000])
def test_a_page_of_a_list_that_is_not_there_is_not_there(client: Client, number: str) -> None:
    for address in (f"/ar/stories/?page={number}", f"/ar/search/?q=First&page={number}"):
        response = client.get(address)
        assert response.status_code == 404
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.html["lang"] == "ar"
        assert {link["href"] for link in soup.select("main a")} >= {"/ar/", "/ar/stories/"}
