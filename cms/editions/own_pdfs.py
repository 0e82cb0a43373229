"""PDFs that editors give a page: checked by the worker, kept as they were reviewed, given out where the page is."""

import hashlib
import logging
from functools import partial

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page

from cms.editions.faults import Fault
from cms.editions.gate import faults, number_of_pages
from cms.editions.limited import EndedError, run_limited
from cms.editions.models import Edition, OwnPdf, PdfCheck
from cms.editions.program import program_version
from cms.library.models import LibraryDocument

logger = logging.getLogger(__name__)


def check_pdf(document: LibraryDocument) -> PdfCheck:
    """Check a PDF of the library and keep what was found; a file that is known is not read again."""
    check = PdfCheck.objects.get_or_create(document=document)[0]
    file_hash = document.get_file_hash()
    if check.checked_at is None or check.file_hash != file_hash:
        check.pages, found = _look_into(document)
        check.faults, check.file_hash = [fault.as_data() for fault in found], file_hash
        check.checked_at = timezone.now()
        check.save()
    return check


def _look_into(document: LibraryDocument) -> tuple[int, list[Fault]]:
    try:
        with document.open_file() as file:
            content = file.read()
        return run_limited(partial(_examine, content, document.language))
    except (EndedError, OSError) as error:
        return 0, [Fault("engine", str(error))]


def _examine(content: bytes, language: str) -> tuple[int, list[Fault]]:
    return number_of_pages(content), faults(content, language=language, title=None, made_here=False)


def keep_own_pdf(page: Page, own: OwnPdf | None, *, words_sha256: str) -> Edition | None:
    """
    Return the edition that is a copy of the PDF which editors gave `page`; None where they gave none.

    `words_sha256` says what the page says now. A copy that is there already is for the words that it was given for.
    """
    others = Edition.objects.own().filter(page=page.pk)
    if own is None:
        others.update(withdrawn=True)
        return None
    others.exclude(document=own.document_id).update(withdrawn=True)
    if own.is_replaced:
        logger.warning("The file of document %s was replaced after it was chosen for page %s", own.document_id, page.pk)
        return others.filter(document=own.document_id).newest()
    with own.document.open_file() as file:
        content = file.read()
    sha256 = hashlib.sha256(content).hexdigest()
    edition = others.filter(document=own.document_id, input_sha256=sha256).newest()
    if edition is None:
        edition = _copy(page, own, content, sha256)
    edition.words_sha256 = edition.words_sha256 or words_sha256
    edition.outdated = edition.words_sha256 != words_sha256
    edition.withdrawn, edition.checked_at, edition.program = False, timezone.now(), program_version()
    edition.save()
    return edition


def _copy(page: Page, own: OwnPdf, content: bytes, sha256: str) -> Edition:
    check = check_pdf(own.document)
    edition = Edition(
        page=page,
        revision=page.live_revision,
        document=own.document,
        language=page.locale.language_code,
        input_sha256=sha256,
        bytes=len(content),
        pages=check.pages,
        faults=check.faults,
    )
    edition.file.save("", ContentFile(content), save=False)
    return edition
