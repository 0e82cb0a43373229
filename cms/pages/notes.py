"""The notes of a text as they are listed at its end."""

from typing import NamedTuple

from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from cms.languages.notes import note_numbers
from cms.languages.refusals import rich_texts_of


class Note(NamedTuple):
    """A note by its number; `is_referred_to` where the text has a place to go back to."""

    number: int
    text: RichText
    is_referred_to: bool


def notes_of(body: StreamValue, notes: StreamValue) -> list[Note]:
    """Return `notes`, numbered as they stand, each with whether `body` refers to it."""
    texts = (html for block in body for html in rich_texts_of(block.value))
    referred_to = {number for html in texts for number in note_numbers(html)}
    return [Note(number, note.value, number in referred_to) for number, note in enumerate(notes, 1)]
