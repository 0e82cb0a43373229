"""What counts as the same word in a search: one pure Python analyser for every database.

A stemmer that only one of the databases knows can never agree with the other, so the index stores tokens made here and
the query is made of tokens made here. No word is left out: there are no stop words.

A word stands in the index under several forms (as written, without its ending, in Arabic without what is written
together with it). A word of a query asks for fewer: it takes off only what is surely a prefix, so that a search for
"كتاب" (book) does not find "تاب" (he repented). The word is found where the two sets meet.

All forms are lower-case, without accents, vowel signs or tatweel, and hold letters and digits 0-9 only, a decimal
number also its point: never a space, a quote or an operator of a database. What is longer than `MOST_LETTERS` is cut.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cms.languages.folding import fold, fold_arabic, letters

_ARABIC = (
    "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc"
)
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
_INVISIBLE = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_LETTER = rf"(?![{_ARABIC}])[^\W\d_]"
_WORD = re.compile(
    rf"(?P<number>(?:\d{{1,3}}(?:[,\u066c]\d{{3}})+(?!\d)|\d+)(?:[.\u066b]\d+)*)"
    rf"|(?P<arabic>[{_ARABIC}](?:[{_MARKS}{_INVISIBLE}]*[{_ARABIC}]|[{_MARKS}])*)"
    rf"|(?P<other>{_LETTER}(?:[{_MARKS}{_INVISIBLE}]*{_LETTER}|[{_MARKS}]|['\u2019\u02bc]{_LETTER})*)"
)
# No word of a language is longer; what is, such as a line of figures without spaces, is known by its beginning.
MOST_LETTERS = 80
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'"})

# Latin words inside an Arabic text are names of organisations and laws: English.
_STEMMERS = {"en": "english", "es": "spanish", "ar": "english"}

# Conjunction, preposition and article are written together with the word, in this order; ل and ال become لل.
_PREFIXES = sorted(
    {
        (conjunction + preposition + article).replace("لال", "لل")
        for conjunction in ("", "و", "ف")
        for preposition in ("", "ب", "ك", "ل")
        for article in ("", "ال")
    }
    - {""}
)
_WITH_ARTICLE = ("ال", "لل")
_ARTICLE = re.compile("^[وف]?(?:[بك]?ال|لل)(?=..)")
# Of a shorter word, too many others are one letter away.
FEWEST_LETTERS = 3


class Word(NamedTuple):
    """A word of a text: from `start` up to but not including `end`, counted in characters."""

    start: int
    end: int
    forms: frozenset[str]


def tokens(text: str, language: str) -> list[str]:
    """Return what the index stores for `text`, word after word; raises `KeyError` for a language the site has not."""
    return [form for word in words(text, language) for form in sorted(word.forms)]


def words(text: str, language: str) -> Iterator[Word]:
    """Yield the words of `text` with the forms under which the index knows them."""
    for match in _WORD.finditer(text):
        if forms := _index_forms(match.lastgroup or "", match.group()[:MOST_LETTERS], language):
            yield Word(match.start(), match.end(), forms)


def wanted(query: str, language: str) -> list[frozenset[str]]:
    """Return for each different word of `query` the forms of which a text must have at least one."""
    found = (
        _query_forms(match.lastgroup or "", match.group()[:MOST_LETTERS], language) for match in _WORD.finditer(query)
    )
    return list(dict.fromkeys(forms for forms in found if forms))


def spellings(text: str, language: str) -> dict[str, str]:
    """
    Return the words of `text` in lower case, as a reader would type them → folded; numbers are left out.

    An Arabic word with an article stands there without it too.
    """
    found: dict[str, str] = {}
    for match in _WORD.finditer(text):
        word = _unseen(match.group()[:MOST_LETTERS])
        if match.lastgroup == "arabic":
            bare = _ARTICLE.sub("", word)
            found |= {each: fold_arabic(each)[:MOST_LETTERS] for each in (word, bare)}
        elif match.lastgroup == "other":
            found[word] = letters(word)[:MOST_LETTERS]
    return {word: folded for word, folded in found.items() if len(folded) >= FEWEST_LETTERS}


def _unseen(word: str) -> str:
    """Return `word` in lower case without what is not seen, vowel signs included where the script leaves them out."""
    lower = unicodedata.normalize("NFC", re.sub(f"[{_INVISIBLE}ـً-ٰٟ]", "", word)).lower()
    return lower[:MOST_LETTERS]


@lru_cache(maxsize=50_000)
def _index_forms(kind: str, word: str, language: str) -> frozenset[str]:
    if kind == "number":
        return frozenset({_number(word), *(_digits(part) for part in re.split(r"\D", word))} - {""})
    if kind == "arabic":
        return _without_prefixes(fold_arabic(word)[:MOST_LETTERS], with_article=2, without=3, conjunction=3)
    parts = word.translate(_APOSTROPHES).split("'")
    return frozenset(form for part in {word, *parts} for form in _stems(part, language))


@lru_cache(maxsize=5_000)
def _query_forms(kind: str, word: str, language: str) -> frozenset[str]:
    if kind == "number":
        return frozenset({_number(word)})
    if kind == "arabic":
        return _without_prefixes(fold_arabic(word)[:MOST_LETTERS], with_article=2, without=4, conjunction=3)
    return _stems(word, language)


def _stems(word: str, language: str) -> frozenset[str]:
    """Return the word and its stem with and without accents: a stem may hang on an accent that the reader left out."""
    lower = unicodedata.normalize("NFKC", word).translate(_APOSTROPHES).lower()
    # It loads its thirty languages: a quarter of a second that the start of a process need not wait for.
    import snowballstemmer

    # A stemmer keeps the word it works on in itself, so threads cannot share one.
    stemmer = snowballstemmer.stemmer(_STEMMERS[language])
    candidates = (lower, stemmer.stemWord(lower), stemmer.stemWord(fold(lower)))
    return frozenset(form[:MOST_LETTERS] for form in map(letters, candidates) if form)


def _without_prefixes(word: str, *, with_article: int, without: int, conjunction: int) -> frozenset[str]:
    """Return `word` with and without each prefix it may have; the numbers are how many letters must be left."""
    least = {
        prefix: with_article if prefix.endswith(_WITH_ARTICLE) else conjunction if prefix == "و" else without
        for prefix in _PREFIXES
        if word.startswith(prefix)
    }
    stripped = {word[len(prefix) :] for prefix, letters in least.items() if len(word) - len(prefix) >= letters}
    # للغة is ل + اللغة or ل + لغة; one of the two لs may belong to the word.
    doubled = {word[1:]} if word.startswith("لل") else set()
    return frozenset({word} | stripped | doubled) - {""}


def _number(word: str) -> str:
    return ".".join(_digits(part) for part in re.split("[.\u066b]", word))


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(character)) for character in text if character.isdecimal())
