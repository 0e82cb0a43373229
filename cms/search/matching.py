"""How each database finds the entries that hold what a query wants: the same tokens, in the index it is good at."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import NotSupportedError
from django.db.models import BooleanField, F, Func

from cms.search.query import Need, Phrase

# The index of SQLite, made by the first migration together with the triggers that keep it in step.
FTS_TABLE = "search_tokens"
# The tokens as they are, as PostgreSQL's configuration "simple" has them, without its idea of a word. The index is made
# of what the function returns; few words of a title are turned faster in the open.
INDEXED, IN_TITLE = "search_vector({column})", "array_to_tsvector(string_to_array({column}, ' '))"


class Holds(Func):
    """
    Whether an entry has every need of a query, which must not be empty: in its title, or anywhere.

    A token holds letters, digits and points only (see `cms.search.analyser`), so in quotes it is nothing but itself.
    """

    output_field = BooleanField()
    conditional = True

    def __init__(self, needs: list[Need], *, in_title: bool = False) -> None:
        self.needs, self.column = needs, "title_tokens" if in_title else "tokens"
        self.vector = IN_TITLE if in_title else INDEXED
        super().__init__(F("page_id"), F(self.column))

    def as_postgresql(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, list[str]]:
        _page, column = (compiler.compile(expression)[0] for expression in self.get_source_expressions())
        return f"{self.vector.format(column=column)} @@ %s::tsquery", [_written(self.needs, " & ", " | ", "'")]

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, tuple[str | int, ...]]:
        page, _column = (compiler.compile(expression)[0] for expression in self.get_source_expressions())
        question = f"{{{self.column}}} : ({_written(self.needs, ' AND ', ' OR ', chr(34))})"
        found = f"SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH %s"  # noqa: S608 - a constant
        return f"{page} IN ({found})", (question,)

    def as_sql(self, *arguments: Any, **extra_context: Any) -> Any:
        raise NotSupportedError("Search knows PostgreSQL and SQLite.")


class Among(Func):
    """Whether the page of a row is one of many: thousands of ids as one value, where `__in` makes each a parameter."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, ids: list[int]) -> None:
        self.ids = ids
        super().__init__(F("pk"))

    def as_postgresql(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, list[Any]]:
        [page] = (compiler.compile(expression)[0] for expression in self.get_source_expressions())
        return f"{page} = ANY(%s)", [self.ids]

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, tuple[str | int, ...]]:
        [page] = (compiler.compile(expression)[0] for expression in self.get_source_expressions())
        return f"{page} IN (SELECT value FROM json_each(%s))", (json.dumps(self.ids),)  # noqa: S608 - a column

    def as_sql(self, *arguments: Any, **extra_context: Any) -> Any:
        raise NotSupportedError("Search knows PostgreSQL and SQLite.")


def _written(needs: list[Need], all_of: str, one_of: str, quote: str) -> str:
    """Return what is wanted in the language of a database; every part in brackets, so no precedence matters."""

    def phrase(words: Phrase) -> str:
        forms = ([f"{quote}{form}{quote}" for form in sorted(word)] for word in words)
        return _joined(all_of, (_joined(one_of, word) for word in forms))

    return _joined(all_of, (_joined(one_of, map(phrase, need)) for need in needs))


def _joined(operator: str, parts: Iterable[str]) -> str:
    return f"({operator.join(parts)})"
