"""The questions of a text as they are shown: in the row of the part, in the list of the desk, to the editors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString
from wagtail_localize.models import StringSegment, Translation

from cms.accounts.models import User
from cms.languages.languages import Language, language
from cms.translation.formatting import formatted
from cms.translation.questions.models import LONGEST, Question, QuestionQuerySet
from cms.translation.questions.permissions import is_asked, may_write
from cms.translation.segments import MARKUP, as_read, nearest


@dataclass(frozen=True)
class Thread:
    """
    A question with its replies, for one reader.

    `place` is the id of the part where it is shown, empty where the English has nothing like it any more; it stands
    there though the English has changed (`is_about_earlier`). `typed` and `problem` are what came of a reply that was
    refused.
    """

    question: Question
    place: str
    is_about_earlier: bool
    may_write: bool
    is_asked: bool
    typed: str = ""
    problem: str = ""

    @property
    def form(self) -> str:
        """The id of the form that its reply belongs to."""
        return f"question-{self.question.pk}"

    @property
    def language(self) -> Language:
        """The language in which the question came up."""
        return language(self.question.translation.target_locale.language_code)

    @property
    def is_open(self) -> bool:
        return self.question.answered_at is None

    @property
    def english(self) -> SafeString:
        """What was asked about."""
        source = self.question.string.data
        return formatted(as_read(source, source), has_markup=bool(MARKUP.search(source)))

    @property
    def longest(self) -> int:
        return LONGEST


def threads_on_desk(translation: Translation, user: User) -> list[Thread]:
    """Return all threads of a desk; four queries, however many there are."""
    return _threads(Question.objects.on_desk_of(translation), translation.source_id, user)


def threads_about_english(key: UUID, user: User) -> list[Thread]:
    """Return what is asked about the English text with the translation key `key`, in any language."""
    asked = Question.objects.filter(translation__source__object=key, about=Question.About.ENGLISH)
    source = asked.values_list("translation__source", flat=True).first()
    return _threads(asked, source, user) if source else []


def by_place(threads: Iterable[Thread]) -> dict[str, list[Thread]]:
    """Return id of a part → its threads."""
    found: dict[str, list[Thread]] = {}
    for thread in threads:
        found.setdefault(thread.place, []).append(thread)
    return found


def _threads(questions: QuestionQuerySet, source_id: int, user: User) -> list[Thread]:
    asked = list(questions.shown())
    if not asked:
        return []
    parts = StringSegment.objects.filter(source=source_id, context__in={question.context_id for question in asked})
    in_context: dict[int, dict[str, str]] = {}
    for context, string, english in parts.values_list("context_id", "string_id", "string__data"):
        in_context.setdefault(context, {})[f"{context}-{string}"] = english
    return [_thread(question, in_context.get(question.context_id, {}), user) for question in asked]


def _thread(question: Question, parts: dict[str, str], user: User) -> Thread:
    is_there = question.part in parts
    # What its English was changed to, as the desk finds it for a translation.
    now = question.part if is_there else next(iter(nearest(parts, [question.string.data])), "")
    return Thread(
        question=question,
        place=now,
        is_about_earlier=not is_there,
        may_write=may_write(user, question),
        is_asked=is_asked(user, question),
    )
