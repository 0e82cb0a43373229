"""The report of the PDFs, and the ways to have one made again."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import log
from wagtail.models import Page

from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_editor
from cms.editions.mixins import WithEdition
from cms.editions.models import Edition
from cms.editions.side_panel import context_of
from cms.editions.standing import pages_to_look_at, pages_with_editions, standing_of
from cms.editions.tasks import ask_worker

ROWS_A_PAGE = 50


class PdfsMenuItem(MenuItem):
    """The way to the report, for those whom it answers."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("PDFs"), reverse("pdfs_report"), icon_name="doc-full", order=20)

    def is_shown(self, request: StaffRequest) -> bool:
        return is_editor(request.user)


def report(request: StaffRequest) -> HttpResponse:
    """List the pages whose PDF failed, waits, or has something to be known of it."""
    _refuse_others(request)
    found = pages_to_look_at()
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    keys = [each.pk for each in page.object_list]
    pages = Page.objects.filter(pk__in=keys).specific().select_related("locale", for_specific_subqueries=True)
    by_key = {each.pk: each for each in pages}
    waiting = found.filter(waits=True).count()
    context = {
        "page_obj": page,
        "standings": [standing_of(by_key[key]) for key in keys],
        "total": pages_with_editions().count(),
        "waiting": waiting,
        "left": page.paginator.count - waiting,
    }
    return render(request, "editions/staff/report.html", context)


@require_POST
def try_again(request: StaffRequest, page_id: int) -> HttpResponse:
    """Ask the worker for the PDF of one page once more."""
    _refuse_others(request)
    return _again(request, [get_object_or_404(pages_with_editions(), pk=page_id).pk])


@require_POST
def try_all_again(request: StaffRequest) -> HttpResponse:
    """Ask the worker for all that failed, and all that waits."""
    _refuse_others(request)
    return _again(request, list(pages_to_look_at().values_list("pk", flat=True)))


@require_POST
def still_fits(request: StaffRequest, page_id: int) -> HttpResponse:
    """An editor says that the PDF which a page was given fits the words that it shows by now: those that they saw."""
    _refuse_others(request)
    page = get_object_or_404(pages_with_editions(), pk=page_id)
    seen = Edition.objects.own().filter(page=page.pk, withdrawn=False, shown_sha256=request.POST.get("words", "-"))
    if seen.update(words_sha256=F("shown_sha256")):
        ask_worker([page.pk])
        log(instance=page.specific, action="beacons.pdf_fits", user=request.user)
        messages.success(request, _("Noted. Readers are no longer told that the PDF is from an earlier text."))
    else:
        messages.warning(request, _("The text has changed since you looked. Compare it once more."))
    return _back(request)


def state(request: StaffRequest, page_id: int) -> HttpResponse:
    """Show how the PDFs of a page stand now, as beside its form."""
    page = get_object_or_404(Page, pk=page_id)
    if not isinstance(page.specific, WithEdition) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    return render(request, "editions/staff/side_panel.html", context_of(draft))


def _again(request: StaffRequest, page_ids: list[int]) -> HttpResponse:
    Edition.objects.filter(document=None, page__in=page_ids, file="").update(outdated=True)
    ask_worker(page_ids)
    messages.success(request, _("It is tried again. This takes a minute or two."))
    return _back(request)


def _back(request: StaffRequest) -> HttpResponse:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return redirect(wanted if is_ours else reverse("pdfs_report"))


def _refuse_others(request: StaffRequest) -> None:
    if not is_editor(request.user):
        raise PermissionDenied
