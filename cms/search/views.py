"""Search in one language: the language of the address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.languages.availability import PageLanguage, links
from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE, language
from cms.pages.filters import asked, question
from cms.pages.navigation import navigation
from cms.pages.next_steps import step_to_section
from cms.pages.paging import page_or_404
from cms.search.excerpt import excerpt, highlighted
from cms.search.finding import KIND, Found, find, help_with
from cms.search.models import IndexEntry
from cms.search.query import forms_of

LONGEST_QUERY = 200  # characters; what is longer is cut
RESULTS_ON_A_PAGE = 10
CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Result:
    """A page that was found; `title` and `excerpt` are HTML with the hits in `<mark>`."""

    page: Page
    url: str
    kind: str
    title: SafeString
    excerpt: SafeString


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` with the public pages of this language that hold all its words; 404 where `?page=` is not there."""
    code = get_language() or SOURCE_LANGUAGE
    query, chosen, kind = _query(request), asked(request), _kind(request)
    found = find(query, code, chosen, kind)
    page_obj = page_or_404(request, Paginator(found.page_ids, RESULTS_ON_A_PAGE))
    context = {
        "query": query,
        "results": _results(list(page_obj), found, request),
        "count": page_obj.paginator.count,
        "page_obj": page_obj,
        "filters": (groups := found.filters()),
        "offered": any(group.options for group in groups),
        "unknown_filter": chosen.has_unknown,
        "help": help_with(found) if query and not found.kinds else None,
        "site_language": language(code),
        "language_links": _language_links(request, code, found),
        "navigation": navigation(request.path, language(code)),
        "next_step": step_to_section(code, "stories"),
    }
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _query(request: HttpRequest) -> str:
    """Return what is asked for on one line; PostgreSQL refuses NUL, and no control character is part of a word."""
    return " ".join(CONTROL_CHARACTERS.sub(" ", request.GET.get("q", "")).split())[:LONGEST_QUERY].strip()


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get(KIND, "")
    return kind if slug_re.match(kind) and len(kind) <= LONGEST_QUERY else ""


def _results(page_ids: Sequence[int], found: Found, request: HttpRequest) -> list[Result]:
    entries = IndexEntry.objects.select_related("page__locale").in_bulk(page_ids)
    forms = forms_of(found.needs)
    return [
        Result(
            page=entry.page,
            url=entry.page.get_url(request) or "",
            kind=entry.kind,
            title=highlighted(entry.title, forms, entry.language),
            excerpt=excerpt(entry.text, forms, entry.language),
        )
        for page_id in page_ids
        if (entry := entries.get(page_id))
    ]


def _language_links(request: HttpRequest, current: str, found: Found) -> list[PageLanguage]:
    asks = {"q": found.query, KIND: found.kind, **found.asked.parameters}
    asked_for = question((name, value) for name, value in asks.items() if value) if found.query else ""
    paths = {each.code: f"/{each.code}/search/{asked_for}" for each in LANGUAGES}
    return links(paths, current, {each.code: "" for each in LANGUAGES}, request)
