"""Make the edition of a page: render its published revision, set it, check it, keep it. The worker's part."""

import hashlib
import logging
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page

from cms.editions.accessible_pdf import Pdf, PrintDocument, read_faces
from cms.editions.faults import Fault
from cms.editions.gate import faults
from cms.editions.limited import EndedError, run_limited
from cms.editions.mixins import WithEdition
from cms.editions.models import Edition, own_pdf_of
from cms.editions.own_pdfs import keep_own_pdf
from cms.editions.printing import permanent_address, print_html, print_parts
from cms.editions.program import program_version

logger = logging.getLogger(__name__)

# Rules about a document as a whole: no part of its text is at fault.
WHOLE = ("language", "title")


def make_edition_of(page_id: int) -> Edition | None:
    """Make or confirm the edition of what is live on a page now; None where the page has none.

    May run any number of times: the same input makes nothing new, and a lost file is made again. A page with a PDF of
    its own keeps that.
    """
    page = Page.objects.filter(pk=page_id, live=True).select_related("live_revision", "locale").first()
    if page is None or page.live_revision is None or not issubclass(page.specific_class or Page, WithEdition):
        return None
    published = page.live_revision.as_object()
    # A revision does not know when it was published.
    published.last_published_at = page.last_published_at
    document = PrintDocument(print_html(published), address=permanent_address(published))
    own = keep_own_pdf(page, own_pdf_of(page), words_sha256=_sha256_of_words(document))
    if own is not None:
        return own
    key = {"revision": page.live_revision, "input_sha256": document.fingerprint}
    known = Edition.objects.filter(**key).exclude(file="").first()
    # What had to be left out may be there by now.
    if known and not known.faults and known.file.storage.exists(str(known.file.name)):
        confirmed = {"checked_at": timezone.now(), "program": program_version(), "outdated": False, "withdrawn": False}
        Edition.objects.filter(pk=known.pk).update(**confirmed)
        return known
    return _make(page, published, document, key=key)


def _sha256_of_words(document: PrintDocument) -> str:
    """Of what a page says, however it is laid out."""
    return hashlib.sha256(" ".join(document.words()).encode()).hexdigest()


def _make(page: Page, published: WithEdition, document: PrintDocument, *, key: dict[str, Any]) -> Edition:
    language = page.locale.language_code
    edition = Edition.objects.filter(**key).first() or Edition(page=page, language=language, **key)
    pdf: Pdf | None = None
    failures: list[Fault] = []
    remarks: list[Fault] = []
    read_faces()
    try:
        pdf, failures, remarks = run_limited(partial(_set, document, language=language, title=published.title))
    except EndedError as error:
        failures = [Fault("engine", str(error))]
    found = _with_places([*failures, *remarks], published) if failures or remarks else []
    if pdf:
        for address in pdf.refused:
            logger.warning("The edition of page %s (%s) may not read %s", page.pk, language, address)
    edition.faults, edition.program = [fault.as_data() for fault in found], program_version()
    edition.outdated, edition.withdrawn, edition.checked_at = False, False, timezone.now()
    if failures or pdf is None:
        lines = "\n".join(str(fault) for fault in found)
        logger.error("The edition of page %s (%s) is not offered:\n%s", page.pk, language, lines)
        edition.file = ""
    else:
        edition.bytes, edition.pages = len(pdf.content), pdf.pages
        edition.file.save("", ContentFile(pdf.content), save=False)
    edition.save()
    return edition


def _set(document: PrintDocument, *, language: str, title: str) -> tuple[Pdf, list[Fault], list[Fault]]:
    """Return the PDF, why it is not offered, and what is said of it all the same."""
    pdf = document.make()
    return pdf, faults(pdf.content, language=language, title=title), [Fault(*remark) for remark in pdf.remarks]


def _with_places(found: list[Fault], page: WithEdition) -> list[Fault]:
    """Return the faults with the part of the page that has the same one when it is set alone."""
    parts = [(place, PrintDocument(html, address=permanent_address(page))) for place, html in print_parts(page)]
    try:
        by_part = run_limited(partial(_faults_of_parts, parts, language=page.locale.language_code))
    except EndedError:
        return found
    return [fault.at(_place_of(fault, by_part)) for fault in found]


def _faults_of_parts(parts: Iterable[tuple[str, PrintDocument]], *, language: str) -> list[tuple[str, list[Fault]]]:
    """Return each place with what is wrong there; a part that cannot be set has the fault that the engine has."""
    result = []
    for place, document in parts:
        try:
            _pdf, failures, remarks = _set(document, language=language, title="")
        except Exception as error:  # noqa: BLE001 - which part it is that the engine cannot set is the question
            failures, remarks = [Fault("engine", str(error))], []
        result.append((place, [*failures, *remarks]))
    return result


def _place_of(fault: Fault, by_part: list[tuple[str, list[Fault]]]) -> str:
    """Return the first place with the same fault: by the same words where it has them, else by the same rule."""
    for is_same in (lambda other: other == fault, lambda other: other.rule == fault.rule):
        for place, others in by_part:
            if fault.rule not in WHOLE and any(is_same(other) for other in others):
                return place
    return ""
