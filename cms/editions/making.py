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
from cms.editions.handouts import HANDOUT_KINDS, handouts
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
    page = _published(page_id)
    if page is None:
        return None
    document = _document(page, print_html(page))
    own = keep_own_pdf(page, own_pdf_of(page), words_sha256=_sha256_of_words(document))
    return own or make(page, [document])


def make_handouts_of(page_id: int) -> list[Edition]:
    """Make or confirm the handouts of what is live on a page now; may run any number of times."""
    page = _published(page_id)
    if page is None:
        return []
    return [make(page, [_document(page, html) for html in sizes], kind=kind) for kind, sizes in handouts(page)]


def make_version(page: Any, html: str) -> Edition:
    """Make the PDF of what was kept of a revision of a page; `page` is as that revision has it."""
    return make(page, [_document(page, html)], kind=Edition.Kind.VERSION)


def _published(page_id: int) -> Any:
    """Return what is live on a page that has editions, as its revision has it; None where there is no such page."""
    page = Page.objects.filter(pk=page_id, live=True).select_related("live_revision", "locale").first()
    if page is None or page.live_revision is None or not issubclass(page.specific_class or Page, WithEdition):
        return None
    published = page.live_revision.as_object()
    # A revision does not know when it was published.
    published.last_published_at, published.live_revision = page.last_published_at, page.live_revision
    return published


def _document(page: Any, html: str) -> PrintDocument:
    return PrintDocument(html, address=permanent_address(page))


def make(page: Any, sizes: list[PrintDocument], *, kind: str = Edition.Kind.PAGE) -> Edition:
    """
    Set, check and keep a document made of the live revision of a page; nothing where that is done already.

    `sizes` is the same document in falling sizes where it has to fit on one sheet; the first one stands for all.
    """
    key = {"revision": page.live_revision, "kind": kind, "input_sha256": sizes[0].fingerprint}
    known = Edition.objects.filter(**key).exclude(file="").first()
    # What had to be left out may be there by now.
    if known and not known.faults and known.file.storage.exists(str(known.file.name)):
        confirmed = {"checked_at": timezone.now(), "program": program_version(), "outdated": False, "withdrawn": False}
        Edition.objects.filter(pk=known.pk).update(**confirmed)
        return known
    return _make(page, sizes, key=key)


def _sha256_of_words(document: PrintDocument) -> str:
    """Of what a page says, however it is laid out."""
    return hashlib.sha256(" ".join(document.words()).encode()).hexdigest()


def _make(page: Any, sizes: list[PrintDocument], *, key: dict[str, Any]) -> Edition:
    language = page.locale.language_code
    edition = Edition.objects.filter(**key).first() or Edition(page_id=page.pk, language=language, **key)
    pdf: Pdf | None = None
    failures: list[Fault] = []
    remarks: list[Fault] = []
    read_faces()
    try:
        pdf, failures, remarks = run_limited(
            partial(_set, sizes, language=language, title=page.title, is_one_sheet=key["kind"] in HANDOUT_KINDS)
        )
    except EndedError as error:
        failures = [Fault("engine", str(error))]
    found = [*failures, *remarks]
    if found and edition.kind == Edition.Kind.PAGE:
        found = _with_places(found, page)
    elif edition.kind in HANDOUT_KINDS:
        found = [fault.at("handout_points") for fault in found]
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


def _set(
    sizes: list[PrintDocument], *, language: str, title: str, is_one_sheet: bool = False
) -> tuple[Pdf, list[Fault], list[Fault]]:
    """Return the PDF, why it is not offered, and what is said of it all the same."""
    pdf = sizes[0].make()
    for document in sizes[1:]:
        if pdf.pages > 1:
            pdf = document.make()
    failures = faults(pdf.content, language=language, title=title)
    if is_one_sheet and pdf.pages > 1:
        failures.append(Fault("handout", f"It takes {pdf.pages} sheets, not one."))
    return pdf, failures, [Fault(*remark) for remark in pdf.remarks]


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
            _pdf, failures, remarks = _set([document], language=language, title="")
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
