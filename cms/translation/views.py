"""Which screen a text opens in, and sending."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page, TaskState
from wagtail_localize.models import Translation

from cms.accounts.requests import StaffRequest
from cms.languages.languages import language
from cms.pages.forms import PageForm
from cms.translation.assignments import standing_order
from cms.translation.changes import change_by
from cms.translation.desk.views import desk
from cms.translation.forms import SendForm
from cms.translation.sending import NotApprovedError, may_send, send_for_translation
from cms.translation.side_panel import WithLanguages
from cms.translation.snippets import snippet_or_404

# What Wagtail's editor sends with the form that it hands to a review.
BEGINS_A_REVIEW = ("action-submit", "action-restart-workflow")


class PageEditor(WithLanguages, EditView):
    """Wagtail's editor of a page, with its languages at the side, and what other parts of the site have to say."""

    def form_valid(self, form: PageForm) -> HttpResponse:
        """What is called minor and is more is said beside that word, before anything is saved."""
        change = change_by(form.instance) if any(map(self.request.POST.get, BEGINS_A_REVIEW)) else None
        if change is not None and change.is_more_than_minor:
            form.add_error("change_kind", change.refusal)
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        for construct in hooks.get_hooks("construct_page_side_panels"):
            construct(self.page, self.request, panels)
        return panels


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
    snippet = snippet_or_404(app_label, model_name, pk)
    translation = _translation_of(snippet)
    if translation:
        return desk(request, snippet, translation)
    _spare_what_was_reviewed(request)
    viewset = snippet.snippet_viewset
    editor = type("SnippetEditor", (WithLanguages, viewset.edit_view_class), {})
    return viewset.construct_view(editor, **viewset.get_edit_view_kwargs())(request, pk=pk)


def send_page(request: StaffRequest, page_id: int) -> HttpResponse:
    """Ask which languages a page goes to, and send it."""
    return _send(request, get_object_or_404(Page, pk=page_id).specific)


def send_snippet(request: StaffRequest, app_label: str, model_name: str, pk: str) -> HttpResponse:
    """Ask which languages a snippet goes to, and send it."""
    return _send(request, snippet_or_404(app_label, model_name, pk))


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


def _translation_of(instance: Any) -> Translation | None:
    return (
        Translation.objects.filter(
            source__object_id=instance.translation_key, target_locale=instance.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )


def _spare_what_was_reviewed(request: Any) -> None:
    """
    Let an autosave make a revision of its own where the last one is, or was, in a review.

    Wagtail overwrites the newest revision of the same person, though it may be what was approved.
    """
    key = request.POST.get("overwrite_revision_id", "")
    if key.isdigit() and TaskState.objects.filter(revision_id=key).exists():
        request.POST = request.POST.copy()
        del request.POST["overwrite_revision_id"]
