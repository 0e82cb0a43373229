"""All that a sheet shows."""

from dataclasses import dataclass
from typing import Any

from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_editor
from cms.translation.desk.screen import context_of_boxes
from cms.translation.vocabularies.actions import TermProblem
from cms.translation.vocabularies.news import sheet_translations, sheet_version
from cms.translation.vocabularies.sheet import Box, Column, Sheet


@dataclass(frozen=True)
class Work:
    """What a person does in a column: `waiting` counts what can be approved."""

    column: Column
    waiting: int


def sheet_context(request: StaffRequest, sheet: Sheet, problems: list[TermProblem]) -> dict[str, Any]:
    """Return what the template of a sheet needs."""
    wrong = {problem.box: problem.message for problem in problems}
    lines = [line for entry in sheet.entries for line in entry.lines(wrong)]
    boxes = [box for line in lines for cell in line.cells if cell.is_typed_here and (box := cell.box)]
    return {
        "vocabulary": sheet.vocabulary,
        "columns": sheet.columns,
        "lines": lines,
        "work": [
            Work(column, sum(version.may_decide for version in sheet.versions(column.language.code)))
            for column in sheet.columns
            if column.may_translate or column.may_decide
        ],
        "unsent": len({term.pk for terms in sheet.unsent.values() for term in terms}) if is_editor(request.user) else 0,
        "parts": len(boxes),
        "done": sum(_is_done(box) for box in boxes),
        "words_left": sum(box.words for box in boxes if not _is_done(box)),
        "english_version": sheet_version(sheet_translations(sheet.vocabulary, request.user)),
        "problems": problems,
        "is_open": any(version.may_edit for version in sheet.versions()),
        **context_of_boxes(request.user),
    }


def _is_done(box: Box) -> bool:
    return box.is_locked or box.segment.is_done
