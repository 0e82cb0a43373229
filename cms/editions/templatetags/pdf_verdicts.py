"""What the gate says of a PDF of the library, on its form there."""

from dataclasses import dataclass

from django import template

from cms.editions.faults import MOST_BYTES
from cms.editions.models import PdfCheck
from cms.editions.reasons import Reason, reasons
from cms.library.models import LibraryDocument

register = template.Library()


@dataclass(frozen=True)
class DocumentVerdict:
    """`check` is None while nobody has looked; `is_large` says that readers on a phone would wait for it."""

    check: PdfCheck | None
    reasons: list[Reason]
    is_large: bool


@register.simple_tag
def pdf_verdict(document: LibraryDocument) -> DocumentVerdict | None:
    """Return what is known of a document; None of one that is no PDF."""
    if not document.is_pdf:
        return None
    check = PdfCheck.objects.filter(document=document.pk).exclude(checked_at=None).first()
    if check and check.file_hash != document.get_file_hash():
        check = None
    return DocumentVerdict(
        check=check,
        reasons=reasons(check.found_faults) if check else [],
        is_large=(document.get_file_size() or 0) > MOST_BYTES,
    )
