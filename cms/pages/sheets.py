"""Tables as files that spreadsheets open."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

# What a spreadsheet would take for a formula; a title may begin with any of them.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(name: str, heading: Sequence[str], rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """Return a CSV file to download that spreadsheets read as UTF-8, and whose cells they never run."""
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    writer = csv.writer(response)
    writer.writerow(heading)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return response


def harmless(value: Any) -> str:
    """Return `value` as a spreadsheet shows it, never as a formula that it would run."""
    text = str(value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text
