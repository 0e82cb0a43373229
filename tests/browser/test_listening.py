"""Listening to a page: with a voice of the device alone, and only where it speaks the language of the page."""

import json

import pytest
from playwright.sync_api import Browser, Page, expect

STORY = "stories/protecting-student-mental-health/"
OURS, FAR, OTHER = ("ar-EG", True), ("ar-SA", False), ("en-US", True)
# The browser of the tests has no voices; what it would say is kept.
VOICES = """
const voices = %s.map(([lang, localService]) => ({ lang, localService }));
window.spoken = [];
window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  speak: (utterance) => spoken.push(utterance),
  cancel: () => { spoken.length = 0; },
} });
"""
# As most phones do: the voices are named a moment after the page has come. What moves without a press is added up.
LATE = """
let named = [];
const speech = Object.assign(new EventTarget(), { getVoices: () => named, speak() {}, cancel() {} });
Object.defineProperty(window, "speechSynthesis", { value: speech });
window.nameVoices = () => {
  named = [{ lang: "en-US", localService: true }];
  speech.dispatchEvent(new Event("voiceschanged"));
};
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def opened(page: Page, address: str, voices: list[tuple[str, bool]]) -> None:
    page.add_init_script(VOICES % json.dumps(voices))
    page.goto(address)


@pytest.mark.parametrize(("voices", "is_offered"), [([], False), ([FAR], False), ([OTHER], False), ([FAR, OURS], True)])
def test_only_a_voice_of_the_device_in_this_language_is_offered(
    page: Page, live_site: str, voices: list[tuple[str, bool]], is_offered: bool
) -> None:
    opened(page, f"{live_site}/ar/{STORY}", voices)
    expect(page.get_by_test_id("listen")).to_be_visible(visible=is_offered)


def test_the_whole_text_is_read_until_it_ends_or_is_stopped(page: Page, live_site: str) -> None:
    opened(page, f"{live_site}/ar/{STORY}", [OTHER, OURS])
    button = page.get_by_test_id("listen")
    expect(button).to_have_text("استماع")
    button.click()
    expect(button).to_have_text("إيقاف")
    spoken = page.evaluate("spoken.map((one) => [one.text, one.voice.lang])")
    assert spoken[0] == [page.locator("h1").inner_text(), "ar-EG"]
    texts = [text for text, _language in spoken]
    assert page.locator("[data-test=body] p").last.inner_text().strip() in texts
    assert page.locator(".try li").last.inner_text().strip() in texts
    assert len(texts) == len(set(texts))
    button.click()
    expect(button).to_have_text("استماع")
    assert page.evaluate("spoken.length") == 0
    button.click()
    page.evaluate("spoken.at(-1).dispatchEvent(new Event('end'))")
    expect(button).to_have_text("استماع")


def test_nothing_moves_when_the_voices_come_late(browser: Browser, live_site: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.add_init_script(LATE)
        # On a slow connection what a script shows comes after what is read.
        slow = {"offline": False, "latency": 200, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
        for place in (STORY, "initiatives/shared-learning-initiative/"):
            page.goto(f"{live_site}/en/{place}", wait_until="networkidle")
            expect(page.get_by_test_id("listen")).to_be_hidden()
            page.evaluate("nameVoices()")
            expect(page.get_by_test_id("listen")).to_be_visible()
            page.wait_for_timeout(200)
            assert page.evaluate("shifted") <= 0.02, place


def test_without_a_script_there_is_no_such_button(browser: Browser, live_site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_site}/en/{STORY}")
        expect(page.get_by_test_id("listen")).to_be_hidden()
