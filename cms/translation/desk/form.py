"""What the form of the desk sends: every box that was changed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_translator
from cms.translation.drafts import PartGoneError, Typed, TypedMeanwhileError, cleaned, keep
from cms.translation.review import Problem, SubmissionRefusedError, may_translate, submit_for_review
from cms.translation.shown import missing_terms
from cms.translation.status import refresh_status

TEXT_PREFIX = "text-"
WAS_PREFIX = "was-"
VERSION_PREFIX = "version-"
REASON_PREFIX = "reason-"
DONE_PREFIX = "done:"
NOTE = "note-for-reviewer"
MOST_LETTERS_OF_A_NOTE = 2000


def keep_form(request: StaffRequest, instance: Any, translation: Translation, action: str) -> list[Problem]:
    """Keep the typed texts, submit them if asked; return what stands in the way, with every text that was not kept."""
    typed = typed_texts(request, action.removeprefix(DONE_PREFIX) if action.startswith(DONE_PREFIX) else "")
    if not may_translate(instance, request.user):
        if not typed or not is_translator(request.user, instance.locale.language_code):
            raise PermissionDenied
        reason = _("This text is in review and cannot be changed. You typed: “%(text)s”")
        return [Problem(reason % {"text": text.text}) for text in typed]
    problems = [problem for text in typed for problem in keep_one(translation, text, request.user)]
    refresh_status(instance)
    if problems or action != "submit":
        messages.success(request, _("Saved."))
        return problems
    try:
        note = cleaned(request.POST.get(NOTE, ""))[:MOST_LETTERS_OF_A_NOTE]
        submit_for_review(translation, user=request.user, note=note)
    except SubmissionRefusedError as error:
        return error.problems
    messages.success(request, _("Submitted for review."))
    missing = [each.message for each in missing_terms(translation)]
    if missing:
        messages.warning(request, " ".join([*missing, _("The page can be approved as soon as they are.")]))
    return []


def typed_texts(request: StaffRequest, done: str) -> list[Typed]:
    """Return what was typed into the boxes that were changed, and the box that is `done`, as it is."""
    found = []
    for name in request.POST:
        if not name.startswith(TEXT_PREFIX):
            continue
        identifier = name.removeprefix(TEXT_PREFIX)
        text, was = (cleaned(request.POST.get(key, "")) for key in (name, WAS_PREFIX + identifier))
        if text != was or identifier == done:
            version = version_number(request.POST.get(VERSION_PREFIX + identifier, ""))
            reason = request.POST.get(REASON_PREFIX + identifier, "")
            found.append(Typed(identifier, text, version, done=identifier == done, reason=reason))
    return found


def version_number(text: str) -> int:
    """Return a number that a form sent, 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def keep_one(translation: Translation, typed: Typed, user: User) -> list[Problem]:
    """Keep one text; return what stands in the way, with the text where it was not kept."""
    try:
        kept = keep(translation, typed, user=user)
    except PartGoneError:
        return [Problem(_("The English no longer has this part: “%(text)s”") % {"text": typed.text})]
    except TypedMeanwhileError:
        message = _("Somebody else has changed this part in the meantime. You typed: “%(text)s”")
        return [Problem(message % {"text": typed.text}, typed.id)]
    return [Problem(kept.problem, typed.id)] if kept.problem else []
