"""The board in the reports: where every text stands in every language."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.accounts.roles import CODES, is_editor, is_reviewer, is_translator
from cms.staff.board_filters import BoardFilters, summary
from cms.staff.board_rows import board_rows
from cms.staff.board_sheet import board_sheet

ROWS_A_PAGE = 50


class BoardMenuItem(MenuItem):
    """The way to the board, for those whom it answers."""

    def __init__(self) -> None:
        super().__init__(_("Translations"), reverse("translation_board"), icon_name="globe", order=10)

    def is_shown(self, request: StaffRequest) -> bool:
        return may_see_board(request.user)


def may_see_board(user: User) -> bool:
    """Return whether `user` has to do with translations: writes, translates or approves texts."""
    return is_editor(user) or any(is_translator(user, code) or is_reviewer(user, code) for code in CODES)


def board(request: StaffRequest) -> HttpResponse:
    """Show the texts that fit the filters, 50 a page, or all of them as a sheet."""
    if not may_see_board(request.user):
        raise PermissionDenied
    rows = board_rows(request.user)
    filters = BoardFilters(request.GET, rows=rows)
    found = filters.narrowed(rows)
    if request.GET.get("export") == "csv":
        return board_sheet((row, cell) for row in found for cell in filters.fitting_cells(row))
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "is_narrowed": any(filters.cleaned_data.values()),
        "summary": summary(found, filters),
        "languages": [cell.language for cell in found[0].cells] if found else [],
        "page_obj": page,
        "may_send": is_editor(request.user),
    }
    return render(request, "staff/board.html", context)
