"""What the review adds to Wagtail's admin: its addresses, buttons, a setting and words of the log."""

from collections.abc import Iterator

from django.contrib.admin.utils import quote
from django.db.models import Model
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from cms.accounts.models import User
from cms.directory.models import ReviewedSnippet
from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation import review_screens
from cms.translation.desk.reviewing import save_remark
from cms.translation.overriding import may_override
from cms.translation.suggestions import show_help

ADDRESSES = [
    path("translation/<int:translation_id>/remarks/<str:identifier>/", save_remark, name="save_remark"),
    path("translation/<int:translation_id>/remarks/<str:identifier>/help/", show_help, name="help_with_remark"),
    path("translation/override/page/<int:page_id>/", review_screens.override_page, name="override_page"),
    path(
        "translation/override/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
        review_screens.override_snippet,
        name="override_snippet",
    ),
    path(
        "translation/override/<int:translation_id>/", review_screens.override_translation, name="override_translation"
    ),
    path("translation/readings/<int:reading_id>/", review_screens.second_reading, name="second_reading"),
    path("translation/policies/", review_screens.review_policies, name="review_policies"),
]


@hooks.register("register_page_header_buttons")
def override_page_button(page: Page, user: User, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    is_english = page.depth > 1 and page.locale.language_code == SOURCE_LANGUAGE
    if is_english and page.has_unpublished_changes and may_override(user):
        address = reverse("override_page", args=[page.pk])
        yield Button(_("Publish without review"), address, icon_name="warning", priority=90)


@hooks.register("register_settings_menu_item")
def policies_item() -> MenuItem:
    return review_screens.PoliciesMenuItem()


@hooks.register("register_snippet_listing_buttons")
def override_snippet_button(snippet: Model, user: User, next_url: str | None = None) -> Iterator[Button]:
    if not isinstance(snippet, ReviewedSnippet) or not may_override(user):
        return
    if snippet.locale.language_code == SOURCE_LANGUAGE and snippet.has_unpublished_changes:
        options = snippet._meta
        address = reverse("override_snippet", args=[options.app_label, options.model_name, quote(snippet.pk)])
        yield Button(_("Publish without review"), address, icon_name="warning", priority=90)


DECISIONS_IN_THE_LOG = (
    (
        "beacons.override",
        gettext_lazy("Publish without review"),
        gettext_lazy("An administrator published a draft past its review"),
    ),
    (
        "beacons.withdraw_approval",
        gettext_lazy("Withdraw an approval"),
        gettext_lazy("The approval of a text that waited to go live was withdrawn"),
    ),
    ("beacons.confirm", gettext_lazy("Confirm"), gettext_lazy("A second reader confirmed the public text")),
    ("beacons.reopen", gettext_lazy("Reopen"), gettext_lazy("A second reader gave the public text back")),
)


@hooks.register("register_log_actions")
def log_decisions(actions: LogActionRegistry) -> None:
    for name, label, sentence in DECISIONS_IN_THE_LOG:
        actions.register_action(name, label, sentence)
