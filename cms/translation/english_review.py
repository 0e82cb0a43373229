"""The review of English texts, which stand in Wagtail's own editor: opened, taken back, confirmed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.accounts.requests import StaffRequest
from cms.translation.taking_back import note_opening, take_back

# What Wagtail's editor would do, whether or not a reviewer has opened the text.
ENDS_A_REVIEW = ("action-cancel-workflow", "action-restart-workflow")


def in_review(request: StaffRequest, instance: Any) -> HttpResponse | None:
    """
    Note that a reviewer opens the text, or take it back in the place of Wagtail's editor.

    Wagtail lets who submitted a text end its review at any time, and start another one with a newer draft. Return None
    where the editor may go on. Raises `PermissionDenied`.
    """
    if not instance.workflow_in_progress:
        return None
    if request.method != "POST":
        note_opening(instance, user=request.user)
        return None
    if not any(request.POST.get(name) for name in ENDS_A_REVIEW):
        return None
    try:
        take_back(instance, user=request.user)
        messages.success(request, _("Taken back. You can change it again."))
    except ValidationError as error:
        messages.error(request, error.message)
    return redirect(request.get_full_path())
