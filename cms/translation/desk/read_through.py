"""The translation alone, to be read once from its beginning to its end before it is submitted."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from wagtail.admin.admin_url_finder import AdminURLFinder

from cms.accounts.requests import StaffRequest
from cms.languages.languages import language
from cms.translation.desk.english import english_of
from cms.translation.desk.preview import translation_or_refusal
from cms.translation.desk.rows import Row
from cms.translation.desk.shape import places_of
from cms.translation.review import WORDS, may_translate
from cms.translation.segments import field_labels, list_segments


@dataclass(frozen=True)
class Stop:
    """Where a reader should look: a finding, or a part that is not done."""

    part: str
    label: str
    message: str
    level: str


def read_through(request: StaffRequest, translation_id: int) -> HttpResponse:
    """Show the translation at reading width, with what the checks found, and Submit for its translator."""
    translation, target = translation_or_refusal(request, translation_id)
    is_in_review = target.workflow_in_progress
    source = english_of(translation)
    places = places_of(source, field_labels(type(source)))
    segments = [] if is_in_review else list_segments(translation, checked=True)
    rows = [Row(segment, "", is_locked=False, place=places.get(segment.place)) for segment in segments]
    return render(
        request,
        "translation/desk/read_through.html",
        {
            "title": translation.source.object_repr,
            "translation": translation,
            "target_language": language(translation.target_locale.language_code),
            "desk": AdminURLFinder().get_edit_url(target),
            "stops": [stop for row in rows for stop in _stops(row)],
            "left": sum(not segment.is_done for segment in segments),
            "may_edit": may_translate(target, request.user),
        },
    )


def _stops(row: Row) -> list[Stop]:
    segment = row.segment
    # What its translator gave a reason for has been looked at.
    findings = [] if segment.reason else row.messages
    if not findings and not segment.is_done:
        return [Stop(segment.id, row.label, str(WORDS.get(segment.state, WORDS["draft"])), "open")]
    return [Stop(segment.id, row.label, finding.message, finding.level) for finding in findings]
