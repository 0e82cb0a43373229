from typing import Any

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.documents.permissions import permission_policy
from wagtail.log_actions import LogActionRegistry
from wagtail.models import ReferenceIndex

from cms.editions import views
from cms.editions.mixins import WithEdition
from cms.editions.models import PdfCheck
from cms.editions.side_panel import PdfsSidePanel
from cms.library.models import LibraryDocument


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("reports/pdfs/", views.report, name="pdfs_report"),
        path("reports/pdfs/again/", views.try_all_again, name="pdfs_all_again"),
        path("reports/pdfs/<int:page_id>/again/", views.try_again, name="pdfs_again"),
        path("reports/pdfs/<int:page_id>/fits/", views.still_fits, name="pdfs_fits"),
        path("reports/pdfs/<int:page_id>/state/", views.state, name="pdfs_state"),
    ]


@hooks.register("insert_editor_js")
def script_of_the_panel() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("js/pdfs.js"))


@hooks.register("register_log_actions")
def log_what_fits(actions: LogActionRegistry) -> None:
    actions.register_action(
        "beacons.pdf_fits",
        gettext_lazy("PDF fits"),
        gettext_lazy("The page’s own PDF was found to fit the new text"),
    )


@hooks.register("register_reports_menu_item")
def report_item() -> views.PdfsMenuItem:
    return views.PdfsMenuItem()


@hooks.register("construct_page_side_panels")
def panel_of_pdfs(page: Any, request: HttpRequest, panels: list[Any]) -> None:
    """A hook of our own: Wagtail has none for what stands beside the form."""
    if isinstance(page, WithEdition):
        panels.append(PdfsSidePanel(page, request))


@hooks.register("before_serve_document")
def as_public_as_its_page(document: LibraryDocument, request: HttpRequest) -> None:
    """
    Give the PDF of a page out at that page alone, where its privacy, embargo and withdrawal hold.

    Who keeps the library may open it there; and what stands on another page as a document as well is public there.
    """
    if not PdfCheck.objects.filter(document=document, is_of_page=True).exists():
        return
    if permission_policy.user_has_any_permission(request.user, ["add", "change"]):
        return
    if not ReferenceIndex.get_references_to(document).exclude(model_path__startswith="own_pdfs").exists():
        raise Http404
