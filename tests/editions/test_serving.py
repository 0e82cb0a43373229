"""How a PDF is delivered: under a readable name, in pieces, only when it changed, and to nobody who may not have it."""

from collections.abc import Callable
from email.message import Message
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.editions.making import make_edition_of
from cms.editions.models import Edition
from cms.editions.serving import disposition
from stories.models import StoryPage


@pytest.fixture
def english(story: Callable[..., StoryPage]) -> StoryPage:
    return story("en", "Listening first", "What one school heard.")


@pytest.fixture
def edition(english: StoryPage) -> Edition:
    made = make_edition_of(english.pk)
    assert made is not None
    return made


@pytest.fixture
def content(edition: Edition) -> bytes:
    return Path(edition.file.path).read_bytes()


@pytest.fixture
def address(english: StoryPage, edition: Edition) -> str:
    return f"{english.url}pdf/"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-99", 0, 99), ("bytes=0-0", 0, 0), ("bytes=100-", 100, None), ("bytes=-50", -50, None)],
)
def test_a_range_is_a_part_of_the_file(asked: str, start: int, end: int | None, client: Client, address: str, content):
    response = client.get(address, headers={"Range": asked})
    part = content[start:] if end is None else content[start : end + 1]
    assert response.status_code == 206
    assert response.getvalue() == part
    first = start % len(content)
    assert response["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(content)}"
    assert int(response["Content-Length"]) == len(part)
    assert response["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "bytes=-", "nonsense"])
def test_a_range_that_makes_no_sense_is_passed_over(asked: str, client: Client, address: str, content):
    response = client.get(address, headers={"Range": asked})
    assert response.status_code == 200
    assert response.getvalue() == content


def test_a_range_behind_the_end_is_refused(client: Client, address: str, content):
    response = client.get(address, headers={"Range": f"bytes={len(content)}-"})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(content)}"


def test_a_range_of_an_older_file_gets_all_of_the_new_one(client: Client, address: str, content):
    response = client.get(address, headers={"Range": "bytes=0-9", "If-Range": '"older"'})
    assert response.status_code == 200
    etag = response["ETag"]
    assert response.getvalue() == content
    assert client.get(address, headers={"Range": "bytes=0-9", "If-Range": etag}).status_code == 206


def test_not_sent_again_to_whoever_has_it(client: Client, address: str):
    etag = client.head(address)["ETag"]
    for known in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        response = client.get(address, headers={"If-None-Match": known})
        assert response.status_code == 304
        assert response["ETag"] == etag
        assert "no-cache" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Listening first", "Listening first.pdf"),
        ('What now? "Listen": a/b', "What now Listen a b.pdf"),
        ("Primero, escuchar: ¿cómo?", "Primero, escuchar ¿cómo.pdf"),
        ("الإصغاء أولًا\u200f", "الإصغاء أولًا.pdf"),
        ("...", "a-story-ar.pdf"),
        ("word " * 60, f"{' '.join(['word'] * 20)}.pdf"),
    ],
)
def test_the_file_has_the_name_of_its_page(title: str, name: str):
    header = disposition(title, "a-story-ar")
    message = Message()
    message["Content-Disposition"] = header
    assert header.startswith("inline; ")
    assert header.isascii()
    if name.isascii():
        assert message.get_filename() == name
    else:
        # What an old program takes stands first, what all others take in UTF-8.
        assert 'filename="a-story-ar.pdf"' in header
        assert unquote(header.partition("filename*=utf-8''")[2]) == name


def test_an_arabic_answer_says_so_where_there_is_no_pdf(english, story, client: Client):
    page = story("ar", "الإصغاء أولًا", "نص", of=english)
    response = client.get(f"{page.url}pdf/")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert (soup.html["lang"], soup.html["dir"]) == ("ar", "rtl")
    assert soup.h1.get_text(strip=True) == "يجري إعداد ملف PDF، وسيكون متاحًا خلال دقائق."
    assert soup.main.find("a", href=page.url)
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"


def test_a_lost_file_is_no_error_of_the_server(edition, address: str, client: Client):
    Path(edition.file.path).unlink()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("folder", ["/files/editions/", "/files/../editions/", "/static/editions/", "/documents/"])
def test_no_other_address_gives_the_file(folder: str, edition, client: Client):
    assert not Path(edition.file.path).is_relative_to(settings.MEDIA_ROOT)
    assert client.get(f"{folder}{edition.file.name}").status_code == 404


def test_what_only_members_read_is_kept_by_nobody_on_the_way(english, address: str, client: Client, admin_client):
    PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address).status_code == 404
    make_edition_of(english.pk)
    response = admin_client.get(address)
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]


def test_only_get_knows_ranges(client: Client, address: str, content):
    response = client.head(address, headers={"Range": "bytes=0-99"})
    assert response.status_code == 200
    assert int(response["Content-Length"]) == len(content)
    assert "Content-Range" not in response
