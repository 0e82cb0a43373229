"""Which half of the day a time belongs to: 6:00 a.m. is not 6:00 p. m."""

import re

from cms.translation.checks.letters import fold

BEFORE_NOON, AFTER_NOON = "before noon", "after noon"
# As `letters.fold` leaves them, after a figure; the hour itself is a number like any other.
HALVES = {
    "en": {BEFORE_NOON: r"a\.?m\b\.?", AFTER_NOON: r"p\.?m\b\.?"},
    "es": {
        BEFORE_NOON: r"a\. ?m\b\.?|am\b|de la (?:manana|madrugada)",
        AFTER_NOON: r"p\. ?m\b\.?|pm\b|de la (?:tarde|noche)",
    },
    "ar": {BEFORE_NOON: r"(?:صباحا?|ص)\b", AFTER_NOON: r"(?:مساء|ظهرا?|ليلا?|م)\b"},
}


def halves_of_the_day(text: str, language: str) -> dict[str, str]:
    """Return the halves that the times of legible `text` name, each with a time as it stands there."""
    folded = fold(text)
    found = {}
    for half, words in HALVES[language].items():
        if match := re.search(rf"\d+(?::\d\d)?\s?(?:{words})", folded):
            found[half] = text[match.start() : match.end()]
    return found
