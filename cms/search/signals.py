"""When a page enters the index, changes in it and leaves it.

What hides a page acts at once, in the same transaction; what shows one may wait for the worker.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, TranslatableMixin
from wagtail.signals import page_published, page_unpublished, post_page_move, published

from cms.pages.references import pages_showing
from cms.search.models import IndexEntry
from cms.search.tasks import index_branch, index_page


@receiver(page_published)
def _index_published_page(instance: Page, **kwargs: Any) -> None:
    index_page.enqueue(instance.pk)


@receiver(page_unpublished)
def _forget_unpublished_page(instance: Page, **kwargs: Any) -> None:
    IndexEntry.objects.filter(page_id=instance.pk).delete()


@receiver(post_save, sender=PageViewRestriction)
def _forget_restricted_pages(instance: PageViewRestriction, **kwargs: Any) -> None:
    IndexEntry.objects.filter(page__in=Page.objects.descendant_of(instance.page, inclusive=True)).delete()


@receiver(post_delete, sender=PageViewRestriction)
def _index_pages_made_public(instance: PageViewRestriction, **kwargs: Any) -> None:
    index_branch.enqueue(instance.page_id)


@receiver(post_page_move)
def _index_moved_pages(instance: Page, **kwargs: Any) -> None:
    index_branch.enqueue(instance.pk)


@receiver(published)
def _index_pages_that_show(instance: Model, **kwargs: Any) -> None:
    """A reusable text is part of what is read on the pages that show it, in the language it is published in."""
    if isinstance(instance, TranslatableMixin) and not isinstance(instance, Page):
        for page_id in sorted(pages_showing(instance)):
            index_page.enqueue(page_id)
