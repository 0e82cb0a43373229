"""The desk, where a translation is typed, looked at and decided on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_reviewer
from cms.translation.desk.deciding import OTHER_DECISIONS, decide, decide_otherwise
from cms.translation.desk.decision_form import DecisionForm
from cms.translation.desk.form import DONE_PREFIX, keep_form
from cms.translation.desk.reviewing import answer_remarks, is_about_remarks, keep_review_form, place_of
from cms.translation.desk.screen import desk_context
from cms.translation.desk.signed_out import take_up
from cms.translation.policies import may_read_desk
from cms.translation.review import Problem
from cms.translation.taking_back import note_opening

# Wagtail's own note of whether its menu is folded: the desk needs the room, unless its reader has unfolded the menu.
FOLDED = "wagtail_sidebar_collapsed"


def desk(request: StaffRequest, instance: Any, translation: Translation) -> HttpResponse:
    """
    Show a translation beside its English, and do what its translator or its reviewer decides.

    Every right is checked where the thing is done. Raises `PermissionDenied` for people of another language.
    """
    if not may_read_desk(request.user, instance.locale.language_code):
        raise PermissionDenied
    take_up(request)
    problems: list[Problem] = []
    attests = not is_reviewer(request.user, instance.locale.language_code)
    form = DecisionForm(instance=instance, attests=attests)
    if request.method == "POST":
        action = request.POST.get("action", "")
        if action in {"approve", "return"}:
            form = DecisionForm(request.POST, instance=instance, attests=attests)
            # Without a script what was typed beside the parts comes together with the decision.
            problems = keep_review_form(request, translation) if instance.workflow_in_progress else []
            if form.is_valid() and not problems:
                return decide(request, instance, form)
        elif action in OTHER_DECISIONS:
            return decide_otherwise(request, instance)
        elif action in {"save", "submit", "remarks"} or action.startswith(DONE_PREFIX) or is_about_remarks(action):
            problems = _keep(request, instance, translation, action)
            if not problems:
                return redirect(request.get_full_path() + place_of(action))
        else:
            return HttpResponseBadRequest(_("This form was sent without saying what to do."))
    else:
        note_opening(instance, user=request.user)
    has_folded = FOLDED in request.COOKIES
    request.COOKIES.setdefault(FOLDED, "1")
    response = render(
        request, "translation/desk/desk.html", desk_context(request, instance, translation, problems, form)
    )
    if not has_folded:
        response.set_cookie(FOLDED, "1", samesite="Lax")
    return response


def _keep(request: StaffRequest, instance: Any, translation: Translation, action: str) -> list[Problem]:
    if action == "remarks":
        return keep_review_form(request, translation)
    if is_about_remarks(action):
        return answer_remarks(request, instance, translation, action)
    return keep_form(request, instance, translation, action)
