"""The recommendations and the briefs, for programs: `/api/platform.json`, `/api/platform.csv`, `/api/briefs.json`."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from briefs.models import BriefPage, RecommendationLink, RecommendationPage
from briefs.version_pages import shown_numbers
from cms.pages.api import Item, NotAskedWellError, asked_language, asked_page, items, links_to, listed
from cms.pages.public import public_in
from cms.pages.relations import in_source_order
from cms.pages.sheets import sheet

COLUMNS = (
    "number",
    "title",
    "plain_words",
    "ask",
    "status",
    "status_label",
    "status_date",
    "status_source",
    "url",
    "languages",
    "freshness",
    "published",
    "updated",
    "evidence",
    "language",
    "licence",
)


@require_safe
def platform(request: HttpRequest) -> HttpResponse:
    """List the recommendations of one language by number, each with where it stands and what speaks for it."""
    return listed(request, _recommendations, lambda pages, common: _described(request, pages, common))


@require_safe
def platform_sheet(request: HttpRequest) -> HttpResponse:
    """Give the same as a table; a list within a cell has its entries on lines of their own."""
    try:
        code = asked_language(request)
        recommendations = list(_recommendations(code))
        # A table comes in one page.
        asked_page(request, Paginator(recommendations, len(recommendations) or 1))
    except NotAskedWellError as error:
        return HttpResponse(f"{error}\n", status=error.status, content_type="text/plain; charset=utf-8")
    found = items(request, recommendations, code, lambda pages, common: _described(request, pages, common))
    response = sheet(f"recommendations-{code}.csv", COLUMNS, (_cells(item, code) for item in found))
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def briefs(request: HttpRequest) -> HttpResponse:
    """List the briefs of one language in the editors' order."""

    def describe(pages: Sequence[BriefPage], common: dict[int, Item]) -> list[Item]:
        numbers, versions = recommendation_numbers(pages), shown_numbers(pages)
        return [
            {
                "slug": page.slug,
                **common[page.pk],
                "kind": page.brief_kind,
                "kind_label": page.kind,
                "summary": page.summary,
                "version": versions.get(page.pk, page.version),
                "authors": page.authors,
                "recommendations": numbers.get(page.pk, []),
            }
            for page in pages
        ]

    return listed(request, lambda code: in_source_order(public_in(BriefPage, code)), describe)


def recommendation_numbers(pages: Sequence[Page]) -> dict[int, list[int]]:
    """Return page → the numbers of the public recommendations that it supports; one query."""
    links = RecommendationLink.objects.filter(page__in=[page.pk for page in pages], recommendation__live=True)
    numbers: dict[int, list[int]] = {}
    for page_id, number in links.order_by("recommendation__number").values_list("page_id", "recommendation__number"):
        numbers.setdefault(page_id, []).append(number)
    return numbers


def _recommendations(code: str) -> Any:
    return public_in(RecommendationPage, code).prefetch_related("tracker_updates").order_by("number", "pk")


def _described(request: HttpRequest, pages: Sequence[RecommendationPage], common: dict[int, Item]) -> list[Item]:
    evidence = _evidence(pages)
    return [
        {
            "number": page.number,
            "slug": page.slug,
            **common[page.pk],
            "plain_words": page.plain_words,
            "ask": page.ask,
            "status": _status(page),
            "evidence": links_to(request, evidence.get(page.translation_key, [])),
        }
        for page in pages
    ]


def _status(page: RecommendationPage) -> Item:
    status = page.status
    return {"key": status.status, "label": status.label, "date": status.date, "source": status.source_url or None}


def _evidence(pages: Sequence[RecommendationPage]) -> dict[Any, list[Page]]:
    """Return translation key of a recommendation → the public pages in its language that speak for it."""
    if not pages:
        return {}
    supporting = public_in(Page, pages[0].locale.language_code)
    links = RecommendationLink.objects.filter(
        recommendation__translation_key__in=[page.translation_key for page in pages], page__in=supporting.values("pk")
    )
    by_id = {page.pk: page for page in in_source_order(supporting.filter(recommendation_links__in=links.values("pk")))}
    keys: dict[Any, set[int]] = {}
    for key, page_id in links.values_list("recommendation__translation_key", "page_id"):
        keys.setdefault(key, set()).add(page_id)
    return {key: [by_id[page_id] for page_id in by_id if page_id in ids] for key, ids in keys.items()}


def _cells(item: Item, code: str) -> Iterator[Any]:
    status = item["status"]
    of_status = {"status": "key", "status_label": "label", "status_date": "date", "status_source": "source"}
    for column in COLUMNS:
        if column in of_status:
            yield status[of_status[column]] or ""
        elif column == "languages":
            yield " ".join(item["languages"])
        elif column == "evidence":
            yield "\n".join(page["url"] for page in item["evidence"])
        elif column in {"published", "updated"}:
            yield item[column].isoformat() if item[column] else ""
        else:
            yield {"language": code, "licence": settings.CONTENT_LICENCE}.get(column, item.get(column, ""))
