"""The contents of a long text say which part is being read, and stay within reach."""

import pytest
from playwright.sync_api import Page, expect

STORY = "stories/protecting-student-mental-health/"
BRIEF = "briefs/funding-the-future-of-learning/"
VERSION = f"{BRIEF}v/1.1/"


def go_to(page: Page, part: int) -> None:
    """Scroll so that the heading of a part stands near the top, as a reader does."""
    page.evaluate(
        """part => {
            const heading = document.getElementById(`part-${part}`);
            scrollTo({ top: scrollY + heading.getBoundingClientRect().top - 80, behavior: "instant" });
        }""",
        part,
    )


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("address", [STORY, BRIEF, VERSION])
def test_the_part_that_is_being_read_is_marked(page: Page, live_site: str, address: str, code: str) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{live_site}/{code}/{address}")
    marked = page.get_by_test_id("toc").locator("[aria-current=location]")
    links = page.get_by_test_id("toc").locator("a")
    expect(marked).to_have_count(0)
    number = links.count()
    assert number >= 3
    for part in (2, number, 1):
        go_to(page, part)
        expect(marked).to_have_count(1)
        expect(marked).to_have_attribute("href", f"#part-{part}")
        # It has moved along with the text.
        expect(marked).to_be_in_viewport(ratio=1)
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    expect(marked).to_have_count(0)
    assert faults == []


def test_the_last_of_many_parts_can_be_reached(page: Page, live_site: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 500})
    page.goto(f"{live_site}/en/{BRIEF}")
    page.evaluate(
        """() => {
            const list = document.querySelector(".toc ol");
            for (let more = 0; more < 20; more++) list.prepend(list.firstElementChild.cloneNode(true));
        }"""
    )
    # The script marked nothing that was cloned, and the real links are the last ones.
    last = page.get_by_test_id("toc").locator("a").last
    go_to(page, 1)
    page.get_by_test_id("toc").evaluate("contents => { contents.scrollTop = 0; }")
    expect(last).not_to_be_in_viewport()
    go_to(page, 5)
    expect(last).to_have_attribute("aria-current", "location")
    expect(last).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("address", [STORY, BRIEF])
def test_on_a_phone_they_are_closed_and_lead_on(page: Page, live_site: str, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_site}/en/{address}")
    contents = page.get_by_test_id("toc")
    expect(contents.locator("a").first).to_be_hidden()
    contents.locator("summary").click()
    contents.locator("a").nth(1).click()
    expect(page.locator("#part-2")).to_be_in_viewport()
    expect(contents.locator("[aria-current=location]")).to_have_attribute("href", "#part-2")
