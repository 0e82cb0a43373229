"""Words of the glossary: used where the English uses theirs, and none that the glossary warns of."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from django.utils.translation import gettext as _

from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.checks.findings import Finding, Term, warning
from cms.translation.checks.letters import WORD, bare_forms, fold, legible

VOWELS = "aeiou"
# -ha, -hum, -huma, -hunna, -na, -kum, -hu: their school, our school; the taa marbuta before them becomes a taa.
PRONOUNS = ("هما", "ها", "هم", "هن", "نا", "كم", "ه")
# Masculine and feminine plural, dual, in every case and before what they belong to; last the taa marbuta.
ARABIC_ENDINGS = ("ون", "ين", "ان", "ات", "تا", "و", "ي", "ا", "ه")
SHORTEST_STEM = 3
# "Madres, padres y tutores" uses "madres y padres": what only joins words is passed over, and a word may stand between.
JOINING = {"es": {"y", "e", "o", "u", "de", "del", "el", "la", "las", "los", "en", "un", "una"}}
WORDS_BETWEEN = 2
Forms = Callable[[str], frozenset[str]]
# The same words of the glossary are looked for in every part of a text.
remembered = lru_cache(maxsize=10_000)


def term_findings(source: str, target: str, language: str, terms: Sequence[Term]) -> Iterator[Finding]:
    """
    Compare two legible texts; terms are for the language of the target.

    A term inside a longer one asks for nothing: "students of color" is not "students".
    """
    words, translated = _words(source), _words(target)
    taken: set[int] = set()
    forms = FORMS[language]
    for term in sorted(terms, key=lambda term: len(_words(term.source)), reverse=True):
        places = set(_places(_words(term.source), words, _english_forms)) - taken
        if not places:
            continue
        taken |= places
        used = {place for form in term.allowed for place in _scattered(_words(form), translated, language)}
        wrong = []
        for form in term.forbidden:
            wrong_places = set(_places(_words(form), translated, forms))
            if wrong_places - used:
                wrong.append(form)
                used |= wrong_places
        preferred = term.allowed[0] if term.allowed else ""
        for form in wrong:
            yield warning("term-forbidden", _forbidden(term.source, form, preferred), preferred)
        if term.allowed and not used:
            yield warning("term", _not_used(term), preferred)


def _not_used(term: Term) -> str:
    return _("The glossary has %(term)s for “%(source)s”.") % {"source": term.source, "term": " / ".join(term.allowed)}


def _forbidden(source: str, form: str, preferred: str) -> str:
    if preferred:
        values = {"source": source, "form": form, "term": preferred}
        return _("The glossary has %(term)s for “%(source)s”, not %(form)s.") % values
    return _("The glossary warns of %(form)s for “%(source)s”.") % {"source": source, "form": form}


@remembered
def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(fold(legible(text))))


def _places(phrase: Sequence[str], words: Sequence[str], forms: Forms) -> Iterator[int]:
    """Yield the place of each word in `words` that belongs to an occurrence of `phrase`."""
    wanted = [forms(word) for word in phrase]
    for start in range(len(words) - len(wanted) + 1 if wanted else 0):
        if all(forms(words[start + place]) & wanted[place] for place in range(len(wanted))):
            yield from range(start, start + len(wanted))


def _scattered(phrase: Sequence[str], words: Sequence[str], language: str) -> set[int]:
    """Return the places of words that make up `phrase` in its order, with few others between them."""
    joining = JOINING.get(language, set())
    wanted = [FORMS[language](word) for word in phrase if word not in joining]
    left = [(place, FORMS[language](word)) for place, word in enumerate(words) if word not in joining]
    found: set[int] = set()
    for start in range(len(left)):
        chosen: list[int] = []
        begin = start
        for forms in wanted:
            reach = 1 if not chosen else WORDS_BETWEEN + 1
            near = range(begin, min(begin + reach, len(left)))
            hit = next((index for index in near if left[index][1] & forms), None)
            if hit is None:
                break
            chosen.append(left[hit][0])
            begin = hit + 1
        if wanted and len(chosen) == len(wanted):
            found.update(chosen)
    return found


@remembered
def _english_forms(word: str) -> frozenset[str]:
    """One and many: policy, policies; a verb has more forms than that, and the glossary lists them."""
    return frozenset({word, word + "s", word + "es", word[:-1] + "ies" if word.endswith("y") else word + "s"})


@remembered
def _spanish_forms(word: str) -> frozenset[str]:
    """What gender and number share: escolar, escolares; público, públicas; luz, luces."""
    stem = word.removesuffix("es") if len(word) > SHORTEST_STEM + 1 else word
    stem = (stem if stem != word else word.removesuffix("s")) if len(word) > SHORTEST_STEM else word
    bare = stem.rstrip(VOWELS) if len(stem.rstrip(VOWELS)) >= SHORTEST_STEM else stem
    return frozenset({word, bare[:-1] + "z" if bare.endswith("c") else bare})


@remembered
def _arabic_forms(word: str) -> frozenset[str]:
    forms = set(bare_forms(word))
    for form in list(forms):
        for pronoun in PRONOUNS:
            stem = form.removesuffix(pronoun)
            if stem != form and len(stem) >= SHORTEST_STEM:
                forms |= {stem, stem[:-1] + "ه" if stem.endswith("ت") else stem}
    for form in list(forms):
        forms |= {stem for ending in ARABIC_ENDINGS if len(stem := form.removesuffix(ending)) >= SHORTEST_STEM}
    return frozenset(forms)


FORMS: dict[str, Forms] = {SOURCE_LANGUAGE: _english_forms, "es": _spanish_forms, "ar": _arabic_forms}
