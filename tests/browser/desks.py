"""Desks to try: one served site for a whole file of tests, on which each test has a story of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from playwright.sync_api import Browser, Locator, Page
from wagtail_localize.models import Translation

from cms.translation.segments import Segment, list_segments
from tests.browser.staff import Staff
from tests.house import PASSWORD, House
from tests.sites import Site

LAPTOP = {"width": 1366, "height": 768}
NUMBERS = count(1)
TRANSLATOR, REVIEWER = "test_translator_ar", "test_reviewer_ar"


@dataclass
class Desk:
    """The desk of a translation into Arabic, with its translator at it."""

    page: Page
    address: str
    translation: Translation

    def part(self, number: int) -> Locator:
        return self.page.get_by_test_id("segment").nth(number)

    def box(self, number: int) -> Locator:
        return self.part(number).get_by_test_id("segment-input")

    def segments(self) -> list[Segment]:
        return list_segments(self.translation)

    def open(self, page: Page | None = None, address: str = "") -> None:
        target = self.translation.get_target_instance()
        (page or self.page).goto(f"{address or self.address}/admin/pages/{target.pk}/edit/")

    def select(self, number: int, words: str) -> None:
        """Select words in a box, as a mouse or Shift and arrows would."""
        self.box(number).evaluate(
            """(box, words) => {
              box.focus();
              const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const start = walker.currentNode.data.indexOf(words);
                if (start < 0) continue;
                document.getSelection().setBaseAndExtent(
                  walker.currentNode, start, walker.currentNode, start + words.length);
                return;
              }
              throw new Error(words);
            }""",
            words,
        )


@dataclass
class Office:
    """A served site with people and a list of stories, on which any number of stories can be translated."""

    site: Site
    house: House
    address: str
    browser: Browser
    cookies: dict[str, list[Any]] = field(default_factory=dict)

    def sign_in(self, name: str = TRANSLATOR) -> list[Any]:
        """Sign somebody in, and return the cookies of that."""
        with self.browser.new_context() as context:
            Staff(context.new_page(), self.address, PASSWORD).sign_in(name)
            self.cookies[name] = context.cookies()
            return self.cookies[name]

    def translation(self, *paragraphs: str, **values: Any) -> Translation:
        """Send a story with these paragraphs to the translators of Arabic."""
        body = [("text", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))]
        story = self.house.go_live(self.house.story(f"story-{next(NUMBERS)}", **{"body": body, **values}))
        return self.house.send(story, "ar")[0]

    @contextmanager
    def desk(self, translation: Translation, name: str = TRANSLATOR, **context_options: Any) -> Iterator[Desk]:
        """Open the desk of a translation in a browser of its own, as the translator or somebody else sees it."""
        cookies = self.cookies.get(name) or self.sign_in(name)
        with self.browser.new_context(**{"viewport": LAPTOP, **context_options}) as context:
            context.add_cookies(cookies)
            desk = Desk(context.new_page(), self.address, translation)
            Staff(desk.page, self.address, PASSWORD)
            desk.open()
            yield desk
