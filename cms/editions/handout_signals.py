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
def make_on_publish(instance: Page, **_: Any) -> None:
    """A handout has the title in every language, and one in two languages the points of both."""
    Edition.objects.mark_outdated(_translations(instance), kinds=HANDOUT_KINDS)
    _ask_for_translations(instance)


@receiver(page_unpublished)
def make_on_unpublish(instance: Page, **_: Any) -> None:
    """The title of what is not public any more stands on nobody else's handout."""
    Edition.objects.withdraw(_translations(instance), kinds=HANDOUT_KINDS)
    _ask_for_translations(instance)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def make_on_privacy(instance: PageViewRestriction, **_: Any) -> None:
    """Nor does that of what is private."""
    make_on_unpublish(instance.page)


def _translations(page: Page) -> list[Page]:
    """Return the live pages whose handouts show something of this one."""
    is_shown = issubclass(page.specific_class or Page, WithHandout)
    return list(page.get_translations().live()) if is_shown else []


def _ask_for_translations(page: Page) -> None:
    ask_worker(translation.pk for translation in _translations(page))
