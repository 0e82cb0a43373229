"""The board as a sheet: one line for each text and language."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.pages.sheets import sheet
from cms.staff.board_rows import Cell, Row


def board_sheet(lines: Iterable[tuple[Row, Cell]]) -> HttpResponse:
    """Return `lines` as a file to download."""
    name = f"translations-{timezone.localdate().isoformat()}.csv"
    return sheet(name, _heading(), (_values(row, cell) for row, cell in lines))


def _heading() -> list[str]:
    return [
        _("Text"),
        _("Section"),
        _("Kind"),
        _("Language"),
        _("State"),
        _("Parts"),
        _("Parts done"),
        _("Parts behind"),
        _("Words"),
        _("Words left"),
        _("Translator"),
        _("Due date"),
    ]


def _values(row: Row, cell: Cell) -> Iterator[Any]:
    status, assignment = cell.status, cell.assignment if cell.is_open else None
    yield from (row.title, row.section_name, row.kind_name, cell.language.name)
    yield "; ".join([str(cell.state.word), *cell.state.marks])
    yield from (status.parts, status.parts_done, status.parts_behind) if status else (0, 0, 0)
    yield from (status.words, status.words_left) if status else (0, 0)
    yield (assignment.assignee.get_full_name() or assignment.assignee) if assignment and assignment.assignee else ""
    yield assignment.due.isoformat() if assignment and assignment.due else ""
