"""What a page shows of other pages and terms: in its own language where they are live, else the source, marked so."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from wagtail.models import Page

from cms.directory.models import (
    ContactPoint,
    Funder,
    FundingAcknowledgement,
    Organisation,
    PageContact,
    PageFunding,
    PageOrganisation,
    PageStatistic,
    PageTerm,
    Person,
    ReusableText,
    Statistic,
    Term,
)
from cms.languages.availability import address_of, path_in_languages
from cms.languages.languages import SOURCE_LANGUAGE, Language, language
from cms.pages.public import is_public

Ordered = TypeVar("Ordered", bound=QuerySet)


@dataclass(frozen=True)
class Shown:
    """
    A page or snippet as one language shows it.

    Where the reader's language has none, `object` is the source, `is_fallback` is true and `language` is the source's:
    the template marks it with `lang` and `dir`. `url` is always an address in the reader's language.
    """

    object: Any
    language: Language
    is_fallback: bool
    url: str


def in_language(
    sources: QuerySet, code: str, address: Callable[[Any], str], *, ids: Sequence[int] | None = None
) -> list[Shown]:
    """
    Return the live objects of `sources` (a queryset of source-language rows) as the language `code` shows them.

    The order is that of `ids` where given, else of the queryset. One query, none where `ids` is empty;
    `address(object)` gives each its URL.
    """
    if ids is not None and not ids:
        return []
    rows = (
        sources.model.objects.filter(
            translation_key__in=sources.values("translation_key"),
            locale__language_code__in={code, SOURCE_LANGUAGE},
            live=True,
        )
        .select_related("locale")
        .annotate(source_id=source_id(sources.model))
    )
    if issubclass(sources.model, Page):
        rows = rows.filter(is_public())
    by_source: dict[int, dict[str, Any]] = {}
    for row in rows:
        by_source.setdefault(row.source_id, {})[row.locale.language_code] = row
    order = ids if ids is not None else sorted(by_source)
    return [
        _shown(by_source[identifier], code, address) for identifier in dict.fromkeys(order) if identifier in by_source
    ]


def _shown(versions: dict[str, Any], code: str, address: Callable[[Any], str]) -> Shown:
    chosen = versions.get(code) or versions[SOURCE_LANGUAGE]
    text_language = chosen.locale.language_code
    return Shown(chosen, language(text_language), text_language != code, address(chosen))


def source_id(model: Any, key: str = "translation_key") -> Subquery:
    """Return the primary key of the source-language row of the same text, whose `key` is named, as a subquery."""
    return Subquery(
        model.objects.filter(translation_key=OuterRef(key), locale__language_code=SOURCE_LANGUAGE).values("pk")[:1]
    )


def source_of(page: Any) -> Any | None:
    """Return the English page of the same text, of the same type; `page` itself where it is that."""
    if page.locale.language_code == SOURCE_LANGUAGE:
        return page
    versions = type(page).objects.filter(translation_key=page.translation_key)
    return versions.filter(locale__language_code=SOURCE_LANGUAGE).first()


def page_address(code: str) -> Callable[[Page], str]:
    """Return a function that gives a page its address in the language `code`, whether it is there or not."""
    return lambda page: path_in_languages(address_of(page))[code]


def terms_of(page: Any, code: str = "") -> dict[str, list[Shown]]:
    """
    Return vocabulary → the terms of `page` in the language `code`, by default its own, as the vocabulary orders them.

    Each leads to the list of pages about it, below the page type's `listing`.
    """
    code = code or page.locale.language_code
    ids = _entries_of(page, "page_terms")
    terms: dict[str, list[Shown]] = {}
    for shown in in_language(
        Term.objects.filter(pk__in=ids),
        code,
        lambda term: f"/{code}/{page.listing}/?{term.vocabulary}={term.key}",
        ids=ids,
    ):
        terms.setdefault(shown.object.vocabulary, []).append(shown)
    return {vocabulary: sorted(group, key=lambda shown: shown.object.order) for vocabulary, group in terms.items()}


def contacts_of(page: Any) -> list[Shown]:
    """Return whom readers of `page` may ask, in its language."""
    return _shown_entries(page, ContactPoint, "page_contacts")


def statistics_of(page: Any) -> list[Shown]:
    """Return the statistics of `page` as they are now, in its language."""
    return _shown_entries(page, Statistic, "page_statistics")


@dataclass(frozen=True)
class Funding:
    """An acknowledgment as one language shows it, and whom it names: their names are the same in every language."""

    shown: Shown
    funders: list[Organisation | Person]


def fundings_of(page: Any) -> list[Funding]:
    """Return who paid for what `page` is about: acknowledgments in its language, each with its funders in order."""
    ids = _entries_of(page, "page_fundings")
    if not ids:
        return []
    code = page.locale.language_code
    sources = FundingAcknowledgement.objects.filter(pk__in=ids)
    rows = (
        Funder.objects.filter(
            Q(organisation__live=True) | Q(person__live=True),
            funding__translation_key__in=sources.values("translation_key"),
            funding__locale__language_code__in={code, SOURCE_LANGUAGE},
            funding__live=True,
        )
        .select_related("funding__locale", "organisation", "person")
        .annotate(source_id=source_id(FundingAcknowledgement, "funding__translation_key"))
        .order_by("sort_order")
    )
    versions: dict[int, dict[str, FundingAcknowledgement]] = {}
    funders: dict[int, list[Organisation | Person]] = {}
    for row in rows:
        versions.setdefault(row.source_id, {})[row.funding.locale.language_code] = row.funding
        funders.setdefault(row.funding_id, []).append(row.entry)
    shown = [_shown(versions[identifier], code, _nowhere) for identifier in ids if identifier in versions]
    return [Funding(each, funders[each.object.pk]) for each in shown]


class Role(NamedTuple):
    """What some organizations do in what a page is about; `label` is read above them."""

    value: str
    label: str
    organisations: list[Shown]


def organisations_of(page: Any) -> list[Role]:
    """Return the organizations of `page` by what they do, both in the page's order."""
    shown = {each.object.source_id: each for each in _shown_entries(page, Organisation, "page_organisations")}
    roles: dict[str, Role] = {}
    for row in _rows_of(page)["page_organisations"]:
        if row.entry_id in shown:
            label = str(PageOrganisation.Role(row.role).label)
            roles.setdefault(row.role, Role(row.role, label, [])).organisations.append(shown[row.entry_id])
    return list(roles.values())


def _shown_entries(page: Any, model: Any, relation: str) -> list[Shown]:
    ids = _entries_of(page, relation)
    return in_language(model.objects.filter(pk__in=ids), page.locale.language_code, _nowhere, ids=ids)


def _nowhere(_entry: Any) -> str:
    """An entry of the directory has no page of its own."""
    return ""


class Row(NamedTuple):
    """A row of a relation: the English entry that it points at, and the role where the relation has one."""

    entry_id: int
    role: str = ""


# Relation → its model, and the name of what it points at.
RELATIONS: dict[str, tuple[Any, str]] = {
    "page_terms": (PageTerm, "term_id"),
    "page_contacts": (PageContact, "contact_id"),
    "page_statistics": (PageStatistic, "statistic_id"),
    "page_fundings": (PageFunding, "funding_id"),
    "page_organisations": (PageOrganisation, "organisation_id"),
}


def _entries_of(page: Any, relation: str) -> list[int]:
    return [row.entry_id for row in _rows_of(page)[relation]]


def _rows_of(page: Any) -> dict[str, list[Row]]:
    """
    Return relation → its rows in the page's order, of all relations that are not in memory, with one query.

    A page that is previewed, or made from a revision, has its relations in memory.
    """
    held = getattr(page, "_cluster_related_objects", None) or {}
    if "_rows" not in page.__dict__:
        page.__dict__["_rows"] = _stored_rows(page.pk, [name for name in RELATIONS if name not in held])
    in_memory = {
        name: [Row(getattr(row, RELATIONS[name][1]), getattr(row, "role", "")) for row in getattr(page, name).all()]
        for name in RELATIONS
        if name in held
    }
    return {**page.__dict__["_rows"], **in_memory}


def _stored_rows(page_id: int, names: Iterable[str]) -> dict[str, list[Row]]:
    stored: dict[str, list[Row]] = {name: [] for name in RELATIONS}
    queries = []
    for name in names:
        model, entry = RELATIONS[name]
        role = F("role") if name == "page_organisations" else Value("")
        rows = model.objects.filter(page_id=page_id).order_by()
        queries.append(rows.values_list(Value(name), F(entry), role, F("sort_order")))
    if page_id and queries:
        found = queries[0].union(*queries[1:], all=True)
        for name, entry_id, role, _position in sorted(found, key=lambda row: row[3] or 0):
            stored[name].append(Row(entry_id, role))
    return stored


def reusable_text_in(text: ReusableText, code: str) -> Shown | None:
    """
    Return a shared text as the language `code` shows it; None where it is gone or not public.

    No query where it is in that language already, as on every page whose shared texts are translated.
    """
    if text.live and text.locale.language_code == code:
        return Shown(text, language(code), False, "")
    # The reading text and the template ask for the same block.
    shown = text.__dict__.setdefault("_shown", {})
    if code not in shown:
        shown[code] = next(iter(in_language(ReusableText.objects.filter(pk=text.pk), code, lambda _: "")), None)
    return shown[code]


def in_source_order(pages: Ordered) -> Ordered:
    """Order pages of any language as the editors ordered their sources in the English tree."""
    return pages.order_by(source_position())


def source_position(translation_key: UUID | None = None) -> Subquery:
    """Return where the source of a page, by default of each page of a query, stands in the English tree."""
    key = translation_key or OuterRef("translation_key")
    sources = Page.objects.filter(translation_key=key, locale__language_code=SOURCE_LANGUAGE)
    return Subquery(sources.values("path")[:1])
