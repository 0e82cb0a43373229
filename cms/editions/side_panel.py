"""Beside the form of a page: how its PDFs stand, and what the gate says of those that editors give it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from cms.editions.standing import standings_of, verdicts_of


class PdfsSidePanel(BaseSidePanel):
    """The PDF of a page in each language; its badge counts those that are not there as they should be."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle PDFs")
        icon_name = "doc-full"

        def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
            waiting = [each for each in self.panel.context["standings"] if not each.is_right]
            return {**super().get_context_data(parent_context), "count": len(waiting)}

    name = "pdfs"
    title = _("PDFs")
    template_name = "editions/staff/side_panel.html"
    order = 160

    def __init__(self, instance: Any, request: Any) -> None:
        super().__init__(instance, request)
        self.context = context_of(instance)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            **super().get_context_data(parent_context),
            **self.context,
        }


def context_of(page: Any) -> dict[str, Any]:
    """Return what the panel shows of a page as it is edited; it `waits` while something is being made or checked."""
    standings, verdicts = standings_of(page), list(verdicts_of(page))
    is_waiting = any(each.is_waiting for each in standings) or any(each.check is None for each in verdicts)
    return {
        "page_id": page.pk,
        "standings": standings,
        "verdicts": verdicts,
        "waits": is_waiting,
        "back": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
