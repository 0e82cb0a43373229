"""When the pictures of pages are made."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published

from cms.library.models import LibraryImage
from cms.library.renditions import pictures_in
from cms.library.tasks import make_renditions


@receiver(page_published)
def make_on_publish(instance: Page, **_: Any) -> None:
    ask_worker(*pictures_in(instance))


@receiver(post_save, sender=LibraryImage)
def make_when_exchanged(instance: LibraryImage, created: bool, **_: Any) -> None:
    """A file that was replaced or is cut in another way has lost its renditions."""
    if not created and ReferenceIndex.get_references_to(instance).exists():
        ask_worker(instance)


def ask_worker(*images: LibraryImage) -> None:
    if settings.RENDITIONS_ON_PUBLISH:
        for image in images:
            make_renditions.enqueue(image.pk)
