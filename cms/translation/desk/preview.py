"""A translated page as the public will see it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.pages.models import BasePage
from cms.translation.drafts import NOT_PUBLISHABLE
from cms.translation.models import Draft
from cms.translation.policies import may_read_desk
from cms.translation.segments import part_findings, segment_rows, store_texts


def preview(request: StaffRequest, translation_id: int) -> HttpResponse:
    """Show a translated page as the public will see it; parts without a translation are still in English."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = _target_or_404(translation)
    if not isinstance(page, BasePage):
        raise Http404
    if not may_read_desk(request.user, page.locale.language_code):
        raise PermissionDenied
    task_state = page.current_workflow_task_state
    text = task_state.revision.as_object() if task_state else with_drafts(translation, user=request.user)
    return text.make_preview_request(original_request=request, preview_mode=text.default_preview_mode)


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
        if (row := rows.get(f"{draft.context_id}-{draft.string_id}"))
        and not any(finding.code in NOT_PUBLISHABLE for finding in part_findings(translation, row, draft.text))
    ]
    # wagtail-localize makes a text of stored translations alone. May go when it takes them as an argument:
    # TranslationSource.get_ephemeral_translated_instance.
    with transaction.atomic():
        if texts:
            store_texts(translation, texts, user=user)
        instance = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=fallback)
        transaction.set_rollback(True)
    return instance


def _target_or_404(translation: Translation) -> Any:
    model = translation.source.specific_content_type.model_class()
    versions = model.objects.filter(translation_key=translation.source.object_id).select_related("locale")
    target = versions.filter(locale=translation.target_locale_id).first()
    if target is None:
        raise Http404
    return target
