import json
from collections.abc import Iterator
from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, re_path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import WorkflowMenuItem as PageDecision
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet
from wagtail.snippets.action_menu import WorkflowMenuItem as SnippetDecision

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.directory.models import ReviewedSnippet
from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation import review_hooks, sending_views, suggestions, tree_hooks, views  # noqa: F401
from cms.translation.approved import has_approved_revision
from cms.translation.bulk import SendPages, SendSharedTexts
from cms.translation.desk.company import show_news
from cms.translation.desk.following import follow_english
from cms.translation.desk.history import history, put_back
from cms.translation.desk.own_file import own_file
from cms.translation.desk.parts import save_link, save_part
from cms.translation.desk.preview import english, preview
from cms.translation.desk.read_through import read_through
from cms.translation.desk.set_aside import delete_set_aside
from cms.translation.english_review import in_review
from cms.translation.exchange.addresses import addresses as exchange
from cms.translation.exchange.permissions import may_download_section
from cms.translation.glossary.models import GlossaryEntry
from cms.translation.glossary.terms import same_meaning
from cms.translation.glossary.viewset import GlossaryViewSet, glossary
from cms.translation.mail.account import mail_panel
from cms.translation.models import LanguageReview
from cms.translation.questions.addresses import addresses as questions
from cms.translation.review import NotInReviewError, approve, return_with_comment
from cms.translation.sending import may_send
from cms.translation.vocabularies.news import show_sheet_news
from cms.translation.vocabularies.views import VocabulariesMenuItem, vocabularies, vocabulary


@hooks.register("register_admin_urls", order=-1)
def addresses() -> list[URLPattern]:
    """Our own screens; in place of wagtail-localize's a refusal, since each is a way past a rule of this site."""
    return [
        path("translation/send/page/<int:page_id>/", views.send_page, name="send_page"),
        path(
            "translation/send/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            views.send_snippet,
            name="send_snippet",
        ),
        path("translation/send/section/<int:page_id>/", sending_views.send_section, name="send_section"),
        path("translation/sendings/", sending_views.sendings, name="sendings"),
        path("translation/sendings/<int:sending_id>/", sending_views.sending, name="sending"),
        path("translation/<int:translation_id>/preview/", preview, name="preview_translation"),
        path("translation/<int:translation_id>/english/", english, name="english_of_translation"),
        path("translation/<int:translation_id>/read/", read_through, name="read_translation"),
        path("translation/<int:translation_id>/history/", history, name="translation_history"),
        path("translation/<int:translation_id>/history/<int:earlier_id>/", put_back, name="put_back"),
        path("translation/<int:translation_id>/files/<slug:field>/", own_file, name="own_file"),
        path("translation/<int:translation_id>/parts/<str:identifier>/", save_part, name="save_part"),
        path("translation/<int:translation_id>/parts/<str:identifier>/links/<str:name>/", save_link, name="save_link"),
        path(
            "translation/<int:translation_id>/parts/<str:identifier>/help/",
            suggestions.show_help,
            name="help_with_part",
        ),
        *review_hooks.ADDRESSES,
        path("translation/<int:translation_id>/news/", show_news, name="desk_news"),
        path("translation/<int:translation_id>/news/english/", follow_english, name="follow_english"),
        path(
            "translation/<int:translation_id>/set-aside/<str:identifier>/delete/",
            delete_set_aside,
            name="delete_set_aside",
        ),
        path("translation/vocabularies/", vocabularies, name="vocabularies"),
        path("translation/vocabularies/<slug:name>/", vocabulary, name="vocabulary"),
        path("translation/vocabularies/<slug:name>/news/", show_sheet_news, name="sheet_news"),
        *exchange,
        *questions,
        re_path(r"^localize/(?!jsi18n/)", views.refuse),
    ]


@hooks.register("register_admin_viewset")
def screens_of_the_glossary() -> GlossaryViewSet:
    return glossary


@hooks.register("register_admin_menu_item")
def vocabularies_item() -> VocabulariesMenuItem:
    return VocabulariesMenuItem()


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def send_page_button(page: Page, user: User, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    if page.depth > 1 and may_send(page, user) and has_approved_revision(page):
        yield Button(_("Send for translation"), reverse("send_page", args=[page.pk]), icon_name="globe", priority=55)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def send_section_button(page: Page, user: User, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    if page.depth > 1 and page.numchild and may_send(page, user):
        address = reverse("send_section", args=[page.pk])
        yield Button(_("Send this section for translation"), address, icon_name="globe", priority=56)


hooks.register("register_account_settings_panel", mail_panel)
hooks.register("register_bulk_action", SendPages)
hooks.register("register_bulk_action", SendSharedTexts)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def section_files_button(page: Page, user: User, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    if may_download_section(user, page):
        address = reverse("translation_section", args=[page.pk])
        yield Button(_("Files for translation"), address, icon_name="download", priority=57)


@hooks.register("register_snippet_listing_buttons")
def send_snippet_button(snippet: Model, user: User, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, ReviewedSnippet) and may_send(snippet, user) and has_approved_revision(snippet):
        options = snippet._meta
        address = reverse("send_snippet", args=[options.app_label, options.model_name, quote(snippet.pk)])
        yield Button(_("Send for translation"), address, icon_name="globe", priority=55)


@hooks.register("construct_reports_menu")
def without_localize_report(request: StaffRequest, menu_items: list) -> None:
    """wagtail-localize's report calls a text up to date when it is not, and shows every title to everybody."""
    menu_items[:] = [item for item in menu_items if "/localize/" not in (getattr(item, "url", "") or "")]


@hooks.register("construct_page_action_menu")
def decisions_on_page(menu_items: list, request: StaffRequest, context: dict[str, Any]) -> None:
    _add_decisions(PageDecision, menu_items, request, context.get("page"))


@hooks.register("construct_snippet_action_menu")
def decisions_on_snippet(menu_items: list, request: StaffRequest, context: dict[str, Any]) -> None:
    _add_decisions(SnippetDecision, menu_items, request, context.get("instance"))


def _add_decisions(kind: type, menu_items: list, request: StaffRequest, instance: Any) -> None:
    """Wagtail hides a reviewer's decisions where the text is locked for the reviewer too."""
    task = getattr(instance, "current_workflow_task", None)
    if isinstance(task, LanguageReview):
        actions = reversed(task.get_actions(instance, request.user))
        menu_items[:0] = [
            kind(name, label, modal, icon_name="success" if name == "approve" else "edit")
            for name, label, modal in actions
        ]


@hooks.register("before_edit_page", order=-1)
def decide_on_page(request: StaffRequest, page: Page) -> HttpResponse | None:
    return _decide_from_editor(request, page)


@hooks.register("before_edit_snippet", order=-1)
def decide_on_snippet(request: StaffRequest, instance: Model) -> HttpResponse | None:
    return _decide_from_editor(request, instance) if isinstance(instance, ReviewedSnippet) else None


def _decide_from_editor(request: StaffRequest, instance: Any) -> HttpResponse | None:
    """
    Take a reviewer's decision from Wagtail's editor.

    A text in review is locked for everybody, and the editor takes decisions only together with a saved form.
    """
    ended = in_review(request, instance)
    if ended is not None:
        return ended
    if request.method != "POST" or not request.POST.get("action-workflow-action"):
        return None
    decision, comment = request.POST.get("workflow-action-name"), _comment(request)
    try:
        if decision == "approve":
            approve(instance, user=request.user, comment=comment)
        elif decision == "reject":
            return_with_comment(instance, user=request.user, comment=comment)
        else:
            raise PermissionDenied
    except NotInReviewError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Your decision is recorded."))
    return redirect("wagtailadmin_home")


def _comment(request: StaffRequest) -> str:
    """Return the comment of Wagtail's dialog, which comes as JSON."""
    try:
        extra = json.loads(request.POST.get("workflow-action-extra-data") or "{}")
    except ValueError:
        return ""
    return str(extra.get("comment", "")) if isinstance(extra, dict) else ""


@hooks.register("before_publish_page")
def refuse_publishing(request: StaffRequest, page: Page) -> HttpResponse:
    """Nobody publishes past the review; what was typed is saved as a draft."""
    messages.error(request, _("Saved as a draft. A text goes live when it has been approved: submit it for review."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_bulk_publishing(request: StaffRequest, action_type: str, objects: list, action: Any) -> HttpResponse | None:
    if action_type != "publish":
        return None
    messages.error(request, _("A text goes live when it has been approved: submit it for review."))
    return redirect("wagtailadmin_home")


@hooks.register("before_create_page")
def only_english_is_written(request: StaffRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """A page of another language is made from the English one, never by hand."""
    if "action-publish" in request.POST:
        return refuse_publishing(request, parent)
    if parent.depth == 1 or parent.locale.language_code == SOURCE_LANGUAGE:
        return None
    messages.error(request, _("Pages are written in English and sent for translation."))
    return redirect("wagtailadmin_explore", parent.pk)


@hooks.register("before_create_snippet")
def only_english_snippets(request: StaffRequest, model: type[Model]) -> HttpResponse | None:
    """A shared text of another language is made from the English one, never by hand."""
    if not issubclass(model, ReviewedSnippet) or request.GET.get("locale", SOURCE_LANGUAGE) == SOURCE_LANGUAGE:
        return None
    messages.error(request, _("Texts are written in English and sent for translation."))
    return redirect("wagtailadmin_home")


@hooks.register("before_delete_snippet")
def texts_are_retired(request: StaffRequest, instances: list[Model]) -> HttpResponse | None:
    """What pages point at is retired, not deleted; Wagtail's bulk action asks nobody else."""
    if not any(isinstance(instance, ReviewedSnippet) for instance in instances):
        return None
    messages.error(request, _("Pages may point at this text: it cannot be deleted."))
    return redirect("wagtailadmin_home")


@hooks.register("construct_page_chooser_queryset")
def choose_what_one_may_see(pages: PageQuerySet, request: StaffRequest) -> PageQuerySet:
    """Titles of drafts are for those who work on them."""
    return pages.filter(pk__in=page_permission_policy.explorable_instances(request.user).values("pk"))


@hooks.register("before_copy_page")
def copies_are_english_drafts(request: StaffRequest, page: Page) -> HttpResponse | None:
    """A copy could be live at once, or an alias: English under another language's address."""
    parent = Page.objects.filter(pk=_number(request.POST.get("new_parent_page"))).first() or page.get_parent()
    published = {"publish_copies", "alias"} & request.POST.keys()
    if not published and {page.locale.language_code, parent.locale.language_code} == {SOURCE_LANGUAGE}:
        return None
    messages.error(request, _("A copy is an English draft: it can be neither published at once nor an alias."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        "beacons.copy_values", gettext_lazy("Copy values"), gettext_lazy("Values copied from the English text")
    )
    actions.register_action(
        "beacons.minor_change",
        gettext_lazy("Minor change"),
        gettext_lazy("A minor change of the English was carried over to its translations"),
    )


@hooks.register("search_synonyms")
def words_of_the_glossary(code: str) -> list[list[str]]:
    """Return what the glossary takes for the same in a language."""
    return same_meaning(GlossaryEntry.objects.terms(), code)
