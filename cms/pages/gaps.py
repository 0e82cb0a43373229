"""What is not yet in a language: the public pages that it lacks, told in its own words."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.directory.models import PageTerm, Term
from cms.languages.availability import PageLanguage, address_of, links, path_in_languages
from cms.languages.languages import SOURCE_LANGUAGE, language
from cms.languages.models import LanguageStatus, State
from cms.pages.navigation import navigation
from cms.pages.next_steps import step_to_section
from cms.pages.public import lacking, public_pages
from cms.pages.relations import Shown, in_language

# Of several terms the one that says best what a text is about.
TELLING = ("theme", "priority", "concern")


@dataclass(frozen=True)
class Gap:
    """
    A page that a language lacks: `url` is its address there, where the site says so, `offers` where it can be read.

    `about` is a term in the language of the reader, and `number` that of a recommendation; each may be missing. Where
    they do not tell this page from the others of its kind, `name` is its English title.
    """

    url: str
    about: str
    number: int | None
    name: str
    offers: list[PageLanguage]
    in_preparation: bool
    translation_key: UUID


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """Show what is not yet in the language of the address, by kind; for English, how much the others lack."""
    code = get_language() or SOURCE_LANGUAGE
    missing = missing_pages(code)
    response = render(
        request,
        "pages/gaps.html",
        {
            "kinds": _by_kind(missing, code, request),
            "count": len(missing),
            "others": _others(code),
            "site_language": language(code),
            "navigation": navigation(request.path, language(code)),
            "next_step": step_to_section(code, "stories"),
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def missing_pages(code: str) -> list[Page]:
    """Return the public English pages that are not public in the language `code`, in the order of the tree."""
    english = lacking(Page.objects.filter(depth__gt=1, locale__language_code=SOURCE_LANGUAGE), code)
    return list(english.order_by("path").specific().select_related("locale", for_specific_subqueries=True))


def _others(code: str) -> list[tuple[PageLanguage, int]]:
    """Return the other languages that lack something, each with its list and how much that is."""
    entries = links(path_in_languages("/xx/languages/"), code, {})
    counts = {entry.code: len(missing_pages(entry.code)) for entry in entries if entry.code not in {code, "en"}}
    return [(entry, counts[entry.code]) for entry in entries if counts.get(entry.code)]


def _by_kind(pages: Sequence[Any], code: str, request: HttpRequest) -> dict[str, list[Gap]]:
    keys = [page.translation_key for page in pages]
    titles, about, begun = _titles(keys), _about([page.pk for page in pages], code), _begun(keys, code)
    lines = {page.pk: (_kind(page), about.get(page.pk, ""), getattr(page, "number", None)) for page in pages}
    said = Counter(lines.values())
    kinds: dict[str, list[Gap]] = defaultdict(list)
    for page in pages:
        kind, term, number = line = lines[page.pk]
        entries = links(path_in_languages(address_of(page)), code, titles[page.translation_key], request)
        kinds[kind].append(
            Gap(
                url=next(entry.url for entry in entries if entry.is_current),
                about=term,
                number=number,
                name="" if (term or number) and said[line] == 1 else page.title,
                offers=[entry for entry in entries if entry.title],
                in_preparation=page.translation_key in begun,
                translation_key=page.translation_key,
            )
        )
    return dict(kinds)


def _kind(page: Any) -> str:
    return getattr(page, "kind", "") or _("Other pages")


def _titles(keys: Sequence[UUID]) -> dict[UUID, dict[str, str]]:
    """Return translation key → language code → title, of what is public."""
    titles: dict[UUID, dict[str, str]] = defaultdict(dict)
    rows = public_pages().filter(translation_key__in=keys)
    for key, code, title in rows.values_list("translation_key", "locale__language_code", "title"):
        titles[key][code] = title
    return titles


def _about(page_ids: Sequence[int], code: str) -> dict[int, str]:
    """Return page → the name of the term that says best what it is about, where this language has it."""
    rows = list(
        PageTerm.objects.filter(page__in=page_ids, term__vocabulary__in=TELLING)
        .order_by("sort_order")
        .values_list("page_id", "term_id", "term__vocabulary")
    )
    shown: dict[int, Shown] = {
        each.object.source_id: each
        for each in in_language(Term.objects.filter(pk__in=[term for _page, term, _name in rows]), code, lambda _: "")
        if not each.is_fallback
    }
    about: dict[int, str] = {}
    for page_id, term_id, _vocabulary in sorted(rows, key=lambda row: TELLING.index(row[2])):
        if term_id in shown:
            about.setdefault(page_id, shown[term_id].object.name)
    return about


def _begun(keys: Sequence[UUID], code: str) -> set[UUID]:
    statuses = LanguageStatus.objects.filter(translation_key__in=keys, language=code)
    begun = statuses.filter(state__in=[State.IN_PROGRESS, State.IN_REVIEW])
    return set(begun.values_list("translation_key", flat=True))
