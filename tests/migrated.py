"""The test database with all its tables: made once by the migrations, then copied by whoever needs one.

With SQLite the file stays in pytest's cache until a migration or a package changes; on PostgreSQL it lasts for a run.
"""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases

from tests.sites import administer, cut_off, locked

# Of this run, whichever of its processes asks; taken before a test database takes the name's place.
MIGRATED_DATABASE = f"test_{settings.DATABASES['default']['NAME']}_migrated"


def make_test_database(of_the_run: Path, cache: Path) -> Any:
    """Make the test database of this process; return what `teardown_databases` asks for."""
    make = _copied_file if connection.vendor == "sqlite" else _copied_database
    with locked(of_the_run / "migrated.lock"):
        return make(of_the_run, cache)


def remove_migrated_database() -> None:
    """Remove from the server what goes with no folder."""
    if connection.vendor == "postgresql":
        administer(f'DROP DATABASE IF EXISTS "{MIGRATED_DATABASE}" WITH (FORCE)')


def _copied_file(_of_the_run: Path, cache: Path) -> Any:
    stored = cache / f"{_digest()}.sqlite3"
    if stored.exists():
        shutil.copyfile(stored, connection.settings_dict["TEST"]["NAME"])
        return _set_up(keepdb=True)
    made = _set_up(keepdb=False)
    for earlier in cache.iterdir():
        earlier.unlink()
    unfinished = stored.with_suffix(".part")
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
        closing(sqlite3.connect(unfinished)) as target,
    ):
        source.backup(target)
    unfinished.rename(stored)
    return made


def _copied_database(of_the_run: Path, _cache: Path) -> Any:
    is_there = of_the_run / "migrated"
    if is_there.exists():
        name = connection.settings_dict["TEST"]["NAME"]
        administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        administer(f'CREATE DATABASE "{name}" TEMPLATE "{MIGRATED_DATABASE}"')
        return _set_up(keepdb=True)
    made = _set_up(keepdb=False)
    name = connection.settings_dict["NAME"]
    cut_off(name)
    remove_migrated_database()
    administer(f'CREATE DATABASE "{MIGRATED_DATABASE}" TEMPLATE "{name}"')
    is_there.touch()
    return made


def _set_up(*, keepdb: bool) -> Any:
    return setup_databases(verbosity=0, interactive=False, keepdb=keepdb)


def _digest() -> str:
    """Return what changes with any migration, our own or a package's."""
    digest = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    for file in _what_decides():
        digest.update(str(file.relative_to(settings.BASE_DIR)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _what_decides() -> Iterator[Path]:
    yield settings.BASE_DIR / "requirements" / "dev.txt"
    for app in ("cms", "home", "stories", "initiatives", "briefs"):
        yield from sorted((settings.BASE_DIR / app).rglob("migrations/*.py"))
