"""What readers have said: the problems that they see in translations, and which pages they need in which language."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.accounts.roles import TARGET_CODES, is_editor, is_reviewer, is_translator
from cms.feedback.models import ProblemReport, Wish
from cms.languages.languages import SOURCE_LANGUAGE, Language, language
from cms.languages.models import LanguageStatus, State
from cms.pages.public import public_pages
from cms.staff.texts import edit_address

ROWS_A_PAGE = 50


class FromReadersMenuItem(MenuItem):
    """The way to the screen, for those whom it concerns."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("From readers"), reverse("from_readers"), icon_name="comment", order=30)

    def is_shown(self, request: StaffRequest) -> bool:
        return bool(languages_of(request.user))


@dataclass(frozen=True)
class WishRow:
    """A page that readers need in a language; `send_url` is empty where it is on its way or the person may not send."""

    page: Page
    language: Language
    number: int
    state: str
    send_url: str


def languages_of(user: User) -> list[str]:
    """Return the languages whose readers a person answers to: all for editors, one's own for whoever translates."""
    if is_editor(user):
        return list(TARGET_CODES)
    return [code for code in TARGET_CODES if is_translator(user, code) or is_reviewer(user, code)]


def from_readers(request: StaffRequest) -> HttpResponse:
    """Show what waits of both."""
    codes = languages_of(request.user)
    if not codes:
        raise PermissionDenied
    page = Paginator(ProblemReport.objects.waiting(codes), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "problems": [_problem(report, request.user) for report in page],
        "wishes": _wishes(codes, request.user),
    }
    return render(request, "staff/from_readers.html", context)


@require_POST
def problem_done(request: StaffRequest, report_id: int) -> HttpResponse:
    """Take a problem from the list: it is mended, or there is none."""
    reports = ProblemReport.objects.waiting(languages_of(request.user))
    report = get_object_or_404(reports, pk=report_id)
    ProblemReport.objects.filter(pk=report.pk).update(done_at=timezone.now(), done_by=request.user)
    messages.success(request, _("Done. It is off the list."))
    return redirect("from_readers")


def _problem(report: ProblemReport, user: User) -> dict[str, Any]:
    spoken = language(report.page.locale.language_code)
    return {"report": report, "language": spoken, "url": edit_address(report.page, user)}


def _wishes(codes: list[str], user: User) -> list[WishRow]:
    """Return what readers need and do not have, what most of them need first; five queries."""
    numbers = {(wish.translation_key, wish.language): wish.number for wish in Wish.objects.filter(language__in=codes)}
    versions = public_pages().filter(translation_key__in={key for key, _code in numbers}).select_related("locale")
    public = {(page.translation_key, page.locale.language_code): page for page in versions}
    statuses = LanguageStatus.objects.filter(translation_key__in={key for key, _code in numbers}, language__in=codes)
    states = {(status.translation_key, status.language): State(status.state) for status in statuses}
    rows = [
        _wish(public[key, SOURCE_LANGUAGE], code, number, states.get((key, code), State.MISSING), user)
        for (key, code), number in numbers.items()
        if (key, SOURCE_LANGUAGE) in public and (key, code) not in public
    ]
    return sorted(rows, key=lambda row: (-row.number, row.page.title, row.language.code))


def _wish(page: Page, code: str, number: int, state: State, user: User) -> WishRow:
    may_send = state == State.MISSING and is_editor(user)
    send_url = reverse("send_page", args=[page.pk]) if may_send else ""
    return WishRow(page=page, language=language(code), number=number, state=str(state.label), send_url=send_url)
