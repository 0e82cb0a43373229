"""What a translator should know before the first word: the editor's note, who reads it, who speaks in it."""

from dataclasses import dataclass
from typing import Any

from wagtail.blocks import StructValue

from cms.directory.models import Term
from cms.directory.models.terms import Vocabulary
from cms.pages.blocks import SPOKEN_IN, SpeakerBlock
from cms.translation.desk.shape import blocks_of

SPEAKERS = dict(SpeakerBlock.choices)
LANGUAGES_SPOKEN = dict(SPOKEN_IN)


@dataclass(frozen=True)
class Speaker:
    """
    Who says `words`: `name` as the page has it, in English; `is_said_by` in the language of the screen.

    `spoken_in` is the language in which it was first said, in that of the screen; empty for English.
    """

    words: str
    name: str
    is_said_by: str = ""
    spoken_in: str = ""


@dataclass(frozen=True)
class Briefing:
    """`note` and the names in `audience` are English."""

    note: str
    audience: list[str]
    speakers: list[Speaker]

    def __bool__(self) -> bool:
        return bool(self.note or self.audience or self.speakers)


def briefing_of(source: Any) -> Briefing:
    """Return what an English text tells its translators; one query where it has terms."""
    return Briefing(getattr(source, "note_for_translators", ""), _audience(source), _speakers(source))


def _audience(source: Any) -> list[str]:
    terms = [each.term_id for each in source.page_terms.all()] if hasattr(source, "page_terms") else []
    if not terms:
        return []
    found = Term.objects.filter(pk__in=terms, vocabulary=Vocabulary.AUDIENCE)
    return list(found.order_by("order").values_list("name", flat=True))


def _speakers(source: Any) -> list[Speaker]:
    speakers = [
        Speaker(
            block.value["words"],
            block.value.get("speaker") or "",
            str(SPEAKERS.get(block.value["spoken_by"], "")),
            str(LANGUAGES_SPOKEN.get(block.value["spoken_in"], "")),
        )
        for name in source.translated_fields
        for block in blocks_of(source, name, name)
        if isinstance(block.value, StructValue) and "spoken_by" in block.value
    ]
    if getattr(source, "quotation", ""):
        spoken_in = str(LANGUAGES_SPOKEN.get(source.quotation_spoken_in, ""))
        speakers.append(Speaker(source.quotation, source.quotation_speaker, spoken_in=spoken_in))
    return [speaker for speaker in speakers if speaker.name or speaker.is_said_by or speaker.spoken_in]
