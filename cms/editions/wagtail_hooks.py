from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.documents.permissions import permission_policy
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
    ]


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
