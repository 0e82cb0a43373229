"""Writing and pressing "Save draft" while the editor is saving by itself."""

import re

from playwright.sync_api import Page, Route, expect

from stories.models import StoryPage
from tests.browser.staff import Staff
from tests.house import PASSWORD, House, People
from tests.sites import Site, wait_until

PRESS_WHILE_SAVING = """
    document.addEventListener("w-autosave:save", () => {
        [...document.querySelectorAll("button")].find(button => button.innerText.includes("Save draft")).click();
    }, {once: true});
"""
# What is sent was read before; the answer comes after.
TYPE_WHILE_SAVING = """
    document.addEventListener("w-autosave:save", () => setTimeout(() => {
        document.querySelector("#id_summary").value = "Everybody brings a seed and waters it.";
    }, 500), {once: true});
"""


def test_a_story_is_saved_once_and_whole(site: Site, people: People, staff_page: Page) -> None:
    with site.connected():
        index = House(people).story_index().pk
        with site.served() as address:
            Staff(staff_page, address, PASSWORD).sign_in("test_editor")
            for follow in (press_while_it_saves, press_before_it_saves, type_while_it_saves):
                staff_page.goto(f"{address}/admin/pages/add/stories/storypage/{index}/")
                # Wagtail looks for changes from two seconds after a form has come.
                staff_page.wait_for_timeout(2500)
                follow(staff_page, follow.__name__.replace("_", " "))


def press_while_it_saves(page: Page, title: str) -> None:
    page.evaluate(PRESS_WHILE_SAVING)
    write(page, title)
    expect_one_story(page, title)


def press_before_it_saves(page: Page, title: str) -> None:
    """The server takes its time over the page, and Wagtail would save it once more meanwhile."""
    held: list[Route] = []
    page.route(re.compile(r"/add/stories/storypage/\d+/$"), lambda route: held.append(route))
    write(page, title)
    page.get_by_role("button", name="Save draft").click(no_wait_after=True)
    page.wait_for_timeout(2500)
    assert len(held) == 1
    held[0].continue_()
    expect_one_story(page, title)
    page.unroute_all()


def type_while_it_saves(page: Page, title: str) -> None:
    page.evaluate(TYPE_WHILE_SAVING)
    write(page, title)

    def summaries() -> list[str]:
        # The browser's events are handled meanwhile.
        page.wait_for_timeout(200)
        return [story.get_latest_revision_as_object().summary for story in StoryPage.objects.filter(title=title)]

    wait_until(lambda: summaries() == ["Everybody brings a seed and waters it."], "the whole sentence is saved")


def write(page: Page, title: str) -> None:
    page.locator("#id_title").fill(title)
    page.locator("#id_summary").fill("Everybody brings a seed.")


def expect_one_story(page: Page, title: str) -> None:
    expect(page.locator(".messages .success")).to_contain_text(title)
    assert StoryPage.objects.filter(title=title).count() == 1
