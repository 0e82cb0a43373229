"""The screens of questions: of one part, of one desk, and of an English text for its editors; each works alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_editor, may_see_translations
from cms.languages.languages import SOURCE_LANGUAGE, language
from cms.translation.formatting import formatted
from cms.translation.questions.asking import ask, mark_answered, reply
from cms.translation.questions.models import LONGEST, Question
from cms.translation.questions.permissions import may_ask, may_see_english_questions, may_write
from cms.translation.questions.threads import Thread, threads_about_english, threads_on_desk
from cms.translation.segments import MARKUP, as_read, find_row


@dataclass(frozen=True)
class Asked:
    """What came of a question that was refused: what was typed, and why."""

    text: str = ""
    about: str = Question.About.ENGLISH
    problem: str = ""


def of_part(request: StaffRequest, translation_id: int, identifier: str) -> HttpResponse:
    """Show what was asked about one part, and ask; the box on the desk shows the same."""
    translation = _translation(request, translation_id)
    row = find_row(translation, identifier)
    asked = Asked()
    if request.method == "POST" and "question" not in request.POST:
        if not may_ask(request.user, translation):
            raise PermissionDenied
        if row is None:
            asked = _asked(request, _("The English no longer has this part."))
        else:
            try:
                ask(
                    translation,
                    row,
                    about=request.POST.get("about", ""),
                    text=request.POST.get("text", ""),
                    user=request.user,
                )
            except ValidationError as error:
                asked = _asked(request, str(error.message))
            else:
                if not _is_box(request):
                    messages.success(request, _("Your question was asked."))
                    return redirect(request.path)

    def threads() -> list[Thread]:
        found = threads_on_desk(translation, request.user)
        return [thread for thread in found if identifier in {thread.place, thread.question.part}]

    shown = threads()
    if row is None and not shown and not asked.problem:
        raise Http404
    return _answered(
        request,
        threads,
        {
            **_of_text(request, translation.source, translation),
            "part": identifier,
            "english": _english(row),
            "asked": asked,
            "may_ask": row is not None and may_ask(request.user, translation),
            "longest": LONGEST,
            "back": f"{_address(translation.get_target_instance)}#segment-{identifier}",
        },
        is_refused=bool(asked.problem),
    )


def of_translation(request: StaffRequest, translation_id: int) -> HttpResponse:
    """Show all questions of one desk, those about parts that the English no longer has among them."""
    translation = _translation(request, translation_id)
    return _answered(
        request,
        lambda: threads_on_desk(translation, request.user),
        {
            **_of_text(request, translation.source, translation),
            "back": _address(translation.get_target_instance),
        },
    )


def of_english(request: StaffRequest, key: UUID) -> HttpResponse:
    """Show what the languages ask about an English text, for its editors to answer."""
    if not may_see_english_questions(request.user):
        raise PermissionDenied
    source = get_object_or_404(TranslationSource, object=key)
    return _answered(
        request,
        lambda: threads_about_english(key, request.user),
        {
            **_of_text(request, source),
            "back": _address(source.get_source_instance) if is_editor(request.user) else reverse("wagtailadmin_home"),
        },
    )


def _translation(request: StaffRequest, translation_id: int) -> Translation:
    translations = Translation.objects.select_related("source__specific_content_type", "target_locale")
    translation = get_object_or_404(translations, pk=translation_id)
    if not may_see_translations(request.user, translation.target_locale.language_code):
        raise PermissionDenied
    return translation


def _address(text: Callable[[], Any]) -> str:
    """Return where a text is edited, and the first screen where it was deleted."""
    try:
        return AdminURLFinder().get_edit_url(text()) or reverse("wagtailadmin_home")
    except ObjectDoesNotExist:
        return reverse("wagtailadmin_home")


def _of_text(
    request: StaffRequest, source: TranslationSource, translation: Translation | None = None
) -> dict[str, Any]:
    return {
        "title": source.object_repr,
        "source_language": language(SOURCE_LANGUAGE),
        "translation": translation,
        "is_box": _is_box(request),
    }


def _english(row: StringSegment | None) -> Any:
    if row is None:
        return ""
    source = row.string.data
    return formatted(as_read(source, source), has_markup=bool(MARKUP.search(source)))


def _asked(request: StaffRequest, problem: str) -> Asked:
    return Asked(request.POST.get("text", ""), request.POST.get("about", ""), problem)


def _is_box(request: StaffRequest) -> bool:
    """Whether the desk's script asks, which puts the answer into the row."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _answered(
    request: StaffRequest,
    threads: Callable[[], list[Thread]],
    context: dict[str, Any],
    *,
    is_refused: bool = False,
) -> HttpResponse:
    """Take a reply to one of the threads, if that was sent, and show them."""
    shown = threads()
    key = request.POST.get("question")
    if request.method == "POST" and key is not None:
        thread = next((thread for thread in shown if str(thread.question.pk) == key), None)
        if thread is None:
            raise Http404
        if not may_write(request.user, thread.question):
            raise PermissionDenied
        text = request.POST.get("text", "")
        try:
            if request.POST.get("action") == "answered":
                mark_answered(thread.question, text=text, user=request.user)
            else:
                reply(thread.question, text=text, user=request.user)
        except ValidationError as error:
            is_refused = True
            refused = replace(thread, typed=text, problem=str(error.message))
            shown = [refused if other is thread else other for other in shown]
        else:
            if not context["is_box"]:
                return redirect(request.path)
            shown = threads()
    template = "translation/questions/box.html" if context["is_box"] else "translation/questions/screen.html"
    return render(request, template, {**context, "threads": shown}, status=400 if is_refused else 200)
