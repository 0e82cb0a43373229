"""What is given out under /files/."""

from pathlib import Path

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    for name in (
        "images/tree.width-400.jpg",
        "captions/session.vtt",
        "original_images/tree.jpg",
        "documents/plan.pdf",
        "editions/1.pdf",
        "loose.txt",
    ):
        file = settings.MEDIA_ROOT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"content")
    (tmp_path / "secret-key").write_text("secret")
    return settings.MEDIA_ROOT


def test_a_rendition_is_given_out_for_good_and_cannot_act(client: Client):
    response = client.get("/files/images/tree.width-400.jpg")

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"content"
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


def test_captions_are_given_out_as_what_a_player_takes(client: Client):
    response = client.get("/files/captions/session.vtt")

    assert (response.status_code, response["Content-Type"]) == (200, "text/vtt")


@pytest.mark.parametrize(
    "path",
    [
        "original_images/tree.jpg",
        "documents/plan.pdf",
        "editions/1.pdf",
        "loose.txt",
        "images/",
        "images",
        "images/missing.jpg",
        "images/../original_images/tree.jpg",
        "images/%2e%2e/original_images/tree.jpg",
        "images/../../secret-key",
        "images//etc/passwd",
        "images/..\\..\\secret-key",
        "images/tree.width-400.jpg%00.png",
    ],
)
def test_nothing_else_is_given_out(client: Client, db: None, path: str):
    assert client.get(f"/files/{path}").status_code == 404
