"""Every page ends with one step that leads on, to something that is there in the language of the page."""

from collections.abc import Iterator
from functools import cache

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.models import Page

from cms.languages.availability import address_of
from cms.languages.languages import LANGUAGES
from home.models import HomePage

pytestmark = pytest.mark.usefixtures("demo")

CODES = [language.code for language in LANGUAGES]
BESIDE_THE_TREE = ("search/", "search/?q=school", "languages/")
BRIEF = "briefs/funding-the-future-of-learning/"
VERSION = f"{BRIEF}v/1.1/"
NEEDS = "briefs/needs-assessment/"
RECOMMENDATION = "platform/10-fund-our-schools/"


def open_page(address: str) -> BeautifulSoup:
    response = Client().get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def last_of(page: BeautifulSoup) -> Tag:
    """Return the last thing before the footer."""
    assert page.main.find_next_sibling().name == "footer"
    return page.main.find_all(recursive=False)[-1]


def next_step(address: str) -> str:
    """Return where a page leads on to."""
    last = last_of(open_page(address))
    assert (last.name, last.get("data-test")) == ("a", "next-step"), address
    return last["href"]


def addresses(code: str) -> Iterator[str]:
    for page in Page.objects.live().filter(locale__language_code=code, depth__gt=1).select_related("locale"):
        yield address_of(page)
    yield from (f"/{code}/{path}" for path in (*BESIDE_THE_TREE, VERSION))


@pytest.mark.parametrize("code", CODES)
def test_every_page_ends_with_a_step_to_a_page_that_is_there(code: str) -> None:
    @cache
    def is_there(target: str) -> bool:
        return not open_page(target).select("[data-test=not-translated]")

    for address in addresses(code):
        last = last_of(open_page(address))
        # A recommendation has its two neighbors.
        steps = last.select("a") if last.name == "nav" else [last]
        assert steps, address
        for step in steps:
            assert step["href"].startswith(f"/{code}/"), address
            assert step["href"] != address
            assert step.get_text(strip=True)
            assert not step.select("[lang]"), address
            assert is_there(step["href"]), address


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("", "platform/"),
        ("stories/", "platform/"),
        ("stories/beacons-of-hope/", "stories/"),
        ("stories/protecting-student-mental-health/", "stories/peer-mentorship-for-new-students/"),
        ("stories/shared-decision-making/", "stories/protecting-student-mental-health/"),
        ("platform/", "platform/1-racial-equity/"),
        ("briefs/", "initiatives/"),
        (BRIEF, NEEDS),
        (VERSION, NEEDS),
        (NEEDS, BRIEF),
        ("initiatives/", "events/"),
        ("initiatives/calli/", "events/yearly-reflection-meeting/"),
        ("initiatives/what-we-do/", "initiatives/california-partnership/"),
        ("events/", "stories/"),
        ("events/yearly-reflection-meeting/", "initiatives/calli/"),
        ("media/", "stories/"),
        ("press/", "briefs/"),
        ("about/", "platform/"),
        ("search/?q=school", "stories/"),
        ("languages/", "stories/"),
    ],
)
def test_each_kind_of_page_leads_on_to_what_its_reader_wants_next(path: str, target: str) -> None:
    for code in ("en", "ar"):
        assert next_step(f"/{code}/{path}") == f"/{code}/{target}"


def take_back(code: str, path: str) -> None:
    """Leave a language without a page."""
    [page] = [page for page in Page.objects.filter(locale__language_code=code) if address_of(page) == f"/{code}/{path}"]
    Page.objects.filter(pk=page.pk).update(live=False)


@pytest.mark.parametrize(
    ("path", "missing", "target"),
    [
        (BRIEF, NEEDS, RECOMMENDATION),
        ("stories/protecting-student-mental-health/", "stories/peer-mentorship-for-new-students/", ""),
        ("events/yearly-reflection-meeting/", "initiatives/calli/", "events/"),
        ("initiatives/calli/", "events/yearly-reflection-meeting/", "initiatives/what-we-do/"),
        ("about/", "platform/", "stories/"),
    ],
)
def test_nobody_is_led_on_to_a_page_that_is_not_in_their_language(path: str, missing: str, target: str) -> None:
    take_back("ar", missing)
    step = next_step(f"/ar/{path}")
    assert step != f"/ar/{missing}"
    assert not target or step == f"/ar/{target}"
    assert next_step(f"/en/{path}") == f"/en/{missing}"


def test_where_a_language_has_nothing_but_its_home_page_that_is_the_step() -> None:
    home = HomePage.objects.get(locale__language_code="ar")
    Page.objects.child_of(home).exclude(slug="about").update(live=False)
    assert next_step("/ar/about/") == "/ar/"
    # And from there leads none.
    assert not open_page("/ar/").select("[data-test=next-step]")


def test_a_brief_alone_in_its_language_leads_on_to_the_list() -> None:
    take_back("ar", NEEDS)
    take_back("ar", RECOMMENDATION)
    assert next_step(f"/ar/{BRIEF}") == "/ar/briefs/"
