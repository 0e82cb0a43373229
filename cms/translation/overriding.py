"""The emergency way to the public: an administrator publishes a draft past its review, and says why."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.roles import is_administrator
from cms.languages.languages import SOURCE_LANGUAGE
from cms.languages.refusals import refuse_unready
from cms.translation.desk.preview import with_drafts
from cms.translation.drafts import NOT_PUBLISHABLE
from cms.translation.models import Draft
from cms.translation.publishing import forget_waiting, publish_translation, revisions_of
from cms.translation.review import Problem, keep_complete, standing_problems
from cms.translation.second_readings import SecondReading, ask_for_second_reading
from cms.translation.segments import list_segments
from cms.translation.status import refreshed_once

# What a person has put there; the draft of a machine, or the translation of an earlier English, is none of this text.
TYPED = frozenset({"done", "kept", "draft", "returned"})


class OverrideRefusedError(ValidationError):
    """Not even an administrator can publish this text as it is."""


def may_override(user: User) -> bool:
    return is_administrator(user)


def override_problems(instance: Any, translation: Translation | None) -> list[Problem]:
    """Return what not even an emergency lets through, in the order of the text; empty where nothing is."""
    if translation is None:
        return _english_problems(instance)
    source = translation.source.get_source_instance()
    problems = [
        Problem(_problem_of(segment.state, [finding.code for finding in segment.findings]), segment.id)
        for segment in list_segments(translation, checked=True)
        if segment.state not in TYPED or any(finding.code in NOT_PUBLISHABLE for finding in segment.findings)
    ]
    if not source.live or source.live_revision_id != translation.source.sent.revision_id:
        problems.append(Problem(_("The English text that was sent is not public.")))
    return [*problems, *standing_problems(translation)]


@transaction.atomic
@refreshed_once()
def override(instance: Any, translation: Translation | None, *, user: User, reason: str) -> None:
    """
    Publish the draft of an English text, or the `translation` as it stands on the desk, past its review.

    A review that is under way ends. The task to read the text stays with the reviewers of its language. Raises
    `PermissionDenied` and `OverrideRefusedError`.
    """
    if not may_override(user):
        raise PermissionDenied
    if not reason:
        raise OverrideRefusedError(_("Say why this text cannot wait for its review."))
    problems = override_problems(instance, translation)
    if problems:
        raise OverrideRefusedError([problem.message for problem in problems])
    if instance.workflow_in_progress:
        instance.current_workflow_state.cancel(user=user)
    revision = _draft_revision(translation, user) if translation else instance.get_latest_revision()
    ask_for_second_reading(instance, revision, SecondReading.Kind.OVERRIDE, reason=reason, user=user)
    log(instance, "beacons.override", user=user, revision=revision, data={"reason": reason})
    if translation:
        forget_waiting(revisions_of(revision))
        publish_translation(revision, user=user)
    else:
        revision.publish(user=user, skip_permission_checks=True)


def _english_problems(instance: Any) -> list[Problem]:
    if instance.locale.language_code != SOURCE_LANGUAGE:
        return [Problem(_("This text was never sent for translation."))]
    revision = instance.get_latest_revision()
    if revision is None or (instance.live and instance.live_revision_id == revision.pk):
        return [Problem(_("There is no draft that is not public."))]
    try:
        refuse_unready(revision.as_object())
    except ValidationError as error:
        return [Problem(message) for message in error.messages]
    return []


def _problem_of(state: str, codes: list[str]) -> str:
    if state in TYPED or NOT_PUBLISHABLE & set(codes):
        return _("What is here would break the page.")
    return _("This part has no translation yet.")


def _draft_revision(translation: Translation, user: User) -> Revision:
    """Return a revision of the translation with its drafts in it, as if they were done."""
    drafts = Draft.objects.filter(translation=translation, is_done=False).exclude(typed_by=None)
    writers = set(drafts.values_list("typed_by_id", flat=True))
    made_from = keep_complete(translation, with_drafts(translation, user=user, fallback=False), user=user)
    made_from.translators = sorted({*made_from.translators, *writers})
    made_from.save(update_fields=["translators"])
    return made_from.revision
