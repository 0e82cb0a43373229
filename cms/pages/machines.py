"""What machines read: which pages there are, in which languages, and where they may look."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.languages.availability import absolute
from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE
from cms.pages.public import public_pages


@dataclass(frozen=True)
class Location:
    """An entry of the sitemap: a page in one language. `alternates` are (hreflang, address) of all its languages."""

    address: str
    changed: datetime | None
    alternates: list[tuple[str, str]]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every live public page in each of its languages, each with all its languages (sitemaps.org, hreflang)."""
    pages = public_pages().filter(locale__language_code__in=[language.code for language in LANGUAGES])
    locations = _locations(pages.select_related("locale").order_by("path"), request)
    return render(request, "pages/sitemap.xml", {"locations": locations}, content_type="application/xml")


def _locations(pages: Iterable[Page], request: HttpRequest) -> list[Location]:
    addresses: dict[UUID, dict[str, str]] = defaultdict(dict)
    routable = []
    for page in pages:
        if path := page.get_url(request):
            addresses[page.translation_key][page.locale.language_code] = absolute(path, request)
            routable.append(page)
    return [
        Location(
            address=addresses[page.translation_key][page.locale.language_code],
            changed=page.last_published_at,
            alternates=_alternates(addresses[page.translation_key]),
        )
        for page in routable
    ]


def _alternates(addresses: dict[str, str]) -> list[tuple[str, str]]:
    """Return the languages in the order of the site; `x-default`, for readers of any other language, is English."""
    known = [(language.code, addresses[language.code]) for language in LANGUAGES if language.code in addresses]
    return [*known, ("x-default", addresses[SOURCE_LANGUAGE])] if SOURCE_LANGUAGE in addresses else known


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Robots may read all but the admin and search results, which are endless and say nothing of their own."""
    closed = ["/admin/", *(f"/{language.code}/search/" for language in LANGUAGES)]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {absolute(reverse('sitemap'), request)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
