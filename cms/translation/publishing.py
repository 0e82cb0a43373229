"""
How a text goes live: the revision that was approved, and no other.

Wagtail's own finish action publishes the newest revision, which nobody may have read. This module is named in
`WAGTAIL_FINISH_WORKFLOW_ACTION` and imported while Wagtail's models load, so it imports nothing of theirs at the top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from wagtail.models import Revision, WorkflowState

    from cms.accounts.models import User


def publish_approved_revision(workflow_state: WorkflowState, user: User | None = None) -> None:
    """
    Publish the revision that `workflow_state` approved, in the name of the approver, who needs no publish permission.

    An English text with a time to go live waits for it; a translation of what is not public yet waits for its source.
    """
    from cms.translation.models import LanguageReview, TranslatedRevision

    if not isinstance(workflow_state.current_task_state.task.specific, LanguageReview):
        raise PermissionDenied
    revision = workflow_state.current_task_state.revision
    made_from = TranslatedRevision.objects.filter(revision=revision).first()
    if made_from is None:
        revision.publish(user=user, skip_permission_checks=True)
    elif not made_from.source_is_public:
        made_from.waits_for_source = True
        made_from.save(update_fields=["waits_for_source"])
    else:
        publish_translation(revision, user=user)


def publish_translation(revision: Revision, *, user: User | None) -> None:
    """Publish an approved translation with the values that its source has now, and keep it in the memory."""
    from cms.translation.memory import remember
    from cms.translation.models import Assignment, TranslatedRevision
    from cms.translation.values import system_revision, take_values_of_source

    text, published = revision.as_object(), revision
    made_from = TranslatedRevision.objects.filter(revision=revision).first()
    if take_values_of_source(text, made_from.own_fields if made_from else ()):
        published = system_revision(revision, text)
    published.publish(user=user, skip_permission_checks=True)
    remember(revision)
    Assignment.objects.of(text).delete()
