"""What a card says of its story beside the title: what it is about, and how long it takes to read."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import OuterRef, Subquery

from cms.directory.models import PageTerm, Term, Vocabulary
from cms.pages.reading import reading_minutes
from cms.search.models import IndexEntry

Stories = TypeVar("Stories", bound=Sequence[Any])


def with_facts(stories: Stories, code: str) -> Stories:
    """
    Give listed stories in the language `code` their `theme` and `minutes`; one query however many there are.

    The theme is empty where it has no name in this language, or only says the title again. A story that search does
    not know yet says neither.
    """
    names = Term.objects.filter(
        translation_key=OuterRef("term__translation_key"), locale__language_code=code, live=True
    ).values("name")
    themes = PageTerm.objects.filter(page=OuterRef("page"), term__vocabulary=Vocabulary.THEME).order_by("term__order")
    entries = IndexEntry.objects.filter(page__in=[story.pk for story in stories]).annotate(
        theme=Subquery(themes.values(name=Subquery(names[:1]))[:1])
    )
    by_page = {entry.page_id: entry for entry in entries}
    for story in stories:
        entry = by_page.get(story.pk)
        story.minutes = reading_minutes(f"{story.title} {entry.text}") if entry else 0
        story.theme = (entry.theme or "") if entry and entry.theme != story.title else ""
    return stories
