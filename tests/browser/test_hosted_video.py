"""A video on another site plays behind a press: before it, nothing is asked of that site."""

from playwright.sync_api import Browser, expect

PLAYER = "https://www.youtube-nocookie.com/"


def test_video_plays_after_a_press_and_asks_nothing_before(browser: Browser, live_site: str) -> None:
    asked: list[str] = []
    with browser.new_context() as context:
        context.on("request", lambda request: None if request.url.startswith(live_site) else asked.append(request.url))
        context.route(f"{PLAYER}**", lambda route: route.fulfill(body="<p>Playing</p>", content_type="text/html"))
        page = context.new_page()
        page.goto(f"{live_site}/ar/media/", wait_until="networkidle")
        assert asked == []
        press = page.locator("a.hosted")
        # With a script the words say what the press does; they lead to no other site.
        expect(press).to_contain_text("تشغيل الفيديو")
        press.press("Enter")
        player = page.locator("iframe")
        expect(player).to_be_focused()
        expect(page.frame_locator("iframe").get_by_text("Playing")).to_be_visible()
        assert player.get_attribute("title") == "زيارة"
        assert all(address.startswith(f"{PLAYER}embed/aBcDeFgHiJk?") for address in asked)
        assert len(asked) == 1
        assert page.url == f"{live_site}/ar/media/"


def test_without_a_script_it_is_a_link_that_says_where_it_leads(browser: Browser, live_site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_site}/es/media/")
        link = page.get_by_role("link", name="Ver en YouTube, que es otro sitio")
        expect(link).to_be_visible()
        assert link.get_attribute("href") == "https://www.youtube.com/watch?v=aBcDeFgHiJk"
