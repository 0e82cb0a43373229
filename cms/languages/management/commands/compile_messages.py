import os
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile the message catalogues that are newer than their compiled form. Needs no gettext programs."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for source in sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).rglob("*.po")):
            compiled = source.with_suffix(".mo")
            if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
                continue
            # Under a name of this process first, so that no other one reads half a file.
            unfinished = compiled.with_suffix(f".{os.getpid()}.mo")
            polib.pofile(str(source)).save_as_mofile(str(unfinished))
            unfinished.replace(compiled)
            self.stdout.write(f"compiled {compiled.relative_to(settings.BASE_DIR)}")
