"""A recording has captions and a transcript for each language, edited on its own form."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from cms.library.captions import are_captions
from cms.library.doctor import missing_files
from cms.library.hosts import hosted_video
from cms.library.models import Recording, RecordingText
from tests.house import make_people

VIDEO = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64)
CAPTIONS = b"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nWe listened first.\n"
SUBRIP = b"1\n00:00:01,000 --> 00:00:04,000\nWe listened first.\n"
SENTENCE = "This is not a caption file."


@pytest.fixture
def editor(db: None, client: Client) -> Client:
    client.force_login(make_people().editor)
    return client


@pytest.fixture
def recording(db: None) -> Recording:
    return Recording.objects.create(
        title="A session", type="video", duration=60, file=ContentFile(VIDEO, name="session.mp4")
    )


def save(editor: Client, recording: Recording, **texts: object) -> HttpResponse:
    fields = {"title": recording.title, "language": "en", "duration": "60", "tags": "", "collection": "1"}
    return editor.post(f"/admin/media/edit/{recording.pk}/", {**fields, **texts})


def file(content: bytes, name: str = "captions.vtt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_texts_of_every_language_are_kept_with_the_recording(editor: Client, recording: Recording) -> None:
    texts = {"en-transcript": "We listened first.", "es-title": "Una sesión", "es-captions": file(CAPTIONS)}
    assert save(editor, recording, credit="A filmmaker", **texts).status_code == 302
    recording.refresh_from_db()
    assert recording.credit == "A filmmaker"
    english, spanish = recording.texts.order_by("language")
    assert (english.language, english.transcript, spanish.language, spanish.title) == (
        "en",
        "We listened first.",
        "es",
        "Una sesión",
    )
    assert spanish.captions.read() == CAPTIONS


def test_language_that_is_emptied_is_there_no_more_nor_is_its_file(editor: Client, recording: Recording) -> None:
    save(editor, recording, **{"es-title": "Una sesión"})
    assert save(editor, recording, **{"es-title": ""}).status_code == 302
    assert not recording.texts.exists()


@pytest.mark.parametrize("change", [{"es-captions": file(CAPTIONS, "new.vtt")}, {"es-captions-clear": "on"}])
def test_caption_file_that_is_taken_back_is_gone(
    editor: Client, recording: Recording, change: dict, django_capture_on_commit_callbacks: object
) -> None:
    save(editor, recording, **{"es-title": "Una sesión", "es-captions": file(CAPTIONS, "old.vtt")})
    old = Path(RecordingText.objects.get().captions.path)
    assert old.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert save(editor, recording, **{"es-title": "Una sesión", **change}).status_code == 302
    assert not old.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SUBRIP, "captions.vtt"),
        (b"WEBVTT\n\nA file without any time.\n", "captions.vtt"),
        (b"WEBVTTX\n\n00:00:01.000 --> 00:00:04.000\nWords\n", "captions.vtt"),
        (VIDEO, "captions.vtt"),
        (b"<!doctype html><script>alert(1)</script>", "captions.vtt"),
    ],
)
def test_caption_file_that_is_none_is_refused_next_to_its_field(
    editor: Client, recording: Recording, content: bytes, name: str
) -> None:
    response = save(editor, recording, **{"ar-title": "جلسة", "ar-captions": file(content, name)})
    html = response.content.decode()
    assert response.status_code == 200
    assert SENTENCE in html
    assert html.index('data-language="ar"') < html.index(SENTENCE)
    # What was typed beside it is not lost.
    assert "جلسة" in html
    assert not RecordingText.objects.exists()


@pytest.mark.parametrize("name", ["captions.srt", "captions.html"])
def test_file_with_another_name_is_refused(editor: Client, recording: Recording, name: str) -> None:
    response = save(editor, recording, **{"en-captions": file(CAPTIONS, name)})
    assert response.status_code == 200
    assert "error-message" in response.content.decode()


@pytest.mark.parametrize(
    "content",
    [
        CAPTIONS,
        b"\xef\xbb\xbf" + CAPTIONS,
        CAPTIONS.replace(b"\n", b"\r\n"),
        "WEBVTT - بالعربية\n\n1\n00:01.000 --> 00:04.000 align:start\nاستمعنا أولًا\n".encode(),
    ],
)
def test_what_browsers_show_are_captions(content: bytes) -> None:
    assert are_captions(content)


HOSTED = "https://www.youtube.com/watch?v=aBcDeFgHiJk"


@pytest.mark.parametrize(
    ("copied", "address"),
    [
        (HOSTED, HOSTED),
        ("https://youtu.be/aBcDeFgHiJk?t=30", HOSTED),
        ("https://m.youtube.com/watch?app=desktop&v=aBcDeFgHiJk", HOSTED),
        ("https://www.youtube.com/shorts/aBcDeFgHiJk", HOSTED),
        ("https://www.youtube-nocookie.com/embed/aBcDeFgHiJk", HOSTED),
        ("https://vimeo.com/76979871", "https://vimeo.com/76979871"),
        ("https://vimeo.com/76979871/abcdef1234", "https://vimeo.com/76979871/abcdef1234"),
        ("https://player.vimeo.com/video/76979871?h=abcdef1234", "https://vimeo.com/76979871/abcdef1234"),
        ("https://youtube.com.example.org/watch?v=aBcDeFgHiJk", None),
        ("https://www.youtube.com/watch?v=short", None),
        ("https://www.youtube.com/watch?v=aBcDeFgHiJ%22", None),
        ("https://vimeo.com/about", None),
        ("javascript://youtu.be/aBcDeFgHiJk", None),
        ("https://[", None),
    ],
)
def test_video_elsewhere_is_known_however_its_address_was_copied(copied: str, address: str | None) -> None:
    video = hosted_video(copied)
    assert (video and video.address) == address


def add(editor: Client, kind: str = "video", **values: object) -> HttpResponse:
    fields = {"title": "A visit", "language": "en", "duration": "", "tags": "", "collection": "1"}
    return editor.post(f"/admin/media/{kind}/add/", {**fields, **values})


def test_video_elsewhere_is_added_and_edited_without_a_file(editor: Client) -> None:
    assert add(editor, hosted_at=HOSTED).status_code == 302
    recording = Recording.objects.get()
    assert not list(missing_files())
    html = editor.get(f"/admin/media/edit/{recording.pk}/").content.decode()
    assert 'name="file"' not in html
    assert "could not be found" not in html
    saved = save(editor, recording, hosted_at=HOSTED, **{"ar-has_hosted_captions": "on"})
    assert saved.status_code == 302
    assert recording.texts.get().language == "ar"
    # The list of all recordings names where it is.
    assert HOSTED in editor.get("/admin/media/").content.decode()


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        ("video", {}, "Choose a file, or give the address"),
        ("video", {"hosted_at": "https://example.org/video"}, "This is not the address of a video"),
        ("video", {"hosted_at": HOSTED, "file": SimpleUploadedFile("a.mp4", VIDEO)}, "not both"),
        ("audio", {"hosted_at": HOSTED}, "This field is required"),
    ],
)
def test_recording_without_one_place_is_refused(editor: Client, kind: str, values: dict, sentence: str) -> None:
    response = add(editor, kind, **values)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not Recording.objects.exists()
