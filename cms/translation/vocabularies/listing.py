"""How far each vocabulary is."""

from collections import Counter
from dataclasses import dataclass

from cms.directory.models import Term, Vocabulary
from cms.languages.languages import SOURCE_LANGUAGE, TARGET_LANGUAGES, Language
from cms.languages.models import LanguageStatus, State


@dataclass(frozen=True)
class Count:
    """The terms of a vocabulary in one language: how many stand how, in the order of `State`."""

    language: Language
    by_state: list[tuple[State, int]]


@dataclass(frozen=True)
class Line:
    """A vocabulary, and how many public terms it has."""

    vocabulary: Vocabulary
    terms: int
    counts: list[Count]


def list_vocabularies() -> list[Line]:
    """Return the vocabularies that have public terms; two queries."""
    terms = dict(
        Term.objects.filter(locale__language_code=SOURCE_LANGUAGE, live=True)
        .order_by()
        .values_list("translation_key", "vocabulary")
    )
    statuses = LanguageStatus.objects.filter(translation_key__in=terms)
    stands = {(status.translation_key, status.language): State(status.state) for status in statuses}
    of_vocabulary = Counter(terms.values())
    found = Counter(
        (vocabulary, language.code, stands.get((key, language.code), State.MISSING))
        for key, vocabulary in terms.items()
        for language in TARGET_LANGUAGES
    )
    return [
        Line(
            vocabulary,
            of_vocabulary[vocabulary],
            [
                Count(
                    language,
                    [
                        (state, found[vocabulary, language.code, state])
                        for state in State
                        if found[vocabulary, language.code, state]
                    ],
                )
                for language in TARGET_LANGUAGES
            ],
        )
        for vocabulary in Vocabulary
        if of_vocabulary[vocabulary]
    ]
