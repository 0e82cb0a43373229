"""The vocabularies and the sheet of one, where its terms are sent, translated and decided on together."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from cms.accounts.requests import StaffRequest
from cms.accounts.roles import TARGET_CODES
from cms.directory.models import Vocabulary
from cms.translation.desk.form import DONE_PREFIX
from cms.translation.desk.signed_out import take_up
from cms.translation.taking_back import note_openings
from cms.translation.vocabularies.actions import TermProblem, approve_shown, return_one, send_unsent, submit_ready
from cms.translation.vocabularies.form import keep_boxes
from cms.translation.vocabularies.listing import list_vocabularies
from cms.translation.vocabularies.loading import load_sheet
from cms.translation.vocabularies.permissions import may_open_vocabularies
from cms.translation.vocabularies.screen import sheet_context
from cms.translation.vocabularies.sheet import Sheet


class VocabulariesMenuItem(MenuItem):
    """The way to the vocabularies, for those whom they answer."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Vocabularies"), reverse("vocabularies"), icon_name="tag", order=255)

    def is_shown(self, request: StaffRequest) -> bool:
        return may_open_vocabularies(request.user)


def vocabularies(request: StaffRequest) -> HttpResponse:
    """List the vocabularies, and how far each is in every language."""
    if not may_open_vocabularies(request.user):
        raise PermissionDenied
    return render(request, "translation/vocabularies/list.html", {"vocabularies": list_vocabularies()})


def vocabulary(request: StaffRequest, name: str) -> HttpResponse:
    """
    Show the terms of a vocabulary in every language, and do what was decided for one or for many.

    Every right is checked where the thing is done.
    """
    if not may_open_vocabularies(request.user):
        raise PermissionDenied
    if name not in Vocabulary.values:
        raise Http404
    take_up(request)
    sheet = load_sheet(Vocabulary(name), request.user)
    problems: list[TermProblem] = []
    if request.method == "POST":
        action, _colon, subject = request.POST.get("action", "").partition(":")
        if action == "send":
            return _send(request, sheet)
        if action not in ACTIONS or (action in {"submit", "approve"} and subject not in TARGET_CODES):
            return HttpResponseBadRequest(_("This form was sent without saying what to do."))
        problems = ACTIONS[action](request, sheet, subject)
        if not problems:
            return redirect(request.get_full_path())
        sheet = load_sheet(sheet.vocabulary, request.user)
    else:
        shown = [version.review for version in sheet.versions() if version.column.may_decide and version.review]
        note_openings(shown, user=request.user)
    return render(request, "translation/vocabularies/sheet.html", sheet_context(request, sheet, problems))


def _save(request: StaffRequest, sheet: Sheet, subject: str) -> list[TermProblem]:
    problems = keep_boxes(request, sheet, subject)
    messages.success(request, _("Saved."))
    return problems


def _submit(request: StaffRequest, sheet: Sheet, code: str) -> list[TermProblem]:
    problems = keep_boxes(request, sheet, "")
    if problems:
        messages.success(request, _("Saved."))
        return problems
    outcome = submit_ready(load_sheet(sheet.vocabulary, request.user), code, user=request.user)
    if outcome.done:
        submitted = ngettext("Submitted for review: 1 term.", "Submitted for review: %(n)s terms.", outcome.done)
        messages.success(request, submitted % {"n": outcome.done})
    elif not outcome.problems:
        messages.warning(request, _("Nothing was submitted: mark what you have translated as done first."))
    return outcome.problems


def _approve(request: StaffRequest, sheet: Sheet, code: str) -> list[TermProblem]:
    outcome = approve_shown(sheet, code, shown=request.POST.getlist("shown"), user=request.user)
    if outcome.done:
        approved = ngettext(
            "Approved: 1 term. It is public now.", "Approved: %(n)s terms. They are public now.", outcome.done
        )
        messages.success(request, approved % {"n": outcome.done})
    elif not outcome.problems:
        messages.warning(request, _("Nothing was approved: what waits now is not what this page showed. Look again."))
    return outcome.problems


def _return(request: StaffRequest, sheet: Sheet, key: str) -> list[TermProblem]:
    problems = return_one(sheet, key, comment=request.POST.get(f"comment-{key}", "").strip(), user=request.user)
    if not problems:
        messages.success(request, _("Returned with your comment."))
    return problems


def _send(request: StaffRequest, sheet: Sheet) -> HttpResponse:
    sending = send_unsent(sheet, user=request.user)
    if sending is None:
        messages.warning(request, _("Every language has all of these terms."))
        return redirect(request.get_full_path())
    return redirect(sending)


ACTIONS = {
    "save": _save,
    DONE_PREFIX.removesuffix(":"): _save,
    "submit": _submit,
    "approve": _approve,
    "return": _return,
}
