"""The glossary as the checks of a translation take it."""

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.translation.checks import Name
from cms.translation.checks import Term as CheckedTerm
from cms.translation.glossary.cells import english_variants
from cms.translation.glossary.models import GlossaryEntry, GlossaryForm
from cms.translation.glossary.occurrences import terms_in
from cms.translation.glossary.terms import Kind, Term, spellings

CACHE_KEY = "glossary-terms"
# Every save of a part asks; where another process has changed the glossary, its words are known this much later.
SECONDS = 60


def known_terms() -> list[Term]:
    """Return the glossary, from the cache where it is there."""
    terms = cache.get(CACHE_KEY)
    if terms is None:
        terms = GlossaryEntry.objects.terms()
        cache.set(CACHE_KEY, terms, SECONDS)
    return terms


@receiver([post_save, post_delete], sender=GlossaryEntry)
@receiver([post_save, post_delete], sender=GlossaryForm)
def forget_terms(**_kwargs: object) -> None:
    """Take a change of the glossary over at once in this process."""
    cache.delete(CACHE_KEY)


def glossary_of(source: str, language: str, terms: list[Term]) -> tuple[list[Name], list[CheckedTerm]]:
    """
    Return those names and terms of the glossary that stand in an English part (inline HTML), as the checks take them.

    A name stays in English, or has a form that the language gives it.
    """
    names, words = [], []
    for term in {occurrence.term.key: occurrence.term for occurrence in terms_in(source, terms)}.values():
        for text in english_variants(term.english):
            if term.do_not_translate:
                names.append(Name(text, {language: tuple(_spelled(term, language))}))
            else:
                forbidden = tuple(_spelled(term, language, forbidden=True))
                words.append(CheckedTerm(text, tuple(_spelled(term, language)), forbidden))
    return names, words


def _spelled(term: Term, language: str, *, forbidden: bool = False) -> list[str]:
    forms = [form for form in term.forms if form.language == language and (form.kind is Kind.FORBIDDEN) == forbidden]
    return [spelling for form in forms for spelling in spellings(form.text)]
