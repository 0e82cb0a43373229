""" "Did you mean": the query with one letter of a word put right, by the words of the index."""

from collections.abc import Callable

from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from cms.search.analyser import spellings
from cms.search.models import IndexWord

# So many of the nearest words of the index are tried.
MOST_TRIED = 5


def put_right(query: str, language: str, count: Callable[[str], int]) -> str:
    """
    Return `query` with the words that the index does not know replaced by one that is a letter away; empty for none.

    Of several words that may stand for the first of them, the one that finds most by `count` is taken: what is offered
    always finds something.
    """
    right, tried = query, 0
    for word, folded in spellings(query, language).items():
        candidates = _one_letter_away(word, folded, language)
        if not candidates:
            continue
        trials = [_replaced(right, word, candidate) for candidate in candidates[: 1 if tried else MOST_TRIED]]
        found = {trial: count(trial) for trial in trials} if len(trials) > 1 else dict.fromkeys(trials, 0)
        right, tried = max(trials, key=lambda trial: found[trial]), tried + 1
    return right if tried and count(right) else ""


def _one_letter_away(word: str, folded: str, language: str) -> list[str]:
    """Return the words of the index that differ in one letter or two that changed places; none for a known word."""
    length = len(folded)
    known = IndexWord.objects.filter(language=language).annotate(letters=Length("folded"))
    near = list(known.filter(letters__gte=length - 1, letters__lte=length + 1).values_list("word", "folded"))
    if any(candidate == folded for _word, candidate in near):
        return []
    found = [(each, other) for each, other in near if OSA.distance(folded, other, score_cutoff=1) == 1]
    return [each for each, _other in sorted(found, key=lambda pair: (_rank(folded, pair[1]), pair[0]))]


def _rank(folded: str, other: str) -> tuple[bool, bool]:
    """The first letter is seldom wrong; letters change places or are mistaken more often than they are left out."""
    return folded[:1] != other[:1], len(folded) != len(other)


def _replaced(query: str, word: str, by: str) -> str:
    return " ".join(by if word in spellings_of_word(each) else each for each in query.split())


def spellings_of_word(word: str) -> set[str]:
    """Return how a word of a query may be spelled, whatever its language."""
    return {*spellings(word, "en")}
