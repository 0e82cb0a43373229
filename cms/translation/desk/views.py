"""The desk, where a translation is typed, looked at and decided on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from cms.accounts.requests import StaffRequest
from cms.accounts.roles import may_see_translations
from cms.translation.desk.deciding import decide
from cms.translation.desk.form import DONE_PREFIX, keep_form
from cms.translation.desk.screen import desk_context
from cms.translation.forms import ReturnForm
from cms.translation.review import Problem

# Wagtail's own note of whether its menu is folded: the desk needs the room, unless its reader has unfolded the menu.
FOLDED = "wagtail_sidebar_collapsed"


def desk(request: StaffRequest, instance: Any, translation: Translation) -> HttpResponse:
    """
    Show a translation beside its English, and do what its translator or its reviewer decides.

    Every right is checked where the thing is done. Raises `PermissionDenied` for people of another language.
    """
    if not may_see_translations(request.user, instance.locale.language_code):
        raise PermissionDenied
    problems: list[Problem] = []
    return_form = ReturnForm()
    if request.method == "POST":
        action = request.POST.get("action", "")
        if action in {"approve", "return"}:
            return_form = ReturnForm(request.POST)
            if action == "approve" or return_form.is_valid():
                return decide(request, instance, action)
        elif action in {"save", "submit"} or action.startswith(DONE_PREFIX):
            problems = keep_form(request, instance, translation, action)
            if not problems:
                return redirect(request.get_full_path())
        else:
            return HttpResponseBadRequest(_("This form was sent without saying what to do."))
    has_folded = FOLDED in request.COOKIES
    request.COOKIES.setdefault(FOLDED, "1")
    response = render(
        request, "translation/desk/desk.html", desk_context(request, instance, translation, problems, return_form)
    )
    if not has_folded:
        response.set_cookie(FOLDED, "1", samesite="Lax")
    return response
