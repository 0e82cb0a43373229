"""What a reviewer says of single parts, and what the translator makes of it, as the desk sends and shows it."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Revision
from wagtail_localize.models import Translation

from cms.accounts.requests import StaffRequest
from cms.translation.desk.conflicts import conflict
from cms.translation.desk.form import TEXT_PREFIX, VERSION_PREFIX, WAS_PREFIX, keep_form, version_number
from cms.translation.desk.readings import remark_word
from cms.translation.drafts import PartGoneError, TypedMeanwhileError, cleaned
from cms.translation.formatting import combined, word_pieces
from cms.translation.models import Remark
from cms.translation.review import Problem, SubmissionRefusedError, may_translate
from cms.translation.segments import MARKUP, list_segments
from cms.translation.suggesting import (
    RemarkedMeanwhileError,
    Said,
    accept,
    accept_all_and_submit,
    answer,
    keep_remark,
    looked_at,
    open_remarks,
    review_in_hand,
    to_accept,
)

COMMENT_PREFIX = "comment-"
LOOKED_PREFIX = "looked-"
VERDICT_PREFIX = "verdict-"
ANSWER_PREFIX = "answer-"
ACCEPT_PREFIX = "accept:"
ACCEPT_ALL = "accept-all"
ANSWER = "answer:"


def keep_review_form(request: StaffRequest, translation: Translation) -> list[Problem]:
    """Keep all that a reviewer has changed in the form; return what could not be kept. Raises `PermissionDenied`."""
    revision = review_in_hand(translation, request.user).revision
    own = {remark.part: remark for remark in Remark.objects.filter(revision=revision, reviewer=request.user)}
    looked = looked_at(translation, request.user)
    problems = []
    for said in _said(request, own, looked):
        try:
            keep_remark(translation, said, user=request.user)
        except PartGoneError:
            problems.append(Problem(_("This text has no such part: “%(text)s”") % {"text": said.text or said.comment}))
        except RemarkedMeanwhileError:
            message = _("You have changed this remark in another window. You typed: “%(text)s”")
            problems.append(Problem(message % {"text": said.text or said.comment}, said.id))
    return problems


def _said(request: StaffRequest, own: dict[str, Remark], looked: dict[str, str]) -> Iterator[Said]:
    for name in request.POST:
        if not name.startswith(TEXT_PREFIX):
            continue
        part = name.removeprefix(TEXT_PREFIX)
        text, was = (cleaned(request.POST.get(key, "")) for key in (name, WAS_PREFIX + part))
        comment = cleaned(request.POST.get(COMMENT_PREFIX + part, ""))
        verdict = request.POST.get(VERDICT_PREFIX + part, "")
        has_looked = LOOKED_PREFIX + part in request.POST
        known = own.get(part)
        said = Said(
            id=part,
            version=version_number(request.POST.get(VERSION_PREFIX + part, "")),
            text=text if text != was else None,
            comment=comment if comment != (known.comment if known else "") else None,
            verdict=verdict if verdict != (known.verdict if known else "") else None,
            has_looked=has_looked if has_looked != (part in looked) else None,
        )
        if any(value is not None for value in (said.text, said.comment, said.verdict, said.has_looked)):
            yield said


@require_POST
def save_remark(request: StaffRequest, translation_id: int, identifier: str) -> HttpResponse:
    """
    Keep what a reviewer says of one part (`text`, `comment`, `verdict`, `looked`, over its `version`), and say in JSON
    how it stands.

    Answers 409 with what the same person has typed in another window, 410 where the text has no such part.
    """
    translations = Translation.objects.select_related("source__specific_content_type", "target_locale")
    translation = get_object_or_404(translations, pk=translation_id)
    looked = request.POST.get("looked")
    said = Said(
        id=identifier,
        version=version_number(request.POST.get("version", "")),
        text=request.POST.get("text"),
        comment=request.POST.get("comment"),
        verdict=request.POST.get("verdict"),
        has_looked=None if looked is None else looked == "1",
    )
    try:
        kept = keep_remark(translation, said, user=request.user)
    except PartGoneError:
        return JsonResponse({"message": _("This text has no such part.")}, status=410)
    except RemarkedMeanwhileError as error:
        return JsonResponse(_conflict(error.remark, said), status=409)
    remark = kept.remark
    return JsonResponse(
        {
            "version": remark.version if remark else 0,
            "state": "locked",
            "word": remark_word(remark),
            "reason": "",
            "findings": [asdict(finding) for finding in kept.findings],
            "returnLabel": return_label(review_in_hand(translation, request.user).revision),
        }
    )


def _conflict(before: Remark, said: Said) -> dict[str, Any]:
    """Return what the other window has said of the part, beside what this one says; the comments too."""
    stands, comment = before.suggestion or before.text, cleaned(said.comment or "")
    told = conflict(
        _("You have changed this remark in another window:"),
        stands=stands,
        version=before.version,
        mine=stands if said.text is None else cleaned(said.text),
        has_markup=bool(MARKUP.search(before.string.data)),
    )
    return told | {
        "comment": before.comment,
        "commentPieces": word_pieces(before.comment, comment),
        "combinedComment": combined(before.comment, comment),
        "verdict": before.verdict,
    }


def return_label(revision: Revision) -> str:
    """Return what the button says that gives a text back."""
    suggestions = Remark.objects.filter(revision=revision).exclude(suggestion="").count()
    if not suggestions:
        return _("Return with comments")
    return ngettext("Return (1 suggestion)", "Return (%(n)s suggestions)", suggestions) % {"n": suggestions}


def is_about_remarks(action: str) -> bool:
    """Return whether `action` is what a translator makes of a returned text."""
    return action == ACCEPT_ALL or action.startswith((ACCEPT_PREFIX, ANSWER))


def place_of(action: str) -> str:
    """Return the fragment of the part that `action` is about, for who goes on there; empty where it is no such part."""
    if not action.startswith((ACCEPT_PREFIX, ANSWER)):
        return ""
    remark = Remark.objects.filter(pk=version_number(action.partition(":")[2])).first()
    return f"#segment-{remark.part}" if remark else ""


def answer_remarks(request: StaffRequest, instance: Any, translation: Translation, action: str) -> list[Problem]:
    """Accept one suggestion or all of them, or answer; return what stands in the way. Raises `PermissionDenied`."""
    if not may_translate(instance, request.user):
        raise PermissionDenied
    problems = keep_form(request, instance, translation, "save")
    if problems:
        return problems
    try:
        if action == ACCEPT_ALL:
            texts = {segment.id: segment.text for segment in list_segments(translation)}
            accept_all_and_submit(translation, to_accept(open_remarks(translation), texts), user=request.user)
            messages.success(request, _("Accepted, and submitted for review."))
            return []
        remark = get_object_or_404(Remark, pk=version_number(action.partition(":")[2]), translation=translation)
        if action.startswith(ACCEPT_PREFIX):
            kept = accept(translation, remark, user=request.user)
            return [Problem(kept.problem, remark.part)] if kept.problem else []
        text = request.POST.get(f"{ANSWER_PREFIX}{remark.pk}", "")
        answer(translation, remark, text, user=request.user)
    except SubmissionRefusedError as error:
        return error.problems
    except PartGoneError:
        return [Problem(_("The English no longer has this part."))]
    except TypedMeanwhileError:
        return [Problem(_("Somebody else has changed this part in the meantime."))]
    return []
