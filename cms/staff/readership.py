"""The report on readers: how often each page was read and its PDF and handouts were taken, by period and language."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms.accounts.requests import StaffRequest
from cms.languages import languages
from cms.languages.availability import absolute, address_of
from cms.pages.sheets import sheet
from cms.readership.counting import counts
from cms.readership.models import DailyCount

DAYS = 30
ROWS_A_PAGE = 50
COLUMNS = {kind.value: Sum("number", filter=Q(kind=kind), default=0) for kind in DailyCount.Kind}


class ReadershipMenuItem(MenuItem):
    """The way to the report: it says nothing of any reader, so all staff may see it."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Readers and downloads"), reverse("readership"), icon_name="view", order=20)


class PeriodForm(forms.Form):
    """From which day to which, and in which language."""

    begins = forms.DateField(label=gettext_lazy("From"), required=False, widget=forms.DateInput({"type": "date"}))
    ends = forms.DateField(label=gettext_lazy("To"), required=False, widget=forms.DateInput({"type": "date"}))
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("All languages")), *((each.code, each.name) for each in languages.LANGUAGES)],
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and begins > ends:
            raise forms.ValidationError(_("The period ends before it begins."))
        return cleaned


def report(request: StaffRequest) -> HttpResponse:
    """Show the pages with readers in a period, 50 a page, or all of them as a sheet."""
    # What this process has counted a moment ago belongs to it.
    counts.write()
    today = timezone.localdate()
    usual = {"begins": today - timedelta(days=DAYS - 1), "ends": today, "language": ""}
    form = PeriodForm({name: request.GET.get(name) or value for name, value in usual.items()})
    rows = _rows(**form.cleaned_data) if form.is_valid() else []
    if request.GET.get("export") == "csv" and form.is_valid():
        return _sheet(rows, form.cleaned_data["begins"], form.cleaned_data["ends"])
    context = {
        "form": form,
        "page_obj": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "totals": {kind: sum(row[kind] for row in rows) for kind in COLUMNS},
    }
    return render(request, "staff/readership.html", context)


def _rows(*, begins: date, ends: date, language: str) -> list[dict[str, Any]]:
    """Return the pages with readers in a period, the most read first; two queries."""
    found = DailyCount.objects.filter(day__range=(begins, ends))
    if language:
        found = found.filter(page__locale__language_code=language)
    counted = found.values("page").annotate(**COLUMNS).order_by().values_list("page", *COLUMNS)
    sums = {page: dict(zip(COLUMNS, numbers, strict=True)) for page, *numbers in counted}
    pages = Page.objects.filter(pk__in=sums).select_related("locale", "content_type")
    rows = [
        {
            "page": page,
            "language": languages.language(page.locale.language_code),
            "type": page.page_type_display_name,
            **sums[page.pk],
        }
        for page in pages
    ]
    return sorted(rows, key=lambda row: (-row["read"], -row["download"], row["page"].pk))


def _sheet(rows: list[dict[str, Any]], begins: date, ends: date) -> HttpResponse:
    """Return the rows as a file to download."""
    kinds = [str(kind.label) for kind in DailyCount.Kind]
    heading = [_("From"), _("To"), _("Page"), _("Kind"), _("Language"), _("Address"), *kinds]
    return sheet(f"readers-{begins}-{ends}.csv", heading, (_values(row, begins, ends) for row in rows))


def _values(row: dict[str, Any], begins: date, ends: date) -> list[Any]:
    page = row["page"]
    about = [begins, ends, page.title, row["type"], row["language"].name, absolute(address_of(page))]
    return [*about, *(row[kind] for kind in COLUMNS)]
