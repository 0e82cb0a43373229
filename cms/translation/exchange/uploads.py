"""Translations in: a file is shown first, and taken when that has been seen."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail_localize.models import Translation

from cms.accounts.requests import StaffRequest
from cms.languages.languages import SOURCE_LANGUAGE, language
from cms.translation.exchange.collecting import texts_of_language
from cms.translation.exchange.downloads import format_or_404, sent_translation_or_404
from cms.translation.exchange.entries import RefusedFileError
from cms.translation.exchange.formats import Format
from cms.translation.exchange.forms import ConfirmForm, UploadForm
from cms.translation.exchange.importing import carry_out
from cms.translation.exchange.permissions import may_upload
from cms.translation.exchange.plan import Plan, plan_import

TAKE = "take"


@dataclass(frozen=True)
class Place:
    """What a file is brought to: these translations of one language; `back` is where its reader came from."""

    translations: list[Translation]
    code: str
    title: str
    back: str
    file_format: Format


def upload_text(request: StaffRequest, translation_id: int, format_name: str) -> HttpResponse:
    """Take a file of one text."""
    translation = sent_translation_or_404(translation_id)
    code = translation.target_locale.language_code
    if not may_upload(request.user, code):
        raise PermissionDenied
    back = AdminURLFinder().get_edit_url(translation.get_target_instance()) or reverse("wagtailadmin_home")
    title = translation.source.object_repr
    return _upload(request, Place([translation], code, title, back, format_or_404(format_name)))


def upload_language(request: StaffRequest, code: str, format_name: str) -> HttpResponse:
    """Take a file of several texts of a language."""
    if not may_upload(request.user, code):
        raise PermissionDenied
    back = reverse("translation_files")
    return _upload(request, Place(texts_of_language(code), code, "", back, format_or_404(format_name)))


def _upload(request: StaffRequest, place: Place) -> HttpResponse:
    extension = place.file_format.extension
    if request.method != "POST":
        return _ask(request, place, UploadForm(extension=extension))
    if "fingerprint" in request.POST:
        confirmed = ConfirmForm(request.POST)
        if confirmed.is_valid():
            data, fingerprint = confirmed.cleaned_data["text"].encode(), confirmed.cleaned_data["fingerprint"]
            return _take(request, place, data, fingerprint)
        return _ask(request, place, UploadForm(extension=extension))
    form = UploadForm(request.POST, request.FILES, extension=extension)
    return _take(request, place, form.cleaned_data["file"]) if form.is_valid() else _ask(request, place, form)


def _take(request: StaffRequest, place: Place, data: bytes, fingerprint: str = "") -> HttpResponse:
    """Carry out the plan that was seen; show the plan where there is none or another one by now."""
    try:
        plan = plan_import(place.file_format.read(data), place.translations, code=place.code)
    except RefusedFileError as error:
        return _ask(request, place, UploadForm(extension=place.file_format.extension), error.reasons)
    if fingerprint == plan.fingerprint:
        late = carry_out(plan, taken=request.POST.getlist(TAKE), user=request.user)
        _say(request, plan, len(late))
        return redirect(place.back)
    if fingerprint:
        messages.warning(request, _("The translation has changed in the meantime. Look at the changes again."))
    context = {
        "form": ConfirmForm(initial={"text": data.decode("utf-8-sig"), "fingerprint": plan.fingerprint}),
        "plan": plan,
        "place": place,
        "take": TAKE,
        "source_language": language(SOURCE_LANGUAGE),
        "target_language": language(place.code),
    }
    return render(request, "translation/exchange/plan.html", context)


def _ask(request: StaffRequest, place: Place, form: UploadForm, reasons: tuple[str, ...] = ()) -> HttpResponse:
    context = {"form": form, "reasons": reasons, "place": place, "target_language": language(place.code)}
    return render(request, "translation/exchange/upload.html", context)


def _say(request: StaffRequest, plan: Plan, late: int) -> None:
    wanted = set(request.POST.getlist(TAKE))
    taken = len(plan.changes) + sum(change.key in wanted for change in plan.newer) - late
    messages.success(request, ngettext("1 part taken over.", "%(n)s parts taken over.", taken) % {"n": taken})
    if late:
        text = ngettext(
            "Somebody changed 1 part at this moment: the text of your file is in its history.",
            "Somebody changed %(n)s parts at this moment: the texts of your file are in their history.",
            late,
        )
        messages.warning(request, text % {"n": late})
