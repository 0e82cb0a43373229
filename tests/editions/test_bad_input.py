"""Whatever a page holds, it is public and right; the editor is told, and the next run mends it."""

import io
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from briefs.models import BriefIndexPage, BriefPage
from cms.editions.accessible_pdf import make_pdf
from cms.editions.making import make_edition_of
from cms.library.models import LibraryImage
from stories.models import StoryPage
from tests.house import fresh

SITE = "https://site.example/en/x/"


@pytest.fixture
def english(story: Callable[..., StoryPage]) -> StoryPage:
    return story("en", "Listening first", "What one school heard.")


def publish(page: StoryPage, **changes: object) -> StoryPage:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return fresh(page)


def picture() -> LibraryImage:
    content = io.BytesIO()
    Image.new("RGB", (800, 320), "#a33f24").save(content, "PNG")
    return LibraryImage.objects.create(title="Trees", file=ContentFile(content.getvalue(), "trees.png"))


def test_a_picture_is_shown_with_its_words(english, opened, tags):
    page = publish(english, lead_image=picture(), lead_image_alt="Students plant a tree")
    edition = make_edition_of(page.pk)
    assert edition.faults == []
    (figure,) = tags(opened(edition.file.read()), "/Figure")
    assert str(figure.Alt) == "Students plant a tree"


def test_a_picture_whose_file_is_gone_is_told_and_mended(english, heard):
    image = picture()
    page = publish(english, lead_image=image, lead_image_alt="Students plant a tree")
    file = Path(image.file.path)
    content = file.read_bytes()
    file.unlink()
    edition = make_edition_of(page.pk)
    assert edition.passed
    assert [fault.rule for fault in edition.found_faults] == ["picture"]
    assert "Listening first" in heard(edition.file.read())
    file.write_bytes(content)
    image.save()
    assert make_edition_of(page.pk).faults == []
    assert Client().get(page.url).status_code == 200


def test_a_picture_of_a_hundred_megapixels_is_left_out_and_told(settings, tmp_path, heard):
    settings.MEDIA_ROOT = tmp_path
    Image.new("1", (10_000, 10_000)).save(tmp_path / "wall.png")
    began = time.monotonic()
    body = '<p>Words</p><img alt="A wall" src="/files/wall.png">'
    pdf = make_pdf(f'<html lang="en"><head><title>T</title></head><body>{body}</body></html>', address=SITE)
    assert [about for about, _words in pdf.remarks] == ["picture"]
    assert "Words" in heard(pdf.content)
    assert time.monotonic() - began < 10


def test_a_library_picture_of_a_hundred_megapixels_leaves_page_and_pdf_whole(english, heard, monkeypatch):
    """One that came before there was a limit, or past the form that has it."""
    content = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(content, "PNG")
    wall = LibraryImage.objects.create(title="Wall", file=ContentFile(content.getvalue(), "wall.png"))
    page = publish(english, lead_image=wall, lead_image_alt="A wall")
    began = time.monotonic()
    edition = make_edition_of(page.pk)
    assert edition.passed
    assert "What one school heard." in heard(edition.file.read())
    assert Client().get(page.url).status_code == 200
    assert time.monotonic() - began < 30


def test_a_link_to_nowhere_and_addresses_elsewhere_are_told_or_only_led_to(english, heard, opened):
    text = (
        '<p>See <a href="#nowhere">the note</a>, <a href="https://example.org/">a site</a>, '
        '<a href="file:///etc/passwd">a file</a> and <a linktype="page" id="999999">a page that is gone</a>.</p>'
    )
    page = publish(english, body=[("text", "<p>Words.</p>"), ("text", text)])
    edition = make_edition_of(page.pk)
    assert edition.passed
    assert [(fault.rule, fault.place) for fault in edition.found_faults] == [("link", "body:2")]
    content = edition.file.read()
    assert "a page that is gone" in heard(content)
    assert b"passwd" not in content
    assert "root:" not in heard(content)
    found = {str(note.A.URI) for sheet in opened(content).pages for note in sheet.get("/Annots", []) if "/A" in note}
    assert "https://example.org/" in found
    assert publish(page, body=[("text", "<p>Words.</p>")]).pk
    assert make_edition_of(page.pk).faults == []


def test_a_table_of_two_thousand_rows(indexes):
    home = indexes["en"].get_parent()
    index = home.add_child(instance=BriefIndexPage(title="Briefs", slug="briefs", locale=home.locale))
    index.save_revision().publish()
    rows = [["Entry", "Number"], *([f"Row {number}", str(number)] for number in range(2000))]
    table = {
        "data": rows,
        "table_header_choice": "row",
        "table_caption": "Many rows",
        "first_row_is_table_header": True,
    }
    page = BriefPage(title="A long one", slug="long", summary="…", locale=home.locale, body=[("table", table)])
    page.live = False
    index.add_child(instance=page)
    page.save_revision().publish()
    edition = make_edition_of(page.pk)
    assert Client().get(fresh(page).url).status_code == 200
    if edition.passed:
        assert edition.pages > 20
    else:
        assert [fault.rule for fault in edition.found_faults] == ["engine"]
        assert re.search("longer than|more than", edition.failure)
