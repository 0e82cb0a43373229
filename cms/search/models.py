"""The index: what is searched in each language, made by the one analyser, so every database gives the same answers."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Func, Value, When
from wagtail.models import Page

from cms.pages.public import many_public_pages
from cms.search.analyser import MOST_LETTERS
from cms.search.matching import Holds
from cms.search.query import Need


class Bytewise(Func):
    """Sort by code point. PostgreSQL would sort by the rules of the language its cluster was made for."""

    template = "%(expressions)s"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **context)


class IndexEntryQuerySet(models.QuerySet):
    def readable(self, language: str) -> Self:
        """Return the entries in `language` whose page is live and public now, whatever it was when it was indexed."""
        return self.filter(language=language, page__in=many_public_pages(language))

    def matching(self, query_needs: list[Need]) -> Self:
        """
        Return the entries that meet every need of a query: first those that meet them all in the title, then by title.

        None for a query that wants nothing.
        """
        if not query_needs:
            return self.none()
        in_title = Case(When(Holds(query_needs, in_title=True), then=Value(0)), default=Value(1))
        return self.filter(Holds(query_needs)).order_by(in_title, Bytewise(F("title_key")).asc(), F("page_id").asc())


class IndexEntry(models.Model):
    """
    What search knows of a live page: its text for excerpts, and the tokens of that text.

    Written when the page is published (see `cms.search.index`); nobody edits it, `rebuild_search` makes it anew.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="search_entry")
    language = models.CharField(max_length=12, db_index=True)
    title = models.TextField()
    kind = models.CharField(max_length=100, blank=True, help_text="Kind of page, such as Story, in its language")
    kind_key = models.CharField(max_length=100, blank=True, help_text="The same for addresses, in every language")
    title_key = models.TextField(help_text="The title as it is sorted: lower case, without accents")
    text = models.TextField(help_text="What a reader reads below the title, as plain text")
    title_tokens = models.TextField(help_text="With a space between them")
    tokens = models.TextField(help_text="Those of title and text, with a space between them")

    objects = IndexEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "index entries"

    def __str__(self) -> str:
        return f"{self.language}: {self.title}"


class IndexWord(models.Model):
    """
    A word of a text that was indexed, as it is written: what "did you mean" chooses from.

    It stays when the text goes, so whoever offers it first sees that it still finds something.
    """

    language = models.CharField(max_length=12)
    word = models.CharField(max_length=MOST_LETTERS)
    folded = models.CharField(max_length=MOST_LETTERS, help_text="With one spelling for what is written in several")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("language", "word"), name="a_word_of_a_language_stands_once"),)

    def __str__(self) -> str:
        return self.word
