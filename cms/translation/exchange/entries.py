"""What goes out and comes back, whatever the file format: a list of parts with their translations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Entry:
    """
    One part of a text.

    `text` is the translation key of its page or snippet; `place` says which of its parts it is, however much stands
    before it by now. `source`, `target` and `earlier_source` are what a person reads or types: plain, or inline HTML.
    A `target` that is a draft (`is_draft`) does not count. `notes` are for the translator, `reference` says what is
    translated, in the words of the database. `is_obsolete` is said of a part that a tool has put away.
    """

    text: str
    place: str
    source: str
    target: str = ""
    is_draft: bool = False
    earlier_source: str = ""
    notes: tuple[str, ...] = ()
    reference: str = ""
    is_obsolete: bool = False

    @property
    def key(self) -> str:
        return f"{self.text}/{self.place}"


@dataclass(frozen=True)
class Batch:
    """
    The parts of one text or of several in one language.

    `texts` maps translation key → number of the English revision that was sent. `made_at` is when the newest English
    was extracted, `known_until` when the newest translation was typed: what is newer than that, the file does not know.
    """

    language: str
    texts: Mapping[str, int]
    made_at: datetime
    known_until: datetime
    entries: tuple[Entry, ...] = field(default_factory=tuple)


class RefusedFileError(Exception):
    """A file cannot be taken; `reasons` says why, in plain sentences. Nothing was changed."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def not_from_here() -> RefusedFileError:
    return RefusedFileError(
        _("This file does not say which text it belongs to. Download it here, translate it, and bring it back.")
    )
