"""What a first visit to a public page weighs, as tests hold it and `make bench` measures it."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from wagtail.models import Page

KILOBYTE = 1024


@dataclass(frozen=True)
class Weight:
    """Bytes on their way to a phone: all that is no picture, the Arabic face among it, and the pictures at the head."""

    page: int
    arabic_face: int
    pictures: int


def weight(client: Any, address: str) -> Weight:
    """Return what the page at `address` weighs with an empty cache; every face that it announces is counted."""
    response = client.get(address)
    soup = BeautifulSoup(response.content, "html.parser")
    faces = [link["href"] for link in soup.select("link[rel=preload][as=font]")]
    files = [*faces, *(link["href"] for link in soup.select("link[rel=stylesheet]"))]
    files += dict.fromkeys(script["src"] for script in soup.select("script[src]"))
    # A picture that is waited for; whatever the browser chooses, it is lighter than the JPEG.
    pictures = [image["src"] for image in soup.select("img:not([loading=lazy])")]
    return Weight(
        page=len(gzip.compress(response.content, 6)) + sum(map(_bytes_of, files)),
        arabic_face=sum(_bytes_of(face) for face in faces if "naskh" in face),
        pictures=sum(_bytes_of(picture) for picture in pictures),
    )


def page_types() -> dict[str, str]:
    """Return the name of every page type with the path, below the language, of its first public English page."""
    pages: Iterable[Any] = (
        Page.objects.live().filter(locale__language_code="en", depth__gt=1).order_by("path").specific()
    )
    found: dict[str, str] = {}
    for page in pages:
        found.setdefault(page._meta.model_name.removesuffix("page"), page.url.partition("/en/")[2])
    return found


def _bytes_of(address: str) -> int:
    path = urlsplit(address).path
    if path.startswith(settings.MEDIA_URL):
        return (Path(settings.MEDIA_ROOT) / path.removeprefix(settings.MEDIA_URL)).stat().st_size
    name = path.removeprefix(settings.STATIC_URL)
    collected = Path(settings.STATIC_ROOT) / name
    content = (collected if collected.exists() else Path(finders.find(name))).read_bytes()
    return len(content) if name.endswith(".woff2") else len(brotli.compress(content))
