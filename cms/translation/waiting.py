"""Approved translations that are not public yet, and what they wait for."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from cms.pages.models import BasePage
from cms.translation.models import TranslatedRevision

WAITS = Q(waits_for_source=True) | Q(waits_for_page__isnull=False) | Q(revision__approved_go_live_at__isnull=False)


def waiting_revision(instance: Any) -> TranslatedRevision | None:
    """Return the approved revision of a translation that waits to go live, if there is one; one query."""
    return (
        TranslatedRevision.objects.filter(
            WAITS,
            revision__base_content_type=ContentType.objects.get_for_model(instance.get_translation_model()),
            revision__object_id=str(instance.pk),
        )
        .select_related("revision", "waits_for_page")
        .order_by("-pk")
        .first()
    )


def page_to_come(instance: Any) -> Page | None:
    """Return the page that `instance` may go live with, such as its release, where that is not public yet."""
    page = instance.goes_live_with if isinstance(instance, BasePage) else None
    return page if page is not None and not page.live else None
