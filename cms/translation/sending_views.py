"""The screens of sending several texts: what will be sent, and how far it is."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_editor
from cms.translation.forms import SendForm
from cms.translation.sending import may_send
from cms.translation.sending_several import plan, send_several, try_again
from cms.translation.sendings import Sending

SENDINGS_A_PAGE = 50


def send_section(request: StaffRequest, page_id: int) -> HttpResponse:
    """Ask for a page and all pages below it."""
    section = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    if not may_send(section, request.user):
        raise PermissionDenied
    texts = section.get_descendants(inclusive=True).filter(depth__gt=2).select_related("locale").order_by("path")
    back = reverse("wagtailadmin_explore", args=[section.pk])
    return ask(request, texts, title=section.title, back=back)


def ask(request: StaffRequest, texts: Iterable[Any], *, title: str, back: str) -> HttpResponse:
    """Show what can be sent of `texts` and ask to whom it goes; then hand it to the worker and show how far it is."""
    if not is_editor(request.user):
        # The screen names what may not be sent, and titles of drafts are for those who write them.
        raise PermissionDenied
    to_send = plan(texts, request.user)
    form = SendForm(request.POST or None)
    if form.is_valid():
        languages = form.cleaned_data["languages"]
        if any(to_send.to_send[code] for code in languages):
            sending = send_several(to_send, languages=languages, order=form.order(), user=request.user, title=title)
            return redirect(sending)
        form.add_error(None, _("Everything is up to date in the languages that you chose."))
    context = {"plan": to_send, "form": form, "title": title, "back": back}
    return render(request, "translation/send_several.html", context)


def sendings(request: StaffRequest) -> HttpResponse:
    """List what was sent together, the newest first."""
    if not is_editor(request.user):
        raise PermissionDenied
    found = Sending.objects.select_related("sent_by").order_by("-pk")
    page = Paginator(found, SENDINGS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "translation/sendings.html", {"page_obj": page})


def sending(request: StaffRequest, sending_id: int) -> HttpResponse:
    """Show how far a sending is; send again what failed, if asked."""
    if not is_editor(request.user):
        raise PermissionDenied
    found = get_object_or_404(Sending.objects.select_related("sent_by"), pk=sending_id)
    if request.method == "POST":
        try_again(found)
        return redirect(found)
    return render(request, "translation/sending.html", {"sending": found, "progress": found.progress})
