"""How the inline formatting of a part is shown on the desk: a link as a link with its number, bold as bold."""

import html
from difflib import SequenceMatcher
from html.parser import HTMLParser

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

FORMATS = {"b": "b", "strong": "b", "i": "i", "em": "i"}


def formatted(text: str, *, has_markup: bool) -> SafeString:
    """Return a part as HTML to look at; nothing of it but bold, italics, line breaks and its links comes through."""
    source = text if has_markup else html.escape(text).replace("\n", "<br>")
    writer = _Writer()
    writer.feed(source)
    writer.close()
    return format_html_join("", "{}", ((piece,) for piece in writer.written))


def plain(text: str, *, has_markup: bool) -> str:
    """Return the words of a part."""
    if not has_markup:
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return "".join(reader.words)


def word_difference(before: str, now: str) -> SafeString:
    """Return what was changed from one plain text to the other, word by word, as `<del>` and `<ins>`."""
    old, new = before.split(), now.split()
    pieces = []
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(format_html("{}", " ".join(new[new_start:new_end])))
            continue
        if old_end > old_start:
            pieces.append(format_html("<del>{}</del>", " ".join(old[old_start:old_end])))
        if new_end > new_start:
            pieces.append(format_html("<ins>{}</ins>", " ".join(new[new_start:new_end])))
    return format_html_join(" ", "{}", ((piece,) for piece in pieces))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "br":
            self.words.append("\n")


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.written: list[SafeString] = []
        self.links = 0

    def handle_data(self, data: str) -> None:
        self.written.append(format_html("{}", data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" or tag in FORMATS:
            self.written.append(format_html("<{}>", FORMATS.get(tag, tag)))
        elif tag == "a":
            self.links += 1
            identifier = dict(attrs).get("id") or ""
            link = format_html('<span class="part__link" data-id="{}" data-n="{}">', identifier, self.links)
            self.written.append(link)

    def handle_endtag(self, tag: str) -> None:
        if tag in FORMATS:
            self.written.append(format_html("</{}>", FORMATS[tag]))
        elif tag == "a":
            self.written.append(format_html("</{}>", "span"))
