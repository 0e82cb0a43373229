"""How a translation is written, whatever it says: its end, its spaces, its brackets, its length."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.translation.checks.addresses import without_addresses
from cms.translation.checks.findings import Finding, warning
from cms.translation.checks.letters import legible

QUOTES_AND_BRACKETS = "\"'“”‘’«»‹›„()[]{}"
END = re.compile(rf"[\s{re.escape(QUOTES_AND_BRACKETS)}.,;:!?…؟،؛。]*$")
SAME_MARK = str.maketrans({"؟": "?", "،": ",", "؛": ";", "…": "."})
# A full stop that belongs to the word: p.m., U.S., Jr., etc. A translation may end with the word in full.
ABBREVIATION = re.compile(r"(?:\b\w\.(?:\s?\w\.)*|\b(?:Jr|Sr|Inc|Co|etc|No|Dr|St|núm|UU|EE|dic|sept)\.)$")
DOUBLE_SPACE = re.compile("[ \u00a0]{2,}")
PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
EMBEDDINGS = "\u202a\u202b\u202d\u202e"
END_OF_EMBEDDING = "\u202c"
ISOLATES = "\u2066\u2067\u2068"
END_OF_ISOLATE = "\u2069"
# Spanish runs a fifth longer than English, Arabic a sixth shorter. Far from that in a text of some length, something
# was left out or added. In the demo's parts of forty characters or more, 0.78 to 2.05 and 0.54 to 1.55 times as long.
LENGTHS = {"es": (0.65, 2.1), "ar": (0.45, 1.7)}
LONG_ENOUGH = 40


def writing_findings(source: str, target: str, language: str) -> Iterator[Finding]:
    """Look at two texts as they are read, with their direction marks."""
    yield from _ending(legible(source), legible(target))
    if language == "es":
        yield from _opening_marks(without_addresses(target))
    if DOUBLE_SPACE.search(target) and not DOUBLE_SPACE.search(source):
        yield warning("spaces", _("There are two spaces where one is enough."))
    if not _is_balanced(target) and _is_balanced(source):
        yield warning("brackets", _("A parenthesis or quotation mark has no partner."))
    if not _are_marks_balanced(target):
        yield warning("direction", _("A direction mark is not closed: the text after it may turn around."))
    yield from _length(legible(source), legible(target), language)


def is_same(source: str, target: str) -> bool:
    """Return whether two texts, without names and addresses, are the same words."""
    words = " ".join(source.split())
    return words == " ".join(target.split()) and any(character.isalpha() for character in words)


def same_finding() -> Finding:
    return warning("same", _("This is the same as the English."))


def _ending(source: str, target: str) -> Iterator[Finding]:
    wanted, found = _end_mark(source), _end_mark(target)
    if wanted == found or (ABBREVIATION.search(source.strip()) or ABBREVIATION.search(target.strip())):
        return
    if not wanted:
        yield warning("ending", _("The English has no mark at its end, and there is one here."))
    elif not found:
        yield warning("ending", _("The English ends with “%(mark)s”, and there is no mark here.") % {"mark": wanted})
    else:
        yield warning("ending", _("The English ends with “%(mark)s”, and this with another mark.") % {"mark": wanted})


def _end_mark(text: str) -> str:
    """Return the last mark of a text, in or outside of its quotation marks and brackets; "." for any dots."""
    match = END.search(text)
    marks = [mark for mark in (match[0] if match else "").translate(SAME_MARK) if mark in ".,;:!?。"]
    return max(marks[-2:], key="?!".find) if marks[-2:-1] and marks[-1] == "." else (marks[-1] if marks else "")


def _opening_marks(target: str) -> Iterator[Finding]:
    for opening, closing in ("¿?", "¡!"):
        if target.count(opening) < target.count(closing):
            yield warning("opening-mark", _("“%(mark)s” is missing at the beginning.") % {"mark": opening}, opening)


def _is_balanced(text: str) -> bool:
    expected: list[str] = []
    for character in text:
        if character in PAIRS:
            expected.append(PAIRS[character])
        elif character in PAIRS.values() and (not expected or expected.pop() != character):
            return False
    return not expected


def _are_marks_balanced(text: str) -> bool:
    expected: list[str] = []
    for character in text:
        if character in EMBEDDINGS:
            expected.append(END_OF_EMBEDDING)
        elif character in ISOLATES:
            expected.append(END_OF_ISOLATE)
        elif character in (END_OF_EMBEDDING, END_OF_ISOLATE) and (not expected or expected.pop() != character):
            return False
    return not expected


def _length(source: str, target: str, language: str) -> Iterator[Finding]:
    if len(source) < LONG_ENOUGH:
        return
    shortest, longest = LENGTHS[language]
    if len(target) < shortest * len(source):
        yield warning("length", _("This is much shorter than the English: is all of it here?"))
    elif len(target) > longest * len(source):
        yield warning("length", _("This is much longer than the English."))
