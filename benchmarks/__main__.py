"""
Make a site, hand a copy of it to each area, and print what they measure: one JSON object a line, nothing else.

Where DATABASE_URL names a server of PostgreSQL, what depends on it is measured there, in a database of its own.
"""

import argparse
import os
import pkgutil
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import environ
import psycopg2

import benchmarks

ROOT = Path(__file__).resolve().parent.parent
HARNESS = {"__main__", "area", "measuring", "stock"}
ON_POSTGRESQL = {"search"}
AREAS = sorted({module.name for module in pkgutil.iter_modules(benchmarks.__path__)} - HARNESS)


def main() -> int:
    """Return 1 where an area could not be measured, else 0."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("areas", nargs="*", metavar="area", help=f"one of {', '.join(AREAS)}; all of them if none")
    chosen = parser.parse_args().areas or AREAS
    if unknown := set(chosen) - set(AREAS):
        parser.error(f"there is no area {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="beacons-benchmarks-") as folder:
        template = Path(folder) / "template"
        template.mkdir()
        _manage(_environment(template), "compile_messages", "migrate", "prepare", "collectstatic")
        return max(_measure(area, template, Path(folder) / area) for area in chosen)


def _measure(area: str, template: Path, folder: Path) -> int:
    shutil.copytree(template, folder)
    server = os.environ.get("DATABASE_URL", "")
    if area in ON_POSTGRESQL and server.startswith("postgres"):
        with _database_on(server) as database:
            _manage(_environment(folder, database), "migrate", "prepare")
            return _run(area, _environment(folder, database))
    return _run(area, _environment(folder))


def _run(area: str, environment: dict[str, str]) -> int:
    done = subprocess.run([sys.executable, "-m", "benchmarks.area", area], cwd=ROOT, env=environment, check=False)
    shutil.rmtree(environment["DATA_DIR"])
    if done.returncode:
        sys.stderr.write(f"The area {area} could not be measured.\n")
    return min(done.returncode, 1)


def _manage(environment: dict[str, str], *commands: str) -> None:
    for command in commands:
        options = ["--no-input"] if command == "collectstatic" else []
        arguments = [sys.executable, "manage.py", command, *options]
        subprocess.run(arguments, cwd=ROOT, env=environment, stdout=2, check=True)


@contextmanager
def _database_on(server: str) -> Iterator[str]:
    """Yield the address of a new database on the server; it goes in the end."""
    given = environ.Env.db_url_config(server)
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    name = f"beacons_benchmark_{secrets.token_hex(4)}"
    with closing(
        psycopg2.connect(dbname="postgres", **{key: given[value] or None for key, value in names.items()})
    ) as it:
        it.autocommit = True
        it.cursor().execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            it.cursor().execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _environment(folder: Path, database: str = "") -> dict[str, str]:
    """Return the environment of a site that has all of its own in the folder, and nothing of the developer's."""
    ours = ("ALLOWED_HOSTS", "BASE_URL", "CACHE_URL", "LOG_LEVEL", "PORT")
    return (
        os.environ
        | dict.fromkeys(ours, "")
        | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
            "EMAIL_URL": "dummymail://",
            "STATIC_ROOT": str(folder / "static"),
            "SECRET_KEY": secrets.token_urlsafe(48),
        }
    )


if __name__ == "__main__":
    sys.exit(main())
