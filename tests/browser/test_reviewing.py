"""A translation goes to its reviewer, comes back with suggestions, and goes live when two people have seen it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from tests.browser.staff import Staff
from tests.house import PASSWORD, House, People
from tests.sites import Site

TITLE = "A story of one school"
BODY = '<h2>How it began</h2><p>We read the <a href="https://example.org/plan">school plan</a>.</p>'


def test_from_the_translator_to_the_reviewer_and_back(
    site: Site, people: People, staff_page: Page, axe: Callable[[Page], list[str]]
) -> None:
    with site.connected():
        house = House(people)
        house.story_index("ar")
        [translation] = house.send(house.go_live(house.story(body=[("text", BODY)])), "ar")
        house.fill(translation)
        with site.served() as address:
            page, staff = staff_page, Staff(staff_page, address, PASSWORD)
            part, button = page.get_by_test_id("segment").nth, page.get_by_test_id

            staff.sign_in("test_translator_ar")
            staff.open_from_queue(TITLE)
            button("submit-review").click()
            button("take-back").click()
            expect(page.get_by_text("Taken back. You can change it again.")).to_be_visible()
            expect(part(0)).to_have_attribute("data-state", "done")
            button("submit-review").click()
            expect(part(0)).to_have_attribute("data-state", "locked")

            staff.sign_in("test_reviewer_ar")
            staff.open_from_queue(TITLE)
            box = part(0).get_by_test_id("segment-input")
            box.fill("قصة مدرسة واحدة")
            box.press("Control+Enter")
            expect(part(0)).to_contain_text("You suggest a change")
            expect(part(0).get_by_label("Looked at")).to_be_checked()
            expect(part(1).get_by_test_id("segment-input")).to_be_focused()
            # The same rich box: a suggestion without the link says at once that it is missing.
            rich = part(3).get_by_test_id("segment-input")
            rich.fill("قرأنا الخطة")
            expect(part(3).get_by_test_id("check").first).to_have_attribute("data-level", "error")
            page.keyboard.press("F9")
            expect(part(3)).not_to_have_attribute("data-findings", "error")
            part(2).get_by_test_id("segment-input").click()
            part(2).get_by_label("Comment").fill("أقصر من فضلك")
            expect(button("return")).to_have_text("Return (2 suggestions)")
            expect(part(2)).to_contain_text("You commented")
            assert axe(page) == []
            UserProfile.objects.update_or_create(user=people.reviewer_ar, defaults={"preferred_language": "ar"})
            page.reload()
            expect(page.locator("html")).to_have_attribute("dir", "rtl")
            expect(box).to_have_value("قصة مدرسة واحدة")
            box.focus()
            assert axe(page) == []
            button("return").click()

            staff.sign_in("test_translator_ar")
            staff.open_from_queue(TITLE)
            for number in (0, 2, 3):
                expect(part(number)).to_have_attribute("data-state", "returned")
            expect(part(0).get_by_test_id("suggestion").locator("ins")).to_have_text("قصة مدرسة واحدة")
            assert axe(page) == []
            part(2).get_by_test_id("segment-input").click()
            page.keyboard.press("Control+Enter")
            expect(part(2)).to_have_attribute("data-state", "done")
            button("accept-all").click()
            expect(page.get_by_text("Accepted, and submitted for review.")).to_be_visible()

            UserProfile.objects.filter(user=people.reviewer_ar).update(preferred_language="en")
            staff.sign_in("test_reviewer_ar")
            staff.open_from_queue(TITLE)
            expect(button("outcome")).to_have_text("All suggestions were accepted as they were made.")
            button("approve").click()
            expect(page.get_by_text("Approved. It is public now.")).to_be_visible()
            page.goto(f"{address}/ar/stories/a-story/")
            expect(page.get_by_role("heading", level=1)).to_have_text("قصة مدرسة واحدة")
            expect(page.get_by_test_id("body").locator("a[href='https://example.org/plan']")).to_be_visible()
