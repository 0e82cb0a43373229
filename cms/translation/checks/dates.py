"""
The months a text names, and its dates in figures taken apart.

A date is compared by its parts: day and year are numbers like any other, and the month is one by whatever name, so that
every house form counts (May 3, 2026 · 3 de mayo de 2026 · 3 مايو/أيار 2026), in any order.
"""

import re
from dataclasses import dataclass

from cms.languages.formats import MONTHS
from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.checks.letters import fold

OTHER_NAMES = {
    "en": {},
    "es": {"setiembre": 9},
    "ar": {"إبريل": 4, "ماي": 5, "يونيه": 6, "يوليه": 7, "أغشت": 8},
}
SHORT_NAMES = {
    "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    "ar": (),
}
# Names that are words too (may, march, practised, father): months where a figure stands beside them.
AMBIGUOUS = {"may", "march", "مارس", "اب", "ماي"}
NUMERIC = re.compile(r"(?<![\d/.-])(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)([/.-])(\d\d?)\5(\d{4}))(?![\d/-])")
MONTHS_OF_THE_YEAR = 12


@dataclass(frozen=True)
class Month:
    """A month, 1 to 12, as it is `shown`; one that is not `certain` may be another word."""

    number: int
    shown: str
    certain: bool = True


def _names(language: str) -> dict[str, int]:
    house = {name: number for number, names in enumerate(MONTHS[language], start=1) for name in names.split("/")}
    return {fold(name): number for name, number in (house | OTHER_NAMES[language]).items()}


def _pattern(language: str) -> re.Pattern[str]:
    names = sorted(_names(language), key=len, reverse=True)
    front = "[وفبلك]?" if language == "ar" else ""
    short = "|".join(name.replace("sep", "sept?") for name in SHORT_NAMES[language])
    beside = rf"|(?:(?<=\d )|(?<=\d de ))(?P<short>{short})\b|\b(?P<short_before>{short})\.?(?= \d)" if short else ""
    return re.compile(rf"(?<!\w){front}(?P<name>{'|'.join(names)})(?!\w){beside}")


NAMES = {language: _names(language) for language in MONTHS}
PATTERNS = {language: _pattern(language) for language in MONTHS}


def months_in(text: str, language: str) -> list[Month]:
    """Return the months that legible `text` names; one with two names, as Arabic writes them, once."""
    folded = fold(text)
    found: list[Month] = []
    end_before = -1
    for match in PATTERNS[language].finditer(folded):
        name = match["name"]
        number = NAMES[language][name] if name else _short(match[0].rstrip("."), language)
        is_beside = bool(
            re.search(r"\d(?:st|nd|rd|th|\.?[ºo])?,?(?: de| من)? ?$", folded[: match.start()])
            or re.match(r",?(?: de| من)? ?/?\d", folded[match.end() :])
        )
        # English months have a capital; "an august body" has none.
        is_month = language != SOURCE_LANGUAGE or text[match.start()].isupper()
        if is_month:
            certain = is_beside or name not in AMBIGUOUS
            month = Month(number, text[match.start() : match.end()], certain)
            if found and found[-1].number == number and folded[end_before : match.start()].strip() == "/":
                month = Month(number, f"{found.pop().shown}/{month.shown}")
            found.append(month)
            end_before = match.end()
    return found


def _short(name: str, language: str) -> int:
    return SHORT_NAMES[language].index(name[:3]) + 1


def take_numeric_dates(text: str, language: str, named: set[int]) -> tuple[str, list[Month]]:
    """
    Return `text` with its numeric dates as loose figures, and the months of those that can be told.

    3/5/2026 is March to a reader in California and May to one in Spain. What the other side has `named` decides; where
    it names neither, three figures are left to compare.
    """
    months: list[Month] = []

    def take(match: re.Match[str]) -> str:
        year = match[1] or match[7]
        first, second = (int(match[2]), int(match[3])) if match[1] else (int(match[4]), int(match[6]))
        month_first, day_first = (first, second), (second, first)
        readings = [month_first, day_first] if language == SOURCE_LANGUAGE else [day_first, month_first]
        readings = [month_first] if match[1] else readings
        possible = [(month, day) for month, day in readings if month <= MONTHS_OF_THE_YEAR]
        known = [(month, day) for month, day in possible if month in named]
        for month, day in known or (possible if named else [])[:1]:
            months.append(Month(month, match[0]))
            return f"{day} · {year}"
        return f"{first} · {second} · {year}"

    return NUMERIC.sub(take, fold(text)) if NUMERIC.search(fold(text)) else text, months
