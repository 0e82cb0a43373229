"""
Dates, numbers, money and sizes as Californians of each language write them; one module for page, PDF and API.

All three languages write figures as in California: 1,200 · 2.5 · 92% · $9,120, always with the digits 0–9. Arabic names
a month twice (3 مايو/أيار 2026), because its readers come from Egypt and the Gulf and from the Levant and Iraq.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

MONTHS = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "es": (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    "ar": (
        "يناير/كانون الثاني",
        "فبراير/شباط",
        "مارس/آذار",
        "أبريل/نيسان",
        "مايو/أيار",
        "يونيو/حزيران",
        "يوليو/تموز",
        "أغسطس/آب",
        "سبتمبر/أيلول",
        "أكتوبر/تشرين الأول",
        "نوفمبر/تشرين الثاني",
        "ديسمبر/كانون الأول",
    ),
}
DATE_PATTERNS = {
    "en": "{month} {day}, {year}",
    "es": "{day} de {month} de {year}",
    "ar": "{day} {month} {year}",
}
# Short where readers know the short word; Arabic has none.
WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}
DAY_PATTERNS = {
    "en": "{weekday}, {month} {day}",
    "es": "{weekday} {day} de {month}",
    "ar": "{weekday} {day} {month}",
}
MONTH_PATTERNS = {
    "en": "{month} {year}",
    "es": "{month} de {year}",
    "ar": "{month} {year}",
}
# The words for before and after noon, and what time it is in California.
TIME_PATTERNS = {
    "en": ("{time} a.m. Pacific time", "{time} p.m. Pacific time"),
    "es": ("{time} a. m., hora del Pacífico", "{time} p. m., hora del Pacífico"),
    "ar": ("{time} صباحًا بتوقيت المحيط الهادئ", "{time} مساءً بتوقيت المحيط الهادئ"),
}
KILOBYTE = 1024
MEGABYTE = KILOBYTE * KILOBYTE


def format_date(value: date, language: str) -> str:
    """
    Return a date, or the date of a datetime as it stands: "May 3, 2026".

    A datetime is brought to the site's time zone by the caller. Raises `KeyError` for a language that the site does
    not have.
    """
    month = MONTHS[language][value.month - 1]
    return DATE_PATTERNS[language].format(day=value.day, month=month, year=value.year)


def format_day(value: date, language: str) -> str:
    """
    Return a day that is near, with its weekday and without its year: "Fri, May 8".

    Raises `KeyError` for an unknown language.
    """
    month, weekday = MONTHS[language][value.month - 1], WEEKDAYS[language][value.weekday()]
    return DAY_PATTERNS[language].format(day=value.day, month=month, weekday=weekday)


def format_month(value: date, language: str) -> str:
    """Return the month that a date lies in: "January 2016"; raises `KeyError` for an unknown language."""
    return MONTH_PATTERNS[language].format(month=MONTHS[language][value.month - 1], year=value.year)


def format_time(value: datetime, language: str) -> str:
    """
    Return the time of a datetime as it stands: "6:00 p.m. Pacific time".

    It is brought to the site's time zone by the caller. Raises `KeyError` for an unknown language.
    """
    hour, is_afternoon = value.hour % 12 or 12, value.hour >= 12
    return TIME_PATTERNS[language][is_afternoon].format(time=f"{hour}:{value.minute:02}")


def format_number(value: int | float | Decimal) -> str:
    """Return a figure with thousands marked and its own decimals: "1,200", "2.5"; the same in every language."""
    return f"{value:,}".replace("-", "−")


def format_percentage(value: int | float | Decimal) -> str:
    """Return "92%" for 92; the same in every language."""
    return f"{format_number(value)}%"


def format_money(dollars: int | float | Decimal) -> str:
    """Return US dollars, with cents only where there are any: "$9,120", "$9.50"; the same in every language."""
    amount = Decimal(str(dollars))
    sign = "−" if amount < 0 else ""
    decimals = 0 if amount == amount.to_integral_value() else 2
    return f"{sign}${abs(amount):,.{decimals}f}"


def format_file_size(size: int) -> str:
    """Return a size in bytes as a reader knows it, never as zero: "235 KB", "1.4 MB"; the same in every language."""
    if size < MEGABYTE:
        # The last kilobyte before a megabyte is not called 1,024 KB.
        return f"{min(max(round(size / KILOBYTE), 1), KILOBYTE - 1)} KB"
    return f"{size / MEGABYTE:,.1f}".removesuffix(".0") + " MB"


def join_parts(parts: Iterable[object]) -> str:
    """Return the parts that say something, joined by middots: parts of a line that come from data, without grammar."""
    return " · ".join(text for part in parts if (text := str(part).strip()))
