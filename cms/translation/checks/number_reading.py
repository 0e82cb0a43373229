"""
Every number that a text states, in figures or in words, with its unit.

A number has more than one reading where the writing leaves it open: 1.200 is twelve hundred to a reader from Madrid and
1.2 to one from Los Angeles. Readings are meant to be compared, so a figure that could be right counts as right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.checks.letters import bare_forms, fold
from cms.translation.checks.number_names import CARDINALS, LOOSE, ORDINALS, SCALES, SCALES_ALONE, TWICE_A_SCALE

Reading = Decimal | str


class Kind(Enum):
    """How sure it is that a number is meant: in figures, in words, or by a word that has other meanings too."""

    FIGURES = "figures"
    WORDS = "words"
    LOOSE = "loose"


@dataclass(frozen=True)
class Number:
    """A number as `shown` in the text between `start` and `end`; `units` are "%", "$" or "", any of which may hold."""

    readings: frozenset[Reading]
    kind: Kind
    shown: str
    start: int
    end: int
    units: frozenset[str] = frozenset({""})

    def equals(self, other: "Number") -> bool:
        """Return whether both may be the same; a loose word has no unit to lose."""
        same_unit = bool(self.units & other.units) or Kind.LOOSE in (self.kind, other.kind)
        return same_unit and bool(self.readings & other.readings)


PERCENT = r"(?:percent|per\ cent|por\ ciento|في\ الميه|في\ المايه|بالميه|بالمايه)\b|%"
TOKEN = re.compile(
    rf"""
    (?P<clock>\d{{1,2}}:\d{{2}}(?!\d))
  | (?P<figures>\d{{1,3}}(?:[.,'\u00a0\u2009\u202f]\d{{3}})+(?:[.,]\d+)?(?!\d) | \d+(?:[.,]\d+)*)
  | (?P<percent>{PERCENT})
  | (?P<roman>(?<!\w)(?=[ivxlc]{{2}})(?:xc|xl|l?x{{0,3}})(?:ix|iv|v?i{{0,3}})(?!\w))
  | (?P<word>[^\W\d_]+)
    """,
    re.VERBOSE,
)
# French and Spanish typographers divide thousands by a space; in English text two figures with a space are two.
SPACED_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
ENGLISH_FIGURES = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
CONTINENTAL_FIGURES = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
GROUP_MARKS = re.compile("[ '\u00a0\u2009\u202f]")

UNIT_AFTER = re.compile(
    rf"""
    [\s-]?(?:
        (?P<percent>{PERCENT})
      | (?P<dollars>\$|(?:de\ )?(?:us\$|usd\b|dollars?\b|dolar(?:es)?\b|دولار(?:ات|ا)?\b))
    )
    """,
    re.VERBOSE,
)
PERCENT_BEFORE = re.compile(r"%\s?$")
DOLLARS_BEFORE = re.compile(r"\$\s?$")
# "Al menos 20" and "no menos de 20" are no negative numbers.
MINUS_WORD_BEFORE = re.compile(r"(?:(?<!al )(?<!lo )(?<!no )\bmenos|\bminus|\bناقص|\bسالب)\s$")
MINUS_BEFORE = re.compile(r"(?:^|[\s(])[-−]\$?$")
RANGE = re.compile(r"\s*(?:[-–—]|to|a|al|y|e|o|and|or|hasta|الي|حتي|او|و)\s*")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
MIDNIGHT_OR_NOON = 12

DENOMINATORS = {2, 3, 4, 5, 6, 8, 10}
# Two-way is one word in other languages.
ADJECTIVE = re.compile(r"-(?:way|fold|sided|dimensional|pronged)\b")
# "The three of them": the pronoun turns the taa marbuta into a taa.
WITH_PRONOUN = re.compile(r"ت(?:هما|هم|هن|ها|نا|كم)$")
AND = {"and", "y"}
BETWEEN = {"between", "entre", "بين"}
# Forms that mean something else: "I am not" is written like "for six".
NO_NUMBER = {"لست"}
DUAL_ENDINGS = ("ان", "ين", "تا", "تي")
SHORTEST_DUAL = 4
TEN, HUNDRED, THOUSAND = 10, 100, 1000


def numbers_in(text: str, language: str) -> list[Number]:
    """Return the numbers of legible `text` in reading order; `language` is an ISO 639-1 code of the site."""
    folded = fold(text)
    phrases = list(_phrases(folded, list(_tokens(folded, text, language)), language))
    return _with_ranges(folded, [_number(phrase, folded, text) for phrase in phrases])


@dataclass
class _Token:
    start: int
    end: int
    role: str
    readings: frozenset[Reading]
    # Arabic writes "and" onto the word that follows.
    has_and: bool = False


@dataclass
class _Phrase:
    """Words that make one number: `total` is what is closed by a scale, `group` what still grows."""

    start: int
    end: int
    kind: Kind
    group: frozenset[Reading]
    last: int = 0
    total: Decimal = Decimal(0)
    scale: int = 0
    after_between: bool = False
    is_fraction: bool = False

    @property
    def only(self) -> Decimal:
        """The group of a number in words, which has one reading."""
        [value] = self.group
        return Decimal(value)

    @property
    def is_in_figures(self) -> bool:
        return self.kind is Kind.FIGURES

    @property
    def readings(self) -> frozenset[Reading]:
        return frozenset(self.total + value if isinstance(value, Decimal) else value for value in self.group)


def _tokens(folded: str, text: str, language: str) -> Iterator[_Token]:
    spaced = {} if language == SOURCE_LANGUAGE else {m.start(): m for m in SPACED_THOUSANDS.finditer(folded)}
    place = 0
    while match := TOKEN.search(folded, place):
        match = spaced.get(match.start(), match)
        place = match.end()
        group = match.lastgroup or "figures"
        if group == "word":
            yield _word(match, language)
        elif group == "clock":
            yield _Token(*match.span(), "figures", _clock(match[0]))
        elif group == "figures":
            yield _Token(*match.span(), "figures", _figures(match[0], language))
        elif group == "roman" and text[match.start() : match.end()].isupper():
            yield _Token(*match.span(), "loose", _one(_roman(match[0])))


def _one(value: int | Decimal) -> frozenset[Reading]:
    return frozenset({Decimal(value)})


def _clock(shown: str) -> frozenset[Reading]:
    """6:00 and 18:00 are six o'clock, which may stand as 6; the word beside it says which half of the day."""
    hours, minutes = (int(part) for part in shown.split(":"))
    hours = hours % MIDNIGHT_OR_NOON or MIDNIGHT_OR_NOON
    return frozenset({f"{hours}:{minutes:02}"} if minutes else {Decimal(hours)})


def _figures(shown: str, language: str) -> frozenset[Reading]:
    plain = GROUP_MARKS.sub("", shown)
    readings: set[Reading] = set()
    if ENGLISH_FIGURES.fullmatch(plain):
        readings.add(Decimal(plain.replace(",", "")))
    if language != SOURCE_LANGUAGE and CONTINENTAL_FIGURES.fullmatch(plain):
        readings.add(Decimal(plain.replace(".", "").replace(",", ".")))
    return frozenset(readings or {plain})


def _roman(shown: str) -> int:
    values = [ROMAN[letter] for letter in shown]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _word(match: re.Match[str], language: str) -> _Token:
    word = match[0]
    forms = bare_forms(WITH_PRONOUN.sub("ه", word)) if language == "ar" and word not in NO_NUMBER else [word]
    tables = {
        "cardinal": CARDINALS[language],
        "scale": SCALES[language],
        "twice": TWICE_A_SCALE[language],
        "ordinal": ORDINALS[language],
        "loose": LOOSE[language],
    }
    for form in forms:
        for role, table in tables.items():
            if form in table:
                has_and = language == "ar" and form != forms[0] and word.startswith("و")
                return _Token(*match.span(), role, _one(table[form]), has_and)
    if language == "ar" and len(word) >= SHORTEST_DUAL and word.endswith(DUAL_ENDINGS):
        return _Token(*match.span(), "loose", _one(2))
    return _Token(*match.span(), "word", frozenset())


def _phrases(folded: str, tokens: list[_Token], language: str) -> Iterator[_Phrase]:
    phrase: _Phrase | None = None
    before: _Token | None = None
    for token in tokens:
        if folded[token.start : token.end] in AND and phrase:
            continue
        if phrase and _grows(phrase, token, folded[phrase.end : token.start], language):
            phrase.end = token.end
        else:
            if phrase:
                yield phrase
            phrase = _begin(token, before, folded, language)
        before = token
    if phrase:
        yield phrase


def _begin(token: _Token, before: _Token | None, folded: str, language: str) -> _Phrase | None:
    word = folded[token.start : token.end]
    word_before = folded[before.start : before.end] if before else ""
    if token.role == "word":
        return None
    if token.role == "figures":
        return _Phrase(token.start, token.end, Kind.FIGURES, token.readings)
    [value] = token.readings
    number = int(value)
    if token.role == "cardinal":
        phrase = _Phrase(token.start, token.end, Kind.WORDS, token.readings, number)
    elif token.role == "twice":
        phrase = _Phrase(token.start, token.end, Kind.WORDS, _one(0), 0, Decimal(number), number // 2)
    elif token.role == "scale":
        is_a_whole = word_before in {"a", "an"} and not folded.endswith("half a ", 0, token.start)
        is_counted = word in SCALES_ALONE[language] or (language == SOURCE_LANGUAGE and is_a_whole)
        kind = Kind.WORDS if is_counted else Kind.LOOSE
        phrase = _Phrase(token.start, token.end, kind, _one(0), 0, Decimal(number), number)
    else:
        phrase = _Phrase(token.start, token.end, Kind.LOOSE, token.readings, number if token.role == "ordinal" else 0)
    phrase.after_between = word_before.removeprefix("و") in BETWEEN
    return phrase


def _grows(phrase: _Phrase, token: _Token, gap: str, language: str) -> bool:
    """Let `token` become part of `phrase` where the grammar of the language joins them; return whether it did."""
    if phrase.is_fraction:
        return False
    is_close = gap in {" ", "-", "\u00a0"}
    if token.role == "scale" or (token.role == "twice" and is_close and not token.has_and):
        [value] = token.readings
        return is_close and not token.has_and and _multiply(phrase, int(value) // (1 if token.role == "scale" else 2))
    if language == SOURCE_LANGUAGE and is_close and token.role in {"ordinal", "loose"} and not phrase.is_in_figures:
        return _become_fraction_or_ordinal(phrase, token)
    if token.role not in {"cardinal", "ordinal"} or phrase.is_in_figures or phrase.last == phrase.scale == 0:
        return False
    [value] = token.readings
    return _add(phrase, token, int(value), gap, language)


def _multiply(phrase: _Phrase, scale: int) -> bool:
    """Multiply by a hundred, a thousand and so on: 13 mil millones, two hundred thousand, one million two thousand."""
    if scale == HUNDRED:
        if phrase.is_in_figures or not 0 < phrase.last < TEN:
            return False
        phrase.group, phrase.last = _one(phrase.only * HUNDRED), HUNDRED
        return True
    if phrase.scale == scale or (phrase.kind is Kind.LOOSE and not phrase.scale):
        return False
    if phrase.is_in_figures:
        values = {value * scale for value in phrase.group if isinstance(value, Decimal)}
        if phrase.scale > scale or not values:
            return False
        phrase.group = frozenset(values)
    elif phrase.scale < scale:
        phrase.total = (phrase.total + phrase.only) * scale
        phrase.group = _one(0)
    elif phrase.only:
        phrase.total += phrase.only * scale
        phrase.group = _one(0)
    else:
        return False
    phrase.scale, phrase.last = scale, 0
    return True


def _become_fraction_or_ordinal(phrase: _Phrase, token: _Token) -> bool:
    """Two thirds are no two, and twenty-first is an ordinal: both answer for their numbers and ask for none."""
    if phrase.kind is not Kind.WORDS:
        return False
    [value] = token.readings
    if token.role == "loose":
        if value not in DENOMINATORS:
            return False
        phrase.kind, phrase.group, phrase.is_fraction = Kind.LOOSE, phrase.group | token.readings, True
        return True
    if not (2 * TEN <= phrase.last < HUNDRED and Decimal(value) < TEN):
        return False
    phrase.group, phrase.kind, phrase.last = _one(phrase.only + Decimal(value)), Kind.LOOSE, 0
    return True


def _add(phrase: _Phrase, token: _Token, value: int, gap: str, language: str) -> bool:
    is_ordinal = token.role == "ordinal"
    last = phrase.last
    is_plain = gap in {" ", "\u00a0", "-"}
    if language == "ar":
        is_ten = value == TEN and is_plain and not token.has_and and 0 < last < TEN + 2
        is_tens = token.has_and and 2 * TEN <= value < HUNDRED and 0 < last < TEN + 2 and not phrase.after_between
        is_hundreds = value == HUNDRED and is_plain and not token.has_and and 2 < last < TEN
        rest = token.has_and and (last >= HUNDRED > value or (not last and 0 < value < phrase.scale))
        if is_hundreds:
            value = last * HUNDRED - last
        joins = is_ten or is_tens or is_hundreds or rest
        # حادي is the first of the eleventh: it has been counted as eleven.
        if is_ten or is_tens:
            value -= TEN if last == TEN + 1 else 0
    elif language == "es":
        is_unit = gap == " y " and 0 < value < TEN and 2 * TEN < last < HUNDRED and not phrase.after_between
        joins = is_unit or (is_plain and (last >= HUNDRED > value > 0 or (not last and 0 < value < phrase.scale)))
        joins = joins or (is_ordinal and is_plain and phrase.kind is Kind.LOOSE and last >= TEN > value)
    else:
        is_unit = is_plain and 0 < value < TEN and 2 * TEN <= last < HUNDRED
        is_rest = last >= HUNDRED > value > 0 or (not last and 0 < value < phrase.scale)
        joins = is_unit or ((is_plain or gap == " and ") and is_rest)
    if not joins:
        return False
    phrase.group = _one(phrase.only + value)
    phrase.last = HUNDRED if language == "ar" and value >= HUNDRED else value
    if is_ordinal:
        phrase.kind = Kind.LOOSE
    return True


def _number(phrase: _Phrase, folded: str, text: str) -> Number:
    start, end, units = phrase.start, phrase.end, set()
    readings = phrase.readings
    if after := UNIT_AFTER.match(folded, end):
        units.add("%" if after["percent"] else "$")
        end = after.end()
    if phrase.is_in_figures:
        for pattern, unit in ((PERCENT_BEFORE, "%"), (DOLLARS_BEFORE, "$")):
            if before := pattern.search(folded, 0, start):
                units.add(unit)
                start = before.start()
        if minus := MINUS_BEFORE.search(folded, 0, start):
            readings = frozenset(-value if isinstance(value, Decimal) else value for value in readings)
            start = minus.end() - 1
        elif MINUS_WORD_BEFORE.search(folded, 0, start):
            readings |= {-value for value in readings if isinstance(value, Decimal)}
    kind = Kind.LOOSE if phrase.kind is Kind.WORDS and ADJECTIVE.match(folded, end) else phrase.kind
    if kind is Kind.WORDS and not units and readings <= {Decimal(0), Decimal(1)}:
        kind = Kind.LOOSE
    return Number(frozenset(readings), kind, text[start:end], start, end, frozenset(units or {""}))


def _with_ranges(folded: str, numbers: list[Number]) -> list[Number]:
    """Give 10 the unit of 10-15%, and the century to the second year of 2023-24."""
    for place in range(len(numbers) - 2, -1, -1):
        first, second = numbers[place], numbers[place + 1]
        gap = folded[first.end : second.start]
        if not RANGE.fullmatch(gap):
            continue
        if "" in first.units and "" not in second.units:
            numbers[place] = replace(first, units=first.units | second.units)
        elif "$" in first.units and "" in second.units:
            numbers[place + 1] = replace(second, units=first.units | second.units)
        if gap in {"-", "–", "/"} and re.fullmatch(r"[12]\d{3}", first.shown) and re.fullmatch(r"\d\d", second.shown):
            full = Decimal(first.shown[:2] + second.shown)
            numbers[place + 1] = replace(second, readings=second.readings | {full})
    return numbers
