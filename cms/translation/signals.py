"""What publishing does to the other languages."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    published,
    unpublished,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)
from wagtail_localize.models import Translation

from cms.languages.changes import ChangeKind
from cms.languages.languages import SOURCE_LANGUAGE
from cms.languages.policy import TranslationPolicy
from cms.translation.changes import carry_over, minor_refusal, sent_parts
from cms.translation.glossary.checking import known_terms
from cms.translation.models import TranslatedRevision
from cms.translation.publishing import finish, forget_waiting, go_live_when_due, revisions_of
from cms.translation.segments import source_parts
from cms.translation.sending import update_source
from cms.translation.status import refresh_status, refreshed_once
from cms.translation.values import copy_values_to_translations, publish_with_values


@receiver(page_published)
@receiver(published)
def follow_source(sender: type, instance: Any, revision: Any, **kwargs: Any) -> None:
    """A published English text gives its values to its translations, and its changed parts to their translators."""
    if not issubclass(sender, TranslationPolicy):
        return
    with transaction.atomic(), refreshed_once():
        if instance.locale.language_code == SOURCE_LANGUAGE:
            copy_values_to_translations(instance)
            if Translation.objects.filter(source__object_id=instance.translation_key, enabled=True).exists():
                before = sent_parts(instance)
                update_source(instance, revision, user=revision.user)
                _carry_over_what_is_minor(instance, before)
            _publish_what_waited(instance, revision)
            _publish_what_belongs_to(instance)
        elif revision.approved_go_live_at is not None:
            _finish_scheduled(instance, revision)
        refresh_status(instance)


def _carry_over_what_is_minor(instance: Any, before: dict[str, str]) -> None:
    """What turned out to be more than minor since its review, such as after another change, is an update."""
    now = source_parts(instance)
    if (
        getattr(instance, "change_kind", "") != ChangeKind.MINOR
        or before == now
        or minor_refusal(before, now, known_terms())
    ):
        return
    log(instance, "beacons.minor_change", data={"parts": carry_over(instance, before, now)})


def _publish_what_waited(source: Any, revision: Any) -> None:
    """
    Publish the translations of `revision` that were approved before it was public.

    A translation that waited for another revision of `source`, which this one replaced, waits no longer: what it
    follows never became public.
    """
    waiting = TranslatedRevision.objects.filter(_of_a_translation_of(source), waits_for_source=True)
    TranslatedRevision.objects.filter(source_revision=revision).update(source_is_public=True)
    for made_from in waiting.filter(source_revision=revision).select_related("revision", "waits_for_page"):
        go_live_when_due(made_from, user=None)
    forget_waiting(waiting.exclude(source_revision=revision))


def _of_a_translation_of(source: Any) -> Q:
    """Return what is true of the revisions of the translations of `source`."""
    keys = [str(pk) for pk in source.get_translations().values_list("pk", flat=True)]
    return Q(
        revision__base_content_type=ContentType.objects.get_for_model(source.get_translation_model()),
        revision__object_id__in=keys,
    )


def _publish_what_belongs_to(page: Any) -> None:
    """Publish the translations that were approved to go live with this page."""
    if not isinstance(page, Page) or not page.live:
        return
    waiting = TranslatedRevision.objects.filter(waits_for_page=page.pk, source_is_public=True)
    for made_from in waiting.select_related("revision", "waits_for_page"):
        go_live_when_due(made_from, user=None)


def _finish_scheduled(instance: Any, revision: Any) -> None:
    """A translation that Wagtail's schedule put live gets the values that its source has now."""
    source = (
        type(instance)
        .objects.filter(translation_key=instance.translation_key, locale__language_code=SOURCE_LANGUAGE, live=True)
        .first()
    )
    if source is not None:
        publish_with_values(source, revision)
    finish(revision)
    forget_waiting(revisions_of(revision))


@receiver(page_unpublished)
@receiver(unpublished)
def hide_translations(sender: type, instance: Any, **kwargs: Any) -> None:
    """A translation is never more public than its source."""
    if not issubclass(sender, TranslationPolicy):
        return
    with transaction.atomic(), refreshed_once():
        if instance.locale.language_code == SOURCE_LANGUAGE:
            live = type(instance).objects.filter(translation_key=instance.translation_key, live=True)
            for translation in live.exclude(pk=instance.pk):
                translation.unpublish(log_action=True)
            forget_waiting(TranslatedRevision.objects.filter(_of_a_translation_of(instance)))
        refresh_status(instance)


@receiver(workflow_submitted)
@receiver(workflow_rejected)
@receiver(workflow_cancelled)
@receiver(workflow_approved)
def follow_review(instance: WorkflowState, **kwargs: Any) -> None:
    """However a review begins or ends, on our screens or Wagtail's, the state of the text follows."""
    text = instance.content_object
    # A workflow knows of a page only that it is one.
    text = text.specific if isinstance(text, Page) else text
    if isinstance(text, TranslationPolicy):
        refresh_status(text)


@receiver(post_delete)
def forget_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """A text that is deleted in a language is not there any longer, whatever its state was."""
    if issubclass(sender, TranslationPolicy):
        refresh_status(instance)
