"""A release shows its themes, each leads to its story, and everything that a story points at leads back to it."""

import pytest

from briefs.models import PolicyPlatformPage, RecommendationLink, RecommendationPage
from cms.directory.models import PageTerm, Term
from stories.models import ReleasePage, StoryPage
from tests.house import House
from tests.stories.conftest import Read


@pytest.fixture
def themes(house: House) -> list[Term]:
    return [house.term("b-teams", "Strong teams"), house.term("a-calm", "Calm minds")]


@pytest.fixture
def release(house: House, themes: list[Term]) -> ReleasePage:
    house.story_index("es", "ar")
    return house.go_live(house.release(page_terms=[PageTerm(term=theme) for theme in themes]))


@pytest.fixture
def stories(house: House, release: ReleasePage, themes: list[Term]) -> list[StoryPage]:
    """A story of each theme, in the other order than the themes."""
    return [
        house.go_live(
            house.story(theme.key, title=f"How {theme.name}", release=release, page_terms=[PageTerm(term=theme)])
        )
        for theme in reversed(themes)
    ]


def listed_themes(read: Read, code: str) -> list[tuple[str, str]]:
    return [
        (item.a.get_text(strip=True), item.a["href"])
        for item in read(f"/{code}/stories/a-release/").select("[data-test=theme]")
    ]


def test_themes_stand_in_the_editors_order_each_with_its_story(read: Read, stories: list[StoryPage]) -> None:
    assert listed_themes(read, "en") == [
        ("Strong teams", "/en/stories/b-teams/"),
        ("Calm minds", "/en/stories/a-calm/"),
    ]


def test_another_language_leads_to_its_own_stories_and_says_which_is_missing(
    house: House, read: Read, release: ReleasePage, stories: list[StoryPage], themes: list[Term]
) -> None:
    for text in (*themes, release, stories[0]):
        house.translate(text, "es")
    assert listed_themes(read, "es") == [
        ("es: Strong teams", "/es/stories/b-teams/"),
        ("es: Calm minds", "/es/stories/a-calm/"),
    ]
    strong, calm = read("/es/stories/a-release/").select("[data-test=theme]")
    assert "es: How Calm minds" in calm.get_text()
    assert "How Strong teams" not in strong.get_text()
    assert read("/es/stories/b-teams/").select("[data-test=not-translated]")


def test_story_that_is_withdrawn_is_not_told_of(read: Read, stories: list[StoryPage]) -> None:
    stories[0].unpublish()
    assert listed_themes(read, "en")[1] == ("Calm minds", "/en/stories/?theme=a-calm")


def test_story_without_a_theme_of_the_release_is_listed_below(house: House, read: Read, release: ReleasePage) -> None:
    house.go_live(house.story("other", title="Another story", release=release))
    page = read("/en/stories/a-release/")
    assert page.select_one("#h-stories").find_next("a")["href"] == "/en/stories/other/"


def test_story_says_what_it_is_part_of(
    house: House, read: Read, release: ReleasePage, stories: list[StoryPage]
) -> None:
    house.translate(stories[0], "ar")
    [link] = read("/ar/stories/a-calm/").select("[data-test=release] a")
    assert (link["href"], link["lang"], link["dir"]) == ("/ar/stories/a-release/", "en", "ltr")
    house.translate(release, "ar")
    [link] = read("/ar/stories/a-calm/").select("[data-test=release] a")
    assert "lang" not in link.attrs


def test_everything_that_a_story_points_at_leads_back_to_it(house: House, read: Read) -> None:
    house.story_index("es")
    theme, concern = house.term(), house.term("safety", "Schools as a safety net", vocabulary="concern")
    platform = house.go_live(
        house.page(house.home, PolicyPlatformPage(title="What we ask", slug="platform", call="Do it."))
    )
    recommendation = house.go_live(
        house.page(platform, RecommendationPage(title="Center equity", slug="1-equity", number=1))
    )
    story = house.go_live(
        house.story(
            page_terms=[PageTerm(term=theme), PageTerm(term=concern)],
            recommendation_links=[RecommendationLink(recommendation=recommendation)],
        )
    )
    for text in (theme, concern, platform, recommendation, story):
        house.translate(text, "es")
    for code in ("en", "es"):
        page = read(f"/{code}/stories/a-story/")
        ends = {link["href"] for link in page.select("main a")}
        for end in (
            f"/{code}/stories/?theme=mental-health",
            f"/{code}/stories/?concern=safety",
            f"/{code}/platform/1-equity/",
        ):
            assert end in ends
            assert [card.a["href"] for card in read(end).select("[data-test=story-card]")] == [
                f"/{code}/stories/a-story/"
            ]
