"""The page that says what is not yet in a language."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from cms.directory.models import PageTerm, Term
from cms.feedback.models import Wish
from cms.pages.gaps import missing_pages
from initiatives.models import InitiativePage
from stories.models import ReleasePage, StoryPage

pytestmark = pytest.mark.usefixtures("demo")


def read(code: str) -> BeautifulSoup:
    response = Client().get(f"/{code}/languages/")
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    return BeautifulSoup(response.content, "html.parser")


def withdraw(code: str, *, most: int) -> list[str]:
    stories = list(StoryPage.objects.filter(locale__language_code=code, live=True)[:most])
    for story in stories:
        story.unpublish()
    return [f"/{code}/stories/{story.slug}/" for story in stories]


def test_each_missing_page_is_told_in_the_words_of_the_reader() -> None:
    addresses = withdraw("ar", most=2)
    page = read("ar")
    gaps = page.select("[data-test=gap]")
    assert [gap.select_one(".gap__page")["href"] for gap in gaps] == addresses
    for gap in gaps:
        line = gap.select_one(".gap__page").get_text(" ", strip=True)
        assert line.startswith("قصة")
        assert "·" in line
        assert not any(letter.isascii() and letter.isalpha() for letter in line)
        offers = gap.select(".gap__offers a")
        assert [(offer["lang"], offer["hreflang"], offer["dir"]) for offer in offers] == [
            ("en", "en", "ltr"),
            ("es", "es", "ltr"),
        ]
    assert "صفحتان" in page.select_one("[data-test=gap-count]").get_text()
    # The other languages lack nothing, but English says what Arabic does.
    assert not read("es").select("[data-test=gap]")
    assert read("en").find("a", href="/ar/languages/", lang="ar")


def test_pages_that_would_read_alike_are_told_apart_by_their_name() -> None:
    for slug in ("calli", "shared-learning-initiative"):
        InitiativePage.objects.get(slug=slug, locale__language_code="ar").unpublish()
    lines = [gap.select_one(".gap__page") for gap in read("ar").select("[data-test=gap]")]
    names = [line.select_one("[lang=en][dir=ltr]").get_text() for line in lines]
    assert sorted(names) == [
        "California Learning and Language Innovation collaboration (CALLI)",
        "Shared Learning Initiative",
    ]
    for line in lines:
        line.select_one("[lang=en]").decompose()
        assert line.get_text().split() == ["مبادرة", "·"]
    # Stories about one and the same theme as well; those with a theme of their own need none.
    withdraw("ar", most=2)
    stories = [gap.select_one(".gap__page") for gap in read("ar").select("[data-test=gap]") if "/stories/" in str(gap)]
    assert not any(line.select("[lang=en]") for line in stories)
    PageTerm.objects.filter(term__vocabulary="theme").update(term=Term.objects.filter(vocabulary="theme").first())
    stories = [gap.select_one(".gap__page") for gap in read("ar").select("[data-test=gap]") if "/stories/" in str(gap)]
    assert len({line.select_one("[lang=en]").get_text() for line in stories}) == 2


def test_it_says_how_many_have_asked_for_a_page() -> None:
    withdraw("ar", most=2)
    assert not read("ar").select(".need__count")
    asked_for = missing_pages("ar")[1]
    for _reader in range(3):
        Wish.objects.count_one(asked_for.translation_key, "ar")
    Wish.objects.count_one(asked_for.translation_key, "es")
    gaps = read("ar").select("[data-test=gap]")
    assert [[line.get_text(strip=True) for line in gap.select(".need__count")] for gap in gaps] == [
        [],
        ["طلبها 3 أشخاص."],
    ]


@pytest.mark.parametrize("section", ["stories", "briefs", "initiatives", "events", "press"])
def test_every_list_leads_from_what_it_lacks_to_this_page(section: str) -> None:
    def line() -> Any:
        html = BeautifulSoup(Client().get(f"/ar/{section}/").content, "html.parser")
        return html.select_one("[data-test=elsewhere] a")

    assert line() is None
    listed = Page.objects.get(slug=section, locale__language_code="ar").get_children().live().specific()
    next(page for page in listed if not isinstance(page, ReleasePage)).unpublish()
    assert line()["href"] == "/ar/languages/"
    assert "بالعربية" in line().get_text()


def test_nothing_is_told_of_what_is_not_public() -> None:
    withdraw("ar", most=1)
    english = StoryPage.objects.get(pk=missing_pages("ar")[0].pk)
    PageViewRestriction.objects.create(page=english, restriction_type="login")
    assert not read("ar").select("[data-test=gap]")


def test_many_cost_as_many_queries_as_one() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            read("ar")
        return len(captured)

    withdraw("ar", most=1)
    one = queries()
    withdraw("ar", most=50)
    assert Page.objects.filter(live=False, locale__language_code="ar").count() > 3
    assert queries() <= one <= 20
