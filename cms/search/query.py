"""
What a query wants, apart from any database.

A query is a list of needs, all of which a page must meet. A need is met by one of its phrases, a phrase by all of its
words, and a word by one of its forms.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from cms.search.analyser import wanted

Forms: TypeAlias = frozenset[str]
Phrase: TypeAlias = tuple[Forms, ...]
Need: TypeAlias = tuple[Phrase, ...]


def needs(query: str, language: str, synonyms: Iterable[Sequence[str]] = ()) -> list[Need]:
    """
    Return what `query` wants, nothing where it has no word.

    `synonyms` are groups of phrases that mean the same: where the query has the words of one of them, one after the
    other, a page may have those of another one instead.
    """
    words = wanted(query, language)
    groups = [_phrases(group, language) for group in synonyms] if words else []
    found: list[Need] = []
    while words:
        length, need = _longest(words, groups)
        found.append(need)
        words = words[length:]
    return found


def forms_of(query_needs: Iterable[Need]) -> Forms:
    """Return the forms of all words that a page is found by."""
    return frozenset(form for need in query_needs for phrase in need for word in phrase for form in word)


def _phrases(group: Sequence[str], language: str) -> list[Phrase]:
    return [phrase for text in group if (phrase := tuple(wanted(text, language)))]


def _longest(words: Sequence[Forms], groups: Iterable[Sequence[Phrase]]) -> tuple[int, Need]:
    """Return how many words the longest known phrase has that `words` begin with, and what may stand in its place."""
    longest = 1
    instead: list[Phrase] = [(words[0],)]
    for phrases in groups:
        length = max((len(phrase) for phrase in phrases if _begins(words, phrase)), default=0)
        if length > longest:
            longest, instead = length, [tuple(words[:length])]
        if length == longest:
            instead += phrases
    return longest, tuple(dict.fromkeys(instead))


def _begins(words: Sequence[Forms], phrase: Phrase) -> bool:
    return len(words) >= len(phrase) and all(map(frozenset.__and__, words, phrase))
