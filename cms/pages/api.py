"""What programs read of the public pages: lists of one language, as JSON."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.http import HttpRequest, JsonResponse
from django.utils.translation import override
from wagtail.models import Page

from cms.directory.models import PageTerm
from cms.languages.availability import absolute, address_of
from cms.languages.freshness import behind
from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE
from cms.pages.public import public_pages

ITEMS_ON_A_PAGE = 50

Item = dict[str, Any]
# Makes the items of pages of one language: with what all pages say of themselves, by primary key.
Describe = Callable[[Sequence[Any], dict[int, Item]], list[Item]]


class NotAskedWellError(Exception):
    """The address asks for what is not there; `status` and the message say what."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


def listed(request: HttpRequest, pages_in: Callable[[str], Any], describe: Describe) -> JsonResponse:
    """
    Answer with the pages of the language that is asked for (`?language=`, English by default), 50 at a time (`?page=`).

    `pages_in` returns the live and public pages of a language code, in order. An unknown language is 400, a page of the
    list that is not there 404, each with a reason.
    """
    try:
        code = asked_language(request)
        paginator = Paginator(pages_in(code), ITEMS_ON_A_PAGE)
        page_obj = asked_page(request, paginator)
    except NotAskedWellError as error:
        return _answer({"error": str(error)}, status=error.status)
    number, pages = page_obj.number, list(page_obj)
    return _answer(
        {
            "licence": settings.CONTENT_LICENCE,
            "language": code,
            "count": paginator.count,
            "next": _address(request, code, number + 1) if page_obj.has_next() else None,
            "previous": _address(request, code, number - 1) if page_obj.has_previous() else None,
            "items": items(request, pages, code, describe),
        }
    )


def items(request: HttpRequest, pages: Sequence[Page], code: str, describe: Describe) -> list[Item]:
    """Return what `describe` tells of `pages`, in words of the language `code`; a fixed number of queries."""
    with override(code):
        return describe(pages, _common(request, pages, code))


def asked_language(request: HttpRequest) -> str:
    """Return the code of `?language=`. Raises `NotAskedWellError` for one that the site does not have."""
    code = request.GET.get("language", SOURCE_LANGUAGE)
    known = [language.code for language in LANGUAGES]
    if code not in known:
        raise NotAskedWellError(f"There is no such language here: use {', '.join(known)}.", status=400)
    return code


def asked_page(request: HttpRequest, paginator: Paginator) -> Any:
    """Return the page of `?page=`, the first by default. Raises `NotAskedWellError` for one that is not there."""
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotAskedWellError("“page” is a number from 1.", status=400)
    try:
        return paginator.page(number)
    except InvalidPage as error:
        raise NotAskedWellError(f"There are {paginator.num_pages} pages.", status=404) from error


def links_to(request: HttpRequest, pages: Iterable[Page]) -> list[Item]:
    """Return title and address of pages that a page is connected with."""
    return [{"title": page.title, "url": absolute(address_of(page), request)} for page in pages]


def _common(request: HttpRequest, pages: Sequence[Page], code: str) -> dict[int, Item]:
    """Return what every page says of itself, by primary key."""
    keys = [page.translation_key for page in pages]
    languages = _languages(keys)
    parts_behind = behind(keys, code)
    terms = _terms([page.pk for page in pages])
    return {
        page.pk: {
            "title": page.title,
            "url": absolute(address_of(page), request),
            "languages": languages[page.translation_key],
            "freshness": "outdated" if parts_behind.get(page.translation_key) else "current",
            "parts_behind": parts_behind.get(page.translation_key, 0),
            "published": page.first_published_at,
            "updated": page.last_published_at,
            "terms": terms.get(page.pk, {}),
        }
        for page in pages
    }


def _languages(keys: Sequence[UUID]) -> dict[UUID, list[str]]:
    rows = public_pages().filter(translation_key__in=keys).values_list("translation_key", "locale__language_code")
    there = set(rows)
    return {key: [language.code for language in LANGUAGES if (key, language.code) in there] for key in keys}


def _terms(page_ids: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    """Return page → vocabulary → the keys of its terms, which are the same in every language."""
    rows = PageTerm.objects.filter(page__in=page_ids, term__live=True).order_by("term__vocabulary", "term__order")
    found: dict[int, dict[str, list[str]]] = {}
    for page_id, vocabulary, key in rows.values_list("page_id", "term__vocabulary", "term__key"):
        found.setdefault(page_id, {}).setdefault(vocabulary, []).append(key)
    return found


def _address(request: HttpRequest, code: str, number: int) -> str:
    return absolute(f"{request.path}?language={code}&page={number}", request)


def _answer(content: Item, status: int = 200) -> JsonResponse:
    # Everything here is public: any website may read it.
    return JsonResponse(
        content,
        status=status,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Access-Control-Allow-Origin": "*"},
    )
