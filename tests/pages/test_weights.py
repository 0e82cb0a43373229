"""No public page is too heavy for a cheap phone, in any language."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests.weights import KILOBYTE, page_types, weight

OTHERS = ("search/?q=school", "languages/", "stories/nowhere/", "briefs/funding-the-future-of-learning/v/1.1/")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("code", ["en", "es", "ar"])
def test_every_kind_of_page_is_light(client: Client, code: str) -> None:
    paths = {**page_types(), **{path: path for path in OTHERS}}
    weights = {name: weight(client, f"/{code}/{path}") for name, path in paths.items()}
    assert len(weights) >= 16
    too_heavy = {
        name: found
        for name, found in weights.items()
        if found.page > 150 * KILOBYTE or found.arabic_face > 60 * KILOBYTE or found.pictures > 150 * KILOBYTE
    }
    assert not too_heavy
    # Every face of the language was counted.
    faces = sum(Path(finders.find(f"fonts/{name}.woff2")).stat().st_size for name in ("serif-text", "numerals"))
    assert min(found.page for found in weights.values()) > faces
    assert all((found.arabic_face > 0) == (code == "ar") for found in weights.values())


@pytest.mark.usefixtures("demo")
def test_a_page_is_compressed_on_its_way(client: Client) -> None:
    plain = client.get("/ar/platform/")
    compressed = client.get("/ar/platform/", headers={"accept-encoding": "gzip, br"})
    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content) == plain.content
    assert len(compressed.content) < len(plain.content) / 3
    assert {"Accept-Encoding", "Save-Data"} <= {name.strip() for name in compressed["Vary"].split(",")}
    # A file is sent as it is, so that a part of it can be asked for.
    (Path(settings.MEDIA_ROOT) / "media").mkdir(parents=True, exist_ok=True)
    (Path(settings.MEDIA_ROOT) / "media" / "talk.mp3").write_bytes(b"x" * 4096)
    assert "Content-Encoding" not in client.get("/files/media/talk.mp3", headers={"accept-encoding": "gzip"}).headers
