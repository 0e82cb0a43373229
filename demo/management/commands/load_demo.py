import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.accounts import ACCOUNTS, ensure_accounts
from demo.glossary import load_glossary
from demo.loading import load
from demo.reading import DATA, ContentError, read_content


class Command(BaseCommand):
    """Nothing is saved before the whole content has been checked; a second run changes nothing."""

    help = "Load or complete the demo content in English, Spanish and Arabic, with an account for each role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--data", type=Path, default=DATA, metavar="FOLDER", help="the folder with a folder for each language"
        )
        parser.add_argument(
            "--everything",
            action="store_true",
            help="put every text live in every language, where the demo otherwise shows how far each of them is; "
            "what was begun stays as it is",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            entries = read_content(options["data"])
            call_command("prepare", verbosity=0)
            # Said at once: a random password that an interruption swallows would be lost.
            self._say_sign_in(ensure_accounts(), options["verbosity"])
            terms = load_glossary()
            loaded = load(
                entries,
                everything=options["everything"],
                report=self._report if options["verbosity"] > 1 else lambda line: None,
            )
        except ContentError as error:
            raise CommandError(f"The demo content was not loaded.\n{error}") from error
        if not options["verbosity"]:
            return
        if terms:
            self.stdout.write(f"Glossary: {terms} terms loaded.")
        if loaded:
            self.stdout.write(f"Demo content: {loaded} texts loaded.")
        else:
            self.stdout.write("Demo content: everything is there.")

    def _report(self, line: str) -> None:
        self.stdout.write(line)

    def _say_sign_in(self, password: str | None, verbosity: int) -> None:
        is_random = password is not None and not os.environ.get("DEMO_PASSWORD")
        if not verbosity and not is_random:
            return
        address = settings.BASE_URL or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
        self.stdout.write(f"Sign in at {address}/admin/ as {', '.join(ACCOUNTS)}.")
        if password is None:
            self.stdout.write("The accounts were there already, with the password they have.")
        elif is_random:
            self.stdout.write(f"Password: {password} (shown this once)")
        else:
            self.stdout.write("Password: the one in DEMO_PASSWORD.")
        self.stdout.flush()
