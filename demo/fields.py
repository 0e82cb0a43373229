"""
What a field of the demo content may hold.

A value (number, date, reference) stands in the English file alone. A text stands in every language; its `shape` is the
same in all of them, and its `pieces` are the units that translators work on, in reading order.
"""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from demo.markup import NAMES, Part, read_markup

PICTURES = Path(__file__).parent / "pictures"
RECORDINGS = Path(__file__).parent / "recordings"


class BadFieldError(ValueError):
    """What is wrong with a field, as the end of a sentence that begins with its name."""


@dataclass(frozen=True, kw_only=True)
class Field(ABC):
    """`read` turns what YAML gives into a checked value, or raises `BadFieldError`. Most fields must be given."""

    is_text: ClassVar[bool] = False
    # What an optional field has where it is not given.
    absent: ClassVar[Any] = None

    optional: bool = False
    # Whether no other entry of the kind has the same.
    unique: bool = False

    @abstractmethod
    def read(self, raw: Any, *, source: bool = True) -> Any:
        """Return the checked value of what YAML gives, or raise `BadFieldError`."""

    def references(self, value: Any) -> list[tuple[str, str]]:
        """Return the (kind, key) of every entry that the value points at."""
        return []


@dataclass(frozen=True)
class Number(Field):
    """A whole number from 1."""

    def read(self, raw: Any, *, source: bool = True) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool) or not 1 <= raw <= 1000:
            raise BadFieldError(f"must be a whole number from 1 to 1000, not {_shown(raw)}")
        return raw


@dataclass(frozen=True)
class Day(Field):
    """A date, or null where the source states none."""

    def read(self, raw: Any, *, source: bool = True) -> datetime.date | None:
        if raw is not None and type(raw) is not datetime.date:
            raise BadFieldError(f"must be a date such as 2026-05-03, or null, not {_shown(raw)}")
        return raw


@dataclass(frozen=True)
class Choice(Field):
    """One of a closed list."""

    absent: ClassVar[Any] = ""

    options: tuple[str, ...]

    def read(self, raw: Any, *, source: bool = True) -> str:
        if raw not in self.options:
            raise BadFieldError(f"must be one of {', '.join(self.options)}, not {_shown(raw)}")
        return raw


@dataclass(frozen=True)
class Name(Field):
    """Words that are never translated, such as the name of an organisation or a version."""

    absent: ClassVar[Any] = ""

    limit: int = 255

    def read(self, raw: Any, *, source: bool = True) -> str:
        return _line(raw, self.limit)


@dataclass(frozen=True)
class Names(Field):
    """Several names, which are stored one a line."""

    absent: ClassVar[Any] = ""

    def read(self, raw: Any, *, source: bool = True) -> str:
        if not isinstance(raw, list) or not raw:
            raise BadFieldError(f"must be a list of names, not {_shown(raw)}")
        return "\n".join(_line(name, 255) for name in raw)


@dataclass(frozen=True)
class Picture(Field):
    """The name of a file in the folder of pictures."""

    folder: ClassVar[Path] = PICTURES
    what: ClassVar[str] = "picture"

    def read(self, raw: Any, *, source: bool = True) -> Path:
        path = self.folder / _line(raw, 60)
        if path.parent != self.folder or not path.is_file():
            raise BadFieldError(f"there is no {self.what} {_shown(raw)}")
        return path


@dataclass(frozen=True)
class Video(Picture):
    """The name of a video in the folder of recordings; beside it lie its poster (`.jpg`) and captions (`.es.vtt`)."""

    folder: ClassVar[Path] = RECORDINGS
    what: ClassVar[str] = "recording"


@dataclass(frozen=True)
class Reference(Field):
    """The key of an entry of one kind."""

    kind: str

    def read(self, raw: Any, *, source: bool = True) -> str:
        return _line(raw, 60)

    def references(self, value: str | None) -> list[tuple[str, str]]:
        return [(self.kind, value)] if value else []


@dataclass(frozen=True)
class References(Field):
    """The keys of entries of one kind, in order; may be left out."""

    absent: ClassVar[Any] = ()

    kind: str
    optional: bool = field(default=True, kw_only=True)

    def read(self, raw: Any, *, source: bool = True) -> list[str]:
        if not isinstance(raw, list) or not all(isinstance(key, str) for key in raw):
            raise BadFieldError(f"must be a list of keys, not {_shown(raw)}")
        if len(set(raw)) != len(raw):
            raise BadFieldError("names an entry twice")
        return raw

    def references(self, value: list[str]) -> list[tuple[str, str]]:
        return [(self.kind, key) for key in value]


@dataclass(frozen=True)
class Roles(Field):
    """Lines such as `leads: key`, in order: `kinds` names for each first word the kind of the entry after it."""

    absent: ClassVar[Any] = ()

    kinds: dict[str, str]
    optional: bool = field(default=True, kw_only=True)

    def read(self, raw: Any, *, source: bool = True) -> list[tuple[str, str]]:
        if not isinstance(raw, list):
            raise BadFieldError(f"must be a list, not {_shown(raw)}")
        return [self._read_line(line) for line in raw]

    def _read_line(self, raw: Any) -> tuple[str, str]:
        if not isinstance(raw, dict) or len(raw) != 1 or not set(raw) <= set(self.kinds):
            raise BadFieldError(f"must have lines of one of {', '.join(self.kinds)} with a key, not {_shown(raw)}")
        role, key = next(iter(raw.items()))
        return role, _line(key, 60)

    def references(self, value: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(self.kinds[role], key) for role, key in value]


@dataclass(frozen=True)
class Text(Field):
    """A field that every language has; an optional one may be missing in all of them."""

    is_text: ClassVar[bool] = True

    def shape(self, value: Any) -> list[str]:
        """Return what each piece is, in words."""
        return ["a line" for _ in self.pieces(value)]

    @abstractmethod
    def pieces(self, value: Any) -> list[str]:
        """Return the plain texts that are translated one by one."""

    def stored(self, value: Any) -> Any:
        """Return the value as the model field takes it."""
        return value


@dataclass(frozen=True)
class Line(Text):
    """Plain text without line breaks."""

    limit: int = 255

    def read(self, raw: Any, *, source: bool = True) -> str:
        return _line(raw, self.limit)

    def pieces(self, value: str) -> list[str]:
        return [value]


@dataclass(frozen=True)
class Passage(Line):
    """One paragraph that is stored as rich text."""

    limit: int = 2000

    def stored(self, value: str) -> str:
        return f"<p>{escape(value, quote=False)}</p>"


@dataclass(frozen=True)
class Points(Text):
    """A short list of lines."""

    most: int = 5
    limit: int = 255

    def read(self, raw: Any, *, source: bool = True) -> list[str]:
        if not isinstance(raw, list) or not raw:
            raise BadFieldError(f"must be a list of points, not {_shown(raw)}")
        if len(raw) > self.most:
            raise BadFieldError(f"has {len(raw)} points; at most {self.most} are allowed")
        return [_line(point, self.limit, f"point {number} ") for number, point in enumerate(raw, 1)]

    def shape(self, value: list[str]) -> list[str]:
        return ["a point" for _ in value]

    def pieces(self, value: list[str]) -> list[str]:
        return value

    def stored(self, value: list[str]) -> list[tuple[str, str]]:
        return [("point", point) for point in value]


@dataclass(frozen=True)
class Body(Text):
    """
    The blocks of a reading text: `text` with marks, `quotation` with words and speaker, `reusable_text` with a key.

    A reusable text is a value: the other languages list the blocks that have words, in the same order. A text is
    stored as its parts, because its links lead to what is in the database.
    """

    limit: int = 20_000

    def read(self, raw: Any, *, source: bool = True) -> list[tuple[str, Any]]:
        if not isinstance(raw, list) or not raw:
            raise BadFieldError(f"must be a list of blocks, not {_shown(raw)}")
        return [self._read_block(block, f"block {number} ", source) for number, block in enumerate(raw, 1)]

    def _read_block(self, raw: Any, where: str, source: bool) -> tuple[str, Any]:
        if not isinstance(raw, dict) or len(raw) != 1:
            raise BadFieldError(
                f"{where}must be one of text, quotation, reusable_text with its content, not {_shown(raw)}"
            )
        kind, content = next(iter(raw.items()))
        if kind == "text":
            return kind, self._read_text(content, where)
        if kind == "quotation":
            return kind, self._read_quotation(content, where)
        if kind == "reusable_text":
            if not source:
                raise BadFieldError(f"{where}is a reusable_text, which stands in the English file alone")
            return kind, _line(content, 60, where)
        raise BadFieldError(f"{where}must be one of text, quotation, reusable_text, not {_shown(kind)}")

    def _read_text(self, content: Any, where: str) -> list[Part]:
        text = _words(content, where)
        if len(text) > self.limit:
            raise BadFieldError(f"{where}has {len(text)} characters; at most {self.limit} are allowed")
        parts = read_markup(text)
        if any(not part.text for part in parts):
            raise BadFieldError(f"{where}has a heading or a list item without words")
        return parts

    def _read_quotation(self, content: Any, where: str) -> dict[str, str]:
        if not isinstance(content, dict) or set(content) != {"words", "speaker"}:
            raise BadFieldError(f"{where}must have words and speaker, not {_shown(content)}")
        return {"words": _line(content["words"], 1000, where), "speaker": _line(content["speaker"], 255, where)}

    def references(self, value: list[tuple[str, Any]]) -> list[tuple[str, str]]:
        shared = [(kind, content) for kind, content in value if kind == "reusable_text"]
        return shared + [link for kind, content in value if kind == "text" for part in content for link in part.links]

    def shape(self, value: list[tuple[str, Any]]) -> list[str]:
        return [words for words, _ in self._units(value)]

    def pieces(self, value: list[tuple[str, Any]]) -> list[str]:
        return [text for _, text in self._units(value)]

    def _units(self, value: list[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
        for kind, content in value:
            if kind == "text":
                yield from ((_named(part), part.unit) for part in content)
            elif kind == "quotation":
                yield "the words of a quotation", content["words"]
                yield "the speaker of a quotation", content["speaker"]


def _named(part: Part) -> str:
    """Return what a part is, in words: where its links lead belongs to it."""
    return " with a link to ".join([NAMES[part.tag], *(" ".join(link) for link in part.links)])


def _words(raw: Any, where: str = "") -> str:
    if not isinstance(raw, str):
        raise BadFieldError(f"{where}must be text, not {_shown(raw)}")
    if not raw.strip():
        raise BadFieldError(f"{where}is empty")
    return raw.strip()


def _line(raw: Any, limit: int, where: str = "") -> str:
    text = _words(raw, where)
    if "\n" in text:
        raise BadFieldError(f"{where}must be one line")
    if len(text) > limit:
        raise BadFieldError(f"{where}has {len(text)} characters; at most {limit} are allowed")
    return text


def _shown(raw: Any) -> str:
    """Return what stands in the file, short and on one line."""
    shown = " ".join(str("nothing" if raw is None else raw).split())
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
