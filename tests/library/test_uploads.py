"""An upload that is not what its name says is refused with a sentence next to the field."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture
from wagtail.models import Collection

from cms.library import pdf_files
from cms.library.models import LibraryDocument, LibraryImage, Recording
from cms.library.uploads import matches_its_name
from tests.house import make_people

STUB = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
PAGE = b"<!doctype html><script>alert(1)</script>"
SENTENCE = "This file is not what its name says."


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda _pdf: None, **saving: object) -> bytes:
    """A PDF of one blank page, after a change."""
    target = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        change(made)
        made.save(target, **saving)
    return target.getvalue()


def named(kind: str, **entries: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **entries)


def on_opening(action: object) -> bytes:
    return pdf(lambda made: made.Root.__setattr__("OpenAction", action))


def with_link(action: object) -> bytes:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    return pdf(lambda made: made.pages[0].__setitem__("/Annots", pikepdf.Array([note])))


def on_page(**entries: object) -> bytes:
    """Something that happens when somebody turns to the page."""
    return pdf(lambda made: made.pages[0].__setitem__("/AA", pikepdf.Dictionary(**entries)))


def on_annotation(**entries: object) -> bytes:
    """Something that happens when the pointer comes by."""

    def add(made: pikepdf.Pdf) -> None:
        happens = pikepdf.Dictionary(**entries)
        kind = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name.Widget}
        note = pikepdf.Dictionary(**kind, Rect=[0, 0, 9, 9], AA=happens)
        made.pages[0].Annots = pikepdf.Array([note])

    return pdf(add)


def without_end() -> bytes:
    """A small file, written by hand, with a great many things to look into."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/Things 4 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"[" + b"<</A[0 1]>>" * 1_000_000 + b"]",
    ]
    content, places = b"%PDF-1.7\n", [b"0000000000 65535 f \n"]
    for number, part in enumerate(parts, start=1):
        places.append(b"%010d 00000 n \n" % len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"xref\n0 %d\n%b" % (len(places), b"".join(places))
    return content + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places), len(content))


def with_attachment() -> bytes:
    return pdf(lambda made: made.attachments.__setitem__("prices.txt", b"secret"))


def locked(**words: str) -> bytes:
    return pdf(encryption=pikepdf.Encryption(**words))


PDF = pdf()


def png() -> bytes:
    picture = io.BytesIO()
    Picture.new("RGB", (8, 8)).save(picture, "PNG")
    return picture.getvalue()


@pytest.fixture
def editor(db: None, client: Client) -> Client:
    client.force_login(make_people().editor)
    return client


def upload(editor: Client, screen: str, name: str, content: bytes, **fields: object):
    collection = Collection.get_first_root_node().pk
    file = SimpleUploadedFile(name, content)
    return editor.post(
        f"/admin/{screen}/", {"title": "A file", "file": file, "collection": collection, "tags": "", **fields}
    )


@pytest.mark.parametrize(("name", "content"), [("report.pdf", PDF), ("list.csv", "año,1\n".encode())])
def test_honest_document_is_kept(editor: Client, name: str, content: bytes) -> None:
    assert upload(editor, "documents/add", name, content, language="en").status_code == 302
    assert LibraryDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", PAGE),
        ("report.pdf", png()),
        ("report.pdf", STUB),
        ("list.csv", png()),
        ("list.csv", b"a\x00b"),
        ("report.docx", PDF),
    ],
)
def test_document_that_is_something_else_is_refused(editor: Client, name: str, content: bytes) -> None:
    response = upload(editor, "documents/add", name, content, language="en")
    assert SENTENCE in response.content.decode()
    assert not LibraryDocument.objects.exists()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (locked(owner="a", user="b"), "protected"),
        (locked(owner="a", user=""), "protected"),
        (on_opening(named("JavaScript", JS=pikepdf.String("app.alert(1)"))), "script"),
        (on_opening(named("URI", URI=pikepdf.String("https://example.org/"))), "by itself"),
        (with_link(named("Launch", F=pikepdf.String("calc.exe"))), "by itself"),
        (with_link(named("SubmitForm", F=pikepdf.String("https://example.org/"))), "by itself"),
        (on_page(O=named("URI", URI=pikepdf.String("https://example.org/"))), "by itself"),
        (on_page(C=named("GoToR", F=pikepdf.String("other.pdf"))), "by itself"),
        (on_annotation(E=named("URI", URI=pikepdf.String("https://example.org/"))), "by itself"),
        (with_link(named("Movie", T=pikepdf.String("a film"))), "by itself"),
        (with_link(named("Sound")), "by itself"),
        (with_link(named("Rendition", OP=0)), "by itself"),
        (with_attachment(), "attachments"),
    ],
)
def test_a_pdf_that_does_more_than_to_be_read_is_refused(editor: Client, content: bytes, word: str) -> None:
    assert word in upload(editor, "documents/add", "report.pdf", content, language="en").content.decode()
    assert not LibraryDocument.objects.exists()


@pytest.mark.parametrize(("limit", "value"), [("MOST_SECONDS", 1), ("MOST_MEGABYTES", 100)])
def test_a_pdf_that_takes_too_much_is_refused_while_others_are_taken(limit, value, monkeypatch) -> None:
    monkeypatch.setattr(pdf_files, limit, value)
    assert "too complicated" in pdf_files.refusal(io.BytesIO(without_end()))
    assert pdf_files.refusal(io.BytesIO(PDF)) == ""


@pytest.mark.parametrize(
    "content",
    [
        on_opening(pikepdf.Array([0, pikepdf.Name.Fit])),
        on_opening(named("GoTo", D=pikepdf.Array([0, pikepdf.Name.Fit]))),
        with_link(named("URI", URI=pikepdf.String("https://example.org/"))),
    ],
)
def test_a_pdf_that_opens_at_a_place_or_has_links_is_kept(editor: Client, content: bytes) -> None:
    assert upload(editor, "documents/add", "report.pdf", content, language="en").status_code == 302


def test_a_document_of_more_than_50_mb_is_refused(editor: Client) -> None:
    content = PDF + b"\n" * 50 * 1024 * 1024
    assert "too big" in upload(editor, "documents/add", "report.pdf", content, language="en").content.decode()


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "program.exe"])
def test_kind_that_we_do_not_take_is_refused(editor: Client, name: str) -> None:
    response = upload(editor, "documents/add", name, PAGE, language="en")
    assert response.status_code == 200
    assert "error-message" in response.content.decode()
    assert not LibraryDocument.objects.exists()


@pytest.mark.parametrize(("name", "content"), [("photo.png", PAGE), ("photo.jpg", png()), ("drawing.svg", b"<svg/>")])
def test_picture_that_is_something_else_is_refused(editor: Client, name: str, content: bytes) -> None:
    response = upload(editor, "images/add", name, content)
    assert response.status_code == 200
    assert "error-message" in response.content.decode()
    assert not LibraryImage.objects.exists()


def test_picture_of_a_hundred_megapixels_is_refused(editor: Client) -> None:
    picture = io.BytesIO()
    Picture.new("1", (10_000, 10_000)).save(picture, "PNG")
    response = upload(editor, "images/add", "wall.png", picture.getvalue())
    assert "error-message" in response.content.decode()
    assert not LibraryImage.objects.exists()


def test_recording_that_is_something_else_is_refused(editor: Client) -> None:
    response = upload(editor, "media/video/add", "talk.mp4", PAGE, language="en", duration="1")
    assert SENTENCE in response.content.decode()
    assert not Recording.objects.exists()


def test_poster_of_a_recording_that_is_something_else_is_refused(editor: Client) -> None:
    poster = SimpleUploadedFile("poster.png", PAGE)
    sound = b"ID3\x03" + bytes(64)
    response = upload(editor, "media/audio/add", "talk.mp3", sound, language="en", duration="1", thumbnail=poster)
    assert SENTENCE in response.content.decode()
    assert not Recording.objects.exists()


@pytest.mark.parametrize("content", [b"", b"a"])
def test_nothing_and_next_to_nothing_is_no_pdf(content: bytes) -> None:
    assert not matches_its_name(io.BytesIO(content), "report.pdf")
