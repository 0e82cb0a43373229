"""Whoever gives a video a poster need not know how large a page shows it."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cms.library.models import Recording
from tests.house import make_people
from tests.library.test_recordings import VIDEO


@pytest.fixture
def editor(db: None, client: Client) -> Client:
    client.force_login(make_people().editor)
    return client


def picture(size: tuple[int, int], kind: str = "PNG") -> bytes:
    made = BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(made, kind)
    return made.getvalue()


def add(editor: Client, content: bytes, name: str = "poster.png") -> str:
    fields = {"title": "A session", "language": "en", "duration": "60", "tags": "", "collection": "1"}
    files = {"file": SimpleUploadedFile("session.mp4", VIDEO), "thumbnail": SimpleUploadedFile(name, content)}
    return editor.post("/admin/media/video/add/", {**fields, **files}).content.decode()


def test_a_large_poster_is_kept_as_small_as_a_page_needs_it(editor: Client) -> None:
    original = picture((3000, 1500))
    add(editor, original)
    poster = Recording.objects.get().thumbnail
    with Image.open(poster) as shown:
        assert (shown.format, shown.size) == ("JPEG", (1280, 640))
    assert poster.name.endswith(".jpg")
    assert poster.size < len(original) / 10


def test_a_small_poster_is_not_made_larger(editor: Client) -> None:
    add(editor, picture((320, 200), "WEBP"), "poster.webp")
    with Image.open(Recording.objects.get().thumbnail) as shown:
        assert shown.size == (320, 200)


def test_a_poster_that_stays_is_not_made_anew(editor: Client) -> None:
    recording = Recording.objects.create(
        title="A session",
        type="video",
        duration=60,
        file=ContentFile(VIDEO, name="session.mp4"),
        thumbnail=ContentFile(picture((64, 64)), name="poster.png"),
    )
    fields = {"title": "Another title", "language": "en", "duration": "60", "tags": "", "collection": "1"}
    assert editor.post(f"/admin/media/edit/{recording.pk}/", fields).status_code == 302
    recording.refresh_from_db()
    assert (recording.title, recording.thumbnail.name[-3:]) == ("Another title", "png")


def test_a_poster_that_cannot_be_read_is_refused_next_to_its_field(editor: Client) -> None:
    page = add(editor, picture((400, 300))[:16] + bytes(400))
    assert "This picture cannot be read." in page
    assert not Recording.objects.exists()
