"""Figures and dates: every one of the English is in the translation, and none was added or changed."""

from collections.abc import Iterator
from decimal import Decimal

from cms.languages.formats import MONTHS, format_money, format_number, format_percentage
from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.checks.dates import Month, months_in, take_numeric_dates
from cms.translation.checks.findings import Finding, differs, error, is_added, is_missing, warning
from cms.translation.checks.number_reading import Kind, Number, numbers_in
from cms.translation.checks.times import halves_of_the_day

# "Both" may be said with or without a two in Spanish, and Arabic has a dual.
MAY_BE_SAID_OTHERWISE = 2


def figure_findings(source: str, target: str, language: str) -> Iterator[Finding]:
    """Compare the figures and dates of two legible texts; `language` is that of `target`."""
    source_months, target_months = months_in(source, SOURCE_LANGUAGE), months_in(target, language)
    source, more = take_numeric_dates(source, SOURCE_LANGUAGE, _numbers_of(target_months))
    source_months += more
    target, more = take_numeric_dates(target, language, _numbers_of(source_months))
    target_months += more
    yield from _month_findings(source_months, target_months, language)
    yield from _half_findings(halves_of_the_day(source, SOURCE_LANGUAGE), halves_of_the_day(target, language))
    yield from _number_findings(numbers_in(source, SOURCE_LANGUAGE), numbers_in(target, language))


def _numbers_of(months: list[Month]) -> set[int]:
    return {month.number for month in months}


def _month_findings(source: list[Month], target: list[Month], language: str) -> Iterator[Finding]:
    missing = [month for month in source if month.certain and month.number not in _numbers_of(target)]
    added = [month for month in target if month.certain and month.number not in _numbers_of(source)]
    for month in missing:
        insert = MONTHS[language][month.number - 1]
        if added:
            yield error("date", differs(month.shown, added.pop(0).shown), insert)
        else:
            yield error("date", is_missing(month.shown), insert)
    for month in added:
        yield error("date", is_added(month.shown))


def _half_findings(source: dict[str, str], target: dict[str, str]) -> Iterator[Finding]:
    """A clock of 24 hours names no half of the day; one that names another half is wrong."""
    if source and target and not source.keys() & target.keys():
        yield error("time", differs(next(iter(source.values())), next(iter(target.values()))))


def _number_findings(source: list[Number], target: list[Number]) -> Iterator[Finding]:
    missing = _missing(source, target)
    added = [
        number
        for number in sorted(target, key=lambda number: number.kind is not Kind.FIGURES)
        if _counts_as_added(number) and not any(number.equals(other) for other in source)
    ]
    for number in missing:
        if added:
            other = added.pop(0)
            instead = other.shown if other.kind is Kind.FIGURES else ""
            yield error("figure", differs(number.shown, other.shown), _insert(number), instead)
        else:
            yield error("figure", is_missing(number.shown), _insert(number))
    for number in added:
        # A word may count something that the English says without a number: "el último trienio", "los tres juntos".
        tell = error if number.kind is Kind.FIGURES else warning
        yield tell("figure-added", is_added(number.shown))


def _missing(source: list[Number], target: list[Number]) -> list[Number]:
    """
    Return the numbers that `target` lacks.

    A figure that stands twice has to stand twice. A number in words has to be there once, because a sentence may be
    turned so that it need not be said again.
    """
    # Words answer last, so that "5 of the five" does not use up the only figure there is.
    left = sorted(target, key=lambda number: [Kind.FIGURES, Kind.WORDS, Kind.LOOSE].index(number.kind))
    missing = []
    for number in source:
        if number.kind is Kind.FIGURES:
            match = next((other for other in left if number.equals(other)), None)
            if match is None:
                missing.append(number)
            else:
                left.remove(match)
        elif number.kind is Kind.WORDS and not any(number.equals(other) for other in target):
            missing.append(number)
    return missing


def _counts_as_added(number: Number) -> bool:
    if number.kind is Kind.WORDS:
        return any(value not in {0, 1, MAY_BE_SAID_OTHERWISE} for value in number.readings)
    return number.kind is Kind.FIGURES


def _insert(number: Number) -> str:
    """Return the figure as every language of the site writes it; what was figures stays as it was typed."""
    if number.kind is Kind.FIGURES:
        return number.shown
    [value] = number.readings
    if not isinstance(value, Decimal):
        return number.shown
    whole = int(value) if value == value.to_integral_value() else value
    if "%" in number.units:
        return format_percentage(whole)
    return format_money(whole) if "$" in number.units else format_number(whole)
