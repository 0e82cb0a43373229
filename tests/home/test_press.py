"""The press finds the newest first, whom to ask, and what it is about; an address is never mirrored or translated."""

import pytest

from cms.directory.models import ContactPoint, PageContact
from home.models import PressIndexPage, PressReleasePage, StandardPage
from tests.house import House
from tests.stories.conftest import Read

ADDRESS = "media@example.org"


@pytest.fixture
def contact(house: House) -> ContactPoint:
    return house.go_live(
        house.snippet(ContactPoint(key="media", purpose="media", email=ADDRESS, label="Media inquiries"))
    )


@pytest.fixture
def press(house: House, contact: ContactPoint) -> PressIndexPage:
    page = PressIndexPage(title="For the press", slug="press", page_contacts=[PageContact(contact=contact)])
    return house.go_live(house.page(house.home, page))


def press_release(house: House, press: PressIndexPage, slug: str, **values: object) -> PressReleasePage:
    page = PressReleasePage(title=f"News of {slug}", slug=slug, summary="What is new.", **values)
    return house.go_live(house.page(press, page))


def addresses(read: Read, url: str) -> list[tuple[str, str, str]]:
    return [
        (link["href"], link.get_text(strip=True), link.find_parent("bdi")["dir"])
        for link in read(url).select("[data-test=contact-email]")
    ]


def test_media_contact_is_an_address_to_write_to_in_every_language(
    house: House, read: Read, press: PressIndexPage, contact: ContactPoint
) -> None:
    release = press_release(house, press, "one", page_contacts=[PageContact(contact=contact)])
    for text in (press, contact, release):
        house.translate(text, "ar")
    for code in ("en", "ar"):
        for url in (f"/{code}/press/", f"/{code}/press/one/"):
            assert addresses(read, url) == [(f"mailto:{ADDRESS}", ADDRESS, "ltr")]


def test_newest_stands_first_in_every_language_whenever_it_was_translated(
    house: House, read: Read, press: PressIndexPage
) -> None:
    old, new = press_release(house, press, "old"), press_release(house, press, "new")
    house.translate(press, "es")
    house.translate(new, "es")
    house.translate(old, "es")
    for code in ("en", "es"):
        links = [
            link["href"] for link in read(f"/{code}/press/").select("main ul a[href$='/']") if "/press/" in link["href"]
        ]
        assert links == [f"/{code}/press/new/", f"/{code}/press/old/"]


def test_press_release_says_what_it_is_about(house: House, read: Read, press: PressIndexPage) -> None:
    story_release = house.go_live(house.release())
    press_release(house, press, "one", release=story_release, dateline="SACRAMENTO", boilerplate="Who we are.")
    page = read("/en/press/one/")
    assert page.select_one("[data-test=release] a")["href"] == "/en/stories/a-release/"
    body = page.select_one("[data-test=body]").get_text()
    assert "SACRAMENTO" in body
    assert "Who we are." in body
    story_release.unpublish()
    assert not read("/en/press/one/").select("[data-test=release]")


def test_a_list_of_nothing_says_so_and_counts_nothing(read: Read, press: PressIndexPage) -> None:
    [words] = read("/en/press/").select(".listing")
    assert words.get_text(strip=True) == "Nothing here yet."


def test_empty_fields_leave_no_empty_headings(house: House, read: Read, press: PressIndexPage) -> None:
    press_release(house, press, "one")
    house.go_live(house.page(house.home, StandardPage(title="About us", slug="about")))
    for url in ("/en/press/one/", "/en/about/"):
        page = read(url)
        headings = [heading.get_text(strip=True) for heading in page.select("main h1, main h2, main h3")]
        assert "" not in headings
        assert not page.select("[data-test=contact-email], [data-test=release]")
