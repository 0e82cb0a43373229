"""What `manage.py run` looks at and sets up before it serves; each function is quick where nothing is to do.

What is wrong is said in one line that names the cause and the cure, by CannotStartError. Everything is looked at before
anything is made.
"""

import errno
import hashlib
import os
import socket
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import Error as DatabaseFailure
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import NotSupportedError

from cms.delivery.system_libraries import missing_packages
from cms.settings.environment import DATABASE_FORMS, SECRET_KEY_FILE

HOST = "127.0.0.1"
OLDEST_POSTGRESQL = 15
# The latter two come of options in the address that the driver cannot read.
DRIVER_ERRORS = (DatabaseFailure, TypeError, ValueError)


class CannotStartError(Exception):
    """The site cannot be served; the message names the cause and the cure in one line."""


def check_port(port: int) -> None:
    """Raise CannotStartError where something else listens on the port."""
    with socket.socket() as listener:
        # A port that was left a moment ago is free, whatever the kernel still remembers of it.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except PermissionError as error:
            raise CannotStartError(f"Port {port} is reserved for the system. Choose another: PORT=8001.") from error
        except OSError as error:
            raise CannotStartError(
                f"Port {port} is taken by another program. End it, or choose another port: PORT={port % 65535 + 1}."
            ) from error


def check_system_libraries() -> None:
    """Raise CannotStartError where WeasyPrint could not load what it needs."""
    if missing := missing_packages():
        packages = " ".join(missing)
        raise CannotStartError(f"Missing on this system: {packages}. Install it: sudo apt-get install {packages}")


def check_folder(folder: Path, variable: str) -> None:
    """Raise CannotStartError unless files can be written in the folder, or the folder can be made."""
    existing = folder
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    try:
        tempfile.TemporaryFile(dir=existing).close()
    except OSError as error:
        reason = "is not a folder" if error.errno == errno.ENOTDIR else f"cannot be written ({error.strerror})"
        raise CannotStartError(
            f"{variable}: {existing} {reason}. Make it writable, or name another folder in {variable}."
        ) from error


def check_database() -> None:
    """Raise CannotStartError unless the database answers, can be written and is new enough."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        check_folder(file.parent, variable="DATABASE_URL" if os.environ.get("DATABASE_URL") else "DATA_DIR")
        if not file.exists():
            return
    try:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "SELECT 1")
            if connection.vendor == "sqlite":
                cursor.execute("ROLLBACK")
    except NotSupportedError as error:
        raise CannotStartError(f"{_first_line(error)} Use PostgreSQL {OLDEST_POSTGRESQL} or newer.") from error
    except DRIVER_ERRORS as error:
        raise CannotStartError(
            f"The database of DATABASE_URL cannot be used: {_first_line(error)}. Start it, or correct DATABASE_URL: "
            f"{DATABASE_FORMS}."
        ) from error
    version = getattr(connection, "pg_version", OLDEST_POSTGRESQL * 10_000) // 10_000
    if version < OLDEST_POSTGRESQL:
        raise CannotStartError(
            f"The database of DATABASE_URL is PostgreSQL {version}. Use PostgreSQL {OLDEST_POSTGRESQL} or newer."
        )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def make_folders() -> None:
    """Make DATA_DIR and the folder of the SQLite file."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)


def keep_secret_key() -> None:
    """Keep this process's secret key for the ones that follow, readable by this user alone."""
    file = settings.DATA_DIR / SECRET_KEY_FILE
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(settings.SECRET_KEY)


def needs_migration() -> bool:
    """Tell whether the schema is behind the code."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect_static() -> None:
    """Bring the static files to STATIC_ROOT where one of them has changed since."""
    listing = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = os.stat(storage.path(path))
            listing.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if not stamp.exists() or stamp.read_text() != listing.hexdigest():
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(listing.hexdigest())
