"""What a page is connected with stands in its PDF too, where it stands on the page, and the PDF follows it."""

from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import PageViewRestriction

from briefs.models import (
    BriefIndexPage,
    BriefPage,
    PolicyPlatformPage,
    RecommendationLink,
    RecommendationPage,
    TrackerUpdate,
)
from cms.directory.models import PageTerm, Term
from cms.library.models import LibraryImage
from stories.models import StoryPage
from tests.editions.asking import Asked
from tests.editions.listening import listen
from tests.house import fresh

PICTURE = bytes.fromhex("47494638396101000100800000a33f2400000021f90400000000002c00000000010001000002024401003b")


@pytest.fixture
def platform(indexes, asked: Asked) -> PolicyPlatformPage:
    home = indexes["en"].get_parent()
    page = home.add_child(instance=PolicyPlatformPage(title="The ten", slug="platform", call="We call."))
    page.save_revision().publish()
    return page


def recommendation(platform: PolicyPlatformPage, number: int, **values: object) -> RecommendationPage:
    fields = {"title": f"Do number {number}", "slug": f"{number}-do", "plain_words": "Plain.", **values}
    page = platform.add_child(instance=RecommendationPage(number=number, **fields))
    page.save_revision().publish()
    return page


@pytest.fixture
def concern(platform: PolicyPlatformPage) -> Term:
    term = Term(vocabulary="concern", key="unmet", name="Needs that nobody meets", order=1, locale=platform.locale)
    term.save()
    term.save_revision().publish()
    return term


@pytest.fixture
def supported(platform: PolicyPlatformPage, concern: Term) -> RecommendationPage:
    """Number 3, with a dated status and a concern."""
    page = recommendation(platform, 3)
    page.tracker_updates = [
        TrackerUpdate(status="proposed", date=date(2026, 1, 9), source_url="https://law.example/1"),
        TrackerUpdate(status="progress", date=date(2026, 5, 3), source_url="https://law.example/3"),
    ]
    page.tracker_sentences = [("sentence", {"date": date(2026, 5, 3), "sentence": "The first schools have begun."})]
    page.page_terms = [PageTerm(term=concern)]
    page.save_revision().publish()
    return page


@pytest.fixture
def telling(story: Callable[..., StoryPage], supported: RecommendationPage, concern: Term) -> StoryPage:
    """A story that supports it."""
    page = story("en", "Listening first", "What one school heard.")
    page.recommendation_links = [RecommendationLink(recommendation=supported)]
    page.page_terms = [PageTerm(term=concern)]
    page.save_revision().publish()
    return page


@pytest.fixture
def brief(platform: PolicyPlatformPage, supported: RecommendationPage, concern: Term) -> BriefPage:
    index = BriefIndexPage(title="Briefs", slug="briefs", locale=platform.locale)
    platform.get_parent().add_child(instance=index)
    page = BriefPage(title="Fund the future", slug="fund", summary="What it costs.", locale=platform.locale)
    index.add_child(instance=page)
    page.recommendation_links = [RecommendationLink(recommendation=supported)]
    page.page_terms = [PageTerm(term=concern)]
    page.save_revision().publish()
    return page


def said(page: StoryPage | BriefPage | RecommendationPage | PolicyPlatformPage) -> str:
    """What a listener hears of the PDF that readers are offered."""
    edition = fresh(page).edition
    assert edition is not None
    assert edition.failure == ""
    with edition.file.open("rb") as file:
        return " ".join(listen(file.read()).split())


def test_an_eleventh_is_none_of_ten(platform, asked, client: Client):
    tenth, eleventh = recommendation(platform, 10), recommendation(platform, 11)
    asked.work()
    assert "10 of 10" in said(tenth)
    assert "of 10" not in said(eleventh)
    assert "of 10" not in BeautifulSoup(client.get(eleventh.url).content, "html.parser").select_one(".kicker").text


def test_a_recommendation_says_where_it_stands_and_what_it_comes_from(telling, brief, supported, platform, asked):
    asked.work()
    text = said(supported)
    assert "Where it stands In progress · As of May 3, 2026 · Source: https://law.example/3" in text
    assert "The first schools have begun." in text
    assert text.index("In progress") < text.index("Proposed · As of January 9, 2026 · Source: https://law.example/1")
    for words in ("Needs that nobody meets", "Listening first", "Fund the future"):
        assert words in text
    assert "In progress · As of May 3, 2026 · Source: https://law.example/3" in said(platform)


def test_a_story_and_a_brief_say_what_they_support(telling, brief, asked):
    asked.work()
    for page in (telling, brief):
        assert "Recommendation 3: Do number 3" in said(page)
        assert "Needs that nobody meets" in said(page)


def test_what_a_language_lacks_is_printed_in_english_and_says_so(telling, story, asked, opened):
    spanish = story("es", "Primero, escuchar", "Lo que oyó una escuela.", of=telling)
    spanish.recommendation_links = [
        RecommendationLink(recommendation_id=link.recommendation_id) for link in telling.recommendation_links.all()
    ]
    spanish.save_revision().publish()
    asked.work()
    assert "Recomendación 3: Do number 3" in said(spanish)
    with fresh(spanish).edition.file.open("rb") as file:
        pdf = opened(file.read())
    assert "en" in {str(tag.get("/Lang", "")) for tag in pdf.objects if hasattr(tag, "get")}


def test_the_recommendation_follows_what_supports_it(telling, supported, platform, asked):
    other = recommendation(platform, 4)
    asked.work()
    page = fresh(telling)
    page.title = "Listening, then acting"
    page.save_revision().publish()
    assert asked.work() == sorted([telling.pk, supported.pk])
    assert "Listening, then acting" in said(supported)
    page.recommendation_links = [RecommendationLink(recommendation=other)]
    page.save_revision().publish()
    assert asked.work() == sorted([telling.pk, supported.pk, other.pk])
    assert "No story about this recommendation yet." in said(supported)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert fresh(other).edition is None
    asked.work()
    assert "Listening" not in said(other)


def test_what_supports_it_follows_the_recommendation(telling, brief, supported, platform, asked):
    asked.work()
    page = fresh(supported)
    page.title = "Do it better"
    page.save_revision().publish()
    assert asked.work() == sorted([telling.pk, brief.pk, supported.pk, platform.pk])
    assert "Recommendation 3: Do it better" in said(telling)
    page.unpublish()
    assert fresh(telling).edition is None
    asked.work()
    assert "Do it better" not in said(telling)


def test_who_made_the_picture_is_named_on_the_page_and_in_the_pdf(story, asked, client: Client):
    page = story("en", "Planting trees", "What grew.")
    page.lead_image = LibraryImage.objects.create(
        title="Trees", file=ContentFile(PICTURE, "trees.gif"), credit="Ana Ruiz, for the Alliance"
    )
    page.lead_image_alt = "Trees"
    page.save_revision().publish()
    asked.work()
    assert "Picture: Ana Ruiz, for the Alliance" in said(page)
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert "Picture: Ana Ruiz, for the Alliance" in " ".join(soup.select_one(".credit").get_text().split())
    page.lead_image.credit = ""
    page.lead_image.save()
    asked.work()
    assert "Picture:" not in said(page)
    assert "Picture:" not in client.get(page.url).content.decode()
