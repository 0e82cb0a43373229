"""Make the edition of a page: render its published revision, set it, check it, keep it. The worker's part."""

import logging
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.editions.accessible_pdf import PrintDocument
from cms.editions.gate import Fault, faults
from cms.editions.handouts import HANDOUT_KINDS, handouts
from cms.editions.mixins import WithEdition
from cms.editions.models import Edition
from cms.editions.printing import permanent_address, print_html

logger = logging.getLogger(__name__)


def make_edition_of(page_id: int) -> Edition | None:
    """Make or confirm the edition of what is live on a page now; None where the page has none.

    May run any number of times: the same input makes nothing new, and a lost file is made again.
    """
    page = published_page(page_id)
    return make(page, [print_html(page)]) if page else None


def make_handouts_of(page_id: int) -> list[Edition]:
    """Make or confirm the handouts of what is live on a page now; may run any number of times."""
    page = published_page(page_id)
    return [make(page, sizes, kind=kind) for kind, sizes in handouts(page)] if page else []


def published_page(page_id: int) -> Any:
    """Return what is live on a page with an edition, as its revision has it; None where there is no such page."""
    page = Page.objects.filter(pk=page_id, live=True).select_related("live_revision", "locale").first()
    if page is None or page.live_revision is None or not issubclass(page.specific_class or Page, WithEdition):
        return None
    published = page.live_revision.as_object()
    # A revision does not know when it was published.
    published.last_published_at = page.last_published_at
    published.live_revision = page.live_revision
    return published


def make(page: Any, sizes: list[str], *, kind: str = Edition.Kind.PAGE, revision: Revision | None = None) -> Edition:
    """Set and check the HTML of a revision of a page, by default the live one; nothing where that is done already.

    `sizes` is the same text in falling sizes where it has to fit on one sheet; its first one stands for all.
    """
    documents = [PrintDocument(html, address=permanent_address(page)) for html in sizes]
    key = {"revision": revision or page.live_revision, "kind": kind, "input_sha256": documents[0].fingerprint}

    known = Edition.objects.filter(**key, failure="").first()
    if known and known.file.storage.exists(str(known.file.name)):
        Edition.objects.filter(pk=known.pk).update(checked_at=timezone.now(), outdated=False)
        return known
    return _make(page, documents, key=key)


def _make(page: Any, documents: list[PrintDocument], *, key: dict) -> Edition:
    language = page.locale.language_code
    edition = Edition.objects.filter(**key).first() or Edition(page_id=page.pk, language=language, **key)
    try:
        pdf = documents[0].make()
        for document in documents[1:]:
            if pdf.pages > 1:
                pdf = document.make()
        found = faults(pdf.content, language=language, title=page.title)
        if key["kind"] in HANDOUT_KINDS and pdf.pages > 1:
            found.append(Fault("handout", f"It takes {pdf.pages} sheets, not one."))
        failure = "\n".join(str(fault) for fault in found)
    except Exception as error:
        logger.exception("The edition of page %s (%s) could not be set", page.pk, language)
        failure = f"engine: {error}"
    else:
        for address in pdf.refused:
            logger.warning("The edition of page %s (%s) may not read %s", page.pk, language, address)
    edition.failure, edition.outdated, edition.checked_at = failure, False, timezone.now()
    if failure:
        logger.error("The edition of page %s (%s) is not offered:\n%s", page.pk, language, failure)
        edition.file = ""
    else:
        edition.bytes, edition.pages = len(pdf.content), pdf.pages
        edition.file.save("", ContentFile(pdf.content), save=False)
    edition.save()
    return edition
