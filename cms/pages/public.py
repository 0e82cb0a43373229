"""Which pages everybody may see: what search, sitemap and every other list for the public start from."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from cms.languages.languages import SOURCE_LANGUAGE


def is_public() -> Q:
    """
    Return the condition that everybody may see a live page: neither it nor a page above it is restricted or withdrawn.

    A translation is never more public than its source, so the same must hold for that. Part of the query it stands in,
    where Wagtail's `public()` asks for all restrictions first.
    """
    sources = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=SOURCE_LANGUAGE, live=True
    )
    return _is_open() & Q(Exists(sources.filter(_is_open())))


def public_pages() -> PageQuerySet:
    """Return the pages of all languages that are live and public."""
    # The root of the tree (depth 1) is no page of the site.
    return Page.objects.filter(depth__gt=1).live().filter(is_public())


def many_public_pages(code: str) -> PageQuerySet:
    """
    Return the pages in the language `code` that are live and public, as `public_pages` does.

    At a query more and less for every page: what is closed is asked for once.
    """
    closed = _closed_branches()
    sources = Page.objects.filter(_outside(closed), depth__gt=1, live=True, locale__language_code=SOURCE_LANGUAGE)
    if code == SOURCE_LANGUAGE:
        return sources
    pages = Page.objects.filter(_outside(closed), live=True, locale__language_code=code)
    return pages.filter(translation_key__in=sources.values("translation_key"))


def _closed_branches() -> list[str]:
    """Return the paths of the pages that hide themselves and all below them, whatever lies below others left out."""
    restricted = Q(pk__in=PageViewRestriction.objects.values("page"))
    withdrawn = Q(depth__gt=1, live=False, numchild__gt=0)
    closed: list[str] = []
    for path in Page.objects.filter(restricted | withdrawn).order_by("path").values_list("path", flat=True):
        if not closed or not path.startswith(closed[-1]):
            closed.append(path)
    return closed


def _outside(branches: list[str]) -> Q:
    return Q(*(~Q(path__startswith=path) for path in branches))


def public_in(model: Any, code: str) -> Any:
    """Return the pages of a type that are live and public in the language `code`, with their locale."""
    return model.objects.live().filter(is_public(), locale__language_code=code).select_related("locale")


def lacking(pages: Any, code: str) -> Any:
    """Return those of the English `pages` that are public there and not in the language `code`."""
    there = Page.objects.live().filter(
        is_public(), translation_key=OuterRef("translation_key"), locale__language_code=code
    )
    return pages.live().filter(is_public()).exclude(Exists(there))


def _is_open() -> Q:
    """Return the condition that nothing on the way from the root to a page closes it."""
    path = OuterRef("path")
    restrictions = PageViewRestriction.objects.filter(page__path=Substr(path, 1, Length("page__path")))
    # The page itself is live, so only a page with others below it can hide one; few that are not live have any.
    withdrawn = Page.objects.filter(depth__gt=1, live=False, numchild__gt=0, path=Substr(path, 1, Length("path")))
    return Q(~Exists(restrictions), ~Exists(withdrawn))
