from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.documents.permissions import permission_policy
from wagtail.models import ReferenceIndex

from cms.editions.models import PdfCheck
from cms.library.models import LibraryDocument


@hooks.register("before_serve_document")
def as_public_as_its_page(document: LibraryDocument, request: HttpRequest) -> None:
    """
    Give the PDF of a page out at that page alone, where its privacy, embargo and withdrawal hold.

    Staff may open it in the library; and what stands on another page as a document as well is public there.
    """
    if not PdfCheck.objects.filter(document=document, is_of_page=True).exists():
        return
    if permission_policy.user_has_any_permission(request.user, ["add", "change", "choose"]):
        return
    if not ReferenceIndex.get_references_to(document).exclude(model_path__startswith="own_pdfs").exists():
        raise Http404
