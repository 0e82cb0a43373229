"""The ten recommendations are ten in every language, whatever is translated."""

import pytest
from bs4 import BeautifulSoup
from django.db.models import QuerySet
from django.test import Client

from briefs.models import PolicyPlatformPage, RecommendationPage
from cms.editions.printing import print_html
from cms.editions.tasks import printed_in

pytestmark = pytest.mark.usefixtures("demo")

MISSING = "/ar/platform/3-families-students-partners/"
TITLE = "Engage Families and Students as Partners in Learning and Decisions"


def third() -> QuerySet[RecommendationPage]:
    return RecommendationPage.objects.filter(number=3)


@pytest.mark.parametrize("address", ["/ar/platform/", "/ar/"])
def test_what_a_language_lacks_stands_in_its_place_and_says_so(client: Client, address: str) -> None:
    third().get(locale__language_code="ar").unpublish()
    page = BeautifulSoup(client.get(address).content, "html.parser")
    rows = page.select("[data-test=recommendation]")
    assert [row["data-number"] for row in rows] == [str(number) for number in range(1, 11)]
    row = rows[2]
    assert row.find("a")["href"] == MISSING
    marked = row.find(lang="en", dir="ltr")
    assert marked.get_text(strip=True) == TITLE
    assert row.find("small").get_text(strip=True) == "غير متاح بالعربية بعد"
    assert not rows[3].find(lang="en")
    assert 'data-test="not-translated"' in client.get(MISSING).content.decode()


def test_the_pdf_of_the_platform_names_it_too_without_its_text() -> None:
    arabic = third().get(locale__language_code="ar")
    arabic.unpublish()
    platform = PolicyPlatformPage.objects.get(locale__language_code="ar")
    html = BeautifulSoup(print_html(platform), "html.parser")
    assert html.select_one(f".ten a[lang=en][dir=ltr][href='{MISSING}']").get_text(strip=True) == TITLE
    assert [row.get_text(strip=True) for row in html.select(".ten__number")] == [str(number) for number in range(1, 11)]
    assert "recommendation-3" not in [chapter["id"] for chapter in html.select(".chapter")]
    assert len(html.select(".chapter")) == 9


def test_the_platforms_of_all_languages_follow_the_english_wording() -> None:
    platforms = set(PolicyPlatformPage.objects.all())
    assert len(platforms) == 3
    assert platforms <= {page.specific for page in printed_in(third().get(locale__language_code="en"))}
    of_arabic = printed_in(third().get(locale__language_code="ar"))
    assert {page.locale.language_code for page in of_arabic} == {"ar"}
