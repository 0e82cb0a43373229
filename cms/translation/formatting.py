"""How the inline formatting of a part is shown on the desk: a link as a link with its number, bold as bold."""

import html
import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from html.parser import HTMLParser
from types import MappingProxyType

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.translation.markup import LINK, form_problem
from cms.translation.matching import WHOLE_LINK

NO_NOTES: Mapping[str, str] = MappingProxyType({})
NO_TERMS: Mapping[str, str] = MappingProxyType({})
TOKEN = re.compile(r"<[^>]*>|[^\s<]+|\s+")
FORMATS = {"b": "b", "strong": "b", "i": "i", "em": "i"}


def formatted(
    text: str, *, has_markup: bool, notes: Mapping[str, str] = NO_NOTES, terms: Mapping[str, str] = NO_TERMS
) -> SafeString:
    """
    Return a part as HTML to look at; nothing of it but bold, italics, line breaks and its links comes through.

    `notes` maps the id of a link that is a note to its number. `terms` maps words of the text to what the glossary has
    for them: those words are marked.
    """
    source = text if has_markup else html.escape(text).replace("\n", "<br>")
    writer = _Writer(notes, terms)
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


def word_pieces(before: str, now: str) -> list[tuple[str, str]]:
    """Return two plain texts as pieces of whole words, in order: ("same", …), ("del", …) or ("ins", …)."""
    old, new = before.split(), now.split()
    pieces = []
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", " ".join(new[new_start:new_end])))
            continue
        pieces += [("del", " ".join(old[old_start:old_end]))] if old_end > old_start else []
        pieces += [("ins", " ".join(new[new_start:new_end]))] if new_end > new_start else []
    return pieces


def word_difference(before: str, now: str, *, context: int | None = None) -> SafeString:
    """
    Return what was changed from one plain text to the other, word by word, as `<del>` and `<ins>`.

    With `context`, only so many words stay on each side of a change.
    """
    pieces = word_pieces(before, now)
    shown = []
    for number, (kind, words) in enumerate(pieces):
        if kind != "same":
            shown.append(format_html("<{}>{}</{}>", kind, words, kind))
        elif context is None:
            shown.append(format_html("{}", words))
        else:
            around = _ends(words.split(), context, first=number == 0, last=number == len(pieces) - 1)
            shown.append(format_html("{}", around))
    return format_html_join(" ", "{}", ((piece,) for piece in shown))


def _ends(words: list[str], count: int, *, first: bool, last: bool) -> str:
    """Return the words of a piece that stand next to a change."""
    if len(words) <= (count if first or last else 2 * count):
        return " ".join(words)
    before = [] if first else words[:count]
    after = [] if last else words[-count:]
    return " ".join([*before, "…", *after])


def combined(theirs: str, mine: str) -> str:
    """
    Return one text (inline HTML or plain) that has the words of both, each shared one once, to go on from.

    Where that would break the formatting, one stands after the other, and the links of the second are words.
    """
    before, after = TOKEN.findall(theirs), TOKEN.findall(mine)
    pieces = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[start:end]), "".join(after[new_start:new_end])
        is_both = kind == "replace" and old.strip() and new.strip()
        pieces.append(f"{old.rstrip()} {new.lstrip()}" if is_both else old or new)
    text = "".join(pieces)
    links = LINK.findall(text)
    if form_problem(text) or len(links) > len(set(links)):
        words = WHOLE_LINK.sub(lambda link: link[2], mine)
        return f"{theirs} {words}"
    return text


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
    def __init__(self, notes: Mapping[str, str], terms: Mapping[str, str]) -> None:
        super().__init__()
        self.written: list[SafeString] = []
        self.links = 0
        self.notes, self.terms = notes, terms
        self.note = ""
        longest_first = sorted(terms, key=len, reverse=True)
        words = "|".join(map(re.escape, longest_first)) or "(?!)"
        self.words = re.compile(rf"(?<!\w)(?:{words})(?!\w)")

    def handle_data(self, data: str) -> None:
        if self.note:
            return
        end = 0
        for match in self.words.finditer(data):
            self.written.append(format_html("{}", data[end : match.start()]))
            said = self.terms[match[0]]
            self.written.append(
                format_html('<span class="part__term" data-insert="{}" title="{}">{}</span>', said, said, match[0])
            )
            end = match.end()
        self.written.append(format_html("{}", data[end:]))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" or tag in FORMATS:
            self.written.append(format_html("<{}>", FORMATS.get(tag, tag)))
        elif tag == "a":
            identifier = dict(attrs).get("id") or ""
            self.note = self.notes.get(identifier, "")
            self.links += 1
            number = self.note or self.links
            name = "part__note" if self.note else "part__link"
            self.written.append(format_html('<span class="{}" data-id="{}" data-n="{}">', name, identifier, number))

    def handle_endtag(self, tag: str) -> None:
        if tag in FORMATS:
            self.written.append(format_html("</{}>", FORMATS[tag]))
        elif tag == "a":
            self.written.append(format_html("{}</{}>", self.note, "span"))
            self.note = ""
