"""What is decided on the desk: by a reviewer of a text in review or afterwards, by its translator who takes it back."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.translation.desk.decision_form import DecisionForm
from cms.translation.giving_back import confirm, reopen, withdraw_approval
from cms.translation.models import TranslatedRevision
from cms.translation.review import NotInReviewError, approve, return_with_comment
from cms.translation.taking_back import take_back
from cms.translation.waiting import waiting_revision


def decide(request: StaffRequest, instance: Any, form: DecisionForm) -> HttpResponse:
    """Approve or return the text in review, as a valid `form` says, and go back to what waits."""
    try:
        if request.POST.get("action") == "approve":
            approve(instance, user=request.user, comment=form.said, moment=form.moment)
            public = [messages.button(instance.get_url(request), _("Public page"))] if _is_public_page(instance) else []
            messages.success(request, _what_comes(instance), buttons=public)
        else:
            return_with_comment(instance, user=request.user, comment=form.said)
            messages.success(request, _("Returned with your comment."))
    except NotInReviewError as error:
        messages.error(request, error.message)
        if instance.workflow_in_progress:
            return redirect(request.get_full_path())
    return redirect("wagtailadmin_home")


def waits_for(made_from: TranslatedRevision) -> str:
    """Return in a sentence what an approved text waits for."""
    page, time = made_from.waits_for_page, made_from.goes_live_at
    if page is not None and not page.live:
        return _("It goes live with “%(page)s”.") % {"page": page.draft_title}
    if time is not None and made_from.waits_for_source:
        return _("It goes live on %(time)s, or later, with the English text.") % {"time": _written(time)}
    if time is not None:
        return _("It goes live on %(time)s.") % {"time": _written(time)}
    return _("It goes live with the English text.")


def _what_comes(instance: Any) -> str:
    waiting = waiting_revision(instance)
    if waiting is None:
        return _("Approved. It is public now.")
    return _("Approved.") + " " + waits_for(waiting)


def _is_public_page(instance: Any) -> bool:
    return isinstance(instance, Page) and waiting_revision(instance) is None


def _written(time: Any) -> str:
    return date_format(localtime(time), "DATETIME_FORMAT")


def _take_back(instance: Any, user: User, comment: str) -> str:
    take_back(instance, user=user)
    return _("Taken back. You can change it again.")


def _withdraw(instance: Any, user: User, comment: str) -> str:
    withdraw_approval(instance, user=user, comment=comment)
    return _("The approval is withdrawn: the text is with its translator again.")


def _confirm(instance: Any, user: User, comment: str) -> str:
    confirm(instance, user=user)
    return _("Confirmed: this text has been read.")


def _reopen(instance: Any, user: User, comment: str) -> str:
    reopen(instance, user=user, comment=comment)
    return _("Reopened: the text is with its translator again, and stays public until a newer one is approved.")


OTHER_DECISIONS: dict[str, Callable[[Any, User, str], str]] = {
    "take-back": _take_back,
    "withdraw": _withdraw,
    "confirm": _confirm,
    "reopen": _reopen,
}


def decide_otherwise(request: StaffRequest, instance: Any) -> HttpResponse:
    """Do one of `OTHER_DECISIONS`, and show the text as it stands then. Raises `PermissionDenied`."""
    act = OTHER_DECISIONS[request.POST["action"]]
    try:
        messages.success(request, act(instance, request.user, request.POST.get("comment", "").strip()))
    except ValidationError as error:
        messages.error(request, error.message)
    return redirect(request.get_full_path())
