"""PDFs that editors give a page: checked by the worker, kept as they were reviewed, given out where the page is."""

import hashlib
import logging
from functools import partial
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.editions.faults import Fault
from cms.editions.gate import faults, number_of_pages
from cms.editions.limited import EndedError, run_limited
from cms.editions.models import Edition, EditionQuerySet, OwnPdf, PdfCheck, ShownState
from cms.editions.program import gate_version
from cms.library.models import LibraryDocument

logger = logging.getLogger(__name__)


def check_pdf(document: LibraryDocument) -> PdfCheck:
    """Check a PDF of the library and keep what was found; what this gate has read in this language is not read again.

    A file that is gone passes nothing, and is looked for the next time.
    """
    check = PdfCheck.objects.get_or_create(document=document)[0]
    wanted = {"file_hash": document.get_file_hash(), "language": document.language, "program": gate_version()}
    is_known = all(getattr(check, name) == value for name, value in wanted.items())
    is_gone = any(fault.rule == "missing" for fault in check.found_faults)
    if check.checked_at is None or is_gone or not is_known:
        for name, value in wanted.items():
            setattr(check, name, value)
        check.pages, found = _look_into(document)
        check.faults = [fault.as_data() for fault in found]
        check.checked_at = timezone.now()
        check.save()
    return check


def _look_into(document: LibraryDocument) -> tuple[int, list[Fault]]:
    try:
        with document.open_file() as file:
            content = file.read()
        return run_limited(partial(_examine, content, document.language))
    except OSError as error:
        return 0, [Fault("missing", str(error))]
    except EndedError as error:
        return 0, [Fault("engine", str(error))]


def _examine(content: bytes, language: str) -> tuple[int, list[Fault]]:
    return number_of_pages(content), faults(content, language=language, title=None, made_here=False)


def keep_own_pdf(page: Page, own: OwnPdf | None, *, words_sha256: str, since: UUID) -> Edition | None:
    """
    Return the edition that is a copy of the PDF which editors gave `page`.

    None where they gave none, or the page shows something else by now than at the mark `since`. Where the file is gone
    before it was copied, the edition has none and says why. `words_sha256` says what the page says now; a copy that is
    there already is for the words that it was given for.
    """
    read = _read(own.document) if own and not own.is_replaced else None
    with transaction.atomic():
        if not ShownState.objects.is_unchanged(page.pk, since):
            return None
        given = Edition.objects.own().filter(page=page.pk)
        given.exclude(document=own.document_id if own else None).update(withdrawn=True)
        if own is None:
            return None
        copies = given.filter(document=own.document_id)
        edition = _copy(page, own, copies, *read) if read else copies.exclude(file="").newest()
        if edition is None:
            logger.warning("Document %s was changed after it was chosen for page %s", own.document_id, page.pk)
            return None
        edition.words_sha256, edition.shown_sha256 = edition.words_sha256 or words_sha256, words_sha256
        edition.confirm()
        edition.outdated, edition.withdrawn = edition.words_sha256 != words_sha256, False
        edition.save()
        if edition.passed:
            copies.filter(file="").delete()
        return edition


def _read(document: LibraryDocument) -> tuple[bytes, PdfCheck]:
    """Return the content of a document and what the gate says of it; no content where the file is gone."""
    check = check_pdf(document)
    try:
        with document.open_file() as file:
            return file.read(), check
    except OSError:
        logger.exception("The file of document %s is gone", document.pk)
        return b"", check


def _copy(page: Page, own: OwnPdf, copies: EditionQuerySet, content: bytes, check: PdfCheck) -> Edition:
    known = copies.exclude(file="").newest()
    if known and not content:
        return known
    sha256 = hashlib.sha256(content).hexdigest() if content else own.file_hash
    edition = copies.filter(input_sha256=sha256).newest() or Edition(
        page=page,
        revision=page.live_revision,
        document=own.document,
        language=page.locale.language_code,
        input_sha256=sha256,
    )
    edition.bytes, edition.pages, edition.faults = len(content), check.pages, check.faults
    if content and not edition.has_file:
        edition.file.save("", ContentFile(content), save=False)
    return edition
