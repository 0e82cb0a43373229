"""What waits for a person: texts to decide on, that came back, to translate or to update, and what readers report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.roles import CODES, TARGET_CODES, is_editor, is_reviewer, is_translator
from cms.feedback.models import ProblemReport, Wish
from cms.languages.languages import SOURCE_LANGUAGE, Language, language
from cms.languages.models import LanguageStatus, State
from cms.staff.from_readers import languages_of
from cms.staff.reviews import Review
from cms.staff.sheets import address_of_sheet, gathered, number_of_terms, title_of_sheet, vocabulary_of
from cms.staff.texts import edit_address, load_objects, load_versions, title_of
from cms.translation.assignments import Assignment
from cms.translation.models import SecondReading
from cms.translation.questions.models import Question
from cms.translation.states import progress

TO_TRANSLATE = (State.IN_PROGRESS, State.OUTDATED, State.UPDATING)


@dataclass(frozen=True)
class QueueRow:
    """
    A text that waits; `what` says for what, `detail` how far it is, `assignment` what was asked for with it.

    `is_urgent` where readers of the language still have an error that the English has no longer. `wishes` is how many
    readers need it; `is_sheet` where it stands for several terms of its `vocabulary`.
    """

    title: str
    language: Language
    what: str
    detail: str
    url: str
    since: datetime
    assignment: Assignment | None = None
    is_urgent: bool = False
    is_for_you: bool = False
    is_for_somebody_else: bool = False
    is_question: bool = False
    is_from_readers: bool = False
    wishes: int = 0
    vocabulary: str = ""
    is_sheet: bool = False

    @property
    def is_translation(self) -> bool:
        return self.language.code != SOURCE_LANGUAGE


def queue(user: User, in_review: list[Review]) -> list[QueueRow]:
    """
    Return what waits for `user`: corrections, then what is due first, then what most readers need, then the oldest.

    Last comes what somebody else was asked to translate. A fixed number of queries.
    """
    returned = _returned()
    rows = [
        *_terms_together(_to_decide(review) for review in in_review if user in review.deciders),
        *_to_confirm(user),
        *_to_rewrite(returned, user),
        *_to_answer(user),
        *_of_readers(user),
        *_terms_together(_to_translate(returned, user)),
    ]
    return sorted(rows, key=_urgency)


def _urgency(row: QueueRow) -> tuple[bool, bool, date, int, datetime]:
    due = row.assignment.due if row.assignment else None
    return row.is_for_somebody_else, not row.is_urgent, due or date.max, -row.wishes, row.since


def _terms_together(rows: Iterable[QueueRow]) -> list[QueueRow]:
    return gathered(rows, key=lambda row: (row.vocabulary, row.language.code), together=_together)


def _together(rows: list[QueueRow]) -> QueueRow:
    """Return a row that is as urgent as the most urgent of the terms."""
    first = min(rows, key=_urgency)
    return replace(
        first,
        title=title_of_sheet(first.vocabulary),
        detail=number_of_terms(len(rows)),
        url=address_of_sheet(first.vocabulary),
        since=min(row.since for row in rows),
        is_for_you=any(row.is_for_you for row in rows),
        is_sheet=True,
    )


def _to_decide(review: Review) -> QueueRow:
    return QueueRow(
        review.title,
        review.language,
        _("To review"),
        "",
        review.url,
        review.since,
        is_urgent=review.is_correction,
        vocabulary=review.vocabulary,
    )


def _to_confirm(user: User) -> Iterator[QueueRow]:
    """Texts that are public, or will be, and that nobody else of their language has read."""
    codes = [code for code in CODES if is_reviewer(user, code)]
    if not codes:
        return
    readings = SecondReading.objects.open().filter(language__in=codes).select_related("revision")
    found = [reading for reading in readings.defer("revision__content") if reading.may_confirm(user)]
    objects = load_objects((reading.revision.base_content_type_id, reading.revision.object_id) for reading in found)
    for reading in found:
        text = objects.get((reading.revision.base_content_type_id, reading.revision.object_id))
        if text is not None:
            is_english = reading.language == SOURCE_LANGUAGE
            yield QueueRow(
                title_of(text),
                language(reading.language),
                reading.get_kind_display(),
                reading.reason,
                reverse("second_reading", args=[reading.pk]) if is_english else edit_address(text, user),
                reading.published_at,
            )


Returned = dict[tuple[UUID, str], tuple[WorkflowState, Any]]


def _returned() -> Returned:
    """Return (translation key, language code) → the review that ended with a comment, and its text."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES).select_related(
        "current_task_state"
    )
    objects = load_objects((state.base_content_type_id, state.object_id) for state in states)
    found = ((state, objects.get((state.base_content_type_id, state.object_id))) for state in states)
    return {(text.translation_key, text.locale.language_code): (state, text) for state, text in found if text}


def _to_rewrite(returned: Returned, user: User) -> Iterator[QueueRow]:
    """English texts of this person that a reviewer gave back."""
    for (_key, code), (state, text) in returned.items():
        if code == SOURCE_LANGUAGE and state.requested_by_id == user.pk and is_editor(user):
            yield QueueRow(
                title_of(text), language(code), _("Returned with comments"), "", edit_address(text, user), _when(state)
            )


def _to_answer(user: User) -> Iterator[QueueRow]:
    """English texts that translators ask about, one row for each: any editor may answer."""
    if not is_editor(user):
        return
    asked: dict[tuple[type, UUID], list[Question]] = {}
    questions = Question.objects.waiting_for_editors().select_related("translation__target_locale")
    for question in questions.select_related("translation__source__specific_content_type").order_by("asked_at"):
        source = question.translation.source
        asked.setdefault((source.specific_content_type.model_class(), source.object_id), []).append(question)
    versions = load_versions(asked)
    for (_model, key), waiting in asked.items():
        if (key, SOURCE_LANGUAGE) in versions:
            codes = {question.translation.target_locale.language_code for question in waiting}
            yield QueueRow(
                title=title_of(versions[key, SOURCE_LANGUAGE]),
                language=language(SOURCE_LANGUAGE),
                what=ngettext("1 question about the English", "%(n)s questions about the English", len(waiting))
                % {"n": len(waiting)},
                detail=", ".join(language(code).name for code in TARGET_CODES if code in codes),
                url=reverse("questions_about_english", args=[key]),
                since=waiting[0].asked_at,
                is_question=True,
            )


def _of_readers(user: User) -> Iterator[QueueRow]:
    """Translations that readers report problems of, one row for each."""
    reported: dict[Page, list[ProblemReport]] = {}
    for report in ProblemReport.objects.waiting(languages_of(user)):
        reported.setdefault(report.page, []).append(report)
    versions = load_versions((Page, page.translation_key) for page in reported)
    for page, reports in reported.items():
        yield QueueRow(
            title=title_of(versions.get((page.translation_key, SOURCE_LANGUAGE), page)),
            language=language(page.locale.language_code),
            what=ngettext("A reader reports a problem", "%(n)s reports of problems by readers", len(reports))
            % {"n": len(reports)},
            detail="",
            url=reverse("from_readers"),
            since=reports[0].reported_at,
            is_from_readers=True,
        )


def _when(state: WorkflowState) -> datetime:
    decision = state.current_task_state
    return decision.finished_at if decision and decision.finished_at else state.created_at


def _to_translate(returned: Returned, user: User) -> Iterator[QueueRow]:
    codes = [code for code in TARGET_CODES if is_translator(user, code)]
    if not codes:
        return
    statuses = LanguageStatus.objects.filter(language__in=codes, state__in=TO_TRANSLATE)
    # What is approved and complete waits for its time, not for its translator.
    statuses = statuses.exclude(is_approved=True, words_left=0)
    translations = {
        (translation.source.object_id, translation.target_locale.language_code): translation
        for translation in Translation.objects.filter(
            source__object__in=statuses.values("translation_key"), target_locale__language_code__in=codes, enabled=True
        ).select_related("source__specific_content_type", "target_locale")
    }
    versions = load_versions(
        (translation.source.specific_content_type.model_class(), key)
        for (key, _code), translation in translations.items()
    )
    assignments = Assignment.objects.by_text({key for key, _code in translations})
    wishes = Wish.objects.numbers((key for key, _code in translations), codes)
    for status in statuses:
        text = status.translation_key, status.language
        if text in translations and text in versions:
            assignment, number = assignments.get(text), wishes.get(text, 0)
            yield QueueRow(
                title=title_of(versions.get((status.translation_key, SOURCE_LANGUAGE), versions[text])),
                language=language(status.language),
                what=_("Returned with comments") if text in returned else _what(status),
                detail=" · ".join(filter(None, [progress(status), _asked(number)])),
                url=edit_address(versions[text], user),
                since=status.updated_at,
                assignment=assignment,
                is_urgent=status.corrected_at is not None,
                is_for_you=assignment is not None and assignment.assignee_id == user.pk,
                is_for_somebody_else=assignment is not None and assignment.is_for_somebody_else(user),
                wishes=number,
                vocabulary=vocabulary_of(versions[text]),
            )


def _asked(number: int) -> str:
    return ngettext("1 reader needs it", "%(n)s readers need it", number) % {"n": number} if number else ""


def _what(status: LanguageStatus) -> str:
    if status.corrected_at is not None:
        return _("Urgent: the English was corrected")
    return _("To translate") if status.state == State.IN_PROGRESS else _("To update")
