"""Photographs in the size and format that fits a reader, made before anybody waits for them; less for who asks."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image, ImageFilter

from cms.library.models import LibraryImage
from cms.library.renditions import SIZES, make_renditions_of
from tests.house import House
from tests.pages.test_query_counts import MOST, queries
from tests.public_tree import Publish

STORY = "/en/stories/a-story/"
HERO_KB = 150

Read = Callable[..., BeautifulSoup]


def image(width: int = 1600, height: int = 1200, name: str = "hill.jpg") -> LibraryImage:
    """Return a picture with as much in it as a photograph has."""
    file = BytesIO()
    noise = Image.effect_noise((width // 4, height // 4), 90).resize((width, height))
    Image.merge("RGB", (noise, noise.rotate(180), noise.filter(ImageFilter.BLUR))).save(file, "JPEG")
    return LibraryImage.objects.create(title="A hill", file=ContentFile(file.getvalue(), name=name))


@pytest.fixture
def read(client: Client) -> Read:
    def html(address: str, **headers: str) -> BeautifulSoup:
        response = client.get(address, headers=headers)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return html


@pytest.fixture
def picture(house: House) -> LibraryImage:
    """The picture of a live story, in no size yet."""
    shown = image()
    house.go_live(house.story(lead_image=shown, lead_image_alt="A green hill"))
    return shown


def files(srcset: str) -> dict[int, Path]:
    """Return width → file of the addresses in a `srcset`."""
    pairs = (entry.split() for entry in srcset.split(", "))
    return {int(width[:-1]): settings.MEDIA_ROOT / address.removeprefix("/files/") for address, width in pairs}


def hero(soup: BeautifulSoup) -> Tag:
    return soup.select_one(".feature__art picture")


def test_reader_before_the_worker_gets_one_small_file(picture: LibraryImage, read: Read) -> None:
    shown = hero(read(STORY))
    assert not shown.select("source")
    assert list(files(shown.img["srcset"])) == [SIZES["hero"][0][0]]
    assert picture.renditions.count() == 1


def test_head_of_a_page_offers_every_size_and_format(picture: LibraryImage, read: Read) -> None:
    make_renditions_of(picture, ["hero"])
    shown = hero(read(STORY))
    assert [source["type"] for source in shown.select("source")] == ["image/avif", "image/webp"]
    assert (shown.img["alt"], shown.img["fetchpriority"], shown.img.get("loading")) == ("A green hill", "high", None)
    assert (shown.img["width"], shown.img["height"]) == ("1080", "432")
    sizes: dict[str, dict[int, int]] = {}
    for name, srcset in (
        ("AVIF", shown.select("source")[0]["srcset"]),
        ("WEBP", shown.select("source")[1]["srcset"]),
        ("JPEG", shown.img["srcset"]),
    ):
        for width, file in files(srcset).items():
            with Image.open(file) as opened:
                assert (opened.format, opened.width) == (name, width)
            sizes.setdefault(name, {})[width] = file.stat().st_size
    widths = [width for width, _height in SIZES["hero"]]
    assert all(list(group) == widths for group in sizes.values())
    assert all(sizes["AVIF"][width] < sizes["JPEG"][width] for width in widths)
    # What a phone of 360 pixels takes, three times as fine.
    assert sizes["AVIF"][1080] < sizes["JPEG"][1080] < HERO_KB * 1024


def test_card_is_waited_for_by_nobody_and_says_nothing_twice(picture: LibraryImage, read: Read) -> None:
    make_renditions_of(picture, ["card"])
    [card] = read("/en/stories/").select("[data-test=story-card] picture img")
    assert (card["alt"], card["loading"], card.has_attr("width")) == ("", "lazy", True)


def test_small_picture_is_never_made_larger(house: House, read: Read) -> None:
    small = image(500, 400)
    house.go_live(house.story(lead_image=small, lead_image_alt="A hill"))
    make_renditions_of(small, ["hero"])
    assert max(files(hero(read(STORY)).img["srcset"])) == 500


def test_picture_is_made_on_publish_and_when_it_is_exchanged(house: House, settings: object) -> None:
    settings.RENDITIONS_ON_PUBLISH = True
    shown = image(300, 240)
    assert not shown.renditions.exists()
    house.go_live(house.story(lead_image=shown, lead_image_alt="A hill"))
    made = shown.renditions.count()
    assert made == 3 * sum(map(len, SIZES.values()))
    shown.renditions.all().delete()
    shown.save()
    assert shown.renditions.count() == made


def test_picture_whose_file_is_gone_gives_way_to_the_drawing(picture: LibraryImage, read: Read) -> None:
    Path(picture.file.path).unlink()
    soup = read(STORY)
    assert hero(soup) is None
    assert soup.select_one(".feature__art svg.cover")


def test_list_of_twelve_pictures_takes_as_many_queries_as_a_list_of_one(client: Client, story: Publish) -> None:
    def publish(number: int) -> None:
        page = story("en", f"Story {number}")
        page.lead_image, page.lead_image_alt = image(400, 300, f"{number}.jpg"), "A hill"
        page.save_revision().publish()

    def counted() -> list[int]:
        addresses = ("/en/", "/en/stories/", "/en/stories/en-1/")
        return [len(queries(client, address)) for address in addresses]

    for number in (1, 2):
        publish(number)
    before = counted()
    for number in range(3, 13):
        publish(number)
    assert counted() == before
    assert max(before) <= MOST


def test_who_saves_data_gets_neither_faces_nor_covers(picture: LibraryImage, client: Client, read: Read) -> None:
    full, lean = read(STORY), read(STORY, save_data="on")
    assert full.select("picture")
    assert full.select("link[rel=preload]")
    assert not lean.select("picture, svg.cover, link[rel=preload]")
    assert lean.html.has_attr("data-lean")
    assert lean.select_one("[data-test=body]").get_text() == full.select_one("[data-test=body]").get_text()
    for headers in ({}, {"save-data": "on"}):
        assert "Save-Data" in client.get(STORY, headers=headers)["Vary"]
