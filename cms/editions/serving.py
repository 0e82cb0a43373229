"""Deliver the PDF of a page: to be saved under a readable name, resumed, and asked for again at the price of a 304."""

import logging
import re
from collections.abc import Sequence

from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, quote_etag
from wagtail.models import Page
from whitenoise.responders import SlicedFile, StaticFile

from cms.editions.models import Edition
from cms.pages.languages import page_languages

logger = logging.getLogger(__name__)

# What Windows, macOS or a header line does not allow in the name of a file.
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
# File systems stop at 255 bytes; an Arabic letter takes two.
LONGEST_NAME = 100


def serve_edition(
    request: HttpRequest,
    edition: Edition,
    *,
    page: Page,
    languages: Sequence[str] = (),
    what: str = "",
    canonical: str = "",
) -> HttpResponseBase | None:
    """
    Return the answer to a request for a PDF; None where its file is gone.

    `page` is what the PDF is a copy of: its canonical address and the name of the file, to which `what` adds in which
    way it is not the whole page. `languages` are those that the PDF speaks, where there are several; `canonical` is the
    absolute address of what it is a copy of, where that is not the page.
    """
    try:
        file = edition.file.open("rb")
    except FileNotFoundError:
        logger.error("The file of the edition %s (%s) is gone: doctor --fix has it made again", edition.pk, edition)
        return None
    etag = quote_etag(edition.input_sha256)
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = _content(request, file, etag)
        response["Content-Type"] = "application/pdf"
        kind = "" if edition.kind == Edition.Kind.PAGE else f"{edition.kind}-"
        response["Content-Disposition"] = disposition(
            f"{what} - {page.title}" if what else page.title, f"{page.slug}-{kind}{edition.language}"
        )
        response["Content-Language"] = ", ".join(languages or [edition.language])
        response["Accept-Ranges"] = "bytes"
        response["X-Content-Type-Options"] = "nosniff"
        # For whoever counts readers.
        response.edition_kind = edition.kind  # type: ignore[attr-defined]
    else:
        file.close()
    response["ETag"] = etag
    response["Link"] = f'<{canonical or page.get_full_url(request)}>; rel="canonical"'
    # A new text has the same address: ask each time, which costs a 304.
    if getattr(page, "is_listed", True):
        patch_cache_control(response, no_cache=True)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


def absent(request: HttpRequest, page: Page, sentence: str) -> HttpResponse:
    """Answer 404 with a page in the language of `page` that says why there is no PDF and leads back to it."""
    context = {"page": page, "sentence": sentence, "language_links": page_languages(page, request)}
    return render(request, "editions/absent.html", context, status=404)


def disposition(title: str, plain_name: str) -> str:
    """
    Return a Content-Disposition (RFC 6266) that names the file after a title in any script.

    Programs that do not know RFC 5987 take `plain_name`, which is ASCII.
    """
    name = NOT_IN_NAMES.sub(" ", title)
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        name = name[:LONGEST_NAME].rpartition(" ")[0] or name[:LONGEST_NAME]
    header = str(content_disposition_header(False, f"{name.strip('. ') or plain_name}.pdf"))
    return header.replace("inline; ", f'inline; filename="{plain_name}.pdf"; ') if "filename*=" in header else header


def _content(request: HttpRequest, file: File, etag: str) -> HttpResponseBase:
    """Return all of a file, or the one range of bytes that is asked for (RFC 9110, 14.2)."""
    size = file.size
    asked = _range(request, size, etag)
    if asked is None:
        response = FileResponse(file)
        response["Content-Length"] = str(size)
        return response
    start, end = asked
    if start >= size:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = FileResponse(SlicedFile(file, start, end), status=206)
    response["Content-Length"] = str(end - start + 1)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Return the first and the last byte that are asked for; None where all are, or the range makes no sense.

    A range of what has changed meanwhile (If-Range) is a range of nothing: all is sent. Only GET knows ranges.
    """
    header = request.headers.get("Range", "") if request.method == "GET" else ""
    if not header or request.headers.get("If-Range", etag) != etag:
        return None
    try:
        start, end = StaticFile.parse_byte_range(header)
    except ValueError:
        return None
    if start < 0:
        start = max(size + start, 0)
    end = size - 1 if end is None else min(end, size - 1)
    return (start, end) if start <= end or start >= size else None
