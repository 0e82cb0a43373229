"""Copying a citation and the address of a page: with a script; without one nothing is there that does not work."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

BRIEF = "briefs/funding-the-future-of-learning/"


def test_a_citation_is_copied_as_one_line(browser: Browser, live_site: str, axe: Callable[[Page], list[str]]) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{live_site}/es/{BRIEF}")
        cite = page.get_by_test_id("cite")
        cite.get_by_role("button").first.click()
        expect(cite.get_by_role("button").first).to_have_text("Copiado")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("California Partnership for the Future of Learning. “")
        assert copied.endswith(f"Versión 1.1. s. f. {live_site}/es/{BRIEF}v/1.1/")
        cite.locator("summary").click()
        cite.get_by_role("button").last.click()
        expect(cite.get_by_role("button").last).to_have_text("Copiado")
        assert page.evaluate("navigator.clipboard.readText()") == cite.get_by_test_id("bibtex").text_content()
        page.locator("[data-copies-address]").click()
        expect(page.locator("[data-copies-address]")).to_have_text("Copiado")
        assert page.evaluate("navigator.clipboard.readText()") == f"{live_site}/es/{BRIEF}"
        page.locator("[data-copies-text]").click()
        expect(page.locator("[data-copies-text]")).to_have_text("Copiado")
        lines = page.evaluate("navigator.clipboard.readText()").split("\n")
        assert lines[0] == page.locator("h1").inner_text()
        assert page.locator("[data-test=body] p").last.inner_text() in lines
        assert lines[-1] == f"{live_site}/es/{BRIEF}"
        assert axe(page) == []
        # What stands in a box or a row of its own is a part of the text too.
        for place, parts in (
            (BRIEF, ".points li"),
            ("stories/protecting-student-mental-health/", ".try li"),
            ("platform/", ".call__text, .row h3"),
            ("initiatives/shared-learning-initiative/", ".aims li"),
        ):
            page.goto(f"{live_site}/ar/{place}")
            page.locator("[data-copies-text]").click()
            text = page.evaluate("navigator.clipboard.readText()")
            shown = [part.inner_text() for part in page.locator(parts).all()]
            assert shown
            assert [part for part in shown if part not in text] == []


def test_without_a_script_the_citation_is_there_to_be_marked(browser: Browser, live_site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_site}/ar/briefs/needs-assessment/")
        expect(page.locator("#citation")).to_be_visible()
        assert not any(button.is_visible() for button in page.locator("main button").all())
