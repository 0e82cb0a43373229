"""The part of a text that shows why it was found."""

from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.search.analyser import Word, words

BEFORE, LENGTH = 60, 240  # characters in front of the first hit, and in all


def excerpt(text: str, forms: frozenset[str], language: str) -> SafeString:
    """
    Return about `LENGTH` characters around the first hit as HTML, each hit in `<mark>`; the start where there is none.

    `forms` are those of the words that were looked for. The text is cut between words, and an ellipsis says so.
    """
    line = " ".join(text.split())
    hit = next((word for word in words(line, language) if word.forms & forms), Word(0, 0, forms))
    start, end = _window(line, hit)
    pieces = ["… " if start else "", *_marked(line[start:end], forms, language), " …" if end < len(line) else ""]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def highlighted(text: str, forms: frozenset[str], language: str) -> SafeString:
    """Return the whole of a short text, such as a title, as HTML with each hit in `<mark>`."""
    return format_html_join("", "{}", ((piece,) for piece in _marked(text, forms, language)))


def _window(line: str, hit: Word) -> tuple[int, int]:
    """Return from where to where `line` is shown; the hit lies within, however long it is."""
    start = 0
    if hit.start > BEFORE:
        start = line.find(" ", hit.start - BEFORE, hit.start) + 1 or hit.start
    if len(line) <= start + LENGTH:
        return start, len(line)
    end = line.rfind(" ", hit.end, start + LENGTH)
    return start, end if end > start else max(hit.end, start + LENGTH)


def _marked(text: str, forms: frozenset[str], language: str) -> Iterator[str]:
    """Yield `text` in pieces: the hits as safe HTML, what is between them as it stands, to be escaped."""
    done = 0
    for word in words(text, language):
        if word.forms & forms:
            yield text[done : word.start]
            yield format_html("<mark>{}</mark>", text[word.start : word.end])
            done = word.end
    yield text[done:]
