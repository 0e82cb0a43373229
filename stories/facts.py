"""What a card says of its story beside the title: what it is about, and how long it takes to read."""

from django.db.models import OuterRef, Subquery
from wagtail.query import PageQuerySet

from cms.directory.models import PageTerm, Term, Vocabulary
from cms.search.models import IndexEntry


def with_facts(stories: PageQuerySet, code: str) -> PageQuerySet:
    """
    Give listed stories in the language `code` their `theme` and what search knows of their text, for `minutes`.

    No query of its own. The theme is None where it has no name in this language.
    """
    names = Term.objects.filter(
        translation_key=OuterRef("term__translation_key"), locale__language_code=code, live=True
    ).values("name")
    themes = PageTerm.objects.filter(page=OuterRef("pk"), term__vocabulary=Vocabulary.THEME).order_by("term__order")
    return stories.annotate(
        theme=Subquery(themes.values(name=Subquery(names[:1]))[:1]),
        indexed_text=Subquery(IndexEntry.objects.filter(page=OuterRef("pk")).values("text")[:1]),
    )
