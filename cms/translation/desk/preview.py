"""A translated text as the public will see it, and its English as it was sent, with every part to be found in them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.templatetags.static import static
from wagtail.models import Revision
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.translation.desk.english import english_of, english_page_of
from cms.translation.desk.finding import translation_or_404
from cms.translation.desk.marking import mark, marks_of, with_elements
from cms.translation.drafts import NOT_PUBLISHABLE
from cms.translation.models import Draft
from cms.translation.own_files import pass_over_deleted
from cms.translation.policies import may_read_desk
from cms.translation.segments import Segment, list_segments, part_findings, segment_rows, store_texts
from cms.translation.submitted import submitted_segments, with_part_ids


def preview(request: StaffRequest, translation_id: int) -> HttpResponse:
    """Show a translated text as the public will see it; parts without a translation are still in English."""
    translation, target = translation_or_refusal(request, translation_id)
    task_state = target.current_workflow_task_state
    if task_state:
        text, segments = task_state.revision.as_object(), _submitted(task_state.revision)
    else:
        text, segments = with_drafts(translation, user=request.user), list_segments(translation)
    source = english_of(translation, task_state.revision if task_state else None)
    return _shown(request, text, source, segments)


def english(request: StaffRequest, translation_id: int) -> HttpResponse:
    """Show the English text as it was sent, whatever is public by now."""
    translation, target = translation_or_refusal(request, translation_id)
    task_state = target.current_workflow_task_state
    segments = _submitted(task_state.revision) if task_state else list_segments(translation)
    source = english_of(translation, task_state.revision if task_state else None)
    page = english_page_of(translation, task_state.revision if task_state else None)
    return _shown(request, page, source, segments)


def translation_or_refusal(request: StaffRequest, translation_id: int) -> tuple[Translation, Any]:
    """Return a translation with its text; 404 where it is not there, `PermissionDenied` for another language."""
    translation, target = translation_or_404(translation_id)
    if not may_read_desk(request.user, translation.target_locale.language_code):
        raise PermissionDenied
    return translation, target


def with_drafts(translation: Translation, *, user: User, fallback: bool = True) -> Any:
    """
    Return the translated text with its drafts in it, as if they were done; nothing of that is kept.

    `fallback` puts the English where there is neither; without it that raises wagtail-localize's error.
    """
    rows = segment_rows(translation)
    drafts = Draft.objects.filter(translation=translation, is_done=False).exclude(text="")
    texts = [
        (row, draft.text)
        for draft in drafts
        if (row := rows.get(draft.part))
        and not any(finding.code in NOT_PUBLISHABLE for finding in part_findings(translation, row, draft.text))
    ]
    # wagtail-localize makes a text of stored translations alone. May go when it takes them as an argument:
    # TranslationSource.get_ephemeral_translated_instance.
    with transaction.atomic():
        if texts:
            store_texts(translation, texts, user=user)
        pass_over_deleted(translation)
        instance = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=fallback)
        transaction.set_rollback(True)
    return instance


def _submitted(revision: Revision) -> list[Segment]:
    return with_part_ids(submitted_segments(revision), revision)


def _shown(request: StaffRequest, text: Any, source: Any, segments: list[Segment]) -> HttpResponse:
    marks = marks_of(source, segments)
    mark(text, marks)
    response = text.make_preview_request(original_request=request, preview_mode=text.default_preview_mode)
    if response.status_code == 200 and not response.streaming:
        html = response.content.decode(response.charset)
        html = with_elements(html, marks, style_sheet=static("css/desk_preview.css"))
        response.content = html.encode(response.charset)
    return response
