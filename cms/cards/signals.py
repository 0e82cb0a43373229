"""What is public no more leaves no card behind."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_unpublished

from cms.cards.cards import forget
from cms.pages.models import BasePage


@receiver(page_unpublished)
def forget_on_unpublish(instance: Page, **_: Any) -> None:
    transaction.on_commit(lambda: forget(instance.pk))


@receiver(post_delete)
def forget_on_delete(sender: type, instance: Any, **_: Any) -> None:
    if issubclass(sender, BasePage):
        key = instance.pk
        transaction.on_commit(lambda: forget(key))
