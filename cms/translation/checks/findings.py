"""What the checks take and what they give back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _


class Level(StrEnum):
    """An error keeps a part from being done; a warning asks the translator to look again."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """
    One thing that differs: `code` names the rule, `message` is a sentence in the language of the interface.

    `insert` is what would mend it when it is put at the caret: a figure, a name, or the inline HTML of a link; empty
    where there is no such thing. `instead` is the wrong figure that it takes the place of, as it was typed.
    """

    code: str
    level: Level
    message: str
    insert: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Name:
    """A name that is not translated: it stays as it is, or takes one of `forms` (language code → allowed forms)."""

    text: str
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Term:
    """An entry of the glossary for one target language; with nothing `allowed`, only `forbidden` is looked for."""

    source: str
    allowed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


def error(code: str, message: str, insert: str = "", instead: str = "") -> Finding:
    return Finding(code, Level.ERROR, message, insert, instead)


def warning(code: str, message: str, insert: str = "") -> Finding:
    return Finding(code, Level.WARNING, message, insert)


def differs(source: str, target: str) -> str:
    """Return the sentence for something that stands in both texts and is not the same."""
    return _("%(source)s is in the English, %(target)s is here.") % {"source": source, "target": target}


def is_missing(source: str) -> str:
    return _("%(source)s is in the English and not here.") % {"source": source}


def is_added(target: str) -> str:
    return _("%(target)s is not in the English.") % {"target": target}
