"""A part as it is read: the text of its inline HTML, and what is marked in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

NOTE = "#note-"
BOLD = {"b", "strong"}
ITALICS = {"i", "em"}


@dataclass
class Link:
    """A link or a note of a part: `number` is what a reader of the screen knows it by, `html` is the whole of it."""

    id: str
    address: str
    text: str = ""
    html: str = ""

    @property
    def is_note(self) -> bool:
        return self.address.startswith(NOTE)

    @property
    def number(self) -> str:
        """1 of `#note-1`, or 1 of the id `a1`, as wagtail-localize counts the links of a part."""
        return self.address.removeprefix(NOTE) if self.is_note else self.id.lstrip("a")


@dataclass
class Reading:
    """`text` has line breaks for `<br>`; the number of a note is not part of it, because it counts nothing."""

    text: str = ""
    links: list[Link] = field(default_factory=list)
    bold: int = 0
    italics: int = 0
    tags: set[str] = field(default_factory=set)


def read(html: str, addresses: Mapping[str, str]) -> Reading:
    """Read inline HTML (or plain text, which is the same without marks); `addresses` maps ids of links to targets."""
    parser = _Reader(addresses)
    parser.feed(html)
    parser.close()
    return parser.reading


class _Reader(HTMLParser):
    def __init__(self, addresses: Mapping[str, str]) -> None:
        super().__init__()
        self.addresses = addresses
        self.reading = Reading()
        self.link: Link | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reading.tags.add(tag)
        if tag == "br":
            self.reading.text += "\n"
        elif tag == "a":
            identifier = dict(attrs).get("id") or ""
            self.link = Link(identifier, self.addresses.get(identifier, ""))
            self.reading.links.append(self.link)
        elif tag in BOLD:
            self.reading.bold += 1
        elif tag in ITALICS:
            self.reading.italics += 1
        if self.link:
            self.link.html += self.get_starttag_text() or ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.link:
            self.link.html += f"</{tag}>"
        if tag == "a":
            self.link = None

    def handle_data(self, data: str) -> None:
        if self.link:
            self.link.text += data
            self.link.html += data.replace("&", "&amp;").replace("<", "&lt;")
        if not (self.link and self.link.is_note):
            self.reading.text += data
