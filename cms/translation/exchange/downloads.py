"""Translations out: of one text, of a section, of everything in a language."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.accounts.requests import StaffRequest
from cms.accounts.roles import TARGET_CODES
from cms.languages.languages import TARGET_LANGUAGES
from cms.translation.exchange.collecting import collect, texts_below, texts_of_language, with_translators
from cms.translation.exchange.formats import FORMATS, Format
from cms.translation.exchange.permissions import may_download, may_download_section, may_upload


def download_text(request: StaffRequest, translation_id: int, format_name: str) -> HttpResponse:
    """Send the parts of one text."""
    translation = sent_translation_or_404(translation_id)
    code = translation.target_locale.language_code
    if not may_download(request.user, code):
        raise PermissionDenied
    name = slugify(translation.source.object_repr) or str(translation.pk)
    return _file([translation], code, format_or_404(format_name), name)


def download_section(request: StaffRequest, page_id: int, code: str, format_name: str) -> HttpResponse:
    """Send the parts of all texts below an English page that are with the translators of a language."""
    page = get_object_or_404(Page, pk=page_id)
    if not may_download(request.user, code) or not may_download_section(request.user, page):
        raise PermissionDenied
    return _file(texts_below(page, code), code, format_or_404(format_name), page.slug)


def download_language(request: StaffRequest, code: str, format_name: str) -> HttpResponse:
    """Send the parts of everything that is with the translators of a language."""
    if not may_download(request.user, code):
        raise PermissionDenied
    return _file(texts_of_language(code), code, format_or_404(format_name), "beacons")


def show_section(request: StaffRequest, page_id: int) -> HttpResponse:
    """Offer the files of a section, one for each language."""
    page = get_object_or_404(Page, pk=page_id)
    if not may_download_section(request.user, page):
        raise PermissionDenied
    languages = [(language, len(texts_below(page, language.code))) for language in TARGET_LANGUAGES]
    context = {"page": page, "languages": languages, "formats": FORMATS}
    return render(request, "translation/exchange/section.html", context)


def show_languages(request: StaffRequest) -> HttpResponse:
    """Offer translators the file of everything in their language, and the way back."""
    codes = [code for code in TARGET_CODES if may_upload(request.user, code)]
    if not codes:
        raise PermissionDenied
    languages = [
        (language, with_translators(language.code).count()) for language in TARGET_LANGUAGES if language.code in codes
    ]
    return render(request, "translation/exchange/languages.html", {"languages": languages, "formats": FORMATS})


def sent_translation_or_404(pk: int) -> Translation:
    """Return an enabled translation with its language and its English."""
    found = Translation.objects.select_related("source__specific_content_type", "source__sent", "target_locale")
    return get_object_or_404(found, pk=pk, enabled=True)


def format_or_404(name: str) -> Format:
    if name not in FORMATS:
        raise Http404
    return FORMATS[name]


def _file(translations: list[Translation], code: str, file_format: Format, name: str) -> HttpResponse:
    if not translations:
        raise Http404
    file = f"{name}-{code}.{file_format.extension}"
    return HttpResponse(
        file_format.write(collect(translations, code=code)),
        content_type=file_format.content_type,
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )
