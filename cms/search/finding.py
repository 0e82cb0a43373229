"""From a question to an answer: what is found, the filters of it, and what helps where nothing is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.directory.models import Term, Vocabulary
from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE, Language
from cms.pages.filters import OFFERED, Asked, Filter, Option, filters, question
from cms.pages.relations import Shown, in_language
from cms.search.matching import Among
from cms.search.models import IndexEntry
from cms.search.query import Need, forms_of, needs
from cms.search.spelling import put_right
from cms.search.synonyms import synonyms

KIND = "kind"
MOST_TERMS = 5


@dataclass(frozen=True)
class Found:
    """The pages that are found, in order; `kinds` are the kinds of page that `asked` leaves, each with its number."""

    query: str
    language: str
    needs: list[Need]
    asked: Asked
    kind: str
    page_ids: list[int]
    kinds: Counter[tuple[str, str]]

    @property
    def path(self) -> str:
        """The address of the search without its question."""
        return f"/{self.language}/search/"

    def filters(self) -> list[Filter]:
        """Return the filters of what was found: the kind of page first."""
        if not self.page_ids and not self.asked.number and not self.kind:
            return []
        base = {"q": self.query} | ({KIND: self.kind} if self.kind else {})
        pages = Page.objects.filter(Among(self.page_ids))
        return [*self._kinds(), *filters(pages, self.asked, self.language, self.path, base=base, languages=False)]

    def _kinds(self) -> list[Filter]:
        heading = _("Kind of page")
        others = {"q": self.query} | self.asked.parameters
        if self.kind:
            name = next((label for key, label in self.kinds if key == self.kind), self.kind)
            return [Filter(KIND, heading, Option(name, self.path + question(others.items())))]
        options = [
            Option(label, self.path + question({**others, KIND: key}.items()), count)
            for (key, label), count in sorted(self.kinds.items(), key=lambda item: (-item[1], item[0]))
            if key
        ]
        return [Filter(KIND, heading, options=options)] if options else []


def find(query: str, language: str, asked: Asked, kind: str = "") -> Found:
    """Return the public pages in a language that hold all words of `query` and that `asked` and `kind` are true of."""
    wanted = needs(query, language, synonyms(language))
    entries = IndexEntry.objects.readable(language).matching(wanted)
    if asked.number:
        entries = entries.filter(page__in=asked.of(Page.objects.filter(locale__language_code=language)))
    rows = list(entries.values_list("page_id", "kind_key", "kind"))
    kinds = Counter((key, label) for _page, key, label in rows)
    return Found(query, language, wanted, asked, kind, [page for page, key, _label in rows if kind in ("", key)], kinds)


@dataclass(frozen=True)
class Suggestion:
    """A query that finds something."""

    query: str
    url: str


@dataclass(frozen=True)
class Elsewhere:
    """How many pages another language has for the same query."""

    language: Language
    url: str
    count: int


@dataclass(frozen=True)
class Help:
    """What is offered where nothing is found; each may be empty."""

    instead: Suggestion | None
    terms: list[Shown]
    elsewhere: list[Elsewhere]


def help_with(found: Found) -> Help:
    """Return what may help a reader who found nothing."""
    right = put_right(found.query, found.language, partial(_count, found.language))
    counts = [
        Elsewhere(each, f"/{each.code}/search/{question({'q': found.query}.items())}", _count(each.code, found.query))
        for each in LANGUAGES
        if each.code != found.language
    ]
    return Help(
        instead=Suggestion(right, question({"q": right}.items())) if right else None,
        terms=_near(found.needs, found.language),
        elsewhere=[other for other in counts if other.count],
    )


def _count(language: str, query: str) -> int:
    return IndexEntry.objects.readable(language).matching(needs(query, language)).count()


def _near(wanted: Sequence[Need], code: str) -> list[Shown]:
    """Return the terms whose name shares a word with the query, those that share most first."""
    sources = Term.objects.filter(locale__language_code=SOURCE_LANGUAGE, live=True, vocabulary__in=OFFERED)
    shown = in_language(sources, code, partial(_listing, code))
    forms = [forms_of([need]) for need in wanted]
    shared = {
        each.object.pk: sum(bool(need & forms_of(needs(each.object.name, code))) for need in forms) for each in shown
    }
    near = [each for each in shown if not each.is_fallback and shared[each.object.pk]]
    return sorted(near, key=lambda each: (-shared[each.object.pk], _place(each.object)))[:MOST_TERMS]


def _listing(code: str, term: Term) -> str:
    return f"/{code}/stories/{question({term.vocabulary: term.key}.items())}"


def _place(term: Term) -> tuple[int, int]:
    return OFFERED.index(Vocabulary(term.vocabulary)), term.order
