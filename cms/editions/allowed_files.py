"""What an edition may read while it is made: our own files and nothing else."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image, UnidentifiedImageError
from weasyprint.urls import URLFetcher, URLFetcherResponse

TYPOGRAPHY = Path(__file__).parent / "typography"
TYPOGRAPHY_SCHEME = "edition"


class AddressRefusedError(ValueError):
    """An address that an edition may not read."""


class AllowedFiles(URLFetcher):
    """Read `edition:` (typography), this site's media and static files, and `data:`; refuse every other address.

    WeasyPrint turns a refusal into a missing picture, so that one wrong address never stops an edition. `refused` keeps
    the addresses for the report.
    """

    def __init__(self, site_address: str) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.site_address = urlsplit(site_address)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = self.path_of(url)
        if path is None:
            self.refused.append(url)
            raise AddressRefusedError(f"An edition may not read {url}")
        content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if content_type.startswith("image/") and _pixels(path) > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            self.refused.append(url)
            raise AddressRefusedError("The picture has more pixels than the memory holds")
        return URLFetcherResponse(url, body=path.read_bytes(), headers={"Content-Type": content_type})

    def path_of(self, url: str) -> Path | None:
        """Return the file behind an address, or None where it is not ours or not there."""
        parts = urlsplit(url)
        if parts.scheme == TYPOGRAPHY_SCHEME:
            return _file_under(TYPOGRAPHY, parts.path)
        if (parts.scheme, parts.netloc) != (self.site_address.scheme, self.site_address.netloc):
            return None
        path = unquote(parts.path)
        if path.startswith(settings.MEDIA_URL):
            return _file_under(Path(settings.MEDIA_ROOT), path.removeprefix(settings.MEDIA_URL))
        if path.startswith(settings.STATIC_URL):
            return _static_file(path.removeprefix(settings.STATIC_URL))
        return None


def _pixels(path: Path) -> int:
    """Return width × height, from the first bytes of a picture; 0 where it is none."""
    try:
        with Image.open(path) as picture:
            return picture.width * picture.height
    except Image.DecompressionBombError:
        return settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS + 1
    except (UnidentifiedImageError, OSError):
        return 0


def _file_under(root: Path, relative: str) -> Path | None:
    root = root.resolve()
    path = (root / relative).resolve()
    return path if path.is_relative_to(root) and path.is_file() else None


def _static_file(relative: str) -> Path | None:
    collected = _file_under(Path(settings.STATIC_ROOT), relative)
    if collected is not None or ".." in Path(relative).parts:
        return collected
    source = finders.find(relative)
    return Path(source) if source else None
