"""Make the edition of a page: render its published revision, set it, check it, keep it. The worker's part."""

import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from wagtail.models import Page

from cms.editions.accessible_pdf import Pdf, PrintDocument, read_faces
from cms.editions.faults import Fault
from cms.editions.gate import faults
from cms.editions.handouts import HANDOUT_KINDS, handouts
from cms.editions.limited import EndedError, run_limited
from cms.editions.mixins import WithEdition
from cms.editions.models import Edition, ShownState, own_pdf_of
from cms.editions.own_pdfs import keep_own_pdf
from cms.editions.printing import permanent_address, print_html, print_parts

logger = logging.getLogger(__name__)

# Rules about a document as a whole: no part of its text is at fault.
WHOLE = ("language", "title")


def make_edition_of(page_id: int) -> Edition | None:
    """
    Make or confirm the edition of what is live on a page now.

    None where the page has none, or has changed meanwhile. May run any number of times: the same input makes nothing
    new, and a lost file is made again. A page with a PDF of its own keeps that.
    """
    found = _published(page_id)
    return found and _recorded(partial(_make_page, *found), *found, kind=Edition.Kind.PAGE)


def make_handouts_of(page_id: int) -> list[Edition]:
    """Make or confirm the handouts of what is live on a page now; may run any number of times."""
    found = _published(page_id)
    if found is None:
        return []
    page, since = found
    made: list[Edition | None] = []
    kinds = []
    try:
        for kind, sizes in handouts(page):
            kinds.append(kind)
            made.append(_recorded(partial(_make_handout, page, since, sizes, kind), page, since, kind=kind))
    except DatabaseError:
        raise
    except Exception as error:
        logger.exception("The handouts of page %s broke off", page.pk)
        made.append(_keep_failure(page, since, error, kind=Edition.Kind.HANDOUT))
    else:
        _withdraw_others(page, since, kinds)
    return [edition for edition in made if edition]


def make_version(edition: Edition, html: str, *, title: str, address: str) -> None:
    """Make the PDF of what was kept of a version, which `edition` stands for; nothing where that is done."""
    if edition.has_file:
        return
    try:
        document = PrintDocument(html, address=address)
        outcome = _outcome([document], language=edition.language, title=title)
    except Exception as error:
        logger.exception("The PDF of a version of page %s broke off", edition.page_id)
        outcome = Outcome(None, [_broken_off(error)], [])
    _keep(edition, outcome)


def _published(page_id: int) -> tuple[Any, UUID] | None:
    """
    Return what is live on a page that has editions, as its revision has it, and the mark of what it shows.

    None where there is no such page.
    """
    if not Page.objects.filter(pk=page_id, live=True).exists():
        return None
    # Before anything else is read: what changes from now on changes the mark.
    since = ShownState.objects.mark_of(page_id)
    page = Page.objects.filter(pk=page_id, live=True).select_related("live_revision", "locale").first()
    if page is None or page.live_revision is None or not issubclass(page.specific_class or Page, WithEdition):
        return None
    published = page.live_revision.as_object()
    # A revision does not know when it was published.
    published.last_published_at, published.live_revision = page.last_published_at, page.live_revision
    return published, since


def _make_page(page: Any, since: UUID) -> Edition | None:
    document = _document(page, print_html(page))
    words = hashlib.sha256(" ".join(document.words()).encode()).hexdigest()
    own = keep_own_pdf(page, own_pdf_of(page), words_sha256=words, since=since)
    return own if own and own.passed else make(page, [document], since=since)


def _make_handout(page: Any, since: UUID, sizes: list[str], kind: str) -> Edition | None:
    return make(page, [_document(page, html) for html in sizes], since=since, kind=kind)


def _document(page: Any, html: str) -> PrintDocument:
    return PrintDocument(html, address=permanent_address(page))


def _withdraw_others(page: Any, since: UUID, kinds: list[str]) -> None:
    """A handout that the page does not have any more is not offered as an older one either."""
    with transaction.atomic():
        if ShownState.objects.is_unchanged(page.pk, since):
            gone = Edition.objects.filter(page=page.pk, kind__in=HANDOUT_KINDS).exclude(kind__in=kinds)
            gone.update(withdrawn=True)


@dataclass(frozen=True)
class Outcome:
    """What came of a making: the PDF, why it is not offered, and what is said of it all the same."""

    pdf: Pdf | None
    failures: list[Fault]
    remarks: list[Fault]

    def at(self, place_of: Callable[[Fault], str]) -> "Outcome":
        """Return the same with the part of the page where each fault is."""
        told = ([fault.at(place_of(fault)) for fault in faults] for faults in (self.failures, self.remarks))
        return Outcome(self.pdf, *told)


def make(page: Any, sizes: list[PrintDocument], *, since: UUID, kind: str = Edition.Kind.PAGE) -> Edition | None:
    """
    Set, check and keep a document made of the live revision of a page; nothing is set where that is done already.

    `sizes` is the same document in falling sizes where it has to fit on one sheet; the first one stands for all. None
    where the page shows something else by now than at the mark `since`.
    """
    key = {"revision": page.live_revision, "kind": kind, "input_sha256": sizes[0].fingerprint}
    known = Edition.objects.filter(**key).exclude(file="").first()
    # What had to be left out may be there by now.
    if known and not known.faults and known.has_file:
        return _keep_if_unchanged(page, since, key, None)
    outcome = _outcome(sizes, language=page.locale.language_code, title=page.title, is_one_sheet=kind in HANDOUT_KINDS)
    return _keep_if_unchanged(page, since, key, _with_places(outcome, page, kind))


def _recorded(work: Callable[[], Edition | None], page: Any, since: UUID, *, kind: str) -> Edition | None:
    """Return what `work` makes; where it breaks off, before the engine has begun, that is what staff are told."""
    try:
        return work()
    except DatabaseError:
        # Nothing can be kept now; the task fails, and is done again.
        raise
    except Exception as error:
        logger.exception("The PDF (%s) of page %s broke off", kind, page.pk)
        return _keep_failure(page, since, error, kind=kind)


def _keep_failure(page: Any, since: UUID, error: Exception, *, kind: str) -> Edition | None:
    with transaction.atomic():
        if not ShownState.objects.is_unchanged(page.pk, since):
            return None
        return Edition.objects.keep_failure(page, kind, _broken_off(error))


def _broken_off(error: Exception) -> Fault:
    return Fault("engine", f"{type(error).__name__}: {error}")


def _keep_if_unchanged(page: Any, since: UUID, key: dict[str, Any], outcome: Outcome | None) -> Edition | None:
    """Keep what came of a making, or confirm the edition that is known, unless the page has changed meanwhile."""
    with transaction.atomic():
        if not ShownState.objects.is_unchanged(page.pk, since):
            logger.info("Page %s has changed while its PDF was made: another one is asked for", page.pk)
            return None
        # Another worker may have made the same one.
        edition = Edition.objects.filter(**key).first()
        edition = edition or Edition(page_id=page.pk, language=page.locale.language_code, **key)
        edition.withdrawn = False
        if outcome is None:
            edition.confirm()
            edition.save()
        else:
            _keep(edition, outcome)
        # What was made of this text before, or why it failed, is of no interest any more.
        others = Edition.objects.made(key["kind"]).filter(page=page.pk, revision=key["revision"]).exclude(pk=edition.pk)
        (others if edition.passed else others.filter(file="")).delete()
        return edition


def _keep(edition: Edition, outcome: Outcome) -> None:
    found = [*outcome.failures, *outcome.remarks]
    edition.faults = [fault.as_data() for fault in found]
    edition.confirm()
    if outcome.failures or outcome.pdf is None:
        lines = "\n".join(str(fault) for fault in found)
        logger.error("The edition of page %s (%s) is not offered:\n%s", edition.page_id, edition.language, lines)
        edition.file = ""
    else:
        for address in outcome.pdf.refused:
            logger.warning("The edition of page %s may not read %s", edition.page_id, address)
        edition.bytes, edition.pages = len(outcome.pdf.content), outcome.pdf.pages
        edition.file.save("", ContentFile(outcome.pdf.content), save=False)
    edition.save()


def _outcome(sizes: list[PrintDocument], *, language: str, title: str, is_one_sheet: bool = False) -> Outcome:
    read_faces()
    try:
        return Outcome(*run_limited(partial(_set, sizes, language=language, title=title, is_one_sheet=is_one_sheet)))
    except EndedError as error:
        return Outcome(None, [Fault("engine", str(error))], [])


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


def _with_places(outcome: Outcome, page: Any, kind: str) -> Outcome:
    """Add to each fault the part of the page that has the same one when it is set alone."""
    if not (outcome.failures or outcome.remarks):
        return outcome
    if kind in HANDOUT_KINDS:
        return outcome.at(lambda _fault: "handout_points")
    parts = [(place, _document(page, html)) for place, html in print_parts(page)]
    try:
        by_part = run_limited(partial(_faults_of_parts, parts, language=page.locale.language_code))
    except EndedError:
        return outcome
    return outcome.at(lambda fault: _place_of(fault, by_part))


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
