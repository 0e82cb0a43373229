"""`manage.py run`: the whole site on this machine, from an empty folder."""

import sys
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseFailure
from django.db import connections

from cms.delivery import preparation
from cms.delivery.preparation import HOST, CannotStartError
from cms.delivery.serving import serve


class Command(BaseCommand):
    """Sets up what is missing, prints the address and the sign-in, serves the site and runs the worker."""

    help = "Sets up what is missing, then serves the site and runs the task worker until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-worker", action="store_false", dest="worker", help="serve without a task worker")

    def handle(self, *, worker: bool, **options: Any) -> None:
        try:
            self.look()
            self.set_up()
            self.greet()
            connections.close_all()
            serve(settings.PORT, worker=worker)
        except KeyboardInterrupt:
            sys.exit(130)
        except (CannotStartError, CommandError, DatabaseFailure, OSError) as error:
            sys.exit(" ".join(str(error).split()))

    def look(self) -> None:
        """Look at all that could be wrong, before anything is made."""
        preparation.check_port(settings.PORT)
        preparation.check_system_libraries()
        preparation.check_folder(settings.DATA_DIR, variable="DATA_DIR")
        preparation.check_database()

    def set_up(self) -> None:
        """Make what is missing."""
        preparation.make_folders()
        preparation.keep_secret_key()
        call_command("compile_messages", stdout=StringIO())
        if preparation.needs_migration():
            self.tell("Preparing the database")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("prepare", verbosity=0)
        self.load_demo()
        preparation.collect_static()

    def load_demo(self) -> None:
        """Load the demo into an empty database, and complete one whose loading was interrupted."""
        loading: Path = settings.DATA_DIR / "demo-is-loading"
        if loading.exists() or not get_user_model().objects.exists():
            self.tell("Loading the demo content")
            loading.touch()
            # It prints the accounts and their password.
            call_command("load_demo", stdout=self.stdout)
            loading.unlink()

    def greet(self) -> None:
        """Print the address and the sign-in."""
        address = f"http://{HOST}:{settings.PORT}/"
        self.tell(f"Beacons is at {address}")
        self.tell(f"Sign in at {address}admin/; the password was printed when the demo content was loaded.")
        self.tell("Stop with Ctrl-C.")

    def tell(self, line: str) -> None:
        """Print a line at once, also where the output is a file."""
        self.stdout.write(line)
        self.stdout.flush()
