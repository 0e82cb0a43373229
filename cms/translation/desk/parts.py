"""One box of the desk, kept while somebody types into it."""

from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_translator
from cms.languages.models import State
from cms.translation.desk.addresses import cleaned_address
from cms.translation.desk.company import news
from cms.translation.desk.conflicts import conflict
from cms.translation.desk.form import version_number
from cms.translation.desk.links import give_own_address
from cms.translation.desk.rows import state_word, time_of
from cms.translation.drafts import PartGoneError, Typed, TypedMeanwhileError, keep
from cms.translation.models import Draft
from cms.translation.segments import MARKUP, find_row
from cms.translation.status import note_progress, with_state


@require_POST
def save_part(request: StaffRequest, translation_id: int, identifier: str) -> HttpResponse:
    """
    Keep what is being typed into one box (`text`, over its `version`; `done`), and say in JSON how it stands.

    Answers 409 with what somebody else has typed meanwhile, or while the text is in review: what was typed stays in the
    box. Answers 410 where the English no longer has the part: what was typed is set aside. Every answer has the `news`.
    """
    translation = translation_of(request, translation_id)
    told = news(translation, request.user, identifier)
    if translation.state == State.IN_REVIEW:
        return JsonResponse({**told, "message": in_review()}, status=409)
    typed = Typed(
        identifier,
        request.POST.get("text", ""),
        version_number(request.POST.get("version", "")),
        done=request.POST.get("done") == "1",
        reason=request.POST.get("reason", ""),
        instead=request.POST.get("instead") == "1",
    )
    try:
        kept = keep(translation, typed, user=request.user)
    except PartGoneError:
        return JsonResponse(
            {**told, "message": _("The English no longer has this part. What you typed is set aside.")}, status=410
        )
    except TypedMeanwhileError as error:
        return JsonResponse({**told, **_conflict(error.draft, typed.text, request.user)}, status=409)
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


@require_POST
def save_link(request: StaffRequest, translation_id: int, identifier: str, name: str) -> HttpResponse:
    """Let a link of a part lead to another `address` in this language, and say in JSON where it leads now."""
    translation = translation_of(request, translation_id)
    if translation.state == State.IN_REVIEW:
        return JsonResponse({"message": in_review()}, status=409)
    row = find_row(translation, identifier)
    if row is None:
        return JsonResponse({"message": _("The English no longer has this part.")}, status=410)
    typed = request.POST.get("address", "").strip()
    try:
        address = cleaned_address(request, typed) if typed else ""
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=400)
    link = give_own_address(translation, row, name, address, user=request.user)
    if link is None:
        return JsonResponse({"message": _("This link leads to the same place in every language.")}, status=400)
    return JsonResponse({"link": asdict(link)})


def translation_of(request: StaffRequest, translation_id: int) -> Any:
    """Return a translation with its state. Raises `PermissionDenied` for who does not translate into its language."""
    translations = Translation.objects.select_related("source__specific_content_type", "target_locale")
    translation = get_object_or_404(with_state(translations), pk=translation_id)
    if not is_translator(request.user, translation.target_locale.language_code):
        raise PermissionDenied
    return translation


def in_review() -> str:
    return _("This text is in review and cannot be changed.")


def _conflict(draft: Draft, mine: str, user: User) -> dict[str, Any]:
    by = draft.typed_by
    who = _("you, in another window") if by == user else (by.get_full_name() or by.get_username()) if by else ""
    message = _("Changed in the meantime by %(who)s, %(time)s:") % {"who": who, "time": time_of(draft.typed_at)}
    has_markup = bool(MARKUP.search(draft.string.data))
    return conflict(message, stands=draft.text, version=draft.version, mine=mine, has_markup=has_markup)
