"""The index: what is searched in each language, made by the one analyser, so every database gives the same answers."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, Expression, F, Func, Q, Value, When
from wagtail.models import Page

from cms.pages.public import public_pages
from cms.search.analyser import wanted


class Bytewise(Func):
    """Sort by code point. PostgreSQL would sort by the rules of the language its cluster was made for."""

    template = "%(expressions)s"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **context)


class IndexEntryQuerySet(models.QuerySet):
    def readable(self, language: str) -> Self:
        """Return the entries in `language` whose page is live and public now, whatever it was when it was indexed."""
        return self.filter(language=language, page__in=public_pages().filter(locale__language_code=language))

    def matching(self, query: str, language: str) -> Self:
        """
        Return the entries that hold every word of `query`: first those that have them all in the title, then by title.

        None for a query without a word. How a token is looked up is known here only.
        """
        words = wanted(query, language)
        if not words:
            return self.none()
        in_title = Case(When(_holds("title_tokens", words), then=Value(0)), default=Value(1))
        return self.filter(_holds("tokens", words)).order_by(in_title, *_by_title())


def _holds(field: str, words: list[frozenset[str]]) -> Q:
    """Every word, under at least one of its forms. `contains` keeps % and _ from being wildcards."""
    condition = Q()
    for forms in words:
        condition &= Q(*((f"{field}__contains", f" {form} ") for form in sorted(forms)), _connector=Q.OR)
    return condition


def _by_title() -> list[Expression]:
    return [Bytewise(F("title_key")).asc(), F("page_id").asc()]


class IndexEntry(models.Model):
    """
    What search knows of a live page: its text for excerpts, and the tokens of that text.

    Written when the page is published (see `cms.search.index`); nobody edits it, `rebuild_search` makes it anew.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="search_entry")
    language = models.CharField(max_length=12, db_index=True)
    title = models.TextField()
    kind = models.CharField(max_length=100, blank=True, help_text="Kind of page, such as Story, in its language")
    title_key = models.TextField(help_text="The title as it is sorted: lower case, without accents")
    text = models.TextField(help_text="What a reader reads below the title, as plain text")
    title_tokens = models.TextField(help_text="Each with a space on both sides")
    tokens = models.TextField(help_text="Those of title and text, each with a space on both sides")

    objects = IndexEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "index entries"

    def __str__(self) -> str:
        return f"{self.language}: {self.title}"
