"""What something costs the database, as tests hold it and `make bench` measures it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

OF_TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Yield a list of the SQL statements of this block, however many they are; those of transactions do not count."""
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if not sql.startswith(OF_TRANSACTIONS):
            asked.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(note):
        yield asked
