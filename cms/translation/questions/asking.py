"""Asking, answering and closing a question."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import StringSegment, Translation

from cms.accounts.models import User
from cms.translation.drafts import cleaned
from cms.translation.mail.telling import tell_asked, tell_replied
from cms.translation.questions.models import LONGEST, Question, Reply
from cms.translation.questions.permissions import is_asked


def ask(translation: Translation, row: StringSegment, *, about: str, text: str, user: User) -> Question:
    """Ask about a part. Raises `ValidationError` where the text is empty or too long, or `about` is neither kind."""
    if about not in Question.About.values:
        raise ValidationError(_("Choose what you ask about: the English, or this translation."))
    question = Question.objects.create(
        translation=translation,
        context_id=row.context_id,
        string_id=row.string_id,
        about=about,
        text=_written(text, empty=_("Write your question.")),
        asked_by=user,
    )
    tell_asked(question)
    return question


@transaction.atomic
def reply(question: Question, *, text: str, user: User) -> Reply:
    """
    Say something to a question: what somebody says who is asked answers it, any other word opens it again.

    Raises `ValidationError` where the text is empty or too long.
    """
    written = Reply.objects.create(
        question=question, text=_written(text, empty=_("Write your answer.")), written_by=user
    )
    question.answered_at = timezone.now() if is_asked(user, question) else None
    question.save(update_fields=["answered_at"])
    tell_replied(written)
    return written


@transaction.atomic
def mark_answered(question: Question, *, text: str, user: User) -> None:
    """Close a question; a text that was typed meanwhile goes along. Raises `ValidationError` where that is too long."""
    if cleaned(text):
        reply(question, text=text, user=user)
    if question.answered_at is None:
        question.answered_at = timezone.now()
        question.save(update_fields=["answered_at"])


def _written(text: str, *, empty: str) -> str:
    text = cleaned(text)
    if not text:
        raise ValidationError(empty)
    over = len(text) - LONGEST
    if over > 0:
        message = ngettext(
            "At most %(limit)s characters fit here: this is 1 character too long.",
            "At most %(limit)s characters fit here: this is %(over)s characters too long.",
            over,
        )
        raise ValidationError(message % {"limit": LONGEST, "over": over})
    return text
