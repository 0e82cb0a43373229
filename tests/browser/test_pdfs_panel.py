"""The panel of the PDFs beside the form of a page: it says by itself when one is there, and then asks no more."""

from django.conf import settings
from playwright.sync_api import Page, Route, expect

SITE = "https://site.example/"
PANEL = '<div data-pdfs="/state/"{waits}><p>{word}</p></div>'


def test_the_panel_follows_until_nothing_is_being_made(page: Page) -> None:
    script = (settings.BASE_DIR / "static/js/pdfs.js").read_text()
    answers = [PANEL.format(waits=" data-waits", word="Being made"), PANEL.format(waits="", word="Up to date")]
    asked: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url == SITE:
            first = PANEL.format(waits=" data-waits", word="Being made")
            route.fulfill(content_type="text/html", body=f"<main>{first}</main>")
        else:
            asked.append(route.request.url)
            route.fulfill(content_type="text/html", body=answers[len(asked) - 1])

    page.clock.install()
    page.route("**/*", answer)
    page.goto(SITE)
    page.add_script_tag(content=script)
    page.clock.run_for(3000)
    expect(page.get_by_text("Being made")).to_be_visible()
    page.clock.run_for(3000)
    expect(page.get_by_text("Up to date")).to_be_visible()
    page.clock.run_for(30_000)
    assert asked == [f"{SITE}state/"] * 2
