"""From the translator's desk to the public page: submit, return, approve. The same steps for English texts."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Locale, Page, Revision, TaskState
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.roles import is_editor, is_translator
from cms.translation.approved import has_approved_source
from cms.translation.models import TranslatedRevision
from cms.translation.own_files import own_fields, pass_over_deleted
from cms.translation.publishing import NOW, Moment, keep_moment
from cms.translation.returning import approval_refusal, close_remarks, has_remarks
from cms.translation.segments import list_segments, source_parts
from cms.translation.shown import Missing, missing_around, missing_shared_texts
from cms.translation.status import refresh_status, refreshed_once
from cms.translation.values import take_values_of_source

# Why a part that stands so cannot be submitted.
WORDS = {
    "empty": gettext_lazy("This part has no translation yet."),
    "draft": gettext_lazy("This part is a draft: mark it as done."),
    "machine": gettext_lazy("A machine drafted this part: look at it and mark it as done."),
    "changed": gettext_lazy("The English of this part has changed: look at its translation and mark it as done."),
    "returned": gettext_lazy("The reviewer gave this part back: accept what is suggested, or mark it as done."),
}


@dataclass(frozen=True)
class Problem:
    """
    Why a translation cannot be submitted yet.

    `segment` is the id of the part to go to, if it is one part; `address` that of another text, if it is one.
    """

    message: str
    segment: str = ""
    address: str = ""


class SubmissionRefusedError(Exception):
    """A translation is not ready; `problems` says why, each with the way to it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


class NotInReviewError(ValidationError):
    """The text is not waiting for a decision (any more)."""


def may_translate(instance: Any, user: User) -> bool:
    """Return whether `user` may change the translation `instance` now: a translator of its language, no review."""
    return is_translator(user, instance.locale.language_code) and not instance.workflow_in_progress


def submission_problems(translation: Translation) -> list[Problem]:
    """Return what stands in the way of submitting `translation`, in the order of the page."""
    problems = [
        Problem(segment.error or str(WORDS[segment.state]), segment.id)
        for segment in list_segments(translation, checked=True)
        if segment.error or not segment.is_done
    ]
    return [*problems, *standing_problems(translation)]


def standing_problems(translation: Translation) -> list[Problem]:
    """Return what else has to be live in this language before the text can be."""
    return [*_missing_related(translation), *_missing_parent(translation)]


@transaction.atomic
@refreshed_once()
def submit_for_review(translation: Translation, *, user: User, note: str = "") -> Revision:
    """
    Make a draft revision of the complete translation and start its review; the public text stays as it is.

    `note` is what its translator tells the reviewer.
    From here until the decision nobody can change it. Raises `PermissionDenied` and `SubmissionRefusedError`.
    """
    target = translation.get_target_instance()
    if not may_translate(target, user):
        raise PermissionDenied
    problems = submission_problems(translation)
    if problems:
        raise SubmissionRefusedError(problems)
    pass_over_deleted(translation)
    draft = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=False)
    made_from = keep_complete(translation, draft, user=user, note=note)
    close_remarks(translation)
    _start_review(draft, user)
    return made_from.revision


def keep_complete(translation: Translation, draft: Any, *, user: User, note: str = "") -> TranslatedRevision:
    """
    Save `draft`, the complete translation in memory, as a revision with the values that its source has now.

    Raises `SubmissionRefusedError`.
    """
    own = own_fields(translation)
    take_values_of_source(draft, own)
    source, sent = translation.source.get_source_instance(), translation.source.sent.revision
    try:
        revision = draft.save_revision(user=user, log_action=True)
    except ValidationError as error:
        # What a form would say next to a field, such as words that do not say the number they stand for.
        raise SubmissionRefusedError([Problem(message) for message in error.messages]) from error
    return TranslatedRevision.objects.create(
        revision=revision,
        source_revision=sent,
        source_is_public=source.live_revision_id == sent.pk,
        source_parts=source_parts(translation.source.as_instance()),
        translators=_translators(translation),
        own_fields=own,
        note=note,
    )


@transaction.atomic
@refreshed_once()
def submit_source(instance: Any, *, user: User) -> None:
    """
    Start the review of the newest revision of an English text.

    Raises `PermissionDenied`, and `ValidationError` where the text is not ready (see `cms.languages.refusals`).
    """
    if not is_editor(user) or instance.workflow_in_progress:
        raise PermissionDenied
    _start_review(instance, user)


def _start_review(instance: Any, user: User) -> None:
    """Start a review of the newest revision; one that was returned goes on where it was."""
    returned = instance.current_workflow_state
    if returned is not None:
        returned.resume(user)
        # Wagtail says nothing of a review that goes on.
        refresh_status(instance)
    else:
        instance.get_workflow().start(instance, user)


@transaction.atomic
@refreshed_once()
def approve(instance: Any, *, user: User, comment: str = "", moment: Moment = NOW) -> None:
    """
    Approve the revision of `instance` in review, and publish it at `moment`: no other, whatever is typed until then.

    An editor who attests a translation says why in `comment`. Raises `PermissionDenied` and `NotInReviewError`, also
    where its English text was withdrawn meanwhile, or where it would show a shared text or a term in English.
    """
    if not has_approved_source(instance):
        raise NotInReviewError(_("The English text is no longer public: return this one with a comment."))
    missing = missing_around(instance)
    if missing:
        raise NotInReviewError(" ".join(each.message for each in missing))
    task_state = _review_of(instance)
    refusal = approval_refusal(task_state.revision, user)
    if refusal:
        raise NotInReviewError(refusal)
    keep_moment(task_state.revision, moment)
    _decide(task_state, "approve", user=user, comment=comment)


@transaction.atomic
@refreshed_once()
def return_with_comment(instance: Any, *, user: User, comment: str) -> None:
    """
    Give the text back to who wrote it, with what was said of its parts.

    Raises `PermissionDenied` and `NotInReviewError`, also where nothing at all was said.
    """
    task_state = _review_of(instance)
    if not comment and not has_remarks(task_state.revision):
        raise NotInReviewError(_("Say what needs to change."))
    _decide(task_state, "reject", user=user, comment=comment)


def _decide(found: TaskState, action: str, *, user: User, comment: str) -> None:
    # Locked, so that of two decisions taken at the same time the second finds none to take.
    task_state = TaskState.objects.select_for_update().filter(pk=found.pk).first()
    if task_state is None or task_state.status != TaskState.STATUS_IN_PROGRESS:
        raise NotInReviewError(_("This text is no longer in review."))
    task_state.task.specific.on_action(task_state.specific, user, action, comment=comment)


def _review_of(instance: Any) -> TaskState:
    task_state = instance.current_workflow_task_state
    if task_state is None:
        raise NotInReviewError(_("This text is no longer in review."))
    return task_state


def _missing_related(translation: Translation) -> list[Problem]:
    return [as_problem(missing) for missing in missing_shared_texts(translation)]


def as_problem(missing: Missing) -> Problem:
    """Return what is not live yet with the way to where it is translated."""
    address = AdminURLFinder().get_edit_url(missing.target) if missing.target else ""
    return Problem(missing.message, address=address or "")


def _missing_parent(translation: Translation) -> list[Problem]:
    """Return a problem where the page would go live below a page that readers of this language cannot reach."""
    target = translation.get_target_instance()
    if not isinstance(target, Page):
        return []
    hidden = target.get_ancestors().filter(depth__gt=1, live=False).first()
    if hidden is None:
        return []
    return [Problem(_("The page above, “%(name)s”, is not live in this language yet.") % {"name": hidden.draft_title})]


def _translators(translation: Translation) -> list[int]:
    """Return who translated the parts that stand in the text now."""
    locale: Locale = translation.target_locale
    translated = translation.source.stringsegment_set.get_translations(locale)
    return sorted(
        set(translated.exclude(last_translated_by=None).values_list("last_translated_by_id", flat=True).order_by())
    )
