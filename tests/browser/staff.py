"""What staff, translators and reviewers do in a browser, by what they see on the screen."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

LANGUAGE_NAMES = {"es": "Español", "ar": "العربية"}


class Staff:
    """One browser page in which people sign in one after another."""

    def __init__(self, page: Page, address: str, password: str) -> None:
        self.page, self.address, self.password = page, address, password
        # Under load a server of one thread takes its time.
        page.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)

    def sign_in(self, name: str) -> None:
        self.page.context.clear_cookies()
        self.page.goto(f"{self.address}/admin/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").first.fill(self.password)
        self.page.get_by_role("button", name="Sign in").click()
        # The page that asks for the password has a heading too.
        self.page.wait_for_url(f"{self.address}/admin/")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def add_page(self, section: str, kind: str, fill: Callable[[Page], None]) -> int:
        """Add a page below a section of the English tree, save it as a draft, submit it; return its key."""
        page = self.page
        page.goto(f"{self.address}/admin/")
        page.locator("#wagtail-sidebar").get_by_role("link", name=section, exact=True).click()
        page.wait_for_url(re.compile(r"/pages/\d+/$"))
        page.goto(f"{page.url}add_subpage/")
        # Where one kind alone may stand, its form has come already.
        if page.get_by_role("heading", name="Create a page in").is_visible():
            page.locator("main").get_by_role("link", name=kind, exact=True).click()
        expect(page.get_by_role("heading", name=f"New: {kind}")).to_be_attached()
        fill(page)
        page.get_by_role("button", name="Save draft").click()
        page.wait_for_url(re.compile(r"/edit/$"))
        number = int(re.search(r"/pages/(\d+)/edit/", page.url)[1])
        page.get_by_role("button", name="More actions").last.click()
        page.get_by_role("button", name=re.compile("Submit to")).press("Enter")
        expect(page.get_by_text("has been submitted for moderation")).to_be_visible()
        return number

    def write(self, **texts: str) -> None:
        """Fill fields of the form: the name of the field and its text."""
        for field, text in texts.items():
            # Key by key, as a person does: the address follows the title with each of them.
            self.page.locator(f"#id_{field}").press_sequentially(text)

    def insert_text_block(self, field: str) -> Locator:
        """Add a text block at the end of a body and return its box."""
        section = self.page.locator(f"#panel-child-text-{field}-section")
        boxes = section.get_by_role("textbox")
        before = boxes.count()
        option = self.page.get_by_role("option", name="Text", exact=True)
        # The list of blocks closes again where the editor saves by itself just then.
        while not option.is_visible():
            section.get_by_role("button", name="Insert a block").last.click()
            self.page.wait_for_timeout(300)
        option.click()
        # The block comes a moment after its name is pressed.
        expect(boxes).to_have_count(before + 1)
        return boxes.last

    def type_into_body(self, field: str, text: str) -> None:
        """Add a text block to a body and type into it."""
        self.insert_text_block(field).click()
        self.page.keyboard.type(text)
        # The editor hands its text to the form a quarter of a second after the last key.
        self.page.wait_for_timeout(500)

    def approve_english(self, title: str) -> None:
        """Open what waits on the dashboard and approve it."""
        self.page.goto(f"{self.address}/admin/")
        self.page.get_by_role("link", name=title).first.click()
        self.page.get_by_role("button", name="Approve and publish").click()
        expect(self.page.get_by_text("Your decision is recorded.")).to_be_visible()

    def send(self, number: int, *codes: str) -> None:
        page = self.page
        page.goto(f"{self.address}/admin/pages/{number}/edit/")
        page.get_by_role("button", name="Actions").first.click()
        page.get_by_role("link", name="Send for translation").click()
        for code, name in LANGUAGE_NAMES.items():
            page.get_by_label(name).set_checked(code in codes)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("Sent for translation")).to_be_visible()

    def open_from_queue(self, title: str) -> None:
        self.page.goto(f"{self.address}/admin/")
        self.page.get_by_test_id("queue-row").filter(has_text=title).get_by_role("link").first.click()
        # The reviewer of an update is shown the changed parts, which need not hold the first.
        expect(self.page.get_by_test_id("segment").filter(visible=True).first).to_be_visible()

    def translate(self, title: str, code: str, texts: dict[str, str]) -> None:
        """Translate every part by `texts` (English → translation) and submit."""
        self.open_from_queue(title)
        for segment in self.page.get_by_test_id("segment").all():
            english = segment.locator("[lang=en]").first.inner_text()
            box = segment.get_by_test_id("segment-input")
            expect(box).to_have_attribute("lang", code)
            expect(box).to_have_attribute("dir", "rtl" if code == "ar" else "ltr")
            box.fill(texts[english])
            box.press("Control+Enter")
            expect(segment).to_have_attribute("data-state", "done")
        self.page.get_by_test_id("submit-review").click()
        expect(self.page.get_by_text("Submitted for review.")).to_be_visible()
        expect(self.page.get_by_test_id("segment-input").first).not_to_be_editable()

    def approve_translation(self, title: str) -> None:
        self.open_from_queue(title)
        self.page.get_by_role("button", name="Approve and publish").click()
        expect(self.page.get_by_text("Approved. It is public now.")).to_be_visible()
