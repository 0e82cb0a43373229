"""The HTML of an edition: what a page's published text looks like before it is set."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from cms.languages.availability import absolute, address_of
from cms.languages.languages import language
from cms.pages.cover import Shape, draw

if TYPE_CHECKING:
    from cms.editions.mixins import WithEdition


def permanent_address(page: "WithEdition") -> str:
    """Return the absolute address of a page; that of a draft outside the tree does not answer."""
    return absolute(address_of(page))


def print_html(page: "WithEdition") -> str:
    """Return the HTML of a page (a published one) in its language; depends on no clock, no reader, no session."""
    address = permanent_address(page)
    request = anonymous_request(address)
    site_language = language(page.locale.language_code)
    with translation.override(site_language.code):
        context = page.get_context(request) | {
            "page": page,
            "site_language": site_language,
            "address": address,
            "publisher": settings.WAGTAIL_SITE_NAME,
            "created": _w3c(page.first_published_at),
            "modified": _w3c(page.last_published_at),
            "covers": _covers(page, mirrored=site_language.direction == "rtl"),
            # Filled by the style sheet while the pages are numbered.
            "folio_page": mark_safe('<span class="folio__page"></span>'),
            "folio_pages": mark_safe('<span class="folio__pages"></span>'),
        }
        return render_to_string(page.edition_templates(), context, request=request)


def print_parts(page: "WithEdition") -> Iterator[tuple[str, str]]:
    """
    Yield each part of a page that a reader reads, with the HTML of a document that holds nothing else.

    A part is named by its field, and by the number of its block where it has some: `summary`, `body:3`.
    """
    site_language = language(page.locale.language_code)
    with translation.override(site_language.code):
        for name in page.reading_fields:
            value = getattr(page, name)
            parts = enumerate(value, start=1) if isinstance(value, StreamValue) else [("", value)]
            for number, part in parts:
                context = {"page": page, "site_language": site_language, "part": part}
                html = render_to_string("editions/part.html", context)
                yield (f"{name}:{number}" if number else name), html


def anonymous_request(address: str) -> HttpRequest:
    """The request of somebody who is not signed in, for what templates and context processors ask of one."""
    parts = urlsplit(address)
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": parts.path,
            "SERVER_NAME": parts.hostname,
            "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
            "wsgi.url_scheme": parts.scheme,
            "wsgi.input": BytesIO(),
        }
    )


def _covers(page: "WithEdition", *, mirrored: bool) -> dict[Shape, SafeString]:
    shapes: tuple[Shape, ...] = ("hero", "wide")
    drawings = {shape: draw(page.slug, page.family, shape, mirrored=mirrored) for shape in shapes}
    return {shape: mark_safe(drawing) for shape, drawing in drawings.items()}  # noqa: S308 - our own drawing


def _w3c(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
