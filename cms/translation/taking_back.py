"""A text in review is taken back by who submitted it, until a reviewer has opened it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from cms.accounts.models import User
from cms.accounts.roles import is_editor, is_reviewer, is_translator
from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.remarks import ReviewOpening
from cms.translation.status import refreshed_once


class OpenedError(ValidationError):
    """A reviewer is reading the text already."""


def note_opening(instance: Any, *, user: User) -> None:
    """
    Keep that `user` has opened the review of `instance`.

    Only a reviewer of the language counts, and never who submitted the text.
    """
    task_state = instance.current_workflow_task_state
    if task_state is None or not is_reviewer(user, instance.locale.language_code):
        return
    if user.pk != task_state.workflow_state.requested_by_id:
        note_openings([task_state], user=user)


def note_openings(reviews: Iterable[TaskState], *, user: User) -> None:
    """Keep that `user`, a reviewer of their language, has several texts in review on the screen; one query."""
    openings = [
        ReviewOpening(task_state=task_state, opened_by=user)
        for task_state in reviews
        if task_state.revision.user_id != user.pk
    ]
    ReviewOpening.objects.bulk_create(openings, ignore_conflicts=True)


def may_take_back(instance: Any, user: User) -> bool:
    """Return whether `user` writes in the language of a text that is in review: its translator, or its editor."""
    code = instance.locale.language_code
    writes = is_editor(user) if code == SOURCE_LANGUAGE else is_translator(user, code)
    return writes and bool(instance.workflow_in_progress)


@transaction.atomic
@refreshed_once()
def take_back(instance: Any, *, user: User) -> None:
    """
    End the review of `instance`, so that it can be changed again; what was submitted stays in its history.

    Raises `PermissionDenied`, and `OpenedError` where a reviewer has opened the text.
    """
    if not may_take_back(instance, user):
        raise PermissionDenied
    task_state = TaskState.objects.select_for_update().get(pk=instance.current_workflow_task_state.pk)
    opening = ReviewOpening.objects.filter(task_state=task_state).select_related("opened_by").first()
    if opening is not None:
        person = opening.opened_by.get_full_name() or opening.opened_by.get_username()
        raise OpenedError(_("%(person)s is reading this text already: ask for it to be returned.") % {"person": person})
    if task_state.status != TaskState.STATUS_IN_PROGRESS:
        raise OpenedError(_("This text is no longer in review."))
    task_state.workflow_state.cancel(user=user)
