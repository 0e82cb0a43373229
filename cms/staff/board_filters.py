"""What the board can be narrowed to, and what it counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.languages.languages import TARGET_LANGUAGES, Language
from cms.languages.models import State
from cms.staff.board_rows import Cell, Row

NOBODY = "nobody"


class BoardFilters(forms.Form):
    """Every field may be empty; what is not a choice narrows nothing."""

    q = forms.CharField(label=_("Words in the title"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    assignee = forms.ChoiceField(label=_("Translator"), required=False)
    overdue = forms.BooleanField(label=_("Only what is overdue"), required=False)

    def __init__(self, data: Any, *, rows: Iterable[Row], **kwargs: Any) -> None:
        """`rows` are those of the board: sections, kinds and people that nothing belongs to are no choice."""
        super().__init__(data, **kwargs)
        rows = list(rows)
        people = {
            cell.assignment.assignee.pk: cell.assignment.assignee
            for row in rows
            for cell in row.cells
            if cell.assignment and cell.assignment.assignee
        }
        choices: dict[str, Any] = {
            "language": [(language.code, language.name) for language in TARGET_LANGUAGES],
            "state": State.choices,
            "section": {row.section: row.section_name for row in rows}.items(),
            "kind": sorted({(str(row.kind), row.kind_name) for row in rows}, key=lambda choice: choice[1]),
            "assignee": [(NOBODY, _("Nobody")), *sorted((str(pk), _name(person)) for pk, person in people.items())],
        }
        for name, offered in choices.items():
            self.fields[name].choices = [("", _("All")), *offered]  # type: ignore[attr-defined]

    def narrowed(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows that fit, with the cells of the chosen language; what is asked of a cell one cell fulfils."""
        self.is_valid()
        wanted = self.cleaned_data
        found = []
        for row in rows:
            cells = tuple(cell for cell in row.cells if wanted.get("language") in {"", None, cell.language.code})
            if self._fits(row, wanted) and any(self._cell_fits(cell, wanted) for cell in cells):
                found.append(replace(row, cells=cells))
        return found

    def fitting_cells(self, row: Row) -> list[Cell]:
        """Return the languages of a narrowed row that fulfil what is asked of a cell."""
        return [cell for cell in row.cells if self._cell_fits(cell, self.cleaned_data)]

    def _fits(self, row: Row, wanted: dict[str, Any]) -> bool:
        words = (wanted.get("q") or "").casefold().split()
        return (
            all(word in row.title.casefold() for word in words)
            and wanted.get("section") in {"", None, row.section}
            and wanted.get("kind") in {"", None, str(row.kind)}
        )

    def _cell_fits(self, cell: Cell, wanted: dict[str, Any]) -> bool:
        assignee = cell.assignment.assignee_id if cell.assignment else None
        return (
            wanted.get("state") in {"", None, cell.state.key}
            and wanted.get("assignee") in {"", None, str(assignee) if assignee else NOBODY}
            and (not wanted.get("assignee") or cell.is_open)
            and (not wanted.get("overdue") or cell.is_overdue)
        )


def _name(person: User) -> str:
    return person.get_full_name() or person.get_username()


@dataclass
class Count:
    """The texts of one section in one language."""

    language: Language
    states: Counter[str] = field(default_factory=Counter)
    words_left: int = 0

    @property
    def by_state(self) -> list[tuple[State, int]]:
        """How many texts stand how, in the order of `State`; states that none has are left out."""
        return [(state, self.states[state.value]) for state in State if self.states[state.value]]


def summary(rows: Iterable[Row], filters: BoardFilters) -> list[tuple[str, list[Count]]]:
    """Return each section of narrowed `rows` by name, in the order of the board, with what fits in each language."""
    sections: dict[str, tuple[str, dict[str, Count]]] = {}
    for row in rows:
        _section, counts = sections.setdefault(
            row.section, (str(row.section_name), {cell.language.code: Count(cell.language) for cell in row.cells})
        )
        for cell in filters.fitting_cells(row):
            count = counts[cell.language.code]
            count.states[cell.state.key] += 1
            count.words_left += cell.words_left
    return [(name, list(counts.values())) for name, counts in sections.values()]
