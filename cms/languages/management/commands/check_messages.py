from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.languages.languages import TARGET_LANGUAGES
from cms.languages.messages import Message, faults, messages_in_python, messages_in_template

Found = dict[Message, set[str]]


class Command(BaseCommand):
    help = "Fail where a text of the interface lacks its Spanish or Arabic, a plural form or a placeholder."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--update",
            action="store_true",
            help="first write new texts into the catalogues, and set aside those that are gone",
        )

    def handle(self, *args: Any, update: bool, **options: Any) -> None:
        found = messages_of_the_project()
        count = 0
        for language in TARGET_LANGUAGES:
            path = settings.BASE_DIR / "locale" / language.code / "LC_MESSAGES" / "django.po"
            catalogue = polib.pofile(str(path), wrapwidth=120)
            if update:
                bring_up_to_date(catalogue, found)
                catalogue.save()
            entries = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
            for message, places in sorted(found.items(), key=lambda item: (sorted(item[1]), item[0].text)):
                for fault in faults(message, entries.get(message.key), catalogue.metadata["Plural-Forms"]):
                    count += 1
                    self.stderr.write(f"{language.code}: “{message.text}” {fault} ({', '.join(sorted(places))})")
        if count:
            raise CommandError(f"{count} texts are not fully translated.")
        self.stdout.write(f"{len(found)} texts, all translated.")


def messages_of_the_project() -> Found:
    """Return each message of our Python and templates with the files that ask for it."""
    found: Found = defaultdict(set)
    for path, message in _messages():
        found[message].add(str(path.relative_to(settings.BASE_DIR)))
    return found


def _messages() -> Iterator[tuple[Path, Message]]:
    packages = [path.parent for path in settings.BASE_DIR.glob("*/__init__.py")]
    for folder in (*packages, settings.BASE_DIR / "templates"):
        for path in folder.rglob("*"):
            if path.suffix == ".py" and "migrations" not in path.parts:
                yield from ((path, message) for message in messages_in_python(path.read_text()))
            elif path.suffix in {".html", ".txt", ".xml"}:
                yield from ((path, message) for message in messages_in_template(path.read_text(), str(path)))


def bring_up_to_date(catalogue: polib.POFile, found: Found) -> None:
    """Add what is new to a catalogue, empty; keep what nothing asks for any more at its end, set aside."""
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    for entry in entries.values():
        entry.obsolete, entry.occurrences = True, []
    for message, places in found.items():
        entry = entries.get(message.key)
        if entry is None:
            entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None, msgid_plural=message.plural)
            entries[message.key] = entry
            catalogue.append(entry)
        entry.obsolete = False
        if message.plural and not entry.msgid_plural:
            entry.msgid_plural, entry.msgstr = message.plural, ""
        entry.occurrences = sorted({*entry.occurrences, *((place, "") for place in places)})
        if "%(" in message.text + message.plural and "python-format" not in entry.flags:
            entry.flags.append("python-format")
    catalogue.sort(key=lambda entry: (entry.obsolete, entry.msgid, entry.msgctxt or ""))
