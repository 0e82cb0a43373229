"""What the letters say. Rights are asked for when one is written: who has lost them since is told nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import TaskState
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.roles import is_editor, is_translator
from cms.languages.languages import SOURCE_LANGUAGE, language
from cms.translation.formatting import plain
from cms.translation.mail.models import MailWishes
from cms.translation.models import Assignment, Question, Reply
from cms.translation.questions.permissions import may_ask
from cms.translation.segments import list_segments


@dataclass(frozen=True)
class Content:
    """
    What a letter is about: `line` says what happened, `said` what somebody wrote, `about` the English it is about.

    `texts` are lists of what is to be known of each text; `assignments` are those that the reader knows of now.
    """

    subject: str
    line: str
    button: str
    path: str
    about: str = ""
    said: str = ""
    texts: tuple[tuple[str, ...], ...] = ()
    assignments: tuple[int, ...] = ()


@dataclass(frozen=True)
class Letter(Content):
    """The content with who reads it, in which language."""

    to: str = ""
    user_id: int = 0
    language: str = SOURCE_LANGUAGE

    @property
    def address(self) -> str:
        return settings.WAGTAILADMIN_BASE_URL + self.path


def write(kind: str, key: int, user_id: int) -> Letter | None:
    """Return a letter; None where there is nothing (more) to tell this person, or it is not wanted."""
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is None:
        return None
    code = UserProfile.get_for_user(user).get_preferred_language()
    with override(code):
        try:
            content = _WRITERS[kind](key, user)
        except ObjectDoesNotExist:
            # Deleted since.
            return None
    return Letter(**vars(content), to=user.email, user_id=user.pk, language=code) if content else None


def _assigned(key: int, user: User) -> Content | None:
    if not _wants(user, "assigned"):
        return None
    new = Assignment.objects.filter(~Q(told=user.pk) | Q(told=None), assignee=user, translation__enabled=True)
    found = new.select_related("translation__source__specific_content_type", "translation__target_locale")
    tasks = [
        task
        for task in found.order_by(F("due").asc(nulls_last=True), "pk")
        if is_translator(user, task.translation.target_locale.language_code)
    ]
    if not tasks:
        return None
    first = tasks[0]
    if len(tasks) == 1:
        subject = _("For you to translate: “%(title)s”") % {"title": _title(first.translation)}
    else:
        subject = ngettext("1 text for you to translate", "%(n)s texts for you to translate", len(tasks))
    return Content(
        subject=subject % {"n": len(tasks)} if len(tasks) > 1 else subject,
        line=ngettext("A text is for you to translate.", "Texts are for you to translate.", len(tasks)),
        texts=tuple(_in_short(task) for task in tasks),
        said=first.note,
        button=_("Begin"),
        path=_desk(first.translation),
        assignments=tuple(task.pk for task in tasks),
    )


def _in_short(task: Assignment) -> tuple[str, ...]:
    due = _("Due %(date)s") % {"date": date_format(task.due, "DATE_FORMAT")} if task.due else ""
    target = language(task.translation.target_locale.language_code).name
    return tuple(part for part in (_title(task.translation), target, due) if part)


def _returned(key: int, user: User) -> Content | None:
    decision, text, translation = _decided(key)
    if not _is_told_of(user, text, translation, "returned"):
        return None
    words = {"who": _name(decision.finished_by), "title": _title_of(text, translation)}
    return Content(
        subject=_("Returned with comments: “%(title)s”") % words,
        line=_("%(who)s has returned “%(title)s” to you with comments.") % words,
        said=decision.comment,
        button=_("Open the text"),
        path=_address(text, translation),
    )


def _approved(key: int, user: User) -> Content | None:
    decision, text, translation = _decided(key)
    if not _is_told_of(user, text, translation, "approved"):
        return None
    words = {"who": _name(decision.finished_by), "title": _title_of(text, translation)}
    return Content(
        subject=_("Approved: “%(title)s”") % words,
        line=_("%(who)s has approved “%(title)s”.") % words,
        said=decision.comment,
        button=_("Open the text"),
        path=_address(text, translation),
    )


def _question(key: int, user: User) -> Content | None:
    question = _questions().get(pk=key)
    if question.answered_at is not None or not is_editor(user) or not _wants(user, "questions"):
        return None
    return _to_editor(question, question.text, question.asked_by)


def _reply(key: int, user: User) -> Content | None:
    reply = Reply.objects.select_related("written_by").get(pk=key)
    question = _questions().get(pk=reply.question_id)
    if not _wants(user, "questions"):
        return None
    if question.answered_at is None:
        return _to_editor(question, reply.text, reply.written_by) if is_editor(user) else None
    if not may_ask(user, question.translation):
        return None
    words = {"who": _name(reply.written_by), "title": _title(question.translation)}
    return Content(
        subject=_("Your question about “%(title)s” was answered") % words,
        line=_("%(who)s has answered your question about the English of “%(title)s”.") % words,
        about=_english(question),
        said=reply.text,
        button=_("Open the part"),
        path=f"{_desk(question.translation).partition('#')[0]}#segment-{question.part}",
    )


def _to_editor(question: Question, said: str, by: User | None) -> Content:
    target = language(question.translation.target_locale.language_code).name
    words = {"who": _name(by), "title": _title(question.translation), "language": target}
    return Content(
        subject=_("A question about the English of “%(title)s”") % words,
        line=_("%(who)s (%(language)s) asks about the English of “%(title)s”.") % words,
        about=_english(question),
        said=said,
        button=_("Answer"),
        path=reverse("questions_about_english", args=[question.translation.source.object_id]),
    )


def _questions() -> Any:
    return Question.objects.select_related(
        "translation__source__specific_content_type", "translation__target_locale", "string", "asked_by"
    )


def _english(question: Question) -> str:
    return plain(question.string.data, has_markup=True)


def _decided(key: int) -> tuple[TaskState, Any, Translation | None]:
    """Return a decision, the text, and its translation where it is one."""
    decision = TaskState.objects.select_related("revision", "finished_by").get(pk=key)
    text = decision.revision.content_object
    translation = Translation.objects.filter(
        source__object=text.translation_key, target_locale=text.locale_id, enabled=True
    ).select_related("source__specific_content_type", "target_locale")
    return decision, text, translation.first()


def _is_told_of(user: User, text: Any, translation: Translation | None, what: str) -> bool:
    """Return whether a person still works on texts of this language, and wants to be told."""
    if translation is not None:
        return is_translator(user, text.locale.language_code) and _wants(user, what)
    # Of English texts Wagtail asks its own switches.
    wish = {"returned": "rejected_notifications", "approved": "approved_notifications"}[what]
    return is_editor(user) and getattr(UserProfile.get_for_user(user), wish)


def _wants(user: User, what: str) -> bool:
    wishes = MailWishes.objects.filter(user=user).first()
    return wishes is None or getattr(wishes, what)


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("Somebody")


def _title(translation: Translation) -> str:
    return translation.source.object_repr


def _title_of(text: Any, translation: Translation | None) -> str:
    return _title(translation) if translation else str(text)


def _address(text: Any, translation: Translation | None) -> str:
    return _desk(translation) if translation else AdminURLFinder().get_edit_url(text)


def _desk(translation: Translation) -> str:
    """Return the address of the desk, at the first part that waits."""
    address = AdminURLFinder().get_edit_url(translation.get_target_instance())
    waiting = next((segment.id for segment in list_segments(translation) if not segment.is_done), "")
    return f"{address}#segment-{waiting}" if waiting else address


_WRITERS: dict[str, Callable[[int, User], Content | None]] = {
    "assigned": _assigned,
    "returned": _returned,
    "approved": _approved,
    "question": _question,
    "reply": _reply,
}
