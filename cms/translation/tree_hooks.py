"""Wagtail's screens of the tree ask here first; loaded by `wagtail_hooks`."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.accounts.requests import StaffRequest
from cms.translation.tree_rules import deletion_refusal, first_refusal, move_refusal, translation_refusal


@hooks.register("before_move_page")
def move_in_every_language(request: StaffRequest, page: Page, destination: Page) -> HttpResponse | None:
    return _refuse(request, move_refusal(page, destination), page)


@hooks.register("before_delete_page")
def delete_in_every_language(request: StaffRequest, page: Page) -> HttpResponse | None:
    return _refuse(request, deletion_refusal(page), page)


@hooks.register("before_edit_page")
def keep_the_shared_address(request: StaffRequest, page: Page) -> HttpResponse | None:
    """What has no English text sent to it opens in Wagtail's editor, which has a field for the address."""
    if request.method != "POST" or request.POST.get("slug", page.slug) == page.slug:
        return None
    return _refuse(request, translation_refusal(page), page)


@hooks.register("before_bulk_action")
def every_language_in_bulk(
    request: StaffRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Refuse all where one must be refused: a bulk action says what it does of all together."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type == "delete":
        refusal = first_refusal(deletion_refusal(page) for page in pages)
    elif action_type == "move":
        destination = action.cleaned_form.cleaned_data["chooser"]
        refusal = first_refusal(move_refusal(page, destination) for page in pages)
    else:
        refusal = ""
    return _refuse(request, refusal, pages[0]) if pages else None


def _refuse(request: StaffRequest, refusal: str, page: Page) -> HttpResponse | None:
    if not refusal:
        return None
    messages.error(request, refusal)
    return redirect("wagtailadmin_explore", page.pk if page.depth <= 2 else page.get_parent().pk)
