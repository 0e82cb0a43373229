"""Beside the form of an English text: where each language stands, and the way to it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page

from cms.accounts.models import User
from cms.accounts.roles import may_see_translations
from cms.languages.languages import SOURCE_LANGUAGE, TARGET_LANGUAGES, Language
from cms.languages.models import LanguageStatus, State
from cms.translation.approved import has_approved_revision
from cms.translation.changes import change_to_come
from cms.translation.models import Assignment
from cms.translation.sending import may_send
from cms.translation.states import ShownState, shown_state


@dataclass(frozen=True)
class LanguageLine:
    """One language of a text; an address is empty where there is nothing, or nothing for this person."""

    language: Language
    state: ShownState
    desk_url: str
    public_url: str


class LanguagesSidePanel(BaseSidePanel):
    """The state of a text in each language; its badge counts the languages that do not follow the English."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle languages")
        icon_name = "globe"

        def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
            waiting = [line for line in self.panel.lines if line.state.key != State.LIVE.value]
            return {**super().get_context_data(parent_context), "count": len(waiting)}

    name = "languages"
    title = _("Languages")
    template_name = "translation/languages_panel.html"
    order = 150

    def __init__(self, instance: Any, request: Any) -> None:
        super().__init__(instance, request)
        self.lines = language_lines(instance, request.user)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            **super().get_context_data(parent_context),
            "lines": self.lines,
            "send_url": send_address(self.object) if may_send(self.object, self.request.user) else "",
            "is_approved": has_approved_revision(self.object),
            "change": change_to_come(self.object),
        }


class WithLanguages:
    """Mixed into Wagtail's edit views: the languages of an English text beside its form."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()  # type: ignore[misc]
        text = getattr(self, "page", None) or self.object  # type: ignore[attr-defined]
        if is_sent_by_staff(text):
            panels.append(LanguagesSidePanel(text, self.request))  # type: ignore[attr-defined]
        return panels


def is_sent_by_staff(text: Any) -> bool:
    """Return whether `text` is an English one; a language root is made in each language by set-up."""
    return text.locale.language_code == SOURCE_LANGUAGE and not (isinstance(text, Page) and text.depth <= 2)


def language_lines(source: Any, user: User) -> list[LanguageLine]:
    """Return where `source` stands in each target language; three queries."""
    assignments = Assignment.objects.by_text([source.translation_key])
    statuses = {
        status.language: status for status in LanguageStatus.objects.filter(translation_key=source.translation_key)
    }
    versions = {
        version.locale.language_code: version
        for version in type(source).objects.filter(translation_key=source.translation_key).select_related("locale")
    }
    return [
        LanguageLine(
            language=language,
            state=shown_state(statuses.get(language.code), assignments.get((source.translation_key, language.code))),
            desk_url=_desk_address(versions.get(language.code), user),
            public_url=_public_address(versions.get(language.code)),
        )
        for language in TARGET_LANGUAGES
    ]


def send_address(source: Any) -> str:
    """Return the screen that sends a text for translation."""
    if isinstance(source, Page):
        return reverse("send_page", args=[source.pk])
    options = source._meta
    return reverse("send_snippet", args=[options.app_label, options.model_name, quote(source.pk)])


def _desk_address(version: Any, user: User) -> str:
    if version is None or not may_see_translations(user, version.locale.language_code):
        return ""
    return AdminURLFinder().get_edit_url(version) or ""


def _public_address(version: Any) -> str:
    return version.full_url or "" if isinstance(version, Page) and version.live else ""
