"""A vocabulary is translated and approved on its sheet with the keyboard alone, and readers have its terms."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from cms.directory.models import PageTerm
from cms.translation.models import Draft
from tests.browser.staff import Staff
from tests.house import PASSWORD, House, People
from tests.sites import Site

TERMS = {
    "Mental health": "الصحة النفسية",
    "Community schools": "المدارس المجتمعية",
    "Youth leadership": "قيادة الشباب",
}


def test_from_the_queue_to_the_public_page_with_the_keyboard(
    site: Site, people: People, staff_page: Page, axe: Callable[[Page], list[str]]
) -> None:
    page, keys = staff_page, staff_page.keyboard
    with site.connected():
        house = House(people)
        house.story_index("ar")
        terms = [house.term(f"theme-{n}", name, order=n) for n, name in enumerate(TERMS, 1)]
        story = house.go_live(house.story(page_terms=[PageTerm(term=term) for term in terms]))
        for term in terms:
            house.send(term, "ar")
        UserProfile.objects.update_or_create(user=people.translator_ar, defaults={"preferred_language": "ar"})
        with site.served() as address:
            staff = Staff(page, address, PASSWORD)
            staff.sign_in("test_translator_ar")
            page.get_by_test_id("queue-sheet").get_by_role("link").press("Enter")
            expect(page.locator("html")).to_have_attribute("dir", "rtl")
            parts, boxes = page.get_by_test_id("segment"), page.get_by_test_id("segment-input")
            expect(boxes).to_have_count(3)
            expect(boxes.first).to_have_attribute("dir", "rtl")
            # Who else is in a row is told here as on any desk.
            here = f"{parts.first.get_attribute('data-part')}"
            tell = "wagtail.app.getControllerForElementAndIdentifier(document.querySelector('.desk'), 'following').tell"
            page.evaluate(f"({tell}).call({tell.removesuffix('.tell')}, {{ people: {{ '{here}': ['Sara'] }} }})")
            expect(parts.first.locator("[data-people]")).to_contain_text("Sara")
            boxes.first.focus()
            keys.type("الصحة")
            # Typed, it is kept; it counts when it is done.
            expect(parts.first).to_have_attribute("data-state", "draft")
            assert Draft.objects.get().text == "الصحة"
            keys.press("Control+A")
            for number, name in enumerate(TERMS.values()):
                expect(boxes.nth(number)).to_be_focused()
                keys.type(name)
                keys.press("Control+Enter")
                expect(parts.nth(number)).to_have_attribute("data-state", "done")
            assert axe(page) == []
            page.set_viewport_size({"width": 360, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") == 360
            assert axe(page) == []
            page.set_viewport_size({"width": 1366, "height": 768})
            page.get_by_test_id("submit-review").press("Enter")
            expect(parts.first).to_have_attribute("data-state", "locked")
            expect(boxes.first).not_to_be_editable()

            staff.sign_in("test_reviewer_ar")
            page.get_by_test_id("queue-sheet").get_by_role("link").press("Enter")
            for name in TERMS.values():
                expect(page.get_by_text(name)).to_be_visible()
            assert axe(page) == []
            page.get_by_test_id("approve").press("Enter")
            expect(page.get_by_text("Approved: 3 terms. They are public now.")).to_be_visible()
            # A page is approved when the terms on it are there in its language.
            page.goto(f"{address}{house.translate(story, 'ar').get_url_parts()[2]}")
            for name in TERMS.values():
                expect(page.locator("main").get_by_text(name).first).to_be_visible()
