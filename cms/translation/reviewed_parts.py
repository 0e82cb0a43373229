"""The parts of a submitted text, called as the desk calls them, so that what is said of one is found there again."""

from dataclasses import dataclass, replace

from wagtail.models import Revision
from wagtail_localize.models import String, StringSegment, Translation, TranslationContext

from cms.translation.glossary.checking import known_terms
from cms.translation.models import Draft
from cms.translation.part_ids import keys_of
from cms.translation.segments import Segment, part_findings
from cms.translation.submitted import submitted_segments, with_part_ids


@dataclass(frozen=True)
class ReviewedPart:
    """One part as it was submitted; `row` is its place in wagtail-localize, though the English may have moved on."""

    segment: Segment
    row: StringSegment


def reviewed_parts(translation: Translation, revision: Revision, *, checked: bool = False) -> list[ReviewedPart]:
    """
    Return the parts of the submitted `revision` in the order of the page; one that is repeated in a place stands once.

    `checked` adds what the checks say of each text, and the translator's reason where there is one.
    """
    segments = with_part_ids(submitted_segments(revision), revision)
    rows = _rows(translation, segments)
    parts = {segment.id: ReviewedPart(segment, rows[segment.id]) for segment in segments if segment.id in rows}
    return _with_findings(translation, parts) if checked else list(parts.values())


def find_reviewed_part(translation: Translation, revision: Revision, identifier: str) -> ReviewedPart | None:
    """Return one part of the submitted revision; None where it has no such part."""
    return next((part for part in reviewed_parts(translation, revision) if part.segment.id == identifier), None)


def _rows(translation: Translation, segments: list[Segment]) -> dict[str, StringSegment]:
    """Return the id of each part → a row for it, which is not saved; two queries."""
    keys = {segment.id: found for segment in segments if (found := keys_of(segment.id))}
    contexts = TranslationContext.objects.in_bulk({context for context, _string in keys.values()})
    strings = String.objects.in_bulk({string for _context, string in keys.values()})
    return {
        segment.id: StringSegment(
            source=translation.source,
            context=contexts[context],
            string=strings[string],
            attrs=segment.source_part.partition("\n")[2] or "null",
        )
        for segment in segments
        for context, string in [keys.get(segment.id, (0, 0))]
        if context in contexts and string in strings
    }


def _with_findings(translation: Translation, parts: dict[str, ReviewedPart]) -> list[ReviewedPart]:
    terms = known_terms()
    drafts = Draft.objects.filter(translation=translation, is_done=True).exclude(reason="")
    reasons = {(draft.part, draft.text): draft.reason for draft in drafts}
    return [
        replace(
            part,
            segment=replace(
                part.segment,
                findings=tuple(part_findings(translation, part.row, part.segment.text, terms)),
                reason=reasons.get((name, part.segment.text), ""),
            ),
        )
        for name, part in parts.items()
    ]
