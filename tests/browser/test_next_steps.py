"""The next step is large, as wide as the window, the last thing before the footer, and points along the reading."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_public_pages import ADDRESSES, STATUS

FOUND = [kind for kind in ADDRESSES if kind not in STATUS]
MEASURED = """() => {
    const step = document.querySelector("[data-test=next-step], nav.pair");
    const place = step.getBoundingClientRect(), above = step.previousElementSibling.getBoundingClientRect();
    return {
        isLast: step === step.closest("main").lastElementChild,
        isAtFooter: document.querySelector("footer").getBoundingClientRect().top <= place.bottom + 1,
        isBelow: above.bottom <= place.top + 1,
        height: place.height,
        width: place.width / document.documentElement.clientWidth,
        turns: new DOMMatrix(getComputedStyle(step.querySelector(".icon--along")).transform).a,
    };
}"""


@pytest.mark.parametrize("kind", FOUND)
def test_it_is_the_last_thing_large_and_along_the_reading(page: Page, live_site: str, kind: str) -> None:
    for code, width, along in (("en", 360, 1), ("ar", 1280, -1)):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(f"{live_site}/{code}/{ADDRESSES[kind]}")
        found = page.evaluate(MEASURED)
        assert found["isLast"], found
        assert found["isAtFooter"], found
        assert found["isBelow"], found
        assert found["height"] >= 56
        assert found["width"] == 1
        assert found["turns"] == along
