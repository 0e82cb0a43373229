"""Choosing a picture or file of a language's own, on a page that needs no script."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail_localize.models import Translation

from cms.accounts.requests import StaffRequest
from cms.languages.languages import language
from cms.translation.desk.english import english_of
from cms.translation.desk.finding import translation_or_404
from cms.translation.own_files import FilePlace, choosable, choose_own, file_places
from cms.translation.review import may_translate

ON_A_PAGE = 24


def own_file(request: StaffRequest, translation_id: int, field: str) -> HttpResponse:
    """Show what may stand in a field in this language, and keep what its translator chooses (`chosen`, or nothing)."""
    translation, target = translation_or_404(translation_id)
    source = english_of(translation)
    if not may_translate(target, request.user):
        raise PermissionDenied
    place = next((place for place in file_places(translation, source) if place.field == field), None)
    if place is None:
        raise Http404
    files = choosable(type(place.english), request.user)
    back = AdminURLFinder().get_edit_url(target)
    if request.method == "POST":
        choice = forms.ModelChoiceField(files, required=False)
        try:
            chosen = choice.clean(request.POST.get("chosen", ""))
        except forms.ValidationError:
            messages.error(request, _("This file is no longer there, or you may not choose it. Choose another one."))
            return redirect(request.get_full_path())
        choose_own(translation, field, chosen, user=request.user)
        messages.success(request, _("Saved. Readers see it when the translation is approved."))
        return redirect(back)
    return render(request, "translation/desk/own_file.html", _context(request, translation, place, files, back))


def _context(
    request: StaffRequest, translation: Translation, place: FilePlace, files: Any, back: str | None
) -> dict[str, Any]:
    words = request.GET.get("q", "").strip()[:100]
    found = files.filter(title__icontains=words) if words else files
    return {
        "title": translation.source.object_repr,
        "target_language": language(translation.target_locale.language_code),
        "place": place,
        "back": back,
        "words": words,
        "files": Paginator(found, ON_A_PAGE).get_page(request.GET.get("p")),
    }
