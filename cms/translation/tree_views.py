"""
Wagtail's own screens of the tree, in one transaction with what follows in the other languages.

Wagtail moves, unpublishes and restricts step by step: a failure in the middle would leave the trees different. The
screens of deletion and of bulk actions have their transaction already.
"""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views import page_privacy
from wagtail.admin.views.pages import lock, move, ordering
from wagtail.models import Page

from cms.accounts.requests import StaffRequest
from cms.translation.tree_rules import translation_refusal
from cms.translation.withdrawing import UnpublishPage

move_page = transaction.atomic(move.move_confirm)
unpublish_page = transaction.atomic(UnpublishPage.as_view())


@transaction.atomic
def reorder_page(request: StaffRequest, page_to_move_id: int) -> HttpResponse:
    """Order is a value without a language: a translation stands where its English page stands."""
    if refusal := translation_refusal(get_object_or_404(Page, pk=page_to_move_id)):
        return HttpResponse(refusal, status=403, content_type="text/plain; charset=utf-8")
    return ordering.set_page_position(request, page_to_move_id)


@transaction.atomic
def set_privacy(request: StaffRequest, page_id: int) -> HttpResponse:
    """A translation is as private as its English page."""
    if refusal := translation_refusal(get_object_or_404(Page, pk=page_id)):
        response = render_modal_workflow(
            request, "translation/privacy_refused.html", None, {"refusal": refusal}, json_data={"step": "set_privacy"}
        )
        # A dialog that fails to open would say nothing at all.
        response.status_code = 403 if request.method == "POST" else 200
        return response
    return page_privacy.set_privacy(request, page_id)


def lock_page(request: StaffRequest, page_id: int) -> HttpResponse:
    """A translation is locked by its review alone: the desk knows no other lock, and would not keep it."""
    if refusal := translation_refusal(get_object_or_404(Page, pk=page_id)):
        return HttpResponse(refusal, status=403, content_type="text/plain; charset=utf-8")
    return lock.LockView.as_view()(request, page_id=page_id)
