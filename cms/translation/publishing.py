"""
How a text goes live: the revision that was approved, and no other.

Wagtail's own finish action publishes the newest revision, which nobody may have read. This module is named in
`WAGTAIL_FINISH_WORKFLOW_ACTION` and imported while Wagtail's models load, so it imports nothing of theirs at the top.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from wagtail.models import Page, Revision, WorkflowState

    from cms.accounts.models import User
    from cms.translation.models import TranslatedRevision


@dataclass(frozen=True)
class Moment:
    """When an approved translation goes live: at once, at a time, or with another page. Never before its source."""

    at: datetime | None = None
    with_page: Page | None = None


NOW = Moment()


def publish_approved_revision(workflow_state: WorkflowState, user: User | None = None) -> None:
    """
    Publish the revision that `workflow_state` approved, in the name of the approver, who needs no publish permission.

    An English text with a time to go live waits for it; a translation waits for what `go_live_when_due` says.
    """
    from cms.translation.models import LanguageReview, TranslatedRevision

    if not isinstance(workflow_state.current_task_state.task.specific, LanguageReview):
        raise PermissionDenied
    revision = workflow_state.current_task_state.revision
    made_from = TranslatedRevision.objects.filter(revision=revision).select_related("waits_for_page").first()
    if made_from is None:
        revision.publish(user=user, skip_permission_checks=True)
    else:
        forget_waiting(revisions_of(revision).exclude(pk=made_from.pk))
        go_live_when_due(made_from, user=user)


def keep_moment(revision: Revision, moment: Moment) -> None:
    """Keep when a translation is to go live, before it is approved."""
    from cms.translation.models import TranslatedRevision

    if moment != NOW:
        made_from = TranslatedRevision.objects.filter(revision=revision)
        made_from.update(goes_live_at=moment.at, waits_for_page=moment.with_page)


def go_live_when_due(made_from: TranslatedRevision, *, user: User | None) -> None:
    """Publish an approved translation, or let it wait: for its source, for the page it belongs to, for its time."""
    page, time, revision = made_from.waits_for_page, made_from.goes_live_at, made_from.revision
    made_from.waits_for_source = not made_from.source_is_public
    made_from.save(update_fields=["waits_for_source"])
    if made_from.waits_for_source or (page is not None and not page.live):
        return
    if time is not None and time > timezone.now():
        revision.approved_go_live_at = time
        revision.save(update_fields=["approved_go_live_at"])
        return
    publish_translation(revision, user=user)
    forget_waiting(revisions_of(revision))


def revisions_of(revision: Revision) -> QuerySet[TranslatedRevision]:
    """Return what is known of all revisions of the translation that `revision` is one of."""
    from cms.translation.models import TranslatedRevision

    return TranslatedRevision.objects.filter(
        revision__base_content_type=revision.base_content_type_id, revision__object_id=revision.object_id
    )


def forget_waiting(made_from: QuerySet[TranslatedRevision]) -> None:
    """Let none of these revisions go live any more."""
    from wagtail.models import Revision

    Revision.objects.filter(translated_from__in=made_from, approved_go_live_at__isnull=False).update(
        approved_go_live_at=None
    )
    made_from.update(waits_for_source=False, waits_for_page=None, goes_live_at=None)


def publish_translation(revision: Revision, *, user: User | None) -> None:
    """Publish an approved translation with the values that its source has now, and keep it in the memory."""
    from cms.translation.models import TranslatedRevision
    from cms.translation.values import system_revision, take_values_of_source

    text, published = revision.as_object(), revision
    made_from = TranslatedRevision.objects.filter(revision=revision).first()
    if take_values_of_source(text, made_from.own_fields if made_from else ()):
        published = system_revision(revision, text)
    published.publish(user=user, skip_permission_checks=True)
    finish(revision)


def finish(revision: Revision) -> None:
    """Keep an approved translation that went live in the memory; what was asked for with it is done."""
    from cms.translation.memory import remember
    from cms.translation.models import Assignment

    remember(revision)
    Assignment.objects.of(revision.as_object()).delete()
