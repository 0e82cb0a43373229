"""A chart in a brief: one scale, the same figures as a table, its translation."""

from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from cms.languages.models import LanguageStatus
from cms.pages.charts import Bar, ChartBlock
from cms.translation.segments import list_segments
from tests.briefs.conftest import Brief
from tests.house import House


def chart(unit: str, *values: str) -> Any:
    bars = [{"label": f"Bar {number}", "value": Decimal(value)} for number, value in enumerate(values, 1)]
    return ChartBlock().normalize({"caption": "What we asked", "unit": unit, "bars": bars})


@pytest.mark.parametrize(
    ("unit", "values", "figures", "lengths"),
    [
        ("percent", ("64", "12.5"), ["64%", "12.5%"], ["64.0", "12.5"]),
        ("percent", ("150", "75"), ["150%", "75%"], ["100.0", "50.0"]),
        ("number", ("1200", "600"), ["1,200", "600"], ["100.0", "50.0"]),
        ("dollars", ("9120", "4560.5"), ["$9,120", "$4,560.50"], ["100.0", "50.0"]),
        ("number", ("0", "0"), ["0", "0"], ["0.0", "0.0"]),
    ],
)
def test_bars_stand_on_one_scale(unit: str, values: tuple[str, ...], figures: list[str], lengths: list[str]) -> None:
    drawn = chart(unit, *values).drawn
    assert [bar.figure for bar in drawn] == figures
    assert [bar.length for bar in drawn] == lengths


def test_a_bar_that_is_not_finished_is_not_drawn() -> None:
    value = ChartBlock().normalize(
        {"caption": "", "unit": "percent", "bars": [{"label": "A", "value": None}, {"label": "B", "value": 5}]}
    )
    assert value.drawn == [Bar("B", "5%", "5.0")]


def test_the_figures_are_there_without_the_bars() -> None:
    soup = BeautifulSoup(ChartBlock().render(chart("percent", "64", "36")), "html.parser")
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in soup.select("details tr")]
    assert rows == [["Bar 1", "64%"], ["Bar 2", "36%"]]
    assert soup.select('details th[scope="row"]')
    assert soup.figcaption.get_text() == "What we asked"
    assert all(drawing.find_parent(attrs={"aria-hidden": "true"}) for drawing in soup.select("svg"))
    assert [bar["width"] for bar in soup.select("rect.chart__bar")] == ["64.0", "36.0"]
    # The policy of the public pages has no inline styles.
    assert not soup.select("[style], style, script")


@pytest.mark.parametrize("values", [("5",), ("-1", "5")])
def test_a_chart_compares_and_begins_at_zero(values: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError):
        ChartBlock().clean(chart("number", *values))


def test_a_chart_is_read_with_the_page(brief: Brief) -> None:
    text = brief(body=[("chart", chart("percent", "64", "36"))]).reading_text()
    assert "What we asked\nBar 1 64%\nBar 2 36%" in text


def test_labels_are_translated_and_figures_wait_with_them(house: House, brief: Brief, client: Client) -> None:
    source = house.go_live(brief(body=[("chart", chart("percent", "64", "36"))]))
    (translation,) = house.send(source, "ar")
    parts = [segment.source for segment in list_segments(translation) if segment.field == "body"]
    assert parts == ["What we asked", "Bar 1", "Bar 2"]
    house.translate(source, "ar")

    def rows(code: str) -> list[str]:
        soup = BeautifulSoup(client.get(f"/{code}/briefs/a-brief/").content, "html.parser")
        return [row.get_text(" ", strip=True) for row in soup.select("details tr")]

    assert rows("ar") == ["ar: Bar 1 64%", "ar: Bar 2 36%"]
    draft = source.get_latest_revision_as_object()
    draft.body[0].value["bars"][1]["value"] = Decimal(40)
    draft.save_revision(user=house.people.editor)
    house.go_live(source)
    assert rows("en") == ["Bar 1 64%", "Bar 2 40%"]
    assert rows("ar") == ["ar: Bar 1 64%", "ar: Bar 2 36%"]
    assert LanguageStatus.objects.get(translation_key=source.translation_key, language="ar").parts_behind == 1
