"""When an edition is made anew, and when its file goes."""

from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, TranslatableMixin
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move, published, unpublished

from cms.editions.models import Edition
from cms.editions.tasks import refresh_editions
from cms.pages.references import pages_showing


@receiver(page_published)
@receiver(page_unpublished)
def make_on_publish(instance: Page, **_: Any) -> None:
    """A page may print what stands below it: a platform its recommendations."""
    refresh_editions([instance, *Page.objects.parent_of(instance)])


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def make_on_privacy(instance: PageViewRestriction, **_: Any) -> None:
    """What is private stands in nobody else's PDF."""
    refresh_editions([instance.page, *Page.objects.parent_of(instance.page)])


@receiver(page_slug_changed)
@receiver(post_page_move)
def make_on_new_address(instance: Page, **_: Any) -> None:
    """A PDF ends with the permanent address of its page."""
    refresh_editions(instance.get_descendants(inclusive=True))


@receiver(published)
@receiver(unpublished)
def make_on_shared_text(instance: models.Model, **_: Any) -> None:
    """A text that several pages show has changed in one language; which of them show it, the reference index knows."""
    if isinstance(instance, TranslatableMixin) and not isinstance(instance, Page):
        refresh_editions(Page.objects.filter(pk__in=pages_showing(instance)))


@receiver(post_delete, sender=Edition)
def delete_file(instance: Edition, **_: Any) -> None:
    transaction.on_commit(instance.delete_file)
