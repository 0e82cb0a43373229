"""The glossary as a file: out as it is, in after a look at what would change."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from cms.accounts.requests import StaffRequest
from cms.languages.languages import TARGET_LANGUAGES
from cms.translation.glossary.files import FileProblem, GlossaryFileError, read_terms, write_terms
from cms.translation.glossary.forms import ConfirmForm, UploadForm
from cms.translation.glossary.importing import Plan, carry_out, plan_import
from cms.translation.glossary.models import GlossaryEntry
from cms.translation.glossary.permissions import READING, GlossaryPermissionPolicy
from cms.translation.glossary.terms import Term

POLICY = GlossaryPermissionPolicy(GlossaryEntry)


def export_file(request: StaffRequest) -> HttpResponse:
    """Send the whole glossary; the mark at its beginning tells spreadsheets that it is UTF-8."""
    if not POLICY.user_has_permission(request.user, READING):
        raise PermissionDenied
    text = write_terms(GlossaryEntry.objects.terms())
    return HttpResponse(
        text.encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="glossary.csv"'},
    )


def import_file(request: StaffRequest) -> HttpResponse:
    """Show what a file would change, and change it when that has been seen."""
    if not POLICY.user_has_permission(request.user, "add") or not POLICY.user_has_permission(request.user, "change"):
        raise PermissionDenied
    if request.method != "POST":
        return _ask(request, UploadForm())
    if "fingerprint" in request.POST:
        confirmed = ConfirmForm(request.POST)
        if confirmed.is_valid():
            return _take(request, confirmed.cleaned_data["text"].encode(), confirmed.cleaned_data["fingerprint"])
        return _ask(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    return _take(request, form.cleaned_data["file"]) if form.is_valid() else _ask(request, form)


def _take(request: StaffRequest, data: bytes, fingerprint: str = "") -> HttpResponse:
    """Carry out the plan that was seen; show the plan where there is none or another one by now."""
    try:
        plan = plan_import(read_terms(data))
    except GlossaryFileError as error:
        return _ask(request, UploadForm(), error.problems)
    if fingerprint == plan.fingerprint:
        carry_out(plan, user=request.user)
        messages.success(request, _said(plan))
        return redirect("glossary:index")
    if fingerprint:
        messages.warning(request, _("The glossary has changed in the meantime. Look at the changes again."))
    confirm = ConfirmForm(initial={"text": data.decode("utf-8-sig"), "fingerprint": plan.fingerprint})
    context = {
        "form": confirm,
        "plan": plan,
        "added": [_shown(term) for term in plan.added],
        "changed": [(_shown(before), _shown(after)) for before, after in plan.changed],
        "languages": TARGET_LANGUAGES,
    }
    return render(request, "translation/glossary/plan.html", context)


def _ask(request: StaffRequest, form: UploadForm, problems: list[FileProblem] | None = None) -> HttpResponse:
    return render(request, "translation/glossary/import.html", {"form": form, "problems": problems or []})


def _shown(term: Term) -> dict[str, Any]:
    return {"term": term, "languages": [(language, term.forms_in(language.code)) for language in TARGET_LANGUAGES]}


def _said(plan: Plan) -> str:
    added = ngettext("1 term added.", "%(n)s terms added.", len(plan.added)) % {"n": len(plan.added)}
    changed = ngettext("1 term changed.", "%(n)s terms changed.", len(plan.changed)) % {"n": len(plan.changed)}
    return f"{added} {changed}"
