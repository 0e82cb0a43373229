"""Make the edition of a page: render its published revision, set it, check it, keep it. The worker's part."""

import logging

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page

from cms.editions.accessible_pdf import PrintDocument
from cms.editions.gate import faults
from cms.editions.mixins import WithEdition
from cms.editions.models import Edition
from cms.editions.printing import permanent_address, print_html

logger = logging.getLogger(__name__)


def make_edition_of(page_id: int) -> Edition | None:
    """Make or confirm the edition of what is live on a page now; None where the page has none.

    May run any number of times: the same input makes nothing new, and a lost file is made again.
    """
    page = Page.objects.filter(pk=page_id, live=True).select_related("live_revision", "locale").first()
    if page is None or page.live_revision is None or not issubclass(page.specific_class or Page, WithEdition):
        return None
    published = page.live_revision.as_object()
    # A revision does not know when it was published.
    published.last_published_at = page.last_published_at
    document = PrintDocument(print_html(published), address=permanent_address(published))
    key = {"revision": page.live_revision, "input_sha256": document.fingerprint}

    known = Edition.objects.filter(**key, failure="").first()
    if known and known.file.storage.exists(str(known.file.name)):
        Edition.objects.filter(pk=known.pk).update(checked_at=timezone.now(), outdated=False)
        return known
    return _make(page, document, title=published.title, key=key)


def _make(page: Page, document: PrintDocument, *, title: str, key: dict) -> Edition:
    language = page.locale.language_code
    edition = Edition.objects.filter(**key).first() or Edition(page=page, language=language, **key)
    try:
        pdf = document.make()
        failure = "\n".join(str(fault) for fault in faults(pdf.content, language=language, title=title))
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
