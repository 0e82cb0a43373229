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


def public_in(model: Any, code: str) -> Any:
    """Return the pages of a type that are live and public in the language `code`, with their locale."""
    return model.objects.live().filter(is_public(), locale__language_code=code).select_related("locale")


def _is_open() -> Q:
    """Return the condition that nothing on the way from the root to a page closes it."""
    path = OuterRef("path")
    restrictions = PageViewRestriction.objects.filter(page__path=Substr(path, 1, Length("page__path")))
    withdrawn = Page.objects.filter(depth__gt=1, live=False, path=Substr(path, 1, Length("path")))
    return Q(~Exists(restrictions), ~Exists(withdrawn))
