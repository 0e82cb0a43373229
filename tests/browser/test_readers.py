"""Readers, from the first page to what they take along: a parent with a cheap phone, and a legislative aide."""

import csv
import io
import json
import re
from urllib.parse import unquote

import pypdfium2
from playwright.sync_api import Browser, Page, Response, expect

from stories.models import StoryPage
from tests.sites import Site

STORY = "stories/protecting-student-mental-health/"
BEHIND = "hiring-parents-to-engage-families"
MISSING = "school-teams-deep-relationships"
BRIEF = "briefs/funding-the-future-of-learning/"
PHONE = {"width": 360, "height": 740}
# A slow connection of a phone: 400 kilobits a second, 400 ms there and back. Something is read within three seconds;
# a busy machine may take three times that.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
MOST_WAITING = 9_000
FAST = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


def fits(page: Page) -> None:
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_a_parent_reads_in_arabic_without_a_script(browser: Browser, demo_site: Site) -> None:
    with demo_site.connected():
        missing = StoryPage.objects.filter(locale__language_code="en", slug=MISSING).get()
        for version in missing.get_translations():
            version.unpublish()
        english = StoryPage.objects.get(locale__language_code="en", slug=BEHIND)
        english.summary += " It goes on."
        english.save_revision().publish()
    with demo_site.served() as address, browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))
        network = context.new_cdp_session(page)
        network.send("Network.emulateNetworkConditions", SLOW)
        page.goto(f"{address}/ar/{STORY}", wait_until="networkidle")
        assert page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") < MOST_WAITING
        network.send("Network.emulateNetworkConditions", FAST)
        assert all(answer.url.startswith(address) for answer in answers)
        sent = {answer.url: answer.request.sizes()["responseBodySize"] for answer in answers}
        assert sum(size for url, size in sent.items() if not re.search(r"\.(avif|webp|jpe?g|png)$", url)) <= 150 * 1024
        fits(page)
        assert context.cookies() == []
        # A page that is behind says so on the first screen, and has there the way to the PDF and its first paragraph.
        page.goto(f"{address}/ar/stories/{BEHIND}/")
        parts = (".standfirst", ".facts", "[data-state=outdated]", "[data-test=body] p >> nth=0")
        bottoms = [page.locator(part).evaluate("(one) => one.getBoundingClientRect().bottom") for part in parts]
        assert bottoms == sorted(bottoms)
        assert bottoms[-1] <= PHONE["height"]
        page.goto(f"{address}/ar/{STORY}")

        # Each language leads to the same story, and back.
        for code in ("es", "en", "ar"):
            page.get_by_test_id("language-switch").first.locator(f"[hreflang={code}]").click()
            assert page.url == f"{address}/{code}/{STORY}"

        pdf = page.get_by_test_id("pdf-link").first
        assert re.search(r"العربية.*KB", pdf.inner_text(), re.DOTALL)
        assert pdf.get_attribute("data-language") == "ar"
        shared = unquote(page.locator("a[href^='https://wa.me/']").first.get_attribute("href") or "")
        assert page.locator("h1").inner_text() in shared
        assert shared.endswith(f"{address}/ar/{STORY}")

        handout = context.request.get(f"{address}/ar/{STORY}handout/")
        assert len(pypdfium2.PdfDocument(handout.body())) == 1

        page.goto(f"{address}/ar/stories/{MISSING}/")
        expect(page.get_by_test_id("not-translated")).to_be_visible()
        fits(page)
        offer = page.locator("main a[hreflang=en]").first
        expect(offer.locator("[lang=en][dir=ltr]")).to_have_text(missing.title)
        page.get_by_test_id("need").get_by_role("button").click()
        expect(page.get_by_role("status")).to_be_visible()
        offer.click()
        assert page.url == f"{address}/en/stories/{MISSING}/"

        # As many type it: without the hamza, and with the other last letter.
        page.goto(f"{address}/ar/search/?q=الاسره")
        assert page.get_by_test_id("search-result").count() > 0
        fits(page)


def test_a_legislative_aide_cites_a_brief(page: Page, live_site: str) -> None:
    page.goto(f"{live_site}/en/{BRIEF}")
    contents = page.get_by_test_id("toc").locator("a")
    assert contents.count() >= 3
    contents.nth(1).click()
    expect(page.locator(page.url[page.url.index("#") :])).to_be_in_viewport()
    assert "Version 1.1" in page.locator(".kicker").first.inner_text()
    cite = page.get_by_test_id("cite")
    permanent = f"{live_site}/en/{BRIEF}v/1.1/"
    assert permanent in cite.inner_text().replace("\n", "")
    assert permanent in (cite.get_by_test_id("bibtex").text_content() or "")
    response = page.goto(permanent)
    assert response is not None
    assert response.status == 200
    assert page.request.get(f"{permanent}pdf/").headers["content-type"] == "application/pdf"

    listed = json.loads(page.request.get(f"{live_site}/api/platform.json").text())
    rows = list(csv.reader(io.StringIO(page.request.get(f"{live_site}/api/platform.csv").text())))
    assert (len(listed["items"]), len(rows)) == (10, 11)
    assert listed["licence"]
    page.goto(f"{live_site}/en/platform/")
    shown = page.get_by_test_id("recommendation")
    assert [row.locator("h3").inner_text() for row in shown.all()] == [item["title"] for item in listed["items"]]
