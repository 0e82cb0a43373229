"""
The few marks that a text in the data files may have.

Headings, list items, blank lines between paragraphs, and links to other entries: `[words](kind key)`.
"""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import groupby

MARKS = {"## ": "h2", "### ": "h3", "- ": "li"}
NAMES = {"h2": "a heading", "h3": "a small heading", "li": "a list item", "p": "a paragraph"}
MARK = re.compile("^(#{2,3} |- )")
LINK = re.compile(r"\[([^\[\]]+)\]\(([a-z_]+) ([a-z0-9-]+)\)")


@dataclass(frozen=True)
class Part:
    """One paragraph, heading or list item: `tag` is `p`, `h2`, `h3` or `li`, `text` is plain but for its links."""

    tag: str
    text: str

    @property
    def links(self) -> list[tuple[str, str]]:
        """The (kind, key) of the entries that it links to, in the order of the text."""
        return [(kind, key) for _words, kind, key in LINK.findall(self.text)]

    @property
    def unit(self) -> str:
        """The text as translators see it: plain, or inline HTML where it has links, which are numbered."""
        numbers = itertools.count(1)
        return self.inline(lambda kind, key: f'id="a{next(numbers)}"') if self.links else self.text

    def inline(self, attributes: Callable[[str, str], str]) -> str:
        """Return inline HTML; `attributes` gives those of the link to the entry of a kind and a key."""
        return LINK.sub(lambda link: f"<a {attributes(link[2], link[3])}>{link[1]}</a>", escape(self.text, quote=False))


def read_markup(text: str) -> list[Part]:
    """Return the parts of a text; lines without a mark and without a blank line between them are one paragraph."""
    parts: list[Part] = []
    paragraph: list[str] = []

    def end_paragraph() -> None:
        if paragraph:
            parts.append(Part("p", " ".join(paragraph)))
            paragraph.clear()

    for line in map(str.strip, text.splitlines()):
        mark = MARK.match(line)
        if mark or not line:
            end_paragraph()
        if mark:
            parts.append(Part(MARKS[mark.group()], line[mark.end() :].strip()))
        elif line:
            paragraph.append(line)
    end_paragraph()
    return parts


def as_html(parts: list[Part], attributes: Callable[[str, str], str]) -> str:
    """
    Return the parts as the HTML that the rich text editor stores; neighbouring list items are one list.

    `attributes` gives those of the link to the entry of a kind and a key.
    """
    html = []
    for is_list, group in groupby(parts, key=lambda part: part.tag == "li"):
        inner = "".join(f"<{part.tag}>{part.inline(attributes)}</{part.tag}>" for part in group)
        html.append(f"<ul>{inner}</ul>" if is_list else inner)
    return "".join(html)
