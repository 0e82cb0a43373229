"""Tables, charts and notes on the narrowest phone, read from either side."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override
from playwright.sync_api import Page

from cms.pages.blocks import NotesBlock
from cms.pages.charts import ChartBlock
from cms.pages.notes import Note
from cms.pages.tables import TableBlock
from cms.pages.templatetags.texts import noted

SHEETS = [settings.BASE_DIR / "static" / "css" / f"{name}.css" for name in ("tokens", "base", "components")]
COLUMNS = ["Year", *(f"A column of figures {number}" for number in range(1, 6))]
WIDE = {
    "table_caption": "A table that is wider than the screen of a phone and has a caption of more than one line",
    "table_header_choice": "both",
    "data": [COLUMNS, ["2023–24", *["1,200"] * 5], ["2024–25", *["-80"] * 5]],
}
CHART = {
    "caption": "What we asked",
    "unit": "dollars",
    "bars": [
        {"label": "A label that is longer than one line on the screen of a phone", "value": Decimal("9120.50")},
        {"label": "B", "value": Decimal(100)},
    ],
}
TEXT = '<p>We asked.<a href="#note-1">1</a></p>'


def document(code: str, direction: str) -> str:
    note = NotesBlock().child_blocks["note"].to_python("<p>In a needs assessment.</p>")
    with override(code):
        body = "".join(
            [
                noted(TEXT),
                TableBlock().render(TableBlock().normalize(WIDE)),
                ChartBlock().render(ChartBlock().normalize(CHART)),
                render_to_string("components/notes.html", {"notes": [Note(1, note, is_referred_to=True)]}),
            ]
        )
    style = "".join(sheet.read_text() for sheet in SHEETS)
    return (
        f'<!DOCTYPE html><html lang="{code}" dir="{direction}"><head><title>Brief</title><style>{style}</style></head>'
        f'<body class="brief"><main class="wrap"><h1>A brief</h1><div class="prose">{body}</div></main></body></html>'
    )


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_only_the_table_moves_sideways(page: Page, axe: Callable[[Page], list[str]], code: str, direction: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.set_content(document(code, direction))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    region = page.get_by_role("region", name="A table that is wider")
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
    assert region.evaluate("region => region.querySelector('caption span').offsetWidth <= region.clientWidth")
    region.focus()
    assert region.evaluate("region => region === document.activeElement")
    page.get_by_text("Show the numbers as a table" if code == "en" else "عرض الأرقام في جدول").click()
    assert axe(page) == []


@pytest.mark.parametrize(("code", "direction", "starts"), [("en", "ltr", "left"), ("ar", "rtl", "right")])
def test_bars_grow_along_the_reading_direction(page: Page, code: str, direction: str, starts: str) -> None:
    page.set_content(document(code, direction))
    lengths = (
        "drawing => ['.chart__rest', '.chart__bar'].map(name => drawing.querySelector(name).getBoundingClientRect())"
    )
    line, bar = page.locator(".chart__line").last.evaluate(f"drawing => ({lengths})(drawing).map(box => box.toJSON())")
    assert bar["width"] < line["width"]
    assert bar[starts] == pytest.approx(line[starts], abs=1)
