"""Where each part of a text stands on its page: in which block, as which paragraph, heading, cell or item of a list."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.fields import StreamField
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments

HEADINGS = {"h2": 2, "h3": 3, "h4": 4}
LISTS = frozenset({"ol", "ul"})


@dataclass(frozen=True)
class Element:
    """
    What a piece of rich text is: a `heading` of a `level`, an `item` of the list `list_id`, or a `paragraph`.

    `number` counts the elements of its kind, in a list its items, from one; `total` is how many there are.
    """

    kind: str
    number: int = 1
    total: int = 1
    level: int = 0
    list_id: int = 0


@dataclass(frozen=True)
class Place:
    """
    Where a part stands: below the heading `group` of the desk, where it is called `label`.

    `times` says how often the same words stand in that place, `facts` which values of the English belong to it.
    """

    group: str
    label: str
    element: Element | None = None
    times: int = 1
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class BlockShape:
    """A block of a body: its heading on the desk, its value, and which item it is where all are of one kind."""

    path: str
    heading: str
    value: Any
    item: Element | None = None
    label: str = ""


def places_of(instance: Any, labels: dict[str, str]) -> dict[str, Place]:
    """Return the place of every part of an English text, by its key as `source_parts` has it; `labels` names fields."""
    values = extract_segments(instance)
    strings = [value for value in values if isinstance(value, StringSegmentValue)]
    templates = {value.path: value.template for value in values if isinstance(value, TemplateSegmentValue)}
    elements = {path: elements_of(template) for path, template in templates.items()}
    times = Counter((value.path, value.string.data) for value in strings)
    totals = Counter(value.path for value in strings)
    blocks = {block.path: block for name in labels for block in blocks_of(instance, name, labels[name])}
    seen: Counter[str] = Counter()
    places = {}
    for value in strings:
        number = seen[value.path]
        seen[value.path] += 1
        field, _dot, rest = value.path.partition(".")
        path = f"{field}.{rest.partition('.')[0]}" if rest else field
        block = blocks.get(path)
        known = elements.get(value.path, [])
        element = known[number] if number < len(known) else None
        if block and block.item and totals[value.path] == 1:
            element = block.item
        places[f"{value.path}#{value.order}"] = Place(
            group=block.heading if block else "",
            label=_label(labels[field], block, value, element, (number + 1, totals[value.path])),
            element=element,
            times=times[value.path, value.string.data],
            facts=_facts(value),
        )
    return places


def blocks_of(instance: Any, name: str, label: str) -> Iterator[BlockShape]:
    """Yield the blocks of a body in their order; nothing for a field that is none."""
    field = instance._meta.get_field(name)
    if not isinstance(field, StreamField):
        return
    heading = _("Body") if name == "body" else label
    blocks = getattr(instance, name)
    is_list = len(field.stream_block.child_blocks) == 1
    for number, block in enumerate(blocks, start=1):
        path = f"{name}.{block.id}"
        if is_list:
            yield BlockShape(path, heading, block.value, Element("item", number, len(blocks)), str(block.block.label))
        else:
            yield BlockShape(path, _block_heading(heading, block), block.value)


def _block_heading(field: str, block: StreamValue.StreamChild) -> str:
    heading = f"{field} › {block.block.label}"
    speaker = block.value.get("speaker") if isinstance(block.value, StructValue) else ""
    # Isolated, because the speaker is English wherever the words around are not.
    said_by = _("spoken by %(speaker)s") % {"speaker": f"\u2068{speaker}\u2069"}
    return f"{heading} · {said_by}" if speaker else heading


def _label(
    field: str, block: BlockShape | None, value: StringSegmentValue, element: Element | None, count: tuple[int, int]
) -> str:
    inner = value.path.split(".")[2:]
    number, total = count
    if inner == ["cells"]:
        return _("Cell %(number)d of %(total)d") % {"number": number, "total": total}
    if inner and block is not None:
        return _inner_label(block.value, inner)
    if element is None:
        return field
    return element_label(element, block.label if block else "")


def _inner_label(value: Any, inner: list[str]) -> str:
    """Return what a text inside a block is called: as its own form calls it."""
    if not isinstance(value, StructValue):
        return _("Caption")
    child = value.block.child_blocks[inner[0]]
    for name in inner[1:]:
        # In the place of a name stands, in a list, the key of the item.
        child = getattr(child, "child_block", None) or child.child_blocks[name]
    return capfirst(str(child.label))


def element_label(element: Element, name: str = "") -> str:
    """
    Return what a piece of rich text is called: "Paragraph 2 of 5", "Heading 2", "Item 1 of 3".

    `name` is what an item is called where that is known, such as "Point".
    """
    if element.kind == "heading":
        return _("Heading %(level)d") % {"level": element.level}
    numbers = {"number": element.number, "total": element.total}
    if element.kind == "item":
        return _("%(name)s %(number)d of %(total)d") % {"name": name or _("Item"), **numbers}
    return _("Paragraph %(number)d of %(total)d") % numbers if element.total > 1 else _("Paragraph")


def _facts(value: StringSegmentValue) -> tuple[str, ...]:
    """Return the values that wait with this text, such as the figure of a bar: they come from data."""
    figure = (value.attrs or {}).get("value")
    return (figure,) if isinstance(figure, str) else ()


def elements_of(template: str) -> list[Element]:
    """Return what each text of a rich text is, by wagtail-localize's template of it."""
    reader = _Reader()
    reader.feed(template)
    reader.close()
    totals = Counter((kind, list_id) for kind, _level, list_id in reader.found)
    seen: Counter[tuple[str, int]] = Counter()
    elements = []
    for kind, level, list_id in reader.found:
        seen[kind, list_id] += 1
        elements.append(Element(kind, seen[kind, list_id], totals[kind, list_id], level, list_id))
    return elements


class _Reader(HTMLParser):
    """Reads what stands around each `<text>`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, int, int]] = []
        self.open: list[str] = []
        self.lists: list[int] = []
        self.count = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "text":
            self.found.append(self._kind())
        elif tag in LISTS:
            self.count += 1
            self.lists.append(self.count)
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in LISTS and self.lists:
            self.lists.pop()
        elif tag in self.open:
            while self.open.pop() != tag:
                pass

    def _kind(self) -> tuple[str, int, int]:
        heading = next((tag for tag in reversed(self.open) if tag in HEADINGS), "")
        if heading:
            return "heading", HEADINGS[heading], 0
        return ("item", 0, self.lists[-1]) if self.lists else ("paragraph", 0, 0)
