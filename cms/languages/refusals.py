"""What keeps a text from being submitted for review. A draft may have all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from cms.languages.link_texts import is_address, link_texts, says_nothing
from cms.languages.notes import note_numbers


@dataclass(frozen=True)
class Refusal:
    """Why a text cannot be submitted: in which field it is, and in which block of it, counted from 0."""

    message: str
    field: str
    block: int | None = None


def refusals(instance: Any) -> list[Refusal]:
    """Return what stands in the way of submitting `instance`, a page or a snippet, as it is now in memory."""
    return [*_links(instance), *_notes(instance), *_pictures(instance), *_too_many_words(instance)]


def refuse_unready(instance: Any) -> None:
    """Raise `ValidationError` where `instance` lacks something or has what no text may have."""
    instance.full_clean()
    found = refusals(instance)
    if found:
        raise ValidationError([refusal.message for refusal in found])


def rich_texts(instance: Any) -> Iterator[tuple[str, int | None, str]]:
    """Yield field, number of the block and HTML of every rich text of `instance`."""
    for field in instance._meta.get_fields():
        if isinstance(field, RichTextField):
            yield field.name, None, getattr(instance, field.name)
        elif isinstance(field, StreamField):
            for number, block in enumerate(getattr(instance, field.name)):
                for html in rich_texts_of(block.value):
                    yield field.name, number, html


def rich_texts_of(value: object) -> Iterator[str]:
    """Yield the HTML of the rich texts in the value of a block, however deep."""
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(value, StreamValue):
        for block in value:
            yield from rich_texts_of(block.value)
    elif isinstance(value, ListValue):
        for part in value:
            yield from rich_texts_of(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from rich_texts_of(part)


def _links(instance: Any) -> Iterator[Refusal]:
    code = instance.locale.language_code
    for field, block, html in rich_texts(instance):
        for text in link_texts(html):
            if says_nothing(text, code):
                message = _("The link “%(text)s” does not say where it leads: link the words that name it.")
            elif is_address(text):
                message = _("The link “%(text)s” is a web address: link the words that name the page.")
            else:
                continue
            yield Refusal(message % {"text": text}, field, block)


def _notes(instance: Any) -> Iterator[Refusal]:
    """What the text refers to is there; a text without a list of notes has none."""
    last = len(getattr(instance, "notes", ()))
    for field, block, html in rich_texts(instance):
        for number in note_numbers(html):
            if not 1 <= number <= last:
                message = _("There is no note %(number)d: write it, or take its number out of the text.")
                yield Refusal(message % {"number": number}, field, block)


def _pictures(instance: Any) -> Iterator[Refusal]:
    """A picture stands in `<name>`, what it shows in `<name>_alt`."""
    names = [field.name for field in instance._meta.fields]
    for name in names:
        if f"{name}_alt" in names and getattr(instance, f"{name}_id") and not getattr(instance, f"{name}_alt").strip():
            yield Refusal(_("Say what the picture shows, for readers who cannot see it."), f"{name}_alt")


def _too_many_words(instance: Any) -> Iterator[Refusal]:
    for name, most in getattr(instance, "word_limits", {}).items():
        count = len(getattr(instance, name).split())
        if count > most:
            message = ngettext(
                "%(count)d words; at most %(most)d word", "%(count)d words; at most %(most)d words", most
            )
            yield Refusal(message % {"count": count, "most": most}, name)
