"""What is asked of the worker. PDFs have a queue of their own, which gives way to the others."""

from collections.abc import Iterable

from django.conf import settings
from django_tasks import task
from wagtail.models import Page

from cms.editions.mixins import WithEdition
from cms.editions.models import Edition


@task(queue_name="editions")
def make_edition(page_id: int) -> None:
    """Make the edition and the handouts of what is live on this page when the task runs."""
    # Only the worker pays for the engine and its libraries.
    from cms.editions.making import make_edition_of, make_handouts_of

    make_edition_of(page_id)
    make_handouts_of(page_id)


def refresh_editions(pages: Iterable[Page]) -> None:
    """Have the editions of these pages made anew: none of them is offered until it shows what its page shows.

    To be called, in the same transaction, by whoever changes something that these pages show. Pages without an edition
    and pages that are not live are passed over.
    """
    concerned = [page for page in pages if page.live and issubclass(page.specific_class or Page, WithEdition)]
    Edition.objects.mark_outdated(concerned)
    if settings.EDITIONS_ON_PUBLISH:
        for page in concerned:
            make_edition.enqueue(page.pk)
