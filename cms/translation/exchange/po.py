"""
Translations as a gettext PO file, valid under `msgfmt -c`.

The context of an entry (`msgctxt`) is the key of its text and its place, so that it stays the same however the page is
rearranged; the English is for people and tools to read. A draft, also a machine's, and a translation whose English has
changed are `fuzzy`: whoever has looked at one takes that mark away.
"""

import re
import tempfile
from collections import Counter
from datetime import UTC, datetime

import polib
from django.utils.translation import gettext as _

from cms.translation.exchange.entries import Batch, Entry, RefusedFileError, not_from_here

TEXTS, KNOWN_UNTIL = "X-Beacons-Texts", "X-Beacons-Known-Until"
DATE = "%Y-%m-%d %H:%M%z"
# https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html, in gettext's words; msgfmt asks
# for them though no text of a page has plural forms.
PLURAL_FORMS = {
    "es": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
FUZZY = "fuzzy"
# What gettext puts between context and English in its own files; it stands in no text.
SEPARATOR = "\x04"
# polib takes a text without its last quotation mark and leaves its last letter away.
LINE = re.compile(r'\s*(#.*|((msg(ctxt|id|id_plural|str)|msgstr\[\d\])?\s*"([^"\\]|\\.)*")?)\s*')


class PoFormat:
    """PO, the format of gettext: Poedit, Lokalize, Virtaal, OmegaT and every translation service read it."""

    name = "PO"
    extension = "po"
    content_type = "text/x-gettext-translation; charset=utf-8"

    def write(self, batch: Batch) -> bytes:
        """Return the file; the same parts give the same bytes."""
        # Unwrapped: polib's wrapping loses white space, and tools wrap as they like.
        file = polib.POFile(wrapwidth=0)
        file.metadata = _header(batch)
        file.extend(_written(entry) for entry in batch.entries)
        return (str(file).rstrip("\n") + "\n").encode()

    def read(self, data: bytes) -> Batch:
        file = _parsed(_decoded(data))
        charset = file.metadata.get("Content-Type", "charset=utf-8").rpartition("=")[2].strip().lower()
        if charset.replace("-", "") != "utf8":
            raise RefusedFileError(_("This is not UTF-8. Save the file as UTF-8."))
        try:
            texts = dict(_text(item) for item in file.metadata[TEXTS].split())
            known_until = datetime.fromisoformat(file.metadata[KNOWN_UNTIL])
            language = file.metadata["Language"].replace("-", "_").partition("_")[0].lower()
        except (KeyError, ValueError) as error:
            raise not_from_here() from error
        if not texts or known_until.tzinfo is None:
            raise not_from_here()
        entries = tuple(_read(entry) for entry in file)
        _require_each_once(entries)
        return Batch(language, texts, made_at=known_until, known_until=known_until, entries=entries)


def _header(batch: Batch) -> dict[str, str]:
    return {
        "Project-Id-Version": "Beacons",
        "POT-Creation-Date": batch.made_at.astimezone(UTC).strftime(DATE),
        "PO-Revision-Date": batch.known_until.astimezone(UTC).strftime(DATE),
        "Last-Translator": "Beacons",
        "Language-Team": batch.language,
        "Language": batch.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[batch.language],
        TEXTS: " ".join(f"{key}@{revision}" for key, revision in batch.texts.items()),
        KNOWN_UNTIL: batch.known_until.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def _written(entry: Entry) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=entry.key,
        msgid=_said(entry.source),
        msgstr=_said(entry.target),
        comment="\n".join(" ".join(note.split()) for note in entry.notes),
        occurrences=[(entry.reference, "")] if entry.reference else [],
        flags=[FUZZY] if entry.is_draft and entry.target else [],
        previous_msgid=_said(entry.earlier_source) or None,
    )


def _said(text: str) -> str:
    """
    Return a text as gettext takes it.

    Its tools ask that a translation begins and ends with a line end where the English does: here neither ever does.
    """
    return text.replace(SEPARATOR, "").strip()


def _read(entry: polib.POEntry) -> Entry:
    text, _slash, place = (entry.msgctxt or "").partition("/")
    return Entry(
        text=text,
        place=place,
        source=entry.msgid,
        target=entry.msgstr,
        is_draft=FUZZY in entry.flags,
        earlier_source=entry.previous_msgid or "",
        notes=tuple(entry.comment.split("\n")) if entry.comment else (),
        reference=entry.occurrences[0][0] if entry.occurrences else "",
        is_obsolete=bool(entry.obsolete),
    )


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedFileError(_("This is not UTF-8. Save the file as UTF-8.")) from error
    if "\x00" in text:
        raise RefusedFileError(_("This is not a PO file."))
    return text


def _parsed(text: str) -> polib.POFile:
    if not all(LINE.fullmatch(line) for line in text.replace("\r", "\n").split("\n")):
        raise RefusedFileError(_("This is not a PO file."))
    # From a file: polib takes a text for the name of a file where there is one of that name, and splits it into lines
    # where gettext does not. May go when it parses a string as it parses a file: polib._POFileParser.
    with tempfile.NamedTemporaryFile("w", suffix=".po", encoding="utf-8", newline="") as copy:
        copy.write(text)
        copy.flush()
        try:
            return polib.pofile(copy.name, wrapwidth=0)
        except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
            raise RefusedFileError(_("This is not a PO file.")) from error


def _text(item: str) -> tuple[str, int]:
    key, _at, revision = item.partition("@")
    return key, int(revision)


def _require_each_once(entries: tuple[Entry, ...]) -> None:
    counted = Counter(entry.key for entry in entries if not entry.is_obsolete)
    twice = [entry.source for entry in entries if counted.pop(entry.key, 1) > 1]
    if twice:
        message = _("This part is in the file twice: “%(text)s”")
        raise RefusedFileError(*(message % {"text": source} for source in twice))
