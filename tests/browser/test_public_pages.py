"""Every kind of public page in a real browser: nothing for axe to find, and no scrolling sideways."""

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as BrowserPage

from cms.accounts.models import User
from cms.feedback.models import ProblemReport, Wish
from cms.languages.languages import LANGUAGES
from stories.models import StoryPage
from tests.sites import Site

STORY = "stories/protecting-student-mental-health/"
ADDRESSES = {
    "home": "",
    "story index": "stories/",
    "story index of a theme": "stories/?theme=mental-health",
    "story index of two filters": "stories/?theme=mental-health&language=en",
    "story": STORY,
    "release": "stories/beacons-of-hope/",
    "media gallery": "media/",
    "standard page": "about/",
    "press releases": "press/",
    "press release": "press/sample/",
    "platform": "platform/",
    "recommendation": "platform/2-health-wellness-community-schools/",
    "brief index": "briefs/",
    "brief": "briefs/funding-the-future-of-learning/",
    "version of a brief": "briefs/funding-the-future-of-learning/v/1.1/",
    "no PDF": "briefs/funding-the-future-of-learning/pdf/",
    "initiatives": "initiatives/",
    "initiative": "initiatives/shared-learning-initiative/",
    "collaboration": "initiatives/shared-learning-initiative/sample/",
    "sessions and visits": "events/",
    "session or visit": "events/school-learning-visit/",
    "not yet in this language": "languages/",
    "search": "search/",
    "search with results": "search/?q=LCFF",
    "search narrowed down": "search/?q=LCFF&kind=story&theme=nothing",
    "search without results": "search/?q=zzzz",
    "not found": "stories/nowhere/",
}
STATUS = {"not found": 404, "no PDF": 404}
WIDTHS = (320, 1280)
# More than the buttons and lines that a browser draws into one.
STOPS_OF_A_PLAYER = 10
CODES = [language.code for language in LANGUAGES]

Axe = Callable[[BrowserPage], list[str]]


def open_at(page: BrowserPage, address: str, width: int) -> int:
    """Open the address in a window that wide and return the status."""
    page.set_viewport_size({"width": width, "height": 740})
    response = page.goto(address)
    assert response is not None
    return response.status


def scrolls_sideways(page: BrowserPage) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_public_page_is_accessible_and_fits(
    page: BrowserPage, live_site: str, axe: Axe, kind: str, code: str
) -> None:
    assert open_at(page, f"{live_site}/{code}/{ADDRESSES[kind]}", WIDTHS[0]) == STATUS.get(kind, 200)
    assert page.locator("html").get_attribute("lang") == code
    if (filters := page.locator(".filters__all summary")).count():
        filters.click()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert not scrolls_sideways(page), width
        assert axe(page) == [], width


@pytest.mark.parametrize("kind", ADDRESSES)
def test_other_screens_and_the_keyboard_lose_nothing(page: BrowserPage, live_site: str, axe: Axe, kind: str) -> None:
    open_at(page, f"{live_site}/en/{ADDRESSES[kind]}", 768)
    assert not scrolls_sideways(page)
    assert axe(page) == []
    # axe reads the colors that the page asks for, not those that are forced on it; what is reached has to be marked.
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (640, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert not scrolls_sideways(page), width
    assert unseen_stops(page) == []
    page.emulate_media(media="print", forced_colors="none")
    assert page.locator("h1").count() == 1
    # What is pressed, typed into or leads on is no part of a sheet.
    assert [one for one in page.locator("nav, .footer, .take, main button, main input").all() if one.is_visible()] == []


def unseen_stops(page: BrowserPage) -> list[str]:
    """Press Tab to the end; return what was reached unseen or without a mark, and what was not reached at all."""
    reachable = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
            .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("[inert]")
                && !one.disabled && one.tabIndex >= 0)
            .map((one, number) => { one.dataset.stop = number; return one.outerHTML.slice(0, 80); })"""
    )
    faults, missed = [], set(range(len(reachable)))
    for _stop in range(len(reachable) + STOPS_OF_A_PLAYER * page.locator("video, audio").count()):
        page.keyboard.press("Tab")
        stop, is_seen = page.evaluate(
            """() => {
                const one = document.activeElement, place = one.getBoundingClientRect(), style = getComputedStyle(one);
                const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
                const isInView = place.bottom > 0 && place.top < innerHeight
                    && place.right > 0 && place.left < innerWidth;
                return [Number(one.dataset.stop ?? -1), isMarked && isInView];
            }"""
        )
        missed.discard(stop)
        if not is_seen and stop >= 0:
            faults.append(reachable[stop])
    return faults + [reachable[stop] for stop in sorted(missed)]


def test_the_first_key_leads_past_the_menu(page: BrowserPage, live_site: str) -> None:
    for code in CODES:
        open_at(page, f"{live_site}/{code}/{ADDRESSES['initiative']}", WIDTHS[1])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_what_is_missing_gone_or_wrong_is_told_and_a_reader_answers(
    browser: Browser, demo_site: Site, axe: Axe
) -> None:
    # A browser without a window says so, and counts for a robot.
    page = browser.new_context(user_agent="Mozilla/5.0 (Android 15; Mobile; rv:140.0)").new_page()
    with demo_site.connected():
        for story in StoryPage.objects.exclude(locale__language_code="en"):
            story.unpublish()
        gone = StoryPage.objects.get(locale__language_code="en", slug="shared-decision-making")
        staff = Client()
        staff.force_login(User.objects.get(username="admin"))
        staff.post(f"/admin/pages/{gone.pk}/unpublish/", {"reason": "asked", "taken_in_by": ""})
        broken = render_to_string("500.html")
    with demo_site.served() as address:
        page.route("**/broken/", lambda route: route.fulfill(status=500, body=broken, content_type="text/html"))
        for width in WIDTHS:
            for place, status in ((f"ar/stories/{gone.slug}/", 410), ("en/broken/", 500)):
                assert open_at(page, f"{address}/{place}", width) == status
                assert axe(page) == [], place
                assert not scrolls_sideways(page), place
        for code in ("es", "ar"):
            for width in WIDTHS:
                assert open_at(page, f"{address}/{code}/{STORY}", width) == 200
                assert page.locator("[data-test=not-translated]").is_visible()
                assert axe(page) == []
                assert not scrolls_sideways(page)
            page.get_by_test_id("need").get_by_role("button").click()
            expect(page.get_by_test_id("need").get_by_role("status")).to_be_visible()

        open_at(page, f"{address}/ar/{ADDRESSES['brief']}", WIDTHS[0])
        heading = page.locator("[data-test=body] h2").first
        heading.select_text()
        marked = heading.inner_text()
        page.get_by_test_id("report-problem").click()
        expect(page.locator("[name=passage]")).to_have_value(marked)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 740})
            assert axe(page) == []
            assert not scrolls_sideways(page)
        page.locator("[name=message]").fill("كلمة ناقصة")
        page.wait_for_timeout(2000)
        page.get_by_test_id("problem-form").get_by_role("button").click()
        expect(page.get_by_test_id("problem-sent")).to_be_visible()
    with demo_site.connected():
        assert ProblemReport.objects.get().passage == marked
        assert sorted(Wish.objects.values_list("language", "number")) == [("ar", 1), ("es", 1)]


def test_axe_and_the_ruler_catch_a_bad_page(page: BrowserPage, axe: Axe) -> None:
    page.set_viewport_size({"width": 320, "height": 740})
    page.set_content('<html><body><img src="x.png"><p style="width: 900px">wide</p></body></html>')
    assert any(line.startswith("image-alt") for line in axe(page))
    assert scrolls_sideways(page)
