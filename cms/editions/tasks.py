"""What is asked of the worker. PDFs have a queue of their own, which gives way to the others."""

from collections.abc import Iterable

from django.conf import settings
from django_tasks import task
from wagtail import hooks
from wagtail.models import Page

from cms.editions.mixins import WithEdition
from cms.editions.models import Edition
from cms.library.models import LibraryDocument


@task(queue_name="editions")
def make_edition(page_id: int) -> None:
    """Make the edition and the handouts of what is live on this page when the task runs, and what else it lacks."""
    # Only the worker pays for the engine and its libraries.
    from cms.editions.making import make_edition_of, make_handouts_of

    make_edition_of(page_id)
    make_handouts_of(page_id)
    for make_more in hooks.get_hooks("make_more_editions"):
        make_more(page_id)


@task(queue_name="editions")
def check_document(document_id: int) -> None:
    """Let a PDF of the library pass the gate, for whoever wants to give it to a page."""
    from cms.editions.own_pdfs import check_pdf

    document = LibraryDocument.objects.filter(pk=document_id).first()
    if document is not None:
        check_pdf(document)


def refresh_editions(pages: Iterable[Page]) -> None:
    """Have the editions of these pages made anew: none is offered as current until it shows what its page shows.

    To be called, in the same transaction, by whoever changes something that these pages show. Pages without an edition
    and pages that are not live are passed over; those whose edition holds one of these are concerned too.
    """
    shown = [each for page in pages for each in (page, *printed_in(page))]
    concerned = {page.pk: page for page in shown if page.live and has_edition(page)}
    Edition.objects.mark_outdated(concerned.values())
    ask_worker(concerned)


def ask_worker(page_ids: Iterable[int]) -> None:
    """Ask for the editions of these pages; one that is right already costs little."""
    if settings.EDITIONS_ON_PUBLISH:
        for page_id in page_ids:
            make_edition.enqueue(page_id)


def printed_in(page: Page) -> list[Page]:
    """Return the pages whose PDF may hold this one: a platform's its recommendations, a release's its stories."""
    page_type = page.specific_class
    if page_type is not None and issubclass(page_type, WithEdition):
        return list(page_type.printed_in(page))
    return list(Page.objects.parent_of(page))


def has_edition(page: Page) -> bool:
    """Return whether pages of this type have PDFs."""
    return issubclass(page.specific_class or Page, WithEdition)
