"""Reads the environment; what is wrong there is said in one line that names the variable and the cure."""

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE = "django.db.backends.sqlite3"
DATABASE_SCHEMES = ("sqlite", "postgresql", "postgres", "pgsql", "psql")
DATABASE_FORMS = "sqlite:////absolute/file or postgresql://user:password@host:port/name"

# Measured: with Django's own settings nearly every one of 40 publishes beside a worker fails with "database is locked",
# with these none does.
SQLITE_OPTIONS = {
    "timeout": 30,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
POSTGRESQL_OPTIONS = {"connect_timeout": 5}

SECRET_KEY_FILE = "secret-key"  # noqa: S105 (a name)

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def read_file() -> None:
    """Take what the environment does not say from `.env` beside manage.py, where there is one."""
    if (BASE_DIR / ".env").is_file():
        environ.Env.read_env(BASE_DIR / ".env")


def kept_secret_key(data_dir: Path) -> str:
    """Return the key that is kept in the folder, or a new one."""
    try:
        kept = (data_dir / SECRET_KEY_FILE).read_text().strip()
    except OSError:
        kept = ""
    return kept or secrets.token_urlsafe(48)


def database(default: str) -> dict[str, Any]:
    """Return the DATABASES entry that DATABASE_URL describes, an unset or empty one counting as `default`.

    Raises ImproperlyConfigured for an address that cannot be read or a database that is not supported; options in the
    address (`?timeout=5`) win over ours.
    """
    url = os.environ.get("DATABASE_URL") or default
    scheme = url.partition(":")[0]
    try:
        config = environ.Env.db_url_config(url) if scheme in DATABASE_SCHEMES else {}
    except ValueError:
        config = {}
    # Every process has an SQLite memory of its own, so the worker could not see the site's.
    if config.get("NAME", "") in ("", ":memory:"):
        raise ImproperlyConfigured(f"DATABASE_URL ({scheme}:…) cannot be used. Write it as {DATABASE_FORMS}.")
    ours = SQLITE_OPTIONS if config["ENGINE"] == SQLITE else POSTGRESQL_OPTIONS
    config["OPTIONS"] = {**ours, **config.get("OPTIONS", {})}
    # One connection a thread, kept for a minute and checked before use: opening one costs more than most queries.
    return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, **config}


def cache(default: str) -> dict[str, Any]:
    """Return the CACHES entry that CACHE_URL describes; raises ImproperlyConfigured where it cannot be read."""
    try:
        return environ.Env.cache_url_config(os.environ.get("CACHE_URL") or default)
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(
            "CACHE_URL cannot be used. Write it as locmemcache:// or redis://host:6379/0."
        ) from error


def email(default: str) -> dict[str, Any]:
    """Return the EMAIL_* settings that EMAIL_URL describes; raises ImproperlyConfigured where it cannot be read."""
    try:
        return environ.Env.email_url_config(os.environ.get("EMAIL_URL") or default)
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(
            "EMAIL_URL cannot be used. Write it as smtp+tls://user:password@host:587 or consolemail://."
        ) from error


def port(default: int) -> int:
    """Return PORT; raises ImproperlyConfigured unless it is a number between 1 and 65535."""
    value = os.environ.get("PORT") or str(default)
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        raise ImproperlyConfigured(f"PORT is {value!r}. Give a number between 1 and 65535.")
    return int(value)


def count(name: str) -> int:
    """Return the variable as a whole number, 0 where it is not set; raises ImproperlyConfigured otherwise."""
    value = os.environ.get(name) or "0"
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} is {value!r}. Give a whole number.")
    return int(value)


def folder(name: str, default: Path) -> Path:
    """Return the variable as an absolute path."""
    return Path(os.environ.get(name) or default).expanduser().resolve()


def required(name: str, reason: str) -> None:
    """Raise ImproperlyConfigured where the variable is not set."""
    if not os.environ.get(name):
        raise ImproperlyConfigured(f"{name} is not set. {reason}")
