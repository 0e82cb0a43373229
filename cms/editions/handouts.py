"""The handout of a page: one sheet of sentences that stand alone, to be printed, copied in black and passed on."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import segno
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page

from cms.editions.mixins import WithEdition, making
from cms.editions.models import Edition, Offer
from cms.editions.printing import permanent_address
from cms.editions.serving import absent, serve_edition
from cms.languages.availability import address_of
from cms.languages.freshness import freshness
from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE, Language, language
from cms.pages.public import is_public

HANDOUT, BILINGUAL = Edition.Kind.HANDOUT, Edition.Kind.BILINGUAL
HANDOUT_KINDS = (HANDOUT, BILINGUAL)
# The sizes of the words, the best first: the first with which a handout fits on its sheet.
SIZES = ("large", "medium", "modest", "small", "smallest")

# In each language the words stand in another order.
BILINGUAL_LABELS = {
    "es": gettext_lazy("Handout in English and Spanish"),
    "ar": gettext_lazy("Handout in English and Arabic"),
}


class WithHandout(WithEdition):
    """
    Gives a page type with `handout_points` its handout at `<page>/handout/`; stands in the place of `WithEdition`.

    A translation has a second one at `<page>/handout/en/`: both languages side by side, for families and schools that
    read different ones. It is there while the two say the same.
    """

    @property
    def has_points(self) -> bool:
        """Whether there is something to make a handout of."""
        return len(self.handout_points) > 0

    def get_route_paths(self) -> list[str]:
        return [*super().get_route_paths(), "/handout/", f"/handout/{SOURCE_LANGUAGE}/"]

    @path("handout/")
    def handout(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the handout; 404 with a sentence in the reader's language where there is none."""
        return self._serve_handout(request, HANDOUT, gettext("One-page handout"), [self.locale.language_code])

    @path(f"handout/{SOURCE_LANGUAGE}/")
    def bilingual_handout(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the handout in English and the language of this page; 404 where there is none."""
        code = self.locale.language_code
        what = bilingual_label(code) if code != SOURCE_LANGUAGE else ""
        return self._serve_handout(request, BILINGUAL, what, [SOURCE_LANGUAGE, code])

    def _serve_handout(self, request: HttpRequest, kind: str, what: str, languages: list[str]) -> HttpResponseBase:
        is_possible = self.has_points and (kind == HANDOUT or self.locale.language_code != SOURCE_LANGUAGE)
        offer = Edition.objects.offer_for(self, kind) if is_possible else Offer(None, is_pending=False)
        served = None
        if offer.edition:
            served = serve_edition(request, offer.edition, page=self, languages=languages, what=what)
        if served is None:
            told = making() if offer.is_pending else gettext("There is no handout of this page.")
            return absent(request, self, told)
        return served

    def offered_handouts(self) -> "list[OfferedHandout]":
        """
        Return the handouts that readers of this page are offered: its own first, then those in two languages.

        Those lie below the translations, and are there as long as those are public.
        """
        if not self.has_points:
            return []
        own = self.locale.language_code
        translations = Page.objects.live().filter(is_public(), translation_key=self.translation_key)
        if own != SOURCE_LANGUAGE:
            translations = translations.filter(pk=self.pk)
        editions = Edition.objects.filter(
            Q(kind=HANDOUT, page=self.pk) | Q(kind=BILINGUAL, page__in=translations), withdrawn=False
        )
        by_kind: dict[tuple[str, str], list[Edition]] = defaultdict(list)
        for edition in editions.select_related("page__locale").newest_first():
            by_kind[edition.kind, edition.language].append(edition)
        order = sorted(by_kind, key=lambda each: (each[0] != HANDOUT, each[1]))
        offers = [Offer.of(by_kind[key], by_kind[key][0].page.live_revision_id) for key in order]
        return [OfferedHandout(offer.edition) for offer in offers if offer.edition]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "handouts": self.offered_handouts()}


@dataclass(frozen=True)
class OfferedHandout:
    """A handout as a page offers it; one of an earlier text says so."""

    edition: Edition

    @property
    def is_bilingual(self) -> bool:
        return self.edition.kind == BILINGUAL

    @property
    def url(self) -> str:
        return f"{address_of(self.edition.page)}handout/{f'{SOURCE_LANGUAGE}/' if self.is_bilingual else ''}"

    @property
    def label(self) -> str:
        return bilingual_label(self.edition.language) if self.is_bilingual else gettext("One-page handout")


def bilingual_label(code: str) -> str:
    """Return what the handout in English and the language `code` is called."""
    return str(BILINGUAL_LABELS.get(code, Edition.Kind.BILINGUAL.label))


@dataclass(frozen=True)
class Column:
    """The handout of a page in one language."""

    language: Language
    title: str
    points: list[str]


def handouts(page: Any) -> Iterator[tuple[str, list[str]]]:
    """Yield the kind and the HTML, in each of `SIZES`, of each handout that a published page has.

    Depends on no clock and no reader.
    """
    if not isinstance(page, WithHandout) or not page.has_points:
        return
    versions = {version.locale.language_code: version for version in _public_versions(page)}
    code = page.locale.language_code
    # What the page says now, as the caller has it.
    versions[code] = page
    titles = [(each, versions[each.code].title) for each in LANGUAGES if each.code in versions and each.code != code]
    own = _column(page)
    yield HANDOUT, _html(page, titles, [own])
    source = versions.get(SOURCE_LANGUAGE)
    if code != SOURCE_LANGUAGE and source is not None and source.has_points and not _is_behind(page):
        # In the order in which they are read: English stands on the left in both pairs.
        columns = [own, _column(source)] if own.language.direction == "rtl" else [_column(source), own]
        yield BILINGUAL, _html(page, titles, columns)


def _public_versions(page: Any) -> list[Any]:
    """Return what is public of this page in each language."""
    versions = Page.objects.live().filter(is_public(), translation_key=page.translation_key)
    return list(versions.specific().select_related("locale", for_specific_subqueries=True))


def _is_behind(page: Any) -> bool:
    found = freshness(page)
    return found is not None and found.state == "outdated"


def _column(page: Any) -> Column:
    points = [str(point.value) for point in page.handout_points]
    return Column(language(page.locale.language_code), page.title, points)


def _html(page: Any, titles: list[tuple[Language, str]], columns: list[Column]) -> list[str]:
    address = permanent_address(page)
    site_language = language(page.locale.language_code)
    context = {
        "page": page,
        "site_language": site_language,
        "titles": titles,
        "columns": columns,
        "address": address,
        "code": segno.make_qr(address, error="m").svg_data_uri(omitsize=True, border=4),
    }
    with translation.override(site_language.code):
        return [render_to_string("editions/handout.html", context | {"size": size}) for size in SIZES]
