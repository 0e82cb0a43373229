"""The glossary as a CSV file: UTF-8, a line of column names, one line for a term."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.languages.languages import SOURCE_LANGUAGE, TARGET_LANGUAGES
from cms.translation.glossary.cells import read_cell, write_cell
from cms.translation.glossary.terms import FORM_LIMIT, TERM_LIMIT, Form, Kind, Term

NOTE, UNDECIDED = "note", "needs_native_decision"
CODES = tuple(language.code for language in TARGET_LANGUAGES)
COLUMNS = (SOURCE_LANGUAGE, *CODES, NOTE, UNDECIDED)
YES = "yes"


@dataclass(frozen=True)
class FileProblem:
    """What is wrong in a file; `line` counts from 1."""

    line: int
    message: str

    def __str__(self) -> str:
        return _("Line %(line)d: %(message)s") % {"line": self.line, "message": self.message}


class GlossaryFileError(Exception):
    """A file is not a glossary; `problems` says why, line by line."""

    def __init__(self, problems: list[FileProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


Row = tuple[int, dict[str, str]]


def read_terms(data: bytes) -> list[Term]:
    """
    Return the terms of a file, in its order. Raises `GlossaryFileError`.

    `glossary.cells` says how a cell with several forms is read. A term that has its English as only preferred form in
    every language is one that is not translated.
    """
    rows = list(_rows(_decoded(data)))
    problems = [problem for row in rows for problem in _row_problems(row)]
    problems += _repetitions(rows)
    if problems:
        raise GlossaryFileError(sorted(problems, key=lambda problem: problem.line))
    return [_term(cells) for _line, cells in rows]


def write_terms(terms: Iterable[Term]) -> str:
    """Return the file that `read_terms` reads as `terms`."""
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, COLUMNS)
    writer.writeheader()
    for term in terms:
        writer.writerow(
            {
                SOURCE_LANGUAGE: term.english,
                **{code: write_cell((form.kind, form.text) for form in term.forms_in(code)) for code in CODES},
                NOTE: term.note,
                UNDECIDED: YES if term.needs_native_decision else "",
            }
        )
    return output.getvalue()


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _("This is not UTF-8. Save the file as “CSV UTF-8”.")
        raise GlossaryFileError([FileProblem(line, message)]) from error


def _rows(text: str) -> Iterator[Row]:
    """Yield each line of terms with the number of the line it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: list[str] = []
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            message = _("This is not CSV: %(reason)s.") % {"reason": error}
            raise GlossaryFileError([FileProblem(line, message)]) from error
        if cells is None:
            break
        if not columns:
            columns = [cell.strip() for cell in cells]
            _require_columns(columns)
        elif any(cell.strip() for cell in cells):
            if len(cells) != len(columns):
                message = _("This line has %(found)d columns, the first one has %(wanted)d.")
                found = {"found": len(cells), "wanted": len(columns)}
                raise GlossaryFileError([FileProblem(line, message % found)])
            yield line, {name: cell.strip() for name, cell in zip(columns, cells, strict=True)}
        line = reader.line_num + 1
    _require_columns(columns)


def _require_columns(columns: list[str]) -> None:
    problems = [_("The column “%(name)s” is missing.") % {"name": name} for name in COLUMNS if name not in columns]
    problems += [_("There is no column “%(name)s”.") % {"name": name} for name in columns if name not in COLUMNS]
    if not problems and len(columns) != len(COLUMNS):
        problems = [_("A column is there twice.")]
    if problems:
        raise GlossaryFileError([FileProblem(1, message) for message in problems])


def _row_problems(row: Row) -> Iterator[FileProblem]:
    line, cells = row
    if not cells[SOURCE_LANGUAGE]:
        yield FileProblem(line, _("The English term is empty."))
    if len(cells[SOURCE_LANGUAGE]) > TERM_LIMIT:
        yield FileProblem(line, _("The English term is longer than %(limit)d characters.") % {"limit": TERM_LIMIT})
    for code in CODES:
        if any(len(text) > FORM_LIMIT for _kind, text in read_cell(cells[code])):
            message = _("A form in the column “%(name)s” is longer than %(limit)d characters.")
            yield FileProblem(line, message % {"name": code, "limit": FORM_LIMIT})
    if cells[UNDECIDED].lower() not in {"", YES, "no"}:
        yield FileProblem(line, _("The column “%(name)s” holds “yes” or nothing.") % {"name": UNDECIDED})
    if any("\x00" in cell for cell in cells.values()):
        yield FileProblem(line, _("There is a character that no text has."))


def _repetitions(rows: list[Row]) -> Iterator[FileProblem]:
    first: dict[str, int] = {}
    for line, cells in rows:
        key = _english(cells).casefold()
        if key and first.setdefault(key, line) != line:
            message = _("The term “%(term)s” is in line %(line)d already.")
            yield FileProblem(line, message % {"term": _english(cells), "line": first[key]})


def _english(cells: dict[str, str]) -> str:
    return " ".join(cells[SOURCE_LANGUAGE].split())


def _term(cells: dict[str, str]) -> Term:
    english = _english(cells)
    forms = [Form(code, text, kind) for code in CODES for kind, text in read_cell(cells[code])]
    preferred = [(form.language, form.text) for form in forms if form.kind is Kind.PREFERRED]
    stays_english = preferred == [(code, english) for code in CODES]
    return Term(
        english=english,
        forms=tuple(form for form in forms if not (stays_english and form.kind is Kind.PREFERRED)),
        note=cells[NOTE].replace("\r\n", "\n"),
        do_not_translate=stays_english,
        needs_native_decision=cells[UNDECIDED].lower() == YES,
    )
