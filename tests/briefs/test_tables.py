"""A table in a brief: its headers, its figures, its translation, and what is asked of it before a review."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from cms.languages.models import LanguageStatus
from cms.pages.plain_text import plain_texts
from cms.pages.tables import Cell, TableBlock, has_letters
from cms.translation.segments import list_segments
from tests.briefs.conftest import Brief
from tests.house import House

TABLE = {
    "table_caption": "Students by year",
    "table_header_choice": "both",
    "data": [
        ["Year", "Students", "Counted on", "Remark", None],
        ["2023–24", "1,200", "2026-05-03", "Fewer than expected", ""],
        ["2024–25", "-80", "2026-05-04", None, None],
        ["", None, "", "", " "],
    ],
}


def table(**changes: Any) -> Any:
    return TableBlock().normalize({**TABLE, **changes})


def shown(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser").select_one("[data-test=body]")


@pytest.mark.parametrize(
    ("text", "is_text"),
    [("Students", True), ("5 years", True), ("خمسة", True), ("1,200", False), ("$9,120", False), ("2026-05-03", False)],
)
def test_only_letters_are_translated(text: str, is_text: bool) -> None:
    assert has_letters(text) is is_text


@pytest.mark.parametrize(
    ("code", "date"), [("en", "May 3, 2026"), ("es", "3 de mayo de 2026"), ("ar", "3 مايو/أيار 2026")]
)
def test_values_are_written_as_in_the_language(code: str, date: str) -> None:
    with override(code):
        first, second = table().body
    assert first == [Cell("2023–24", True), Cell("1,200", True), Cell(date), Cell("Fewer than expected")]
    assert second[1] == Cell("−80", is_figure=True)


def test_a_date_that_there_is_not_stays_as_it_was_typed() -> None:
    assert table(data=[["A"], ["2026-02-30"]]).body == [[Cell("2026-02-30")]]


@pytest.mark.parametrize(
    ("choice", "columns", "rows"), [("both", 4, 2), ("row", 4, 0), ("column", 0, 3), ("neither", 0, 0)]
)
def test_headers_are_real_headers(choice: str, columns: int, rows: int) -> None:
    soup = BeautifulSoup(TableBlock().render(table(table_header_choice=choice)), "html.parser")
    assert len(soup.select('thead th[scope="col"]')) == columns
    assert len(soup.select('tbody th[scope="row"]')) == rows
    assert soup.caption.get_text(strip=True) == "Students by year"
    region = soup.select_one('[role="region"][tabindex="0"]')
    assert region["aria-label"] == "Students by year"


def test_an_empty_corner_is_no_header() -> None:
    soup = BeautifulSoup(TableBlock().render(table(data=[["", "Students"], ["2024", "80"]])), "html.parser")
    assert [(cell.name, cell.get_text()) for cell in soup.select("thead tr > *")] == [("td", ""), ("th", "Students")]
    assert soup.select_one("thead th")["class"] == ["number"]


def test_a_header_alone_is_a_table_too() -> None:
    assert table(data=[["Year", "Students"]]).head == [Cell("Year"), Cell("Students")]
    assert (table(data=[]).head, table(data=[[None, ""]]).head, table(data=None).body) == ([], [], [])


def test_what_is_typed_is_text_and_no_markup() -> None:
    html = TableBlock().render(table(table_caption="<b>", data=[["<i>"], ["<script>"]]))
    assert "<script>" not in html
    assert "<i>" not in html


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"table_caption": " "}, "what the table shows"),
        ({"table_caption": None}, "what the table shows"),
        ({"table_header_choice": "neither"}, "which cells are headers"),
        ({"table_header_choice": ""}, "which cells are headers"),
    ],
)
def test_a_table_without_caption_or_headers_is_not_submitted(changes: dict[str, Any], message: str) -> None:
    block = TableBlock()
    assert block.clean(table())["table_caption"] == "Students by year"
    with pytest.raises(ValidationError, match=message):
        block.clean(table(**changes))
    block.defer_required_validation()
    assert block.clean(table(**changes))["data"] == TABLE["data"]


def test_an_empty_table_is_a_draft_only() -> None:
    block = TableBlock()
    with pytest.raises(ValidationError):
        block.clean(None)
    block.defer_required_validation()
    assert block.clean(None) is None
    assert block.get_translatable_segments(None) == []


def test_a_table_is_read_with_the_page(brief: Brief) -> None:
    text = brief(body=[("table", TABLE)]).reading_text()
    assert "Students by year\nYear Students Counted on Remark\n2023–24 1,200 May 3, 2026 Fewer than expected" in text
    assert "both" not in list(plain_texts(brief("other", body=[("table", TABLE)]).body))


def test_a_table_is_translated_cell_by_cell(house: House, brief: Brief, client: Client) -> None:
    source = house.go_live(brief(body=[("table", TABLE)]))
    (translation,) = house.send(source, "es")
    parts = [segment.source for segment in list_segments(translation) if segment.field == "body"]
    assert parts == ["Students by year", "Year", "Students", "Counted on", "Remark", "Fewer than expected"]
    house.translate(source, "es")
    cells = [cell.get_text() for cell in shown(client, "/es/briefs/a-brief/").select("th, td")]
    assert cells[:4] == ["es: Year", "es: Students", "es: Counted on", "es: Remark"]
    assert cells[4:8] == ["2023–24", "1,200", "3 de mayo de 2026", "es: Fewer than expected"]
    assert "Fewer than expected" in shown(client, "/en/briefs/a-brief/").get_text()


def test_a_figure_that_changed_is_a_part_that_is_not_yet_updated(house: House, brief: Brief, client: Client) -> None:
    source = house.go_live(brief(body=[("table", TABLE)]))
    house.translate(source, "es")
    draft = source.get_latest_revision_as_object()
    draft.body[0].value["data"][1][1] = "1,300"
    draft.save_revision(user=house.people.editor)
    house.go_live(source)
    assert LanguageStatus.objects.get(translation_key=source.translation_key, language="es").parts_behind == 1
    assert "1,200" in shown(client, "/es/briefs/a-brief/").get_text()
    assert "1,300" in shown(client, "/en/briefs/a-brief/").get_text()
