"""When handouts are made anew, besides with the edition of their page: they show what stands in the other languages."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from cms.editions.handouts import HANDOUT_KINDS, WithHandout
from cms.editions.models import Edition
from cms.editions.tasks import ask_worker


@receiver(page_published)
@receiver(page_unpublished)
def make_on_publish(instance: Page, **_: Any) -> None:
    """A handout has the title in every language, and one in two languages the points of both."""
    _refresh_translations(instance)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def make_on_privacy(instance: PageViewRestriction, **_: Any) -> None:
    """The title of what is private stands on nobody else's handout."""
    _refresh_translations(instance.page)


def _refresh_translations(page: Page) -> None:
    if not issubclass(page.specific_class or Page, WithHandout):
        return
    translations = page.get_translations().live()
    Edition.objects.filter(page__in=translations, kind__in=HANDOUT_KINDS).update(outdated=True)
    ask_worker(translations.values_list("pk", flat=True))
