"""Who is told by mail of what happened: put on the worker's list once it is saved for good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected

if TYPE_CHECKING:
    from django_tasks.base import Task

    from cms.accounts.models import User
    from cms.translation.questions.models import Question, Reply

# The texts of a section are sent one by one: their translator has one letter about all of them.
TOGETHER = timedelta(minutes=1)


def tell_assigned(user: User) -> None:
    """Tell a translator of everything that this person was asked to translate and was not told of."""
    _tell("assigned", 0, [user.pk], after=TOGETHER)


def tell_asked(question: Question) -> None:
    """Tell the editor who sent a text what is asked about its English."""
    if question.about == question.About.ENGLISH:
        _tell("question", question.pk, [_sender(question)])


def tell_replied(reply: Reply) -> None:
    """Tell who asked about the English of the answer, or the editor that the question is open again."""
    question = reply.question
    if question.about == question.About.ENGLISH:
        person = _sender(question) if question.answered_at is None else question.asked_by_id
        _tell("reply", reply.pk, [person], but=reply.written_by_id)


def tell_returned(instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    """Tell who submitted a text that it came back."""
    _tell("returned", instance.current_task_state_id, [instance.requested_by_id], but=user.pk if user else None)


def tell_approved(instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    """Tell all who translated a part of a text, or wrote it, that it was approved."""
    made_from = getattr(instance.current_task_state.revision, "translated_from", None)
    people = {instance.requested_by_id, *(made_from.translators if made_from else [])}
    _tell("approved", instance.current_task_state_id, people, but=user.pk if user else None)


def take_wagtails_place() -> None:
    """
    Let our letters go out where Wagtail would send its own.

    Its own leave while the decision is taken, so that a mail server that hangs holds it up. They are connected later
    than this, under the same names, and a name is taken once: wagtail/admin/signal_handlers.py.
    """
    workflow_rejected.connect(
        tell_returned, sender=WorkflowState, dispatch_uid="workflow_state_rejected_email_notification"
    )
    workflow_approved.connect(
        tell_approved, sender=WorkflowState, dispatch_uid="workflow_state_approved_email_notification"
    )


def _sender(question: Question) -> int | None:
    sent = getattr(question.translation.source, "sent", None)
    return sent.sent_by_id if sent else None


def _tell(
    kind: str, key: int, people: Iterable[int | None], *, but: int | None = None, after: timedelta = timedelta()
) -> None:
    from cms.translation.mail.tasks import send_letter

    if settings.STAFF_MAIL:
        for person in sorted({person for person in people if person is not None and person != but}):
            # Robust: what cannot be put on the list must not undo what was done.
            transaction.on_commit(partial(later(send_letter, after).enqueue, kind, key, person), robust=True)


def later(task: Task, after: timedelta) -> Task:
    """Return a task that waits, where the worker can wait."""
    return task.using(run_after=timezone.now() + after) if after and task.get_backend().supports_defer else task
