"""A translator at the desk: the keyboard is enough, links are links, and nothing that was typed is lost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polib
import pytest
from playwright.sync_api import Locator, Page, expect
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from cms.translation.segments import Segment, list_segments
from tests.browser.staff import Staff
from tests.house import PASSWORD, House, People, fresh
from tests.sites import Site

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p class=MsoNormal
style='text-indent:-.25in'><b>من</b> <i>وورد</i><o:p></o:p></p></body></html>"""
PASTE = """([element, html]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.setData("text/html", html);
  dataTransfer.setData("text/plain", "من وورد");
  element.dispatchEvent(new InputEvent("beforeinput",
    { inputType: "insertFromPaste", dataTransfer, bubbles: true, cancelable: true }));
}"""
# Keys by their place: what they write on an Arabic keyboard does not matter.
WITH_ARABIC_KEYS = """
  document.addEventListener("keydown", (event) => Object.defineProperty(event, "key", { value: "ش" }), true);
"""


@dataclass
class Desk:
    """The desk of a story on a served site, with the person at it."""

    page: Page
    staff: Staff
    translation: Translation
    site: Site

    def part(self, number: int) -> Locator:
        return self.page.get_by_test_id("segment").nth(number)

    def box(self, number: int) -> Locator:
        return self.part(number).get_by_test_id("segment-input")

    def segments(self) -> list[Segment]:
        return list_segments(self.translation)

    def open(self, page: Page | None = None) -> None:
        target = self.translation.get_target_instance()
        (page or self.page).goto(f"{self.staff.address}/admin/pages/{target.pk}/edit/")


@pytest.fixture
def desk(site: Site, people: People, staff_page: Page) -> Iterator[Desk]:
    with site.connected():
        house = House(people)
        house.story_index("ar")
        body = [
            (
                "text",
                '<h2>How it began</h2><p>We read the <a href="https://example.org/plan">school plan</a> of 2024.</p>',
            )
        ]
        story = house.go_live(house.story(body=body))
        [translation] = house.send(story, "ar")
        with site.served() as address:
            staff = Staff(staff_page, address, PASSWORD)
            staff.sign_in("test_translator_ar")
            found = Desk(staff_page, staff, translation, site)
            found.open()
            yield found


def test_a_story_is_translated_with_the_keyboard_alone(desk: Desk, people: People) -> None:
    page, keys = desk.page, desk.page.keyboard
    page.evaluate(WITH_ARABIC_KEYS)
    expect(desk.part(0)).to_have_attribute("data-state", "empty")
    desk.box(0).focus()
    for number, text in enumerate(["قصة مدرسة", "ما تفعله مدرسة واحدة.", "كيف بدأت"]):
        keys.type(text)
        keys.press("Control+Enter")
        expect(desk.part(number)).to_have_attribute("data-state", "done")
    # The last part has a link: F9 puts it around nothing with its English words inside, selected, to be typed over.
    expect(desk.box(3)).to_be_focused()
    keys.type("قرأنا ")
    keys.press("F9")
    keys.type("خطة المدرسة")
    keys.press("End")
    keys.type(" لعام 2024.")
    keys.press("Control+Enter")
    expect(desk.part(3)).to_have_attribute("data-state", "done")
    link = desk.box(3).locator("a")
    expect(link).to_have_text("خطة المدرسة")
    assert link.evaluate("element => getComputedStyle(element, '::before').content") == '"1"'
    assert desk.segments()[3].text == 'قرأنا <a id="a1">خطة المدرسة</a> لعام 2024.'

    page.get_by_test_id("submit-review").press("Enter")
    expect(page.get_by_text("Submitted for review.")).to_be_visible()
    expect(desk.part(0)).to_have_attribute("data-state", "locked")
    expect(desk.box(3)).not_to_be_editable()
    target = fresh(desk.translation.get_target_instance())
    assert 'href="https://example.org/plan"' in str(target.get_latest_revision_as_object().body)


def test_a_wrong_figure_is_told_and_can_be_mended_or_given_a_reason(desk: Desk) -> None:
    box, part = desk.box(3), desk.part(3)
    box.click()
    desk.page.keyboard.press("F4")
    expect(box).to_have_text("We read the school plan of 2024.")
    box.press("End")
    for _letter in "2024.":
        desk.page.keyboard.press("Backspace")
    desk.page.keyboard.type("1999.")
    desk.page.keyboard.press("Control+Enter")
    finding = part.get_by_test_id("check").first
    expect(finding).to_contain_text("2024")
    expect(part).to_have_attribute("data-findings", "error")
    expect(part).to_have_attribute("data-state", "draft")
    part.get_by_label("Accept, because…").fill("The plan is older than the English says.")
    part.get_by_label("Accept, because…").press("Enter")
    expect(part).to_have_attribute("data-findings", "none")
    expect(part.get_by_text("Accepted: The plan is older")).to_be_visible()
    assert desk.segments()[3].is_done
    # What is typed after that needs a reason of its own.
    box.click()
    desk.page.keyboard.type("!")
    expect(part).to_have_attribute("data-findings", "error")


def test_nothing_is_lost_without_a_network(desk: Desk) -> None:
    page = desk.page
    page.context.set_offline(True)
    desk.box(0).fill("قصة مدرسة")
    expect(page.get_by_text("Not saved. Your text is kept in this browser")).to_be_visible()
    assert desk.segments()[0].text == ""
    page.context.set_offline(False)
    expect(desk.part(0)).to_have_attribute("data-state", "draft")
    expect(page.get_by_text("Not saved.")).to_be_hidden()
    assert desk.segments()[0].text == "قصة مدرسة"


def test_what_could_not_be_sent_is_there_when_the_page_comes_again(desk: Desk) -> None:
    page = desk.page
    page.route("**/parts/**", lambda route: route.abort())
    desk.box(1).fill("ملخص")
    expect(page.get_by_text("Not saved.")).to_be_visible()
    page.unroute_all()
    page.once("dialog", lambda dialog: dialog.accept())
    desk.open()
    expect(desk.box(1)).to_have_value("ملخص")
    expect(desk.part(1)).to_have_attribute("data-state", "draft")
    assert desk.segments()[1].text == "ملخص"


def test_two_windows_show_both_texts(desk: Desk, axe: Callable[[Page], list[str]]) -> None:
    other = desk.page.context.new_page()
    desk.open(other)
    desk.box(0).fill("النص الأول")
    expect(desk.part(0)).to_have_attribute("data-state", "draft")
    part = other.get_by_test_id("segment").first
    part.get_by_test_id("segment-input").fill("النص الثاني")
    expect(part.get_by_text("you, in another window")).to_be_visible()
    expect(part.get_by_text("النص الأول")).to_be_visible()
    assert axe(other) == []
    part.get_by_role("button", name="Use mine").click()
    expect(part.locator(".part__conflict")).to_have_count(0)
    expect(part).to_have_attribute("data-state", "draft")
    assert desk.segments()[0].text == "النص الثاني"


def test_a_paste_is_text(desk: Desk) -> None:
    box = desk.box(3)
    box.click()
    box.evaluate("(element, html) => (" + PASTE + ")([element, html])", WORD)
    expect(box).to_have_text("من وورد")
    expect(desk.part(3)).to_have_attribute("data-state", "draft")
    assert desk.segments()[3].text == "من وورد"


def test_the_desk_is_accessible_in_both_directions(
    desk: Desk, people: People, axe: Callable[[Page], list[str]]
) -> None:
    desk.box(3).focus()
    desk.page.keyboard.type("ق 12")
    expect(desk.part(3).get_by_test_id("check").first).to_be_visible()
    assert axe(desk.page) == []
    profile = UserProfile.get_for_user(people.translator_ar)
    profile.preferred_language = "ar"
    profile.save()
    desk.open()
    expect(desk.page.locator("html")).to_have_attribute("dir", "rtl")
    desk.box(3).focus()
    desk.page.keyboard.press("F1")
    assert axe(desk.page) == []


def test_filters_and_search_show_what_is_asked_for(desk: Desk) -> None:
    desk.box(0).fill("قصة مدرسة")
    desk.box(0).press("Control+Enter")
    expect(desk.part(0)).to_have_attribute("data-state", "done")
    page = desk.page
    page.get_by_role("button", name="To do 3").click()
    expect(desk.part(0)).to_be_hidden()
    expect(desk.part(1)).to_be_visible()
    page.get_by_role("button", name="All 4").click()
    page.get_by_label("Find in text").fill("school plan")
    expect(desk.part(3)).to_be_visible()
    expect(desk.part(1)).to_be_hidden()


@pytest.mark.parametrize("interface", ["en", "ar"])
def test_a_file_goes_out_and_comes_back(
    desk: Desk, people: People, axe: Callable[[Page], list[str]], interface: str
) -> None:
    page = desk.page
    UserProfile.objects.update_or_create(user=people.translator_ar, defaults={"preferred_language": interface})
    desk.open()
    page.get_by_test_id("files").locator("summary").click()
    assert axe(page) == []
    with page.expect_download() as download:
        page.get_by_test_id("download").click()
    file = polib.pofile(download.value.path())
    file[0].msgstr, file[1].msgstr = "قصة مدرسة", "ماذا تفعل مدرسة."
    page.get_by_test_id("upload").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "back.po", "mimeType": "text/plain", "buffer": str(file).encode()}
    )
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_test_id("change")).to_have_count(2)
    assert axe(page) == []
    page.get_by_test_id("confirm").click()
    expect(desk.box(0)).to_have_value("قصة مدرسة")
    expect(desk.part(1)).to_have_attribute("data-state", "done")


def test_the_page_beside_the_desk_and_its_rows_find_each_other(desk: Desk, axe: Callable[[Page], list[str]]) -> None:
    page = desk.page
    shown = page.frame_locator(".panel__frame")
    heading, summary = (desk.part(number).get_attribute("data-part") for number in (2, 1))
    desk.box(2).focus()
    expect(shown.locator(f"main [data-part='{heading}']")).to_have_class("desk-active")
    assert page.evaluate("document.querySelector('.desk').scrollTop + document.scrollingElement.scrollTop") == 0
    shown.locator(f"main [data-part='{summary}']").click()
    expect(desk.box(1)).to_be_focused()

    before = "قصة مدرسة"
    desk.box(0).fill(before)
    expect(shown.locator("h1")).to_have_text(before)
    expect(shown.locator("h1 [data-english]")).to_have_count(0)
    desk.box(0).press("Control+Enter")
    expect(desk.part(0)).to_have_attribute("data-state", "done")
    desk.box(0).fill("حكاية")
    expect(desk.part(0)).to_have_attribute("data-state", "draft")
    page.get_by_test_id("tab-history").click()
    expect(page.get_by_test_id("history-entry")).to_have_count(2)
    assert axe(page) == []
    page.get_by_test_id("put-back").click()
    expect(desk.box(0)).to_have_value(before)

    page.keyboard.press("Control+KeyP")
    expect(page.locator("#desk-panel")).to_be_hidden()
    page.keyboard.press("Control+KeyP")
    expect(page.locator("#desk-panel")).to_be_visible()
    page.set_viewport_size({"width": 900, "height": 700})
    expect(page.locator("#desk-panel")).to_be_hidden()
    page.locator("[data-panel-button]").click()
    page.get_by_test_id("tab-english").click()
    expect(shown.locator("h1")).to_have_text("A story of one school")
    assert axe(page) == []

    page.set_viewport_size({"width": 1366, "height": 625})
    page.get_by_test_id("read-through").click()
    page.get_by_role("button", name="Next finding").click()
    page.get_by_role("button", name="Next finding").click()
    read = page.frame_locator(".read__text")
    expect(read.locator(".desk-active")).to_have_count(1)
    assert axe(page) == []


def test_tabs_lead_to_pages_of_their_own_without_a_script(desk: Desk) -> None:
    context = desk.page.context.browser.new_context(java_script_enabled=False, viewport={"width": 900, "height": 700})
    page = context.new_page()
    page.context.add_cookies(desk.page.context.cookies())
    desk.open(page)
    page.get_by_test_id("tab-history").click()
    expect(page.get_by_role("heading", name="History", level=1)).to_be_visible()
    page.go_back()
    page.get_by_test_id("tab-english").click()
    expect(page.get_by_role("heading", name="A story of one school", level=1)).to_be_visible()
    context.close()


def test_a_question_is_asked_in_its_row_and_the_english_may_change_meanwhile(
    desk: Desk, people: People, axe: Callable[[Page], list[str]]
) -> None:
    page, part = desk.page, desk.part(1)
    desk.box(1).focus()
    page.keyboard.press("F2")
    question = part.get_by_label("Your question")
    expect(question).to_be_focused()
    page.keyboard.type("Which school?")
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(desk.box(1)).to_be_focused()
    # What was typed waits in the box.
    page.keyboard.press("F2")
    expect(question).to_have_value("Which school?")
    assert axe(page) == []
    page.keyboard.press("Control+Enter")
    expect(part.get_by_test_id("question")).to_contain_text("Which school?")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Questions 1").click()
    expect(desk.part(0)).to_be_hidden()
    expect(part).to_be_visible()
    page.get_by_role("button", name="All 4").click()

    desk.box(1).fill("ما تفعله مدرسة")
    expect(part).to_have_attribute("data-state", "draft")
    house = House(people)
    story = desk.translation.source.get_source_instance()
    house.change(story, summary="What one school does every day.", body=[])
    house.send(house.go_live(story), "ar")
    desk.box(3).fill("قرأنا")
    expect(part.get_by_test_id("english-changed")).to_be_visible()
    expect(part).to_contain_text("What one school does every day.")
    expect(desk.box(1)).to_have_value("ما تفعله مدرسة")
    part.get_by_text("See", exact=True).click()
    expect(part.locator("ins")).to_have_text("does every day.")
    expect(desk.part(3)).to_contain_text("set aside")
    assert axe(page) == []
    # The row is alive: what is typed there is kept for the new English.
    desk.box(1).press("End")
    page.keyboard.type(" كل يوم.")
    page.keyboard.press("Control+Enter")
    expect(part).to_have_attribute("data-state", "done")
    assert desk.segments()[1].text == "ما تفعله مدرسة كل يوم."
    desk.open()
    aside = page.get_by_test_id("set-aside-text")
    expect(aside.get_by_label("What was typed")).to_have_value("قرأنا")
    assert axe(page) == []
    aside.get_by_role("link", name="Delete…").click()
    page.get_by_test_id("delete").click()
    expect(aside).to_have_count(0)
