"""Sites of their own for tests that need real processes: a copy of a database, a folder, and what runs on them."""

import fcntl
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection

PASSWORD = "a-password-for-the-demo"
PATIENCE_SECONDS = 120
# Of this run, whichever of its processes asks; taken before a test database takes the name's place.
DEMO_DATABASE = f"test_{settings.DATABASES['default']['NAME']}_demo"


@dataclass(frozen=True)
class Site:
    """A database and a folder of files that no other test sees."""

    folder: Path
    database: str
    """The file of SQLite, the name of PostgreSQL."""

    @property
    def database_url(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.database}"
        given = connection.settings_dict
        secret = f":{quote(given['PASSWORD'], safe='')}" if given["PASSWORD"] else ""
        port = f":{given['PORT']}" if given["PORT"] else ""
        return f"postgresql://{quote(given['USER'], safe='')}{secret}@{given['HOST']}{port}/{self.database}"

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this site finds in its environment; nothing of the developer's own."""
        ours = ("ALLOWED_HOSTS", "BASE_URL", "CACHE_URL", "EMAIL_URL", "LOG_LEVEL", "PORT", "TRUSTED_PROXIES")
        return (
            os.environ
            | dict.fromkeys(ours, "")
            | {
                "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
                "DATA_DIR": str(self.folder),
                "STATIC_ROOT": str(settings.STATIC_ROOT),
                "DATABASE_URL": self.database_url,
                "SECRET_KEY": "for-processes-of-tests-only",
                "DEMO_PASSWORD": PASSWORD,
            }
        )

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start `manage.py` with the arguments; its output goes to process.log in the folder."""
        with (self.folder / "process.log").open("a") as log:
            return subprocess.Popen(
                [sys.executable, "manage.py", *arguments],
                cwd=settings.BASE_DIR,
                env=self.environment | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                text=True,
            )

    def manage(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `manage.py` with the arguments to its end and return what it printed, whether it succeeded or not."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=5 * PATIENCE_SECONDS,
            check=False,
        )

    @contextmanager
    def running(self, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
        """Keep `manage.py` with the arguments running; end it in the end."""
        process = self.start(*arguments, **environment)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)

    @contextmanager
    def served(self, *, worker: bool = False) -> Iterator[str]:
        """Serve the site as `make run` does and yield its address, without a slash at the end."""
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        with self.running("run", *([] if worker else ["--no-worker"]), PORT=str(port)) as process:
            wait_until(lambda: process.poll() is not None or answers(f"{address}/health/live/"), "the site answers")
            assert process.poll() is None, self.log()
            yield address

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Let this process use the site's database. What it writes there is committed."""
        assert not connection.in_atomic_block, "ask for this database alone, without the django_db mark"
        usual = connection.settings_dict["NAME"]
        _point_to(self.database)
        try:
            yield
        finally:
            _point_to(usual)

    def log(self) -> str:
        """Return what the started processes have printed."""
        file = self.folder / "process.log"
        return file.read_text() if file.exists() else ""

    def copied_to(self, folder: Path) -> "Site":
        """Return a copy of the whole site in a folder that is not there yet."""
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("*.sqlite3*", "workers", "process.log"))
        return copy_of(self.database, folder)

    def remove(self) -> None:
        """Delete the database and the folder."""
        if connection.vendor == "postgresql":
            administer(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')
        shutil.rmtree(self.folder, ignore_errors=True)


def copy_of(database: str, folder: Path, *, name: str = "") -> Site:
    """Return a site in the folder with a copy of the database; `name` is the copy's on PostgreSQL, else one is made up.

    Whoever is connected to the database on PostgreSQL is cut off: it can be copied only while nobody is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if connection.vendor == "sqlite":
        file = folder / "db.sqlite3"
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(file)) as target:
            source.backup(target)
        return Site(folder, str(file))
    name = name or f"{connection.settings_dict['NAME']}_{secrets.token_hex(4)}"
    cut_off(database)
    administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    administer(f'CREATE DATABASE "{name}" TEMPLATE "{database}"')
    return Site(folder, name)


def cut_off(database: str) -> None:
    """End all sessions of a database on PostgreSQL: it can be copied or dropped only while nobody is connected."""
    if connection.vendor == "postgresql":
        connection.close()
        administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", database)


def demo_database(folder: Path) -> str:
    """Return the database of the demo content that all processes of a run copy, where its folder is this one."""
    return str(folder / "db.sqlite3") if connection.vendor == "sqlite" else DEMO_DATABASE


def remove_demo_database() -> None:
    """Remove from the server what goes with no folder."""
    if connection.vendor == "postgresql":
        administer(f'DROP DATABASE IF EXISTS "{DEMO_DATABASE}" WITH (FORCE)')


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Keep the other processes that ask for the same file waiting."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(address: str) -> bool:
    """Tell whether something answers at the address, be it with an error."""
    try:
        urllib.request.urlopen(address, timeout=PATIENCE_SECONDS).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def wait_until(happens: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Look again and again until it happens; fail after so many seconds, naming what did not happen."""
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.1)


def _point_to(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database
    cache.clear()
    ContentType.objects.clear_cache()


def administer(statement: str, *parameters: str) -> None:
    """Let the PostgreSQL server itself do something."""
    given = connection.settings_dict
    server = psycopg2.connect(
        dbname="postgres",
        user=given["USER"],
        password=given["PASSWORD"],
        host=given["HOST"],
        port=given["PORT"] or None,
    )
    server.autocommit = True
    with closing(server), server.cursor() as cursor:
        cursor.execute(statement, parameters or None)
