"""The parts of a submitted text, called as the desk calls them, so that what is said of one is found there again."""

from dataclasses import dataclass, replace

from wagtail.models import Revision
from wagtail_localize.models import String, StringSegment, Translation, TranslationContext

from cms.translation.models import Draft, TranslatedRevision
from cms.translation.segments import Segment, part_findings, without_links
from cms.translation.submitted import submitted_segments


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
    rows = _rows(translation, revision)
    parts: dict[str, ReviewedPart] = {}
    for segment in submitted_segments(revision):
        row = rows.get(segment.id)
        if row is not None:
            name = f"{row.context_id}-{row.string_id}"
            parts.setdefault(name, ReviewedPart(replace(segment, id=name), row))
    return _with_findings(translation, parts) if checked else list(parts.values())


def find_reviewed_part(translation: Translation, revision: Revision, identifier: str) -> ReviewedPart | None:
    """Return one part of the submitted revision; None where it has no such part."""
    return next((part for part in reviewed_parts(translation, revision) if part.segment.id == identifier), None)


def _rows(translation: Translation, revision: Revision) -> dict[str, StringSegment]:
    """Return the number of each part on the page → a row for it, which is not saved; two queries."""
    made_from = TranslatedRevision.objects.filter(revision=revision).first()
    parts = made_from.source_parts if made_from else {}
    places = {place.rpartition("#")[2]: (place.rpartition("#")[0], part) for place, part in parts.items()}
    contexts = {
        context.path: context
        for context in TranslationContext.objects.filter(
            object=translation.source.object_id, path__in={path for path, _part in places.values()}
        )
    }
    hashes = {String._get_data_hash(without_links(part)) for _path, part in places.values()}
    strings = {
        string.data: string
        for string in String.objects.filter(locale=translation.source.locale_id, data_hash__in=hashes)
    }
    return {
        number: StringSegment(
            source=translation.source,
            context=contexts[path],
            string=strings[without_links(part)],
            attrs=part.partition("\n")[2] or "null",
        )
        for number, (path, part) in places.items()
        if path in contexts and without_links(part) in strings
    }


def _with_findings(translation: Translation, parts: dict[str, ReviewedPart]) -> list[ReviewedPart]:
    drafts = Draft.objects.filter(translation=translation, is_done=True).exclude(reason="")
    reasons = {(f"{draft.context_id}-{draft.string_id}", draft.text): draft.reason for draft in drafts}
    return [
        replace(
            part,
            segment=replace(
                part.segment,
                findings=tuple(part_findings(translation, part.row, part.segment.text)),
                reason=reasons.get((name, part.segment.text), ""),
            ),
        )
        for name, part in parts.items()
    ]
