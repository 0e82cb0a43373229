"""The sample recording of the demo in a real browser: it plays, and its captions are those of the page."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

CUES = """video => [...video.textTracks]
    .filter((track) => track.mode === "showing").map((track) => track.cues[0].text)"""

# A moment past the beginning of its first caption.
PLAY = """async (video) => {
    video.muted = true;
    await video.play();
    while (video.currentTime < 1) await new Promise((go) => setTimeout(go, 50));
}"""


@pytest.mark.parametrize(("code", "words"), [("en", "No sound"), ("es", "Sin sonido"), ("ar", "")])
def test_it_plays_with_captions_of_the_language_of_the_page(page: Page, live_site: str, code: str, words: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_site}/{code}/media/")
    # A video costs nothing before it is played.
    assert not [url for url in asked if url.endswith(".mp4")]
    video = page.locator("video")
    video.evaluate(PLAY)
    shown = video.evaluate(CUES)
    assert len(shown) == bool(words)
    assert all(words in text for text in shown)
    expect(video).to_have_js_property("error", None)
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(live_site).netloc}
    assert faults == []
