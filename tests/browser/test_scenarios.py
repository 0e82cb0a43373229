"""What the site promises, walked through by role: each person at the screens that this person has."""

from datetime import date, timedelta

import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail_localize.models import Translation

from cms.languages.models import LanguageStatus
from cms.translation.glossary.models import GlossaryEntry
from stories.models import StoryPage
from tests.browser.staff import Staff
from tests.browser.test_whole_way import status
from tests.house import PASSWORD, House, People, fresh
from tests.sites import Site

TITLE = "A story of one school"
SUMMARY = "What one school does."
BODY = "<p>They asked 600 families at CALLI.</p><p>Everybody answered.</p>"
SPANISH = {
    TITLE: "Historia de una escuela",
    SUMMARY: "Lo que hace una escuela.",
    "They asked 600 families at CALLI.": "Preguntaron a 600 familias en CALLI.",
    "Everybody answered.": "Todo el mundo respondió.",
}
ARABIC = {
    TITLE: "قصة مدرسة واحدة",
    SUMMARY: "ما تفعله مدرسة واحدة.",
    "They asked 600 families at CALLI.": "سألوا ٦٠٠ أسرة في CALLI.",
    "Everybody answered.": "أجاب الجميع.",
}


class Walk:
    """A served site on which people do what their role does."""

    def __init__(self, site: Site, house: House, page: Page, address: str) -> None:
        self.site, self.house, self.page, self.address = site, house, page, address
        self.staff = Staff(page, address, PASSWORD)

    def public(self, code: str, slug: str = "a-story") -> None:
        self.page.goto(f"{self.address}/{code}/stories/{slug}/")

    def make_pdfs(self) -> None:
        done = self.site.manage("work", "--batch")
        assert done.returncode == 0, done.stdout + done.stderr

    def change(self, story: StoryPage, summary: str, *, kind: str, note: str = "") -> None:
        """Change the summary of the public story as the editor, say what the change is, and submit it."""
        page = self.page
        self.staff.sign_in("test_editor")
        page.goto(f"{self.address}/admin/pages/{story.pk}/edit/")
        page.locator("#id_summary").fill(summary)
        page.get_by_role("tab", name="Sharing and translation").click()
        page.locator(f"input[name=change_kind][value={kind}]").check()
        page.locator("#id_change_note").fill(note)
        page.get_by_role("button", name="Save draft").click()
        expect(page.locator(".messages .success")).to_contain_text(TITLE)

    def submit_english(self) -> None:
        page = self.page
        page.get_by_role("button", name="More actions").last.click()
        page.get_by_role("button", name="Submit to").press("Enter")

    def approve_english(self) -> None:
        self.submit_english()
        expect(self.page.get_by_text("has been submitted for moderation")).to_be_visible()
        self.staff.sign_in("test_reviewer_en")
        self.staff.approve_english(TITLE)


def pdfs(story: StoryPage) -> dict[str, int]:
    """Return language → the PDF that readers are offered."""
    versions = StoryPage.objects.filter(translation_key=story.translation_key).select_related("locale")
    return {version.locale.language_code: version.edition.pk for version in versions if version.edition}


def test_from_the_first_arabic_translation_to_a_correction(site: Site, people: People, staff_page: Page) -> None:
    with site.connected():
        house, page = House(people), staff_page
        house.story_index("ar", "es")
        GlossaryEntry.objects.create(term="CALLI", do_not_translate=True)
        story = house.go_live(house.story(body=[("text", BODY)]))
        [spanish] = house.send(story, "es")
        [arabic] = house.send(story, "ar")
        with site.served() as address:
            walk = Walk(site, house, page, address)
            first_arabic_translation(walk, arabic)
            walk.staff.sign_in("test_translator_es")
            walk.staff.translate(TITLE, "es", SPANISH)
            walk.staff.sign_in("test_reviewer_es")
            walk.staff.approve_translation(TITLE)
            comma_sentence_and_error(walk, story)
            assert spanish.get_target_instance().live


def first_arabic_translation(walk: Walk, arabic: Translation) -> None:
    page, staff = walk.page, walk.staff
    staff.sign_in("test_translator_ar")
    rows = page.get_by_test_id("queue-row")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("العربية")
    staff.open_from_queue(TITLE)
    parts = page.get_by_test_id("segment")
    for box in page.get_by_test_id("segment-input").all():
        expect(box).to_have_attribute("dir", "rtl")
    # No way to publish, convert or stop, on the page or by address.
    for name in ("Publish", "Convert", "Stop"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    target = arabic.get_target_instance()
    for way in (f"localize/page/{target.pk}/convert_to_alias/", f"localize/translate/{arabic.pk}/disable/"):
        assert status(page, f"{walk.address}/admin/{way}") == 403
    page.goto(f"{walk.address}/admin/pages/{target.pk}/edit/")
    figure = parts.nth(2).get_by_test_id("segment-input")
    figure.fill("سألوا 60 أسرة.")
    figure.press("Control+Enter")
    expect(parts.nth(2)).to_have_attribute("data-findings", "error")
    checks = parts.nth(2).get_by_test_id("check")
    expect(checks.filter(has_text="600")).to_be_visible()
    # A name that stays as it is comes with one press.
    figure.fill("سألوا ٦٠٠ أسرة في ")
    figure.press("Control+Enter")
    expect(checks.filter(has_text="600")).to_have_count(0)
    figure.press("End")
    checks.filter(has_text="CALLI").get_by_role("button").click()
    page.keyboard.type(".")
    figure.press("Control+Enter")
    expect(parts.nth(2)).to_have_attribute("data-state", "done")
    # With an empty part, submitting leads there.
    for number, english in ((0, TITLE), (1, SUMMARY)):
        parts.nth(number).get_by_test_id("segment-input").fill(ARABIC[english])
        parts.nth(number).get_by_test_id("segment-input").press("Control+Enter")
        expect(parts.nth(number)).to_have_attribute("data-state", "done")
    page.get_by_test_id("submit-review").click()
    page.locator(".desk__problems a").click()
    parts.nth(3).get_by_test_id("segment-input").fill(ARABIC["Everybody answered."])
    parts.nth(3).get_by_test_id("segment-input").press("Control+Enter")
    expect(parts.nth(3)).to_have_attribute("data-state", "done")
    preview = page.frame_locator("iframe.panel__frame")
    expect(preview.get_by_text("أجاب الجميع.")).to_be_attached()
    page.get_by_test_id("submit-review").click()
    expect(page.get_by_text("Submitted for review.")).to_be_visible()
    for box in page.get_by_test_id("segment-input").all():
        expect(box).not_to_be_editable()
    expect(page.get_by_test_id("approve")).to_have_count(0)
    staff.sign_in("test_reviewer_ar")
    staff.approve_translation(TITLE)
    walk.make_pdfs()
    walk.public("ar")
    expect(page.get_by_role("heading", level=1)).to_have_text(ARABIC[TITLE])
    expect(page.get_by_test_id("pdf-link").first).to_have_attribute("data-language", "ar")
    for code in ("en", "ar"):
        walk.public(code)
        found = {
            link.get_attribute("hreflang"): link.get_attribute("href")
            for link in page.locator("head link[rel=alternate][hreflang]").all()
        }
        assert set(found) == {"en", "ar", "x-default"}
        assert found["x-default"] == found["en"]


def comma_sentence_and_error(walk: Walk, story: StoryPage) -> None:
    page, staff = walk.page, walk.staff
    walk.make_pdfs()
    before = pdfs(story)
    assert set(before) == {"en", "es", "ar"}

    # A comma: told before, then nothing is raised.
    walk.change(story, "What one school, does.", kind="minor")
    expect(page.get_by_test_id("change-to-come")).to_contain_text("nobody is told")
    walk.approve_english()
    for code in ("es", "ar"):
        walk.public(code)
        expect(page.locator("[data-test=freshness][data-state=outdated]")).to_have_count(0)
    staff.sign_in("test_translator_ar")
    expect(page.get_by_test_id("queue-row")).to_have_count(0)

    # A figure is never minor.
    walk.change(story, "What 2 schools, do.", kind="minor")
    walk.submit_english()
    page.get_by_role("tab", name="Sharing and translation (1 error)").click()
    told = page.get_by_text("A figure has changed: that is an update, not a minor change.")
    expect(told.filter(visible=True).first).to_be_visible()
    walk.public("en")
    expect(page.get_by_text("What one school, does.")).to_be_visible()

    # A sentence: an update. The others say so; each translator has one part.
    walk.change(story, "What one school does every day.", kind="update", note="The summary says how often.")
    walk.approve_english()
    walk.make_pdfs()
    walk.public("en")
    expect(page.get_by_text("The summary says how often.")).to_be_visible()
    for code, text in (("es", SPANISH), ("ar", ARABIC)):
        walk.public(code)
        expect(page.get_by_test_id("freshness").first).to_have_attribute("data-state", "outdated")
        expect(page.get_by_text(text[SUMMARY])).to_be_visible()
    after = pdfs(story)
    assert {code for code in after if after[code] != before[code]} == {"en"}
    for name, text in (("test_translator_es", SPANISH), ("test_translator_ar", ARABIC)):
        staff.sign_in(name)
        expect(page.get_by_test_id("queue-row")).to_have_count(1)
        staff.open_from_queue(TITLE)
        changed = page.locator("[data-test=segment][data-state=changed]")
        expect(changed).to_have_count(1)
        expect(page.locator("[data-test=segment][data-state=done]")).to_have_count(3)
        expect(changed.get_by_test_id("segment-input")).to_have_value(text[SUMMARY])
        expect(changed.locator("ins")).to_contain_text("every day")
    part = page.get_by_test_id("segment").nth(1)
    part.get_by_test_id("segment-input").fill("ما تفعله مدرسة واحدة كل يوم.")
    part.get_by_test_id("segment-input").press("Control+Enter")
    expect(part).to_have_attribute("data-state", "done")
    page.get_by_test_id("submit-review").click()
    expect(page.get_by_text("Submitted for review.")).to_be_visible()
    walk.public("ar")
    expect(page.get_by_text(ARABIC[SUMMARY])).to_be_visible()
    staff.sign_in("test_reviewer_ar")
    staff.approve_translation(TITLE)
    walk.make_pdfs()
    walk.public("ar")
    expect(page.locator("[data-test=freshness][data-state=outdated]")).to_have_count(0)
    expect(page.get_by_text("ما تفعله مدرسة واحدة كل يوم.")).to_be_visible()
    latest = pdfs(story)
    assert {code for code in latest if latest[code] != after[code]} == {"ar"}

    # An error: the others say plainly that they still have it, and it is urgent.
    walk.change(story, "What one school does every week.", kind="correction", note="It is every week.")
    walk.approve_english()
    walk.public("ar")
    expect(page.locator("[data-test=freshness][data-corrected]")).to_be_visible()
    staff.sign_in("test_translator_ar")
    expect(page.get_by_test_id("queue-row")).to_contain_text("Urgent")

    # A value is the same everywhere at once, and nobody's task.
    with_date = fresh(story).get_latest_revision_as_object()
    with_date.source_date = date(2024, 3, 9)
    with_date.save_revision(user=walk.house.people.editor)
    walk.house.go_live(story)
    for code in ("en", "es", "ar"):
        walk.public(code)
        expect(page.locator("main")).to_contain_text("2024")


def test_before_it_is_public_and_what_was_approved(site: Site, people: People, staff_page: Page) -> None:
    with site.connected():
        house, page = House(people), staff_page
        house.story_index("ar", "es")
        story = house.story(body=[("text", BODY)], go_live_at=timezone.now() - timedelta(hours=1))
        with site.served() as address:
            walk = Walk(site, house, page, address)
            # Approved two days ago, for an hour ago: it waits until the worker looks what is due.
            with time_machine.travel(timezone.now() - timedelta(days=2)):
                house.go_live(story)
            assert not fresh(story).live
            walk.staff.sign_in("test_editor")
            walk.staff.send(story.pk, "es", "ar")
            for code, texts in (("es", SPANISH), ("ar", ARABIC)):
                walk.staff.sign_in(f"test_translator_{code}")
                walk.staff.translate(TITLE, code, texts)
                walk.staff.sign_in(f"test_reviewer_{code}")
                walk.staff.open_from_queue(TITLE)
                page.get_by_test_id("approve").click()
                page.wait_for_url(f"{address}/admin/")
            pages = [f"{address}/{code}/stories/a-story/" for code in ("en", "es", "ar")]
            places = [*pages, *(f"{place}pdf/" for place in pages)]
            page.context.clear_cookies()
            assert {status(page, place) for place in places} == {404}
            assert site.manage("publish_scheduled").returncode == 0
            walk.make_pdfs()
            assert {status(page, place) for place in places} == {200}
            what_was_approved_is_live(walk, story)


def what_was_approved_is_live(walk: Walk, story: StoryPage) -> None:
    """Nobody approves their own text, a newer draft does not go along, and the way past the review leaves a task."""
    page, staff, house = walk.page, walk.staff, walk.house
    walk.change(story, "The text that is read.", kind="update")
    walk.submit_english()
    expect(page.get_by_text("has been submitted for moderation")).to_be_visible()
    page.goto(f"{walk.address}/admin/pages/{story.pk}/edit/")
    expect(page.get_by_role("button", name="Approve and publish")).to_have_count(0)
    draft = fresh(story).get_latest_revision_as_object()
    draft.summary = "A text that nobody has read."
    draft.save_revision(user=house.people.editor2)
    staff.sign_in("test_reviewer_en")
    staff.approve_english(TITLE)
    walk.public("en")
    expect(page.get_by_text("The text that is read.")).to_be_visible()
    staff.sign_in("test_admin")
    page.goto(f"{walk.address}/admin/translation/override/page/{story.pk}/")
    page.get_by_role("button", name="Publish without review").click()
    walk.public("en")
    expect(page.get_by_text("The text that is read.")).to_be_visible()
    page.goto(f"{walk.address}/admin/translation/override/page/{story.pk}/")
    page.get_by_label("Why it cannot wait for its review").fill("The fire department asked for it tonight.")
    page.get_by_role("button", name="Publish without review").click()
    walk.public("en")
    expect(page.get_by_text("A text that nobody has read.")).to_be_visible()
    staff.sign_in("test_reviewer_en")
    expect(page.get_by_test_id("queue-source").filter(has_text=TITLE)).to_be_visible()
    assert LanguageStatus.objects.filter(translation_key=story.translation_key).count() == 2
