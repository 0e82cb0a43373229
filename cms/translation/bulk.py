"""Sending what is ticked in a list: of pages, and of shared texts."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from cms.accounts.requests import StaffRequest
from cms.directory.models import ReviewedSnippet
from cms.translation.sending_views import ask


class SendTicked:
    """
    In place of Wagtail's confirmation: our own screen, which says what will be sent and hands it to the worker.

    Wagtail's would ask the database for each text, and hold the request until all are done.
    """

    display_name = _("Send for translation")
    action_type = "send_for_translation"
    action_priority = 25
    next_url: str
    model: Any

    def dispatch(self, request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        keys: Iterable[Any] = request.GET.getlist("id")
        if "all" in keys:
            keys = self.get_all_objects_in_listing_query(request.GET.get("childOf"))  # type: ignore[attr-defined]
        try:
            texts = list(self.model.objects.filter(pk__in=list(keys)).select_related("locale").order_by(self.order))
        except ValueError as error:
            raise Http404 from error
        title = ngettext("1 text", "%(counter)s texts", len(texts)) % {"counter": len(texts)}
        return ask(request, texts, title=title, back=self.next_url)

    order = "pk"


class SendPages(SendTicked, PageBulkAction):
    """Pages that are ticked in the explorer; a page stands before those below it."""

    aria_label = _("Send selected pages for translation")
    order = "path"


class SendSharedTexts(SendTicked, SnippetBulkAction):
    """Shared texts that are ticked in one of their lists."""

    aria_label = _("Send selected texts for translation")

    @classproperty
    def models(cls: Any) -> list[type]:  # noqa: N805
        return [model for model in SnippetBulkAction.models if issubclass(model, ReviewedSnippet)]
