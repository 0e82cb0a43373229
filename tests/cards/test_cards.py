"""The picture that goes along where somebody shares a page: in its language, and no more public than the page."""

from collections.abc import Callable
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image
from wagtail.models import PageViewRestriction

from cms.cards.cards import Card, card_of, kept_cards
from cms.languages.languages import language
from cms.library.models import LibraryImage
from stories.models import StoryPage
from tests.house import House

STORY = "stories/a-story/"
MOST_BYTES = 300_000

Told = Callable[[str], dict[str, str]]


@pytest.fixture
def told(client: Client) -> Told:
    """Return a function that opens an address and returns what the page says for those who share it."""

    def read(address: str) -> dict[str, str]:
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        named = {tag.get("property") or tag.get("name"): tag["content"] for tag in soup.select("meta[content]")}
        return {key: value for key, value in named.items() if key and key.startswith(("og:", "twitter:"))}

    return read


@pytest.fixture
def story(house: House) -> StoryPage:
    house.story_index("es", "ar")
    page = house.go_live(house.story())
    for code in ("es", "ar"):
        house.translate(page, code)
    return page


def opened(response: HttpResponse) -> Image.Image:
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert len(response.content) < MOST_BYTES
    return Image.open(BytesIO(response.content))


def path_in(address: str) -> str:
    return "/" + address.split("/", 3)[3]


@pytest.mark.usefixtures("story")
def test_each_language_has_its_own_card(client: Client, told: Told) -> None:
    addresses, pixels = set(), set()
    for code, locale in (("en", "en_US"), ("es", "es_US"), ("ar", "ar_AR")):
        found = told(f"/{code}/{STORY}")
        picture = opened(client.get(path_in(found["og:image"])))
        assert picture.size == (int(found["og:image:width"]), int(found["og:image:height"])) == (1200, 630)
        assert (found["og:locale"], found["twitter:card"]) == (locale, "summary_large_image")
        assert "A story of one school" in found["og:image:alt"]
        addresses.add(found["og:image"])
        pixels.add(picture.tobytes())
    assert len(addresses) == len(pixels) == 3
    assert "og:image" not in told("/en/search/?q=school")


def test_same_page_gives_the_same_bytes(story: StoryPage) -> None:
    assert card_of(story).make() == card_of(story).make()


def test_new_title_has_a_new_address_and_the_old_one_leads_there(
    house: House, client: Client, story: StoryPage, told: Told
) -> None:
    before = path_in(told(f"/en/{STORY}")["og:image"])
    opened(client.get(before))
    house.change(story, title="Another title")
    house.go_live(story)
    after = path_in(told(f"/en/{STORY}")["og:image"])
    response = client.get(before)
    assert (response.status_code, response["Location"]) == (302, after)
    opened(client.get(after))
    _folders, files = kept_cards().listdir(str(story.pk))
    assert len(files) == 1


def test_card_is_no_more_public_than_its_page(
    client: Client, story: StoryPage, told: Told, django_capture_on_commit_callbacks: Callable
) -> None:
    spanish = path_in(told(f"/es/{STORY}")["og:image"])
    english = path_in(told(f"/en/{STORY}")["og:image"])
    assert client.get(spanish).status_code == client.get(english).status_code == 200
    restriction = PageViewRestriction.objects.create(page=story.page_ptr, restriction_type="login")
    assert client.get(spanish).status_code == client.get(english).status_code == 404
    restriction.delete()
    assert client.get(english).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        story.unpublish()
    assert client.get(english).status_code == 404
    assert not kept_cards().listdir(str(story.pk))[1]


@pytest.mark.parametrize("address", ["/cards/999999-0123456789abcdef.jpg", "/cards/1-0123456789abcdef.jpg"])
def test_what_is_no_page_has_no_card(db: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_picture_of_the_page_takes_the_place_of_the_drawing(house: House, client: Client, told: Told) -> None:
    file = BytesIO()
    Image.new("RGB", (1600, 1200), "#00ff00").save(file, "JPEG")
    image = LibraryImage.objects.create(title="A hill", file=ContentFile(file.getvalue(), name="hill.jpg"))
    house.go_live(house.story(lead_image=image, lead_image_alt="A green hill"))
    picture = opened(client.get(path_in(told(f"/en/{STORY}")["og:image"])))
    red, green, blue = picture.getpixel((1100, 300))
    assert green > 240 > 30 > max(red, blue)


def ink(title: str, code: str) -> list[tuple[int, int]]:
    """Return where a title on a card has ink, from side to side: the first and last column of each piece."""
    made = [
        Image.open(BytesIO(Card(1, language(code), words, "", "a-story", "story").make())).convert("L")
        for words in (title, " ")
    ]
    boxes = [image.crop((600, 176, 1200, 420)) for image in made]
    columns = [
        any(abs(with_ink - without) > 60 for with_ink, without in zip(*pair, strict=True))
        for pair in zip(
            *([box.crop((x, 0, x + 1, box.height)).tobytes() for x in range(box.width)] for box in boxes), strict=True
        )
    ]
    pieces: list[tuple[int, int]] = []
    for x, has_ink in enumerate(columns):
        if has_ink and pieces and pieces[-1][1] == x - 1:
            pieces[-1] = (pieces[-1][0], x)
        elif has_ink:
            pieces.append((x, x))
    return pieces


def test_arabic_letters_are_joined_and_begin_at_the_right() -> None:
    # All four letters of this word join; unshaped, they would stand apart.
    assert len(ink("محمد", "ar")) == 1
    assert len(ink("ا د ا", "ar")) == 3
    # Alef, a narrow letter that joins nothing after it, stands first: at the right.
    wide, narrow = ink("اسس", "ar")
    assert narrow[1] - narrow[0] < (wide[1] - wide[0]) / 3
    # The words end where the margin is.
    assert abs(narrow[1] - (600 - 64)) < 8


@pytest.mark.parametrize("code", ["en", "ar"])
def test_longest_title_stays_in_its_place(code: str) -> None:
    word = "كلمة طويلة جدا " if code == "ar" else "Considerably longer "
    longest = Card(1, language(code), word * 14, "Story", "a-story", "story").make()
    short = Card(1, language(code), "One", "Story", "a-story", "story").make()
    below = (0, 432, 1200, 630)
    grounds = [
        Image.open(BytesIO(content)).convert("L").crop(below).resize((60, 10)).tobytes() for content in (longest, short)
    ]
    assert max(abs(one - other) for one, other in zip(*grounds, strict=True)) < 8
