"""Where the terms of the glossary stand in an English text. Pure: no database."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cms.translation.glossary.cells import english_variants
from cms.translation.glossary.terms import Term

# The formatting of a part: words stand on both sides of it, never in it.
TAG = re.compile(r"</?(?:a|b|i|strong|em|br)\b[^<>]*>", re.IGNORECASE)
WORD = re.compile(r"\w+(?:['’]\w+)*")
# Between the words of a term: spaces, formatting, hyphens of any kind, quotation marks.
BETWEEN = r"\s\-\u2010-\u2015\"'“”‘’«»"

IRREGULAR = {"child": "children", "person": "people", "man": "men", "woman": "women"}
SINGULARS = {plural: singular for singular, plural in IRREGULAR.items()}
NO_PLURALS = {"news", "series", "species"}
# What follows a noun: in "students of color" the word before it has a singular too.
AFTER_A_NOUN = {"of", "in", "for"}


@dataclass(frozen=True)
class Occurrence:
    """A term in a text: from `start` up to but not including `end`, counted in characters."""

    start: int
    end: int
    term: Term


def terms_in(text: str, terms: Sequence[Term]) -> list[Occurrence]:
    """
    Return which of `terms` stand in an English `text`, plain or inline HTML, in its order.

    Whole words in singular or plural, in upper or lower case. Where two overlap the longer one is meant; where two
    terms are the same words ("community (local)", "community (all)") both are returned, at the same place.
    """
    pattern, owners = _pattern(tuple(term.english for term in terms))
    if pattern is None:
        return []
    bare = TAG.sub(lambda tag: " " * len(tag[0]), text)
    found = [(*match.span(str(match.lastgroup)), str(match.lastgroup)) for match in pattern.finditer(bare)]
    taken: list[tuple[int, int, str]] = []
    for start, end, group in sorted(found, key=lambda place: (place[0] - place[1], place[0])):
        if all(end <= other_start or other_end <= start for other_start, other_end, _group in taken):
            taken.append((start, end, group))
    return [Occurrence(start, end, terms[owner]) for start, end, group in sorted(taken) for owner in owners[group]]


@lru_cache(maxsize=8)
def _pattern(english: tuple[str, ...]) -> tuple[re.Pattern | None, dict[str, list[int]]]:
    """
    Return an expression that finds the longest variant at each word, and for each of its groups whose variant it is.

    It looks ahead without taking anything, so that a long term is found though a short one begins before it.
    """
    owners: dict[str, list[int]] = {}
    for number, term in enumerate(english):
        for expression in {_expression(variant.lower()) for variant in english_variants(term)} - {""}:
            owners.setdefault(expression, []).append(number)
    if not owners:
        return None, {}
    longest_first = sorted(owners, key=len, reverse=True)
    groups = {f"variant{number}": owners[expression] for number, expression in enumerate(longest_first)}
    alternatives = "|".join(f"(?P<variant{number}>{expression})" for number, expression in enumerate(longest_first))
    return re.compile(rf"(?<!\w)(?=(?:{alternatives})(?!\w))", re.IGNORECASE), groups


def _expression(variant: str) -> str:
    """Return the expression for the words of a variant, with what may stand between them."""
    words = list(WORD.finditer(variant))
    expression, end = "", None
    for word, following in zip(words, [*words[1:], None], strict=True):
        if end is not None:
            marks = "".join(sorted({re.escape(mark) for mark in variant[end : word.start()] if not mark.isspace()}))
            expression += f"[{BETWEEN}{marks}]+"
        is_noun = following is None or following[0].lower() in AFTER_A_NOUN
        expression += _word(word[0]) if is_noun else _written(word[0])
        end = word.end()
    return expression


def _word(word: str) -> str:
    forms = sorted(set(_numbers(word)), key=len, reverse=True)
    return f"(?:{'|'.join(map(_written, forms))})"


def _written(word: str) -> str:
    return re.sub("['’]", "['’]", re.escape(word))


def _numbers(word: str) -> Iterable[str]:
    """Yield a word in singular and plural, as far as English is regular."""
    yield word
    lower = word.lower()
    if lower in NO_PLURALS or not lower.isalpha() or len(lower) < 3:
        return
    singular = SINGULARS.get(lower) or _singular(lower)
    yield singular
    yield IRREGULAR.get(singular) or _plural(singular)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word.removesuffix("ies") + "y"
    if re.search("(?:s|x|z|ch|sh)es$", word) and not word.endswith("uses"):
        return word.removesuffix("es")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word.removesuffix("s")
    return word


def _plural(word: str) -> str:
    if re.search("[^aeiou]y$", word):
        return word.removesuffix("y") + "ies"
    return word + ("es" if re.search("(?:s|x|z|ch|sh)$", word) else "s")
