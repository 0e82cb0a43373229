"""Stories, recommendations, concerns, priorities and briefs lead to each other, from both ends, in every language."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from briefs.models import BriefPage, RecommendationPage
from cms.directory.models import PageTerm, Term
from cms.editions.printing import print_html
from cms.editions.tasks import printed_in
from stories.models import StoryPage
from tests.pages.test_query_counts import MOST, queries

pytestmark = pytest.mark.usefixtures("demo")

CODES = ("en", "es", "ar")
STORY = "school-teams-deep-relationships"


def read(address: str) -> BeautifulSoup:
    response = Client().get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def numbers(page: BeautifulSoup) -> list[str]:
    return [row["data-number"] for row in page.select("[data-test=evidence] [data-test=recommendation]")]


def others(page: BeautifulSoup) -> dict[str, str]:
    """Return address → words of the other lists that a list leads on to."""
    links = page.select("[data-test=other-lists] a")
    return {link["href"]: link.get_text(strip=True).replace("\u2068", "").replace("\u2069", "") for link in links}


def give(page: RecommendationPage, vocabulary: str, key: str) -> None:
    term = Term.objects.get(vocabulary=vocabulary, key=key, locale__language_code="en")
    for version in RecommendationPage.objects.filter(translation_key=page.translation_key):
        PageTerm.objects.create(page=version, term=term)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("section", ["stories", "briefs"])
def test_a_list_about_a_concern_names_the_recommendation_that_answers_it(code: str, section: str) -> None:
    assert numbers(read(f"/{code}/{section}/?concern=mental-health")) == ["2"]
    link = read(f"/{code}/{section}/?concern=mental-health").select_one("[data-test=evidence] a")
    assert link["href"] == f"/{code}/platform/2-health-wellness-community-schools/"
    # That leads back to the list.
    back = read(link["href"]).select("[data-test=evidence] a")
    assert f"/{code}/stories/?concern=mental-health" in [each["href"] for each in back]
    assert not numbers(read(f"/{code}/{section}/"))
    assert not numbers(read(f"/{code}/{section}/?theme=mental-health"))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "No recommendation answers this concern directly yet."),
        ("es", "Todavía ninguna recomendación responde directamente a esta preocupación."),
        ("ar", "لا توجد بعد توصية تستجيب مباشرة لهذا القلق."),
    ],
)
def test_a_concern_that_no_recommendation_answers_is_told(code: str, words: str) -> None:
    assert words in read(f"/{code}/briefs/?concern=uncertainty").get_text()
    assert words not in read(f"/{code}/briefs/?concern=mental-health").get_text()
    assert words not in read(f"/{code}/briefs/").get_text()


@pytest.mark.parametrize("code", CODES)
def test_a_priority_of_a_recommendation_is_shown_from_both_ends(code: str) -> None:
    tenth = RecommendationPage.objects.get(number=10, locale__language_code=code)
    address = f"/{code}/stories/?priority=funding"
    assert address not in [link["href"] for link in read(tenth.url).select("[data-test=evidence] a")]
    give(tenth, "priority", "funding")
    printed = BeautifulSoup(print_html(RecommendationPage.objects.get(pk=tenth.pk)), "html.parser")
    for shown in (read(tenth.url), printed):
        assert address in [link["href"] for link in shown.select("[data-test=evidence] a, .connections a")]
    assert numbers(read(address)) == ["10"]


@pytest.mark.parametrize(
    ("code", "name"), [("en", "Reports and briefs"), ("es", "Informes"), ("ar", "التقارير والموجزات")]
)
def test_an_empty_list_leads_on_to_the_other_one_with_a_count(code: str, name: str) -> None:
    page = read(f"/{code}/stories/?priority=funding")
    assert not page.select("[data-test=story-card]")
    address = f"/{code}/briefs/?priority=funding"
    assert others(page)[address].endswith("· 1")
    assert name in others(page)[address]
    assert "/briefs/funding-the-future-of-learning/" in str(read(address).main)


def test_a_list_counts_what_the_other_one_shows() -> None:
    for address, words in others(read("/en/briefs/?concern=mental-health")).items():
        assert words.endswith(f"· {len(read(address).select('.card'))}"), address
    assert not others(read("/en/briefs/"))
    # The release has the theme too, and is no story.
    theme = Term.objects.get(vocabulary="theme", key="mental-health", locale__language_code="en")
    brief = BriefPage.objects.filter(locale__language_code="en").first()
    PageTerm.objects.create(page=brief, term=theme)
    assert others(read("/en/briefs/?theme=mental-health"))["/en/stories/?theme=mental-health"].endswith("· 1")
    StoryPage.objects.get(slug="protecting-student-mental-health", locale__language_code="en").unpublish()
    assert not others(read("/en/briefs/?theme=mental-health"))


@pytest.mark.parametrize("code", CODES)
def test_a_list_about_a_concern_takes_no_more_than_twenty_queries(client: Client, code: str) -> None:
    for address in ("stories/?concern=mental-health", "briefs/?concern=mental-health", "stories/?priority=funding"):
        made = queries(client, f"/{code}/{address}")
        assert len(made) <= MOST, "\n".join(made)


def test_a_recommendation_does_not_deny_a_story_that_is_there_in_english() -> None:
    seventh = RecommendationPage.objects.get(number=7, locale__language_code="ar")
    nothing = "لا توجد قصص عن هذه التوصية بعد."

    def said() -> Any:
        page = read(seventh.url)
        assert nothing not in page.get_text()
        return page.select_one("[data-test=evidence]")

    assert not said().select("[data-test=elsewhere]")
    StoryPage.objects.get(slug=STORY, locale__language_code="ar").unpublish()
    [line] = said().select("[data-test=elsewhere] a")
    assert line["href"] == "/ar/languages/"
    printed = print_html(RecommendationPage.objects.get(pk=seventh.pk))
    assert line.get_text(strip=True) in printed
    assert nothing not in printed
    english = StoryPage.objects.get(slug=STORY, locale__language_code="en")
    assert seventh.pk in [page.pk for page in printed_in(english)]
    english.unpublish()
    assert nothing in read(seventh.url).get_text()
