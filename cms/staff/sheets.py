"""Terms wait together: one row for all of a vocabulary in a language, which leads to their sheet."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Protocol, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.directory.models import Term, Vocabulary
from cms.languages.languages import SOURCE_LANGUAGE


class Waiting(Protocol):
    """A row of the dashboard."""

    @property
    def vocabulary(self) -> str: ...


R = TypeVar("R", bound=Waiting)


def vocabulary_of(text: Any) -> str:
    """Return the vocabulary of a translated term; empty for every other text, which has a desk of its own only."""
    is_translated_term = isinstance(text, Term) and text.locale.language_code != SOURCE_LANGUAGE
    return text.vocabulary if is_translated_term else ""


def gathered(rows: Iterable[R], *, key: Callable[[R], Hashable], together: Callable[[list[R]], R]) -> list[R]:
    """Return the rows, those of terms with the same `key` put `together`; a term that waits alone stays as it is."""
    groups: dict[Hashable, list[R]] = {}
    for row in rows:
        groups.setdefault(key(row) if row.vocabulary else id(row), []).append(row)
    return [group[0] if len(group) == 1 else together(group) for group in groups.values()]


def title_of_sheet(vocabulary: str) -> str:
    return _("Vocabulary: %(name)s") % {"name": Vocabulary(vocabulary).label}


def address_of_sheet(vocabulary: str) -> str:
    return reverse("vocabulary", args=[vocabulary])


def number_of_terms(terms: int) -> str:
    return ngettext("1 term", "%(n)s terms", terms) % {"n": terms}
