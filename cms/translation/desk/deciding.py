"""What a reviewer decides on the desk."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.accounts.requests import StaffRequest
from cms.translation.review import NotInReviewError, approve, return_with_comment


def decide(request: StaffRequest, instance: Any, action: str) -> HttpResponse:
    """Approve or return the text in review, and go back to what waits."""
    comment = request.POST.get("comment", "").strip()
    try:
        if action == "approve":
            approve(instance, user=request.user, comment=comment)
            messages.success(request, _("Approved. It is public now."))
        else:
            return_with_comment(instance, user=request.user, comment=comment)
            messages.success(request, _("Returned with your comment."))
    except NotInReviewError as error:
        messages.error(request, error.message)
    return redirect("wagtailadmin_home")
