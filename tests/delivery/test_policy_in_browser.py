"""What a browser refuses to load under our policies: nothing that the site itself asks for."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.sites import PASSWORD

NOTE_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
    noteViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


@pytest.fixture
def refused(page: Page, live_site: str) -> list[str]:
    """What was refused in the browser's context, and what was asked of other sites."""
    found: list[str] = []
    context: BrowserContext = page.context
    context.expose_function("noteViolation", lambda violation: found.append(f"{page.url}: {violation}"))
    context.add_init_script(NOTE_VIOLATIONS)
    context.on(
        "request",
        lambda request: (
            found.append(f"asked of another site: {request.url}")
            if request.url.startswith("http") and not request.url.startswith(live_site)
            else None
        ),
    )
    return found


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_public_pages_load_all_that_they_ask_for(page: Page, live_site: str, refused: list[str], language: str):
    for path in ("", "stories/", "platform/", "briefs/", "search/?q=a", "nowhere/"):
        page.goto(f"{live_site}/{language}/{path}", wait_until="load")

    assert refused == []
    assert page.context.cookies() == []


def test_the_admin_loads_all_that_it_asks_for(page: Page, live_site: str, refused: list[str]):
    page.goto(f"{live_site}/admin/")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(f"{live_site}/admin/")

    for path in ("", "pages/", "images/add/", "documents/add/", "users/", "reports/site-history/", "workflows/list/"):
        page.goto(f"{live_site}/admin/{path}", wait_until="load")
    home = page.locator("a[href*='/admin/pages/'][href$='/edit/']", has_text="Beacons").first
    page.goto(f"{live_site}/admin/pages/")
    page.goto(live_site + str(home.get_attribute("href")), wait_until="load")
    page.locator("[data-side-panel-toggle=preview]").click()
    page.frame_locator("iframe[data-w-preview-target=iframe][src]").last.locator("h1").wait_for()

    assert refused == []
