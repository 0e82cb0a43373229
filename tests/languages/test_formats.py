"""Dates, figures and sizes as readers of each language expect them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cms.languages.formats import (
    format_date,
    format_day,
    format_file_size,
    format_money,
    format_number,
    format_percentage,
    join_parts,
)
from cms.languages.languages import LANGUAGES


@pytest.mark.parametrize(
    ("day", "english", "spanish", "arabic"),
    [
        (date(2026, 5, 3), "May 3, 2026", "3 de mayo de 2026", "3 مايو/أيار 2026"),
        (date(2026, 5, 12), "May 12, 2026", "12 de mayo de 2026", "12 مايو/أيار 2026"),
        (date(2025, 12, 31), "December 31, 2025", "31 de diciembre de 2025", "31 ديسمبر/كانون الأول 2025"),
        (date(2024, 2, 29), "February 29, 2024", "29 de febrero de 2024", "29 فبراير/شباط 2024"),
        (
            datetime(2026, 1, 1, 23, 59, tzinfo=UTC),
            "January 1, 2026",
            "1 de enero de 2026",
            "1 يناير/كانون الثاني 2026",
        ),
    ],
)
def test_a_date_is_written_as_in_california(day: date, english: str, spanish: str, arabic: str) -> None:
    assert [format_date(day, language.code) for language in LANGUAGES] == [english, spanish, arabic]


def test_a_near_day_has_its_weekday() -> None:
    days = [format_day(date(2026, 5, 8), language.code) for language in LANGUAGES]
    assert days == ["Fri, May 8", "vie 8 de mayo", "الجمعة 8 مايو/أيار"]
    for language in LANGUAGES:
        week = {format_day(date(2026, 5, day), language.code).split("4")[0] for day in range(4, 11)}
        assert len(week) == 7


def test_every_month_has_a_name_of_its_own() -> None:
    for language in LANGUAGES:
        names = {format_date(date(2026, month, 1), language.code) for month in range(1, 13)}
        assert len(names) == 12


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        format_date(date(2026, 5, 3), "fr")


def test_figures_are_the_same_in_every_language() -> None:
    assert [format_number(number) for number in (0, 999, 1200, 2.5, Decimal("1200.50"), -3)] == [
        "0",
        "999",
        "1,200",
        "2.5",
        "1,200.50",
        "−3",
    ]
    assert format_percentage(92) == "92%"
    assert format_percentage(-3.5) == "−3.5%"


def test_money_has_cents_only_where_there_are_any() -> None:
    assert [format_money(dollars) for dollars in (9120, 9.5, Decimal("1234567.00"), -20)] == [
        "$9,120",
        "$9.50",
        "$1,234,567",
        "−$20",
    ]


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1 KB"),
        (240_640, "235 KB"),
        (1024 * 1024 - 1, "1023 KB"),
        (1024 * 1024, "1 MB"),
        (1_500_000, "1.4 MB"),
    ],
)
def test_a_size_is_short_and_never_zero(size: int, text: str) -> None:
    assert format_file_size(size) == text


def test_parts_that_say_nothing_leave_no_middot() -> None:
    assert join_parts(["PDF", "العربية", "", "235 KB", " "]) == "PDF · العربية · 235 KB"
