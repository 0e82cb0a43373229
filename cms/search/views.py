"""Search in one language: the language of the address."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.languages.availability import PageLanguage, links
from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE, language
from cms.pages.navigation import navigation
from cms.search.analyser import wanted
from cms.search.excerpt import excerpt
from cms.search.models import IndexEntry

LONGEST_QUERY = 200  # characters; what is longer is cut
RESULTS_ON_A_PAGE = 10
CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Result:
    """A page that was found; `excerpt` is HTML with the hits in `<mark>`."""

    page: Page
    url: str
    kind: str
    excerpt: SafeString


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` with the public pages of this language that hold all its words; an odd `?page=` is the nearest."""
    code = get_language() or SOURCE_LANGUAGE
    query = _query(request)
    entries = IndexEntry.objects.readable(code).matching(query, code).select_related("page__locale")
    page_obj = Paginator(entries, RESULTS_ON_A_PAGE).get_page(request.GET.get("page"))
    words = wanted(query, code)
    context = {
        "query": query,
        "results": [_result(entry, words, request) for entry in page_obj],
        "count": page_obj.paginator.count,
        "page_obj": page_obj,
        "site_language": language(code),
        "language_links": _language_links(request, code, query),
        "navigation": navigation(request.path, language(code)),
    }
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _query(request: HttpRequest) -> str:
    """Return what is asked for on one line; PostgreSQL refuses NUL, and no control character is part of a word."""
    return " ".join(CONTROL_CHARACTERS.sub(" ", request.GET.get("q", "")).split())[:LONGEST_QUERY].strip()


def _result(entry: IndexEntry, words: list[frozenset[str]], request: HttpRequest) -> Result:
    return Result(
        page=entry.page,
        url=entry.page.get_url(request) or "",
        kind=entry.kind,
        excerpt=excerpt(entry.text, words, entry.language),
    )


def _language_links(request: HttpRequest, current: str, query: str) -> list[PageLanguage]:
    question = f"?{urlencode({'q': query})}" if query else ""
    paths = {each.code: f"/{each.code}/search/{question}" for each in LANGUAGES}
    return links(paths, current, {each.code: "" for each in LANGUAGES}, request)
