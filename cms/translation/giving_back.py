"""A decision that is taken back: an approved text is with its translator again."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision, TaskState, WorkflowState

from cms.accounts.models import User
from cms.accounts.roles import is_reviewer
from cms.translation.authors import authors_of
from cms.translation.models import TranslatedRevision
from cms.translation.policies import may_attest
from cms.translation.publishing import forget_waiting, revisions_of
from cms.translation.second_readings import SecondReading, confirm_readings
from cms.translation.status import refresh_status, refreshed_once
from cms.translation.waiting import waiting_revision


class NothingToGiveBackError(ValidationError):
    """The text does not stand so that this could be done, or no word says what is to be changed."""


def may_withdraw(made_from: TranslatedRevision, instance: Any, user: User) -> bool:
    """Return whether `user` may take the approval of a waiting text back: whoever may approve it."""
    code = instance.locale.language_code
    return (is_reviewer(user, code) or may_attest(user, code)) and user.pk not in authors_of(made_from.revision)


@transaction.atomic
@refreshed_once()
def withdraw_approval(instance: Any, *, user: User, comment: str) -> None:
    """
    Give an approved text that is not public yet back to its translator, with a comment.

    Raises `PermissionDenied` and `NothingToGiveBackError`.
    """
    made_from = waiting_revision(instance)
    if made_from is None:
        raise NothingToGiveBackError(_("This text is no longer waiting to go live."))
    if not may_withdraw(made_from, instance, user):
        raise PermissionDenied
    _refuse_without_a_word(comment)
    forget_waiting(revisions_of(made_from.revision))
    SecondReading.objects.filter(revision=made_from.revision).delete()
    _give_back(made_from.revision, user=user, comment=comment)
    log(instance, "beacons.withdraw_approval", user=user, revision=made_from.revision, data={"comment": comment})
    refresh_status(instance)


@transaction.atomic
@refreshed_once()
def confirm(instance: Any, *, user: User) -> None:
    """
    Confirm a public text that nobody else of its language had read.

    Raises `PermissionDenied`, also for who wrote or published it.
    """
    if not confirm_readings(instance, user=user):
        raise PermissionDenied
    log(instance, "beacons.confirm", user=user)
    refresh_status(instance)


@transaction.atomic
@refreshed_once()
def reopen(instance: Any, *, user: User, comment: str) -> None:
    """
    Give an attested translation back to its translator; readers keep it until a newer one is approved.

    Raises `PermissionDenied` and `NothingToGiveBackError`.
    """
    attested = SecondReading.objects.of(instance).open().filter(kind=SecondReading.Kind.ATTESTED)
    reading = next((reading for reading in attested.select_related("revision") if reading.may_confirm(user)), None)
    if reading is None:
        raise PermissionDenied
    _refuse_without_a_word(comment)
    if waiting_revision(instance) is not None:
        raise NothingToGiveBackError(_("This text is not public yet: withdraw its approval."))
    if instance.workflow_in_progress:
        raise NothingToGiveBackError(_("A newer text is in review: decide on that one."))
    _give_back(reading.revision, user=user, comment=comment)
    log(instance, "beacons.reopen", user=user, revision=reading.revision, data={"comment": comment})
    refresh_status(instance)


def _refuse_without_a_word(comment: str) -> None:
    if not comment:
        raise NothingToGiveBackError(_("Say what needs to change."))


def _give_back(revision: Revision, *, user: User, comment: str) -> None:
    """
    Let the review of `revision` stand as if it had been returned.

    Where another one has begun since, that one goes on, and the comment is in the log.
    """
    task_state = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED).latest("pk")
    state = task_state.workflow_state
    others = WorkflowState.objects.active().filter(
        base_content_type=state.base_content_type_id, object_id=state.object_id
    )
    if others.exists():
        return
    task_state.status, task_state.comment = TaskState.STATUS_REJECTED, comment
    task_state.finished_by, task_state.finished_at = user, timezone.now()
    task_state.save()
    state.status, state.current_task_state = WorkflowState.STATUS_NEEDS_CHANGES, task_state
    state.save()
