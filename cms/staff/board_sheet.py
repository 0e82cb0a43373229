"""The board as a sheet: one line for each text and language."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.staff.board_rows import Cell, Row

# What a spreadsheet would take for a formula; a title may begin with any of them.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(lines: Iterable[tuple[Row, Cell]]) -> HttpResponse:
    """Return `lines` as a CSV file that spreadsheets read as UTF-8."""
    name = f"translations-{timezone.localdate().isoformat()}.csv"
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    writer = csv.writer(response)
    writer.writerow(_heading())
    writer.writerows([harmless(value) for value in _values(row, cell)] for row, cell in lines)
    return response


def harmless(value: Any) -> str:
    """Return `value` as a spreadsheet shows it, never as a formula that it would run."""
    text = str(value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


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
