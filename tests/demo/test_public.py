"""What readers see of the demo: every page, in its language and no other."""

import html
import re
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.directory.models import Term
from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE, TARGET_LANGUAGES
from demo.content import PARENTS, VOCABULARIES, Entry, text_field
from demo.reading import read_content
from demo.writing import slug_of
from stories.models import StoryPage

pytestmark = pytest.mark.usefixtures("demo")

ENTRIES = read_content()
PAGES = [entry for entry in ENTRIES if entry.kind == "home" or entry.kind in PARENTS]
# A listing and the home page show titles, not every word.
KINDS_READ_IN_FULL = {
    "standard",
    "platform",
    "recommendation",
    "initiative",
    "event",
    "release",
    "story",
    "brief",
    "press_release",
}
# What stands in an attribute, or on the handout.
NOT_IN_THE_TEXT = {"lead_image_alt", "handout_points"}


def address(entry: Entry, language: str) -> str:
    path = f"{slug_of(entry)}/" if entry.kind in PARENTS else ""
    if PARENTS.get(entry.kind, "home") != "home":
        [parent] = [other for other in ENTRIES if other.kind == PARENTS[entry.kind]]
        path = f"{slug_of(parent)}/{path}"
    return f"/{language}/{path}"


def read(entry: Entry, language: str) -> BeautifulSoup:
    answer = Client().get(address(entry, language))
    assert answer.status_code == 200, f"{entry} {language}"
    return BeautifulSoup(answer.content, "lxml")


def words(node: Any) -> str:
    """The visible text, without the marks that keep directions apart."""
    for hidden in node.find_all(["script", "style", "template"]):
        hidden.decompose()
    return re.sub(r"\s+", " ", re.sub("[\u2066-\u2069\u200e\u200f]", "", node.get_text(""))).replace("\u00a0", " ")


def texts(entry: Entry, language: str) -> list[str]:
    return [
        html.unescape(re.sub("</?a[^>]*>", "", piece))
        for name, text in entry.texts[language].items()
        for piece in text_field(entry.kind, name).pieces(text)
        if name not in NOT_IN_THE_TEXT
    ]


@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
def test_every_page_is_read_in_every_language(language: str) -> None:
    for entry in PAGES:
        page = read(entry, language)
        assert page.html["lang"] == language
        shown = words(page)
        wanted = texts(entry, language) if entry.kind in KINDS_READ_IN_FULL else [entry.texts[language]["title"]]
        assert [text for text in wanted if re.sub(r"\s+", " ", text) not in shown] == [], f"{entry} {language}"


def unmarked_english(page: BeautifulSoup, language: str) -> list[str]:
    """Return the English demo texts that stand in a page of another language without a `lang` of their own."""
    for marked in page.body.find_all(lambda node: node.get("lang", language) != language):
        marked.decompose()
    shown = words(page.body)
    english = {text for entry in ENTRIES for text in texts(entry, SOURCE_LANGUAGE) if len(text) > 12}
    kept = {text for entry in ENTRIES for text in texts(entry, language)}
    kept |= {entry.values["name"] for entry in ENTRIES if entry.kind == "organisation"} | {"Shared Learning Initiative"}
    return sorted(text for text in english - kept if text in shown)


@pytest.mark.parametrize("language", [language.code for language in TARGET_LANGUAGES])
def test_no_english_stands_unmarked_in_another_language(language: str) -> None:
    for entry in PAGES:
        assert unmarked_english(read(entry, language), language) == [], f"{entry} {language}"


def test_every_page_opens_in_the_editor_and_in_each_preview() -> None:
    editor = Client()
    editor.force_login(get_user_model().objects.get(username="editor"))
    pages = Page.objects.live().filter(locale__language_code=SOURCE_LANGUAGE, depth__gt=1).specific()
    for page in pages:
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert editor.get(edit).status_code == 200, page
        for mode, _name in page.preview_modes:
            preview = page.make_preview_request(preview_mode=mode)
            assert preview.status_code == 200, (page, mode)
            assert page.title in html.unescape(preview.rendered_content), (page, mode)


def test_unmarked_english_is_noticed_and_marked_english_is_not() -> None:
    page = '<body><p>Center relationships</p><p lang="en" dir="ltr">Invest in school staff</p></body>'
    assert unmarked_english(BeautifulSoup(page, "lxml"), "ar") == ["Center relationships"]


def test_a_story_shows_its_terms_its_recommendation_and_the_shared_texts() -> None:
    story = next(entry for entry in ENTRIES if entry.kind == "story")
    by_name = {(entry.kind, entry.key): entry for entry in ENTRIES}
    wanted = [("recommendation", key) for key in story.values["recommendations"]]
    wanted += [("reusable_text", key) for kind, key in story.texts["en"]["body"] if kind == "reusable_text"]
    wanted += [("concern", key) for key in story.values["concerns"]]
    for language in ("en", "es", "ar"):
        shown = words(read(story, language))
        for name in wanted:
            for text in texts(by_name[name], language)[:1]:
                assert text in shown, f"{name} {language}"


def test_the_platform_lists_ten_recommendations_in_order_in_every_language() -> None:
    [platform] = [entry for entry in ENTRIES if entry.kind == "platform"]
    for language in ("en", "es", "ar"):
        rows = read(platform, language).select("[data-test=recommendation]")
        assert [row["data-number"] for row in rows] == [str(number) for number in range(1, 11)]


def test_all_terms_are_live_in_three_languages() -> None:
    count = sum(entry.kind in VOCABULARIES for entry in ENTRIES)
    assert Term.objects.filter(live=True).count() == 3 * count


def test_a_story_points_at_english_rows_in_every_language() -> None:
    stories = {entry.key: entry for entry in ENTRIES if entry.kind == "story"}
    for story in StoryPage.objects.all():
        values = stories[story.slug].values
        wanted = [
            (VOCABULARIES[kind], key)
            for kind, name in [
                ("theme", "themes"),
                ("concern", "concerns"),
                ("priority", "priorities"),
                ("student_group", "student_groups"),
            ]
            for key in values[name]
        ]
        rows = story.page_terms.select_related("term__locale")
        assert [(row.term.vocabulary, row.term.key) for row in rows] == wanted
        links = story.recommendation_links.select_related("recommendation__locale")
        assert [link.recommendation.slug.partition("-")[2] for link in links] == values["recommendations"]
        assert story.release.slug == "beacons-of-hope"
        languages = {row.term.locale.language_code for row in rows}
        languages |= {link.recommendation.locale.language_code for link in links}
        assert languages | {story.release.locale.language_code} == {SOURCE_LANGUAGE}
    assert StoryPage.objects.count() == 18


def test_loading_the_whole_demo_again_finds_everything_there() -> None:
    before = list(Page.objects.order_by("pk").values())
    output = StringIO()
    call_command("load_demo", stdout=output)
    assert "everything is there" in output.getvalue()
    assert list(Page.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
def test_every_text_says_how_it_is_cited(language: str) -> None:
    for path in ("platform", "stories/beacons-of-hope", "stories/protecting-student-mental-health"):
        page = BeautifulSoup(Client().get(f"/{language}/{path}/").content, "html.parser")
        cite = page.select_one("[data-test=cite]")
        citation = " ".join(cite.select_one("#citation").get_text().split())
        assert page.h1.get_text(strip=True) in citation
        assert citation.endswith(f"/{language}/{path}/")
        assert cite.select_one("[data-test=bibtex]").get_text().startswith("@misc{")
