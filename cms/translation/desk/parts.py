"""One box of the desk, kept while somebody types into it."""

from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_translator
from cms.languages.models import State
from cms.translation.desk.company import news
from cms.translation.desk.form import version_number
from cms.translation.desk.readings import time_of
from cms.translation.desk.rows import state_word
from cms.translation.drafts import PartGoneError, Typed, TypedMeanwhileError, keep
from cms.translation.models import Draft
from cms.translation.status import note_progress, with_state


@require_POST
def save_part(request: StaffRequest, translation_id: int, identifier: str) -> HttpResponse:
    """
    Keep what is being typed into one box (`text`, over its `version`; `done`), and say in JSON how it stands.

    Answers 409 with what somebody else has typed meanwhile, or while the text is in review: what was typed stays in the
    box. Answers 410 where the English no longer has the part: what was typed is set aside. Every answer has the `news`.
    """
    translations = Translation.objects.select_related("source__specific_content_type", "target_locale")
    translation = get_object_or_404(with_state(translations), pk=translation_id)
    if not is_translator(request.user, translation.target_locale.language_code):
        raise PermissionDenied
    told = news(translation, request.user, identifier)
    if translation.state == State.IN_REVIEW:
        return JsonResponse({**told, "message": _("This text is in review and cannot be changed.")}, status=409)
    typed = Typed(
        identifier,
        request.POST.get("text", ""),
        version_number(request.POST.get("version", "")),
        done=request.POST.get("done") == "1",
        reason=request.POST.get("reason", ""),
    )
    try:
        kept = keep(translation, typed, user=request.user)
    except PartGoneError:
        return JsonResponse(
            {**told, "message": _("The English no longer has this part. What you typed is set aside.")}, status=410
        )
    except TypedMeanwhileError as error:
        return JsonResponse({**told, **_conflict(error.draft, request.user)}, status=409)
    if kept.newly_done or translation.state == State.OUTDATED:
        note_progress(translation, newly_done=kept.newly_done, words=kept.words)
    word = state_word(kept.state, kept.typed_at)
    return JsonResponse(
        {
            **told,
            "version": kept.version,
            "state": kept.state,
            "word": word,
            "reason": kept.reason,
            "findings": [asdict(finding) for finding in kept.findings],
        }
    )


def _conflict(draft: Draft, user: User) -> dict[str, Any]:
    by = draft.typed_by
    who = _("you, in another window") if by == user else (by.get_full_name() or by.get_username()) if by else ""
    return {
        "message": _("Changed meanwhile by %(who)s, %(time)s:") % {"who": who, "time": time_of(draft.typed_at)},
        "text": draft.text,
        "version": draft.version,
    }
