"""What would make a text easier to read. Advice only: none of it keeps a text from its review."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from cms.languages.refusals import rich_texts_of
from cms.pages.notes import notes_of
from cms.pages.plain_text import plain_texts

LONGEST_SENTENCE = 25  # words: what most people take in at one go
LONGEST_PARAGRAPH = 120  # words: about a phone's screen
LONGEST_HEADING = 12  # words: a bold paragraph that is longer is emphasis, not a heading
HEADING = re.compile(r"h[1-6]")
SENTENCE_END = re.compile(r"(?<=[.!?؟…])[\"”»’)]*\s+(?=[^a-z])")
# A full stop after one of these ends no sentence.
ABBREVIATIONS = re.compile(r"\b(Dr|Mr|Mrs|Ms|St|No|vs|e\.g|i\.e|U\.S|Sr|Sra|Ud|Uds|p\. ej)\.(?=\s)")


@dataclass(frozen=True)
class Advice:
    """What could be better: in which field, and in which block of it, counted from 0."""

    message: str
    field: str
    block: int | None = None


def advice(instance: Any, fields: tuple[str, ...]) -> list[Advice]:
    """Return what could be better in `fields` of `instance`, in the order of reading."""
    found = [
        Advice(message, field, number)
        for field in fields
        for number, message in _advice_of_value(getattr(instance, field))
    ]
    return [*found, *_notes_without_a_place(instance)] if "notes" in fields else found


def _notes_without_a_place(instance: Any) -> Iterator[Advice]:
    for note in notes_of(instance.body, instance.notes):
        if not note.is_referred_to:
            message = _("Nothing in the text refers to note %(number)d: link its number where it belongs.")
            yield Advice(message % {"number": note.number}, "notes", note.number - 1)


def _advice_of_value(value: object) -> Iterator[tuple[int | None, str]]:
    if not isinstance(value, StreamValue):
        yield from ((None, message) for message in sentences_too_long(str(value or "")))
        return
    above = 1
    for number, block in enumerate(value):
        html = "".join(rich_texts_of(block.value))
        above, found = headings_out_of_order(html, above)
        yield from ((number, message) for message in found)
        if isinstance(block.value, RichText):
            yield from ((number, message) for message in [*bold_paragraphs(html), *paragraphs_too_long(html)])
            texts = [_text(part) for part in _paragraphs(html)]
        else:
            texts = list(plain_texts(block.value))
        yield from ((number, message) for text in texts for message in sentences_too_long(text))


def headings_out_of_order(html: str, above: int = 1) -> tuple[int, list[str]]:
    """
    Return the level of the last heading in `html`, and what is wrong with the order of its headings.

    `above` is the level of the heading before it: 1, the title of the page, at the beginning.
    """
    found = []
    for heading in BeautifulSoup(html, "html.parser").find_all(HEADING):
        level = int(heading.name[1])
        if level > above + 1:
            message = _("The heading “%(text)s” is smaller than it may be here: a larger one has to come first.")
            found.append(message % {"text": _beginning(_text(heading))})
        above = level
    return above, found


def bold_paragraphs(html: str) -> Iterator[str]:
    """Yield advice for every paragraph that is made to look like a heading."""
    for paragraph in BeautifulSoup(html, "html.parser").find_all("p"):
        text = _text(paragraph)
        bold = " ".join(_text(part) for part in paragraph.find_all(["b", "strong"]))
        if text and bold == text and len(text.split()) <= LONGEST_HEADING and not text.endswith((".", "!", "?", "؟")):
            message = _("“%(text)s” is bold and looks like a heading: make it one, so that readers can jump to it.")
            yield message % {"text": _beginning(text)}


def paragraphs_too_long(html: str) -> Iterator[str]:
    """Yield advice for every paragraph of more than `LONGEST_PARAGRAPH` words."""
    for paragraph in _paragraphs(html):
        count = len(_text(paragraph).split())
        if count > LONGEST_PARAGRAPH:
            message = _("A paragraph of %(count)d words, “%(text)s”: two are easier to read.")
            yield message % {"count": count, "text": _beginning(_text(paragraph))}


def sentences_too_long(text: str) -> Iterator[str]:
    """Yield advice for every sentence of more than `LONGEST_SENTENCE` words."""
    for sentence in sentences(text):
        count = len(sentence.split())
        if count > LONGEST_SENTENCE:
            message = _("A sentence of %(count)d words, “%(text)s”: two are easier to read and to translate.")
            yield message % {"count": count, "text": _beginning(sentence)}


def sentences(text: str) -> list[str]:
    """Return the sentences of plain text; a line is a sentence of its own."""
    # The full stop of an abbreviation is hidden while the others are looked for, and comes back.
    hidden = ABBREVIATIONS.sub(lambda match: match[0].replace(".", "\0"), text)
    parts = (part for line in hidden.splitlines() for part in SENTENCE_END.split(line))
    return [part.replace("\0", ".").strip() for part in parts if part.strip()]


def _paragraphs(html: str) -> list[Tag]:
    return BeautifulSoup(html, "html.parser").find_all(["p", "li"])


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + ("…" if len(words) > 6 else "")
