"""
Marks around the texts of a page that is looked at on the desk: which part each is, and which is still English.

The marks are letters of the private use area, put around the texts in memory before the page is made, and turned into
elements afterwards, so that they come through every template. Nothing that is published has them.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.segments import Segment, without_links

BEGIN, ENGLISH, NUMBERED, END = "\ue000", "\ue001", "\ue002", "\ue003"
DIGITS = {str(digit): chr(0xE010 + digit) for digit in range(10)}
OPENING = re.compile(f"([{BEGIN}{ENGLISH}])([\ue010-\ue019]+){NUMBERED}")
ANY = re.compile(f"{OPENING.pattern}|{END}")
TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
NAME = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
# What holds text and no elements.
TEXT_ONLY = frozenset({"option", "script", "style", "textarea", "title"})

# The path of a field or block, and which of its texts.
Spot = tuple[str, int]


@dataclass(frozen=True)
class Marks:
    """`parts` are the ids of the parts in a page that is marked; `spots` says which of them stands where."""

    parts: list[str]
    spots: dict[Spot, int]
    english: dict[Spot, str]
    done: frozenset[str]


class _MarkedText(str):
    """A text with marks, the same as the one without: a template may ask whether two texts are equal."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and ANY.sub("", str(self)) == ANY.sub("", str(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(ANY.sub("", str(self)))


def marks_of(source: Any, segments: Iterable[Segment]) -> Marks:
    """Return where the parts of an English text stand; one that is repeated stands in several spots."""
    known = {(_path(segment), without_links(segment.source_part)): segment for segment in segments}
    parts = [segment.id for segment in known.values()]
    numbers = {identifier: number for number, identifier in enumerate(parts)}
    spots, english = {}, {}
    for spot, value in _strings(extract_segments(source)):
        segment = known.get((value.path, value.string.data))
        if segment is not None:
            spots[spot], english[spot] = numbers[segment.id], value.string.data
    return Marks(parts, spots, english, frozenset(segment.id for segment in known.values() if segment.is_done))


def mark(instance: Any, marks: Marks) -> None:
    """Put marks around the texts of `instance`, a page in memory that is never saved: a translation, or its English."""
    is_translation = instance.locale.language_code != SOURCE_LANGUAGE
    values = extract_segments(instance)
    marked = {id(value): _marked(value, spot, marks, is_translation) for spot, value in _strings(values)}
    kept = [
        marked.get(id(value), value) for value in values if isinstance(value, StringSegmentValue | TemplateSegmentValue)
    ]
    ingest_segments(instance, instance, instance.locale, instance.locale, kept)
    for name in instance.translated_fields:
        if isinstance(getattr(instance, name), str):
            setattr(instance, name, _MarkedText(getattr(instance, name)))


def with_elements(html: str, marks: Marks, *, style_sheet: str) -> str:
    """Return a page with an element in the place of each pair of marks, and none where there can be no element."""
    pieces, text_only, navigation = [], "", 0
    used: set[str] = set()
    for index, piece in enumerate(TAG.split(html)):
        if index % 2 == 0:
            pieces.append(ANY.sub("", piece) if text_only else _elements(piece, marks, used, is_first=not navigation))
            continue
        name = NAME.match(piece)
        if name and name[2].lower() in TEXT_ONLY:
            text_only = "" if name[1] else name[2].lower()
        if name and name[2].lower() == "nav":
            navigation += -1 if name[1] else 1
        pieces.append(_tag(piece, marks))
    link = format_html('<link rel="stylesheet" href="{}">', style_sheet)
    return "".join(pieces).replace("</head>", f"{link}</head>", 1)


def _strings(values: Iterable[Any]) -> list[tuple[Spot, StringSegmentValue]]:
    seen: Counter[str] = Counter()
    found = []
    for value in values:
        if isinstance(value, StringSegmentValue):
            found.append(((value.path, seen[value.path]), value))
            seen[value.path] += 1
    return found


def _path(segment: Segment) -> str:
    return segment.place.rpartition("#")[0]


def _marked(value: StringSegmentValue, spot: Spot, marks: Marks, is_translation: bool) -> StringSegmentValue:
    number = marks.spots.get(spot)
    if number is None:
        return value
    is_left = is_translation and marks.parts[number] not in marks.done
    is_english = is_left and value.string.data == marks.english[spot]
    begin = (ENGLISH if is_english else BEGIN) + "".join(DIGITS[digit] for digit in str(number)) + NUMBERED
    string = StringValue(f"{begin}{value.string.data}{END}")
    return StringSegmentValue(value.path, string, attrs=value.attrs, order=value.order)


def _number(match: re.Match[str]) -> int:
    return int("".join(str(ord(digit) - 0xE010) for digit in match[2]))


def _elements(text: str, marks: Marks, used: set[str], *, is_first: bool) -> str:
    """Turn marks in running text into elements; the first of a part outside a menu has an address."""

    def element(match: re.Match[str]) -> str:
        if match[0] == END:
            return "</span>"
        part = marks.parts[_number(match)]
        address = format_html(' id="part-{}"', part) if is_first and part not in used else ""
        if address:
            used.add(part)
        language = format_html(' lang="{}" dir="ltr" data-english', "en") if match[1] == ENGLISH else ""
        return format_html('<span data-part="{}"{}{}>', part, address, language)

    return ANY.sub(element, text)


def _tag(tag: str, marks: Marks) -> str:
    """Return a tag without marks; a picture is the part that its words are."""
    first = OPENING.search(tag)
    bare = ANY.sub("", tag)
    if first is None or not bare.startswith("<img"):
        return bare
    part = marks.parts[_number(first)]
    return format_html('<img data-part="{}" id="part-{}"', part, part) + bare.removeprefix("<img")
