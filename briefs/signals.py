"""When a version of a brief is kept: whenever what its readers see becomes another text."""

from typing import Any

from django.db import models
from django.dispatch import receiver
from wagtail.models import Page, TranslatableMixin
from wagtail.signals import page_published, published, unpublished

from briefs.models import BriefPage
from briefs.tasks import keep_version
from cms.pages.references import pages_showing


@receiver(page_published, sender=BriefPage)
def keep_published_text(instance: BriefPage, **_: Any) -> None:
    keep_version(instance)


@receiver(published)
@receiver(unpublished)
def keep_text_with_shared_parts(instance: models.Model, **_: Any) -> None:
    """A figure or a text of the directory has changed: the briefs that show it say something else now."""
    if isinstance(instance, TranslatableMixin) and not isinstance(instance, Page):
        for brief in BriefPage.objects.live().filter(pk__in=pages_showing(instance)):
            keep_version(brief)
