"""The screens of translation: the desk, where a translation is edited and decided on, and sending."""

from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page, TaskState
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_reviewer, is_translator, may_see_translations
from cms.directory.models import ReviewedSnippet
from cms.languages.languages import SOURCE_LANGUAGE, language
from cms.pages.models import BasePage
from cms.translation.assignments import Assignment, standing_order
from cms.translation.forms import ReturnForm, SendForm
from cms.translation.review import (
    NotInReviewError,
    Problem,
    SubmissionRefusedError,
    approve,
    may_translate,
    return_with_comment,
    submit_for_review,
)
from cms.translation.segments import list_segments, save_texts
from cms.translation.sending import NotApprovedError, may_send, send_for_translation
from cms.translation.side_panel import WithLanguages
from cms.translation.status import refresh_status
from cms.translation.submitted import submitted_segments

TEXT_PREFIX = "text-"
WAS_PREFIX = "was-"


class PageEditor(WithLanguages, EditView):
    """Wagtail's editor of a page, with its languages at the side."""


def edit_page(request: StaffRequest, page_id: int) -> HttpResponse:
    """Open a translated page on the desk, any other page in Wagtail's editor."""
    page = get_object_or_404(Page, pk=page_id).specific
    translation = _translation_of(page)
    if translation:
        return desk(request, page, translation)
    _spare_what_was_reviewed(request)
    return PageEditor.as_view()(request, page_id=page_id)


def edit_snippet(request: StaffRequest, app_label: str, model_name: str, pk: str) -> HttpResponse:
    """Open a translated snippet on the desk, any other snippet in Wagtail's editor."""
    snippet = _snippet_or_404(app_label, model_name, pk)
    translation = _translation_of(snippet)
    if translation:
        return desk(request, snippet, translation)
    _spare_what_was_reviewed(request)
    viewset = snippet.snippet_viewset
    editor = type("SnippetEditor", (WithLanguages, viewset.edit_view_class), {})
    return viewset.construct_view(editor, **viewset.get_edit_view_kwargs())(request, pk=pk)


def desk(request: StaffRequest, instance: Any, translation: Translation) -> HttpResponse:
    """
    Show a translation beside its English, and do what its translator or its reviewer decides.

    Every right is checked where the thing is done. Raises `PermissionDenied` for people of another language.
    """
    if not _may_see(instance, request.user):
        raise PermissionDenied
    problems: list[Problem] = []
    return_form = ReturnForm()
    if request.method == "POST":
        action = request.POST.get("action")
        if action not in {"save", "submit", "approve", "return"}:
            return HttpResponseBadRequest(_("This form was sent without saying what to do."))
        if action in {"approve", "return"}:
            return_form = ReturnForm(request.POST)
            if action == "approve" or return_form.is_valid():
                return _decide(request, instance, action)
        else:
            problems = _keep(request, instance, translation, submit=action == "submit")
            if not problems:
                return redirect(request.get_full_path())
    return render(
        request, "translation/desk.html", _desk_context(request, instance, translation, problems, return_form)
    )


def preview(request: StaffRequest, translation_id: int) -> HttpResponse:
    """Show a translated page as the public will see it; parts without a translation are still in English."""
    translation = get_object_or_404(Translation, pk=translation_id)
    model = translation.source.specific_content_type.model_class()
    versions = model.objects.filter(translation_key=translation.source.object_id)
    page = versions.filter(locale=translation.target_locale_id).first()
    if not isinstance(page, BasePage):
        raise Http404
    if not _may_see(page, request.user):
        raise PermissionDenied
    task_state = page.current_workflow_task_state
    text = (
        task_state.revision.as_object()
        if task_state
        else translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    )
    return text.make_preview_request(original_request=request, preview_mode=text.default_preview_mode)


def send_page(request: StaffRequest, page_id: int) -> HttpResponse:
    """Ask which languages a page goes to, and send it."""
    return _send(request, get_object_or_404(Page, pk=page_id).specific)


def send_snippet(request: StaffRequest, app_label: str, model_name: str, pk: str) -> HttpResponse:
    """Ask which languages a snippet goes to, and send it."""
    return _send(request, _snippet_or_404(app_label, model_name, pk))


def refuse(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer for the screens that this site replaces or does not have."""
    return render(request, "translation/refused.html", status=403)


def _send(request: StaffRequest, source: Any) -> HttpResponse:
    if not may_send(source, request.user):
        raise PermissionDenied
    form = SendForm(request.POST or None, standing=standing_order(source.translation_key))
    edit_url = AdminURLFinder(request.user).get_edit_url(source)
    if form.is_valid():
        try:
            languages = form.cleaned_data["languages"]
            send_for_translation(source, languages=languages, user=request.user, order=form.order())
        except NotApprovedError as error:
            form.add_error(None, error)
        else:
            names = ", ".join(language(code).name for code in languages)
            messages.success(request, _("Sent for translation: %(languages)s") % {"languages": names})
            return redirect(edit_url)
    return render(request, "translation/send.html", {"source": source, "form": form, "edit_url": edit_url})


def _keep(request: StaffRequest, instance: Any, translation: Translation, *, submit: bool) -> list[Problem]:
    """Keep the typed texts, submit them if asked; return what stands in the way, with every text that was not kept."""
    typed = _typed(request)
    if not may_translate(instance, request.user):
        if not typed or not is_translator(request.user, instance.locale.language_code):
            raise PermissionDenied
        reason = _("This text is in review and cannot be changed. You typed: “%(text)s”")
        return [Problem(reason % {"text": text}) for _was, text in typed.values()]
    problems = _save(translation, typed, request.user)
    refresh_status(instance)
    if problems or not submit:
        messages.success(request, _("Saved."))
        return problems
    try:
        submit_for_review(translation, user=request.user)
    except SubmissionRefusedError as error:
        return error.problems
    messages.success(request, _("Submitted for review."))
    return []


def _typed(request: StaffRequest) -> dict[str, tuple[str, str]]:
    """Return part → what its box held and what was typed there, for the boxes that were changed."""
    typed = {}
    for name in request.POST:
        if name.startswith(TEXT_PREFIX):
            identifier = name.removeprefix(TEXT_PREFIX)
            was, text = (_normalized(request.POST.get(key, "")) for key in (WAS_PREFIX + identifier, name))
            if was != text:
                typed[identifier] = was, text
    return typed


def _normalized(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _save(translation: Translation, typed: dict[str, tuple[str, str]], user: User) -> list[Problem]:
    """Save what was typed over what its writer saw; what somebody else has changed or removed meanwhile comes back."""
    stored = {segment.id: _normalized(segment.text) for segment in list_segments(translation)}
    texts, problems = {}, []
    for identifier, (was, text) in typed.items():
        if identifier not in stored:
            problems.append(Problem(_("The English no longer has this part: “%(text)s”") % {"text": text}))
        elif stored[identifier] not in {was, text}:
            message = _("Somebody else has changed this part meanwhile. You typed: “%(text)s”")
            problems.append(Problem(message % {"text": text}, identifier))
        else:
            texts[identifier] = text
    wrong = save_texts(translation, texts, user=user)
    return [*problems, *(Problem(message, identifier) for identifier, message in wrong.items())]


def _decide(request: StaffRequest, instance: Any, action: str) -> HttpResponse:
    comment = request.POST.get("comment", "").strip()
    try:
        if action == "approve":
            approve(instance, user=request.user, comment=comment)
            messages.success(request, _("Approved. It is public now."))
        else:
            return_with_comment(instance, user=request.user, comment=comment)
            messages.success(request, _("Returned with your comment."))
    except NotInReviewError as error:
        messages.error(request, error.message)
    return redirect("wagtailadmin_home")


def _desk_context(
    request: StaffRequest, instance: Any, translation: Translation, problems: list[Problem], return_form: ReturnForm
) -> dict[str, Any]:
    task_state = instance.current_workflow_task_state
    may_decide = task_state is not None and task_state.task.specific.may_decide(instance, request.user)
    # What is decided on is what is on the screen, though the English has changed meanwhile.
    segments = submitted_segments(task_state.revision) if task_state else list_segments(translation)
    wrong = {problem.segment: problem.message for problem in problems}
    return {
        "instance": instance,
        "translation": translation,
        "title": translation.source.object_repr,
        "source_language": language(SOURCE_LANGUAGE),
        "target_language": language(instance.locale.language_code),
        "segments": [(segment, wrong.get(segment.id, segment.error)) for segment in segments],
        "done": sum(segment.state == "done" for segment in segments),
        "problems": problems,
        "may_edit": may_translate(instance, request.user),
        "may_decide": may_decide,
        "is_own": task_state is not None
        and not may_decide
        and is_reviewer(request.user, instance.locale.language_code),
        "in_review_since": task_state.started_at if task_state else None,
        "returned": _last_return(instance),
        "assignment": Assignment.objects.filter(translation=translation).select_related("assignee").first(),
        "return_form": return_form,
        "has_preview": isinstance(instance, BasePage),
        "live_url": instance.full_url if isinstance(instance, Page) and instance.live else "",
        "text_prefix": TEXT_PREFIX,
        "was_prefix": WAS_PREFIX,
    }


def _last_return(instance: Any) -> Any:
    """Return the decision that gave the text back, if that is where it stands."""
    state = instance.current_workflow_state
    if state is None or state.status != state.STATUS_NEEDS_CHANGES:
        return None
    return state.task_states.filter(status="rejected").select_related("finished_by").order_by("-finished_at").first()


def _translation_of(instance: Any) -> Translation | None:
    return (
        Translation.objects.filter(
            source__object_id=instance.translation_key, target_locale=instance.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )


def _may_see(instance: Any, user: User) -> bool:
    return may_see_translations(user, instance.locale.language_code)


def _snippet_or_404(app_label: str, model_name: str, pk: str) -> Any:
    try:
        model = apps.get_model(app_label, model_name)
        if issubclass(model, ReviewedSnippet):
            return model.objects.get(pk=unquote(pk))
    except (LookupError, ValueError, ObjectDoesNotExist) as error:
        raise Http404 from error
    raise Http404


def _spare_what_was_reviewed(request: Any) -> None:
    """
    Let an autosave make a revision of its own where the last one is, or was, in a review.

    Wagtail overwrites the newest revision of the same person, though it may be what was approved.
    """
    key = request.POST.get("overwrite_revision_id", "")
    if key.isdigit() and TaskState.objects.filter(revision_id=key).exists():
        request.POST = request.POST.copy()
        del request.POST["overwrite_revision_id"]
