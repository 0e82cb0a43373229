"""A table: typed or pasted as in a spreadsheet, shown with real headers, translated cell by cell."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date
from itertools import repeat, zip_longest
from typing import Any, ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail_localize.segments import StringSegmentValue

from cms.languages.formats import format_date
from cms.languages.languages import SOURCE_LANGUAGE

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
WITH_HEADERS = ("row", "column", "both")


class Cell(NamedTuple):
    """What stands in a cell; a figure keeps its order and its column in every direction of reading."""

    text: str
    is_figure: bool = False


class TableValue(dict):
    """A table as Wagtail stores it (`data`, `table_caption`, `table_header_choice`), and as readers get it."""

    @property
    def caption(self) -> str:
        return (self.get("table_caption") or "").strip()

    @property
    def head(self) -> list[Cell]:
        """The first row where it is a header; a figure there stands over a column of figures."""
        if not self._has_head or not self._filled():
            return []
        columns = zip(*self.body, strict=True) if self.body else repeat(())
        return [
            Cell(_as_shown(text).text, is_figure=_are_figures(column))
            for text, column in zip(self._filled()[0], columns, strict=False)
        ]

    @property
    def body(self) -> list[list[Cell]]:
        """The other rows that hold anything."""
        rows = self._filled()[1:] if self._has_head else self._filled()
        return [[_as_shown(text) for text in row] for row in rows if any(row)]

    @property
    def _has_head(self) -> bool:
        return self.get("table_header_choice") in ("row", "both")

    @property
    def has_row_headers(self) -> bool:
        return self.get("table_header_choice") in ("column", "both")

    def plain_texts(self) -> Iterator[str]:
        """Yield the caption and what stands in each row, in the order of reading."""
        yield self.caption
        for row in [self.head, *self.body]:
            yield " ".join(cell.text for cell in row if cell.text)

    def places(self) -> Iterator[tuple[int, int, str]]:
        """Yield row, column and text of every cell that holds anything, as it was typed."""
        for row, texts in enumerate(self._rows()):
            yield from ((row, column, text) for column, text in enumerate(texts) if text)

    def _filled(self) -> list[list[str]]:
        """Return the rows without the columns that hold nothing: a new table has more than most need."""
        columns = [column for column in zip_longest(*self._rows(), fillvalue="") if any(column)]
        return [list(row) for row in zip(*columns, strict=True)]

    def _rows(self) -> list[list[str]]:
        return [["" if cell is None else str(cell).strip() for cell in row] for row in self.get("data") or []]


class TableBlock(WagtailTableBlock):
    """
    Rows and columns with a caption and with headers.

    A cell with letters is a text, one without is a value, which waits for the texts of its table.
    """

    def get_table_options(self, table_options: dict[str, Any] | None = None) -> dict[str, Any]:
        """The spreadsheet speaks English alone, and takes the name of any other language for an error."""
        return {**super().get_table_options(table_options), "language": "en-US"}

    def normalize(self, value: dict | None) -> TableValue | None:
        return value if value is None or isinstance(value, TableValue) else TableValue(value)

    def to_python(self, value: dict | None) -> TableValue | None:
        return self.normalize(super().to_python(value))

    def value_from_form(self, value: str) -> TableValue | None:
        return self.normalize(super().value_from_form(value))

    def clean(self, value: TableValue | None) -> TableValue | None:
        """Ask of a table that is submitted what a reader who cannot see it needs."""
        if not self.is_deferred_validation:
            if not value or not value.caption:
                raise ValidationError(_("Say in the caption what the table shows."))
            if value.get("table_header_choice") not in WITH_HEADERS:
                raise ValidationError(_("Say which cells are headers: the first row, the first column or both."))
        return super().clean(value)

    def get_translatable_segments(self, value: TableValue | None) -> list[StringSegmentValue]:
        """
        Return the caption and every cell with letters, for wagtail-localize.

        The values belong to the caption, as the target of a link does to its words: where one of them changes, the
        table is behind in the other languages.
        """
        if not value:
            return []
        values = [text for _row, _column, text in value.places() if not has_letters(text)]
        caption = StringSegmentValue("caption", value.caption, attrs={"values": values} if values else None)
        return [caption, *(StringSegmentValue("cells", text) for _row, _column, text in _texts(value))]

    def restore_translated_segments(self, value: TableValue, segments: list[StringSegmentValue]) -> TableValue:
        """Return the table of the English text with the translated `segments` in their places."""
        in_order = sorted(segments, key=lambda segment: segment.order)
        cells = [segment.render_text() for segment in in_order if segment.path == "cells"]
        table = deepcopy(value)
        for (row, column, _text), text in zip(_texts(value), cells, strict=True):
            table["data"][row][column] = text
        for segment in in_order:
            if segment.path == "caption":
                table["table_caption"] = segment.render_text()
        return table

    def render(self, value: TableValue | None, context: dict[str, Any] | None = None) -> str:
        """Render the template as every other block does; Wagtail's own table hands it the stored parts one by one."""
        return super(WagtailTableBlock, self).render(value, context)

    class Meta:
        icon = "table"
        label = gettext_lazy("Table")
        description = gettext_lazy("Rows and columns, typed or pasted from a spreadsheet")
        template = "components/blocks/table.html"
        preview_value: ClassVar = {
            "table_caption": "Sample A and sample B",
            "table_header_choice": "both",
            "data": [["Sample", "Students"], ["A", "120"], ["B", "80"]],
        }


def has_letters(text: str) -> bool:
    """Return whether `text` has to be translated: a figure or a date such as 2026-05-03 has no language."""
    return any(character.isalpha() for character in text)


def _texts(value: TableValue) -> list[tuple[int, int, str]]:
    return [place for place in value.places() if has_letters(place[2])]


def _are_figures(column: Iterable[Cell]) -> bool:
    cells = [cell for cell in column if cell.text]
    return bool(cells) and all(cell.is_figure for cell in cells)


def _as_shown(text: str) -> Cell:
    """Return a cell as the readers of the active language write it."""
    if ISO_DATE.fullmatch(text):
        try:
            return Cell(format_date(date.fromisoformat(text), get_language() or SOURCE_LANGUAGE))
        except ValueError:
            return Cell(text)
    if has_letters(text) or not any(character.isdigit() for character in text):
        return Cell(text)
    return Cell("−" + text[1:] if text.startswith("-") else text, is_figure=True)
