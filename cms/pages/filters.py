"""Filters of a list as plain links: by term, and by the other languages in which a page can be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.validators import slug_re
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.directory.models import PageTerm, Term, Vocabulary
from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE, Language
from cms.pages.public import is_public
from cms.pages.relations import Shown, in_language

# Offered in this order; an address may ask for a term of any vocabulary.
OFFERED = (
    Vocabulary.THEME,
    Vocabulary.PRIORITY,
    Vocabulary.CONCERN,
    Vocabulary.REGION,
    Vocabulary.GRADE,
    Vocabulary.AUDIENCE,
)
LANGUAGE = "language"


@dataclass(frozen=True)
class Asked:
    """What an address asks for: English terms, one of a vocabulary, and the language in which a page is there too."""

    terms: tuple[Term, ...] = ()
    language: str = ""
    # Something was asked for that nobody knows; it is left out.
    has_unknown: bool = False

    @property
    def number(self) -> int:
        return len(self.terms) + bool(self.language)

    @property
    def parameters(self) -> dict[str, str]:
        """Return what the address says of it."""
        terms = {term.vocabulary: term.key for term in self.terms}
        return terms | ({LANGUAGE: self.language} if self.language else {})

    def of(self, pages: PageQuerySet) -> PageQuerySet:
        """Return those of `pages`, in whatever language, that all of it is true of."""
        for term in self.terms:
            pages = pages.filter(pk__in=PageTerm.objects.filter(term=term).values("page"))
        if self.language:
            there = Page.objects.live().filter(is_public(), locale__language_code=self.language)
            pages = pages.filter(translation_key__in=there.values("translation_key"))
        return pages


@dataclass(frozen=True)
class _Links:
    """The addresses of a list that is asked `base` besides its filters."""

    path: str
    base: dict[str, str]
    chosen: Asked

    def having(self, name: str, value: str) -> str:
        return self.path + question({**self._now, name: value}.items())

    def without(self, name: str) -> str:
        return self.path + question((key, value) for key, value in self._now.items() if key != name)

    @property
    def _now(self) -> dict[str, str]:
        return {**self.base, **self.chosen.parameters}


@dataclass(frozen=True)
class Option:
    """
    A value of a filter: `url` chooses it or, where it is chosen, gives it up.

    `language` is that of the name where it is not the language of the page.
    """

    name: str
    url: str
    count: int | None = None
    language: Language | None = None


@dataclass(frozen=True)
class Filter:
    """A group of links. Where one value is chosen, the others are not offered: no text need be about two of them."""

    vocabulary: str
    heading: str
    chosen: Option | None = None
    options: list[Option] = field(default_factory=list)


def asked(request: HttpRequest) -> Asked:
    """Return what an address asks for; no query where it asks for nothing."""
    given = {vocabulary: request.GET[vocabulary] for vocabulary in Vocabulary.values if request.GET.get(vocabulary)}
    code = request.GET.get(LANGUAGE, "")
    known = Q()
    for vocabulary, key in given.items():
        known |= Q(vocabulary=vocabulary, key=key) if slug_re.match(key) and len(key) <= 255 else Q()
    english = Term.objects.filter(locale__language_code=SOURCE_LANGUAGE, live=True)
    terms = tuple(english.filter(known)) if known else ()
    is_language = code in {language.code for language in LANGUAGES}
    return Asked(terms, code if is_language else "", len(terms) < len(given) or (bool(code) and not is_language))


def terms_in(terms: Iterable[Term], code: str) -> list[Shown]:
    """Return English terms as the language `code` shows them."""
    ids = [term.pk for term in terms]
    return in_language(Term.objects.filter(pk__in=ids), code, lambda _term: "", ids=ids)


def filters(
    pages: PageQuerySet,
    chosen: Asked,
    code: str,
    path: str,
    *,
    base: Mapping[str, str] | None = None,
    languages: bool = True,
) -> list[Filter]:
    """
    Return the filters of a list that shows `pages` (of which `chosen` is true) in the language `code`.

    A value is offered where it is true of at least one of them. `path` is the address of the list, `base` what it
    is asked besides. Three queries.
    """
    links = _Links(path, dict(base or {}), chosen)
    groups = _by_term(pages, chosen, code, links)
    return [*groups, *_by_language(pages, chosen, code, links)] if languages else groups


def _by_term(pages: PageQuerySet, chosen: Asked, code: str, links: "_Links") -> list[Filter]:
    taken = {term.vocabulary for term in chosen.terms}
    counts = dict(
        PageTerm.objects.filter(page__in=pages.order_by().values("pk"), term__live=True)
        .filter(term__vocabulary__in=set(OFFERED) - taken)
        .values_list("term")
        .annotate(Count("page", distinct=True))
        .order_by()
    )
    ids = [*(term.pk for term in chosen.terms), *counts]
    order = Term.objects.filter(pk__in=ids).order_by("order", "key")
    shown = {each.object.source_id: each for each in in_language(order, code, lambda _term: "", ids=ids)}
    found: dict[str, Filter] = {}
    for identifier, each in sorted(shown.items(), key=lambda pair: (pair[1].object.order, pair[1].object.key)):
        vocabulary, key = each.object.vocabulary, each.object.key
        group = found.setdefault(vocabulary, Filter(vocabulary, str(Vocabulary(vocabulary).label)))
        if vocabulary in taken:
            found[vocabulary] = Filter(vocabulary, group.heading, _option(each, links.without(vocabulary)))
        else:
            group.options.append(_option(each, links.having(vocabulary, key), counts[identifier]))
    names = [vocabulary.value for vocabulary in (*OFFERED, *Vocabulary)]
    return sorted(found.values(), key=lambda group: names.index(group.vocabulary))


def _by_language(pages: PageQuerySet, chosen: Asked, code: str, links: "_Links") -> list[Filter]:
    heading = _("Can also be read in")
    if chosen.language:
        name = next(language for language in LANGUAGES if language.code == chosen.language)
        return [Filter(LANGUAGE, heading, Option(name.name, links.without(LANGUAGE), language=name))]
    counts = dict(
        Page.objects.live()
        .filter(is_public(), translation_key__in=pages.order_by().values("translation_key"))
        .exclude(locale__language_code=code)
        .values_list("locale__language_code")
        .annotate(Count("pk"))
        .order_by()
    )
    options = [
        Option(each.name, links.having(LANGUAGE, each.code), counts[each.code], each)
        for each in LANGUAGES
        if counts.get(each.code)
    ]
    return [Filter(LANGUAGE, heading, options=options)] if options else []


def _option(shown: Shown, url: str, count: int | None = None) -> Option:
    return Option(shown.object.name, url, count, shown.language if shown.is_fallback else None)


def question(parameters: Iterable[tuple[str, str]]) -> str:
    """Return the question of an address, empty where it asks for nothing."""
    asked_for = urlencode(list(parameters))
    return f"?{asked_for}" if asked_for else ""
