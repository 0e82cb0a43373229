from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import autodiscover_modules

from cms.languages.doctor import examine


class Command(BaseCommand):
    help = "Check the data of the site; fail where something is wrong. One line for each finding, with what to do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fix", action="store_true", help="mend what can be mended without losing anything")

    def handle(self, *args: Any, fix: bool, **options: Any) -> None:
        autodiscover_modules("doctor")
        left = mended = 0
        for name, finding in list(examine()):
            if fix and finding.mend is not None:
                finding.mend()
                mended += 1
                self.stdout.write(f"{name}: {finding.about}: {finding.wrong}. Mended.")
            else:
                left += 1
                self.stdout.write(f"{name}: {finding}")
        if left:
            raise CommandError(f"{left} findings.")
        self.stdout.write(f"{mended} findings, all mended." if mended else "All is well.")
