"""
The trees of the languages stay one: what happens to an English page happens to its versions.

Receivers of Wagtail's signals, so that a screen, a bulk action and a command obey alike. The screens run in one
transaction; see `cms.translation.tree_views`.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.signals import post_page_move
from wagtail_localize.models import cleanup_translation_on_delete

from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.sending import ensure_version
from cms.translation.status import refresh_branch


@receiver(post_page_move)
@transaction.atomic
def follow_move(instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """
    Put every version of a moved English page where the page stands now; Wagtail's own receiver makes the redirects.

    Raises `NotApprovedError` where the page above is not there in a language and cannot be sent.
    """
    if instance.locale.language_code != SOURCE_LANGUAGE or instance.depth <= 2:
        return
    for version in instance.get_translations().select_related("locale"):
        parent = ensure_version(parent_page_after.specific, version.locale, user=get_active_log_context().user)
        _place(Page.objects.get(pk=version.pk), below=Page.objects.get(pk=parent.pk), like=instance)
    if parent_page_before.pk != parent_page_after.pk:
        refresh_branch(instance)


def _place(version: Page, *, below: Page, like: Page) -> None:
    """Put `version` behind the version of the nearest page before `like`, or first."""
    before = [page.translation_key for page in like.get_prev_siblings()]
    neighbours = {page.translation_key: page for page in below.get_children().filter(translation_key__in=before)}
    neighbour = next((neighbours[key] for key in before if key in neighbours), None)
    if neighbour is None:
        version.move(below, pos="first-child")
    else:
        version.move(neighbour, pos="right")


@receiver(post_delete, sender=Page)
def follow_deletion(instance: Page, **kwargs: Any) -> None:
    """A translation goes with its English page; what was approved stays in the memory."""
    if instance.locale.language_code != SOURCE_LANGUAGE or instance.depth <= 2:
        return
    for version in Page.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk):
        version.specific.delete()
    # The setting of this site keeps them where a single language goes.
    cleanup_translation_on_delete(instance)
