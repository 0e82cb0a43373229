"""Beside the form of a page: how its PDFs stand, and what the gate says of those that editors give it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from cms.editions.standing import standings_of, verdicts_of


class PdfsSidePanel(BaseSidePanel):
    """The PDF of a page in each language; its badge counts those that are not there as they should be."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle PDFs")
        icon_name = "doc-full"

        def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
            waiting = [each for each in self.panel.standings if not each.is_right]
            return {**super().get_context_data(parent_context), "count": len(waiting)}

    name = "pdfs"
    title = _("PDFs")
    template_name = "editions/staff/side_panel.html"
    order = 160

    def __init__(self, instance: Any, request: Any) -> None:
        super().__init__(instance, request)
        self.standings = standings_of(instance)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            **super().get_context_data(parent_context),
            "standings": self.standings,
            "verdicts": list(verdicts_of(self.object)),
        }
