"""What a reviewer suggests in its place, and what its translator makes of it. The submitted text stays as it is."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, TaskState
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.translation.checks import Finding
from cms.translation.drafts import Kept, PartGoneError, Typed, cleaned, keep
from cms.translation.models import Draft, LookedAt, Remark
from cms.translation.review import may_translate, submit_for_review
from cms.translation.reviewed_parts import ReviewedPart, find_reviewed_part
from cms.translation.segments import part_findings
from cms.translation.status import refresh_status, refreshed_once


class RemarkedMeanwhileError(Exception):
    """The same reviewer has changed the remark in another window: `remark` is what it says now."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(str(remark))
        self.remark = remark


@dataclass(frozen=True)
class Said:
    """
    What a reviewer says of the part `id`, over version `version` of it.

    `text` is what the box holds: a suggestion where it differs from what was submitted. What is None stays as it is.
    """

    id: str
    version: int
    text: str | None = None
    comment: str | None = None
    verdict: str | None = None
    has_looked: bool | None = None


@dataclass(frozen=True)
class KeptRemark:
    """How the remark stands after a save, and what the checks say of the suggested text."""

    remark: Remark | None
    findings: list[Finding]


def review_in_hand(translation: Translation, user: User) -> TaskState:
    """Return the review of `translation` that `user` may decide on. Raises `PermissionDenied`."""
    target = translation.get_target_instance()
    task_state = target.current_workflow_task_state
    if task_state is None or not task_state.task.specific.may_decide(target, user):
        raise PermissionDenied
    return task_state


def keep_remark(translation: Translation, said: Said, *, user: User) -> KeptRemark:
    """
    Keep what a reviewer says of one part; a remark that says nothing any more is none.

    Raises `PermissionDenied`, `PartGoneError` and `RemarkedMeanwhileError`.
    """
    revision = review_in_hand(translation, user).revision
    part = find_reviewed_part(translation, revision, said.id)
    if part is None:
        raise PartGoneError
    with transaction.atomic():
        if said.has_looked is not None:
            _mark(translation, part, has_looked=said.has_looked, user=user)
        remark = _write(translation, revision, part, said, user=user)
    text = (remark.suggestion if remark else "") or part.segment.text
    return KeptRemark(remark, part_findings(translation, part.row, text))


def _mark(translation: Translation, part: ReviewedPart, *, has_looked: bool, user: User) -> None:
    place = {
        "reviewer": user,
        "translation": translation,
        "context_id": part.row.context_id,
        "string_id": part.row.string_id,
    }
    if has_looked:
        LookedAt.objects.update_or_create(**place, defaults={"text": part.segment.text})
    else:
        LookedAt.objects.filter(**place).delete()


def _write(
    translation: Translation, revision: Revision, part: ReviewedPart, said: Said, *, user: User
) -> Remark | None:
    place = {"revision": revision, "context_id": part.row.context_id, "string_id": part.row.string_id, "reviewer": user}
    remark = Remark.objects.select_for_update().filter(**place).first()
    known = remark or Remark(**place, translation=translation, text=part.segment.text, version=0)
    values = {
        "suggestion": known.suggestion if said.text is None else _suggestion(said.text, part),
        "comment": known.comment if said.comment is None else cleaned(said.comment),
        "verdict": known.verdict if said.verdict not in {"", *Remark.Verdict.values} else said.verdict,
    }
    if all(getattr(known, name) == value for name, value in values.items()):
        return remark
    if known.version != said.version:
        raise RemarkedMeanwhileError(known)
    for name, value in values.items():
        setattr(known, name, value)
    known.version, known.made_at = known.version + 1, timezone.now()
    known.save()
    return known


def _suggestion(text: str, part: ReviewedPart) -> str:
    text = cleaned(text)
    return "" if text == part.segment.text else text


def looked_at(translation: Translation, user: User) -> dict[str, str]:
    """Return the id of a part → the text that `user` has looked at; one query."""
    marks = LookedAt.objects.filter(translation=translation, reviewer=user)
    return {mark.part: mark.text for mark in marks}


def remarks_on(revision: Revision) -> dict[str, list[Remark]]:
    """Return the id of a part → what reviewers say of it; one query."""
    remarks: dict[str, list[Remark]] = {}
    for remark in Remark.objects.filter(revision=revision).select_related("reviewer", "answered_by"):
        remarks.setdefault(remark.part, []).append(remark)
    return remarks


def open_remarks(translation: Translation) -> dict[str, list[Remark]]:
    """Return the id of a part → what its translator was asked to look at again; one query."""
    remarks: dict[str, list[Remark]] = {}
    returned = Remark.objects.filter(translation=translation, outcome="").exclude(returned_at=None)
    for remark in returned.select_related("reviewer", "answered_by"):
        remarks.setdefault(remark.part, []).append(remark)
    return remarks


def earlier_remarks(translation: Translation) -> dict[str, list[Remark]]:
    """Return the id of a part → what became of what reviewers said of it before, the newest return alone; one query."""
    closed = Remark.objects.filter(translation=translation).exclude(outcome="")
    newest: dict[str, list[Remark]] = {}
    for remark in closed.select_related("reviewer", "answered_by").order_by("returned_at", "pk"):
        known = newest.setdefault(remark.part, [])
        if known and known[0].revision_id != remark.revision_id:
            known.clear()
        known.append(remark)
    return newest


def to_accept(remarks: dict[str, list[Remark]], texts: dict[str, str]) -> list[Remark]:
    """Return the newest open suggestion for each part that does not hold it yet; `texts` maps parts to their texts."""
    newest = {part: remark for part, said in remarks.items() for remark in said if remark.suggestion}
    return [remark for part, remark in newest.items() if part in texts and texts[part] != remark.suggestion]


@refreshed_once()
def accept(translation: Translation, remark: Remark, *, user: User) -> Kept:
    """
    Make a suggestion the translation of its part, in the hands of its translator; what stood there is in the history.

    Raises `PermissionDenied`, `PartGoneError` and `TypedMeanwhileError`.
    """
    target = translation.get_target_instance()
    is_open = remark.translation_id == translation.pk and remark.returned_at and not remark.outcome
    if not may_translate(target, user) or not is_open or not remark.suggestion:
        raise PermissionDenied
    draft = Draft.objects.filter(translation=translation, context=remark.context_id, string=remark.string_id).first()
    version = draft.version if draft else 0
    reason = draft.reason if draft else ""
    kept = keep(translation, Typed(remark.part, remark.suggestion, version, done=True, reason=reason), user=user)
    refresh_status(target)
    return kept


def accept_all_and_submit(translation: Translation, remarks: Collection[Remark], *, user: User) -> None:
    """
    Accept the suggestions `remarks` and send the text back to its reviewers.

    Raises as `accept` and `submit_for_review`; what was accepted until then stays so.
    """
    for remark in remarks:
        accept(translation, remark, user=user)
    submit_for_review(translation, user=user)


def answer(translation: Translation, remark: Remark, text: str, *, user: User) -> None:
    """Keep what the translator says to a remark, beside it. Raises `PermissionDenied`."""
    is_open = remark.translation_id == translation.pk and remark.returned_at and not remark.outcome
    if not may_translate(translation.get_target_instance(), user) or not is_open:
        raise PermissionDenied
    remark.answer, remark.answered_by = cleaned(text), user
    remark.save(update_fields=["answer", "answered_by"])
