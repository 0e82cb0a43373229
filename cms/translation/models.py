from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Revision, Task, TaskState, WorkflowState

from cms.accounts.roles import is_reviewer
from cms.languages.languages import SOURCE_LANGUAGE
from cms.languages.refusals import refuse_unready
from cms.translation.approved import has_approved_source
from cms.translation.assignments import Assignment as Assignment
from cms.translation.authors import authors_of
from cms.translation.glossary.models import GlossaryEntry, GlossaryForm
from cms.translation.mail.models import MailWishes as MailWishes
from cms.translation.matching import plain_words, same_text, text_key
from cms.translation.own_files import OwnFile as OwnFile
from cms.translation.part_ids import part_id
from cms.translation.policies import ReviewPolicy as ReviewPolicy
from cms.translation.policies import may_attest
from cms.translation.questions.models import Question as Question
from cms.translation.questions.models import Reply as Reply
from cms.translation.remarks import LookedAt as LookedAt
from cms.translation.remarks import Remark as Remark
from cms.translation.remarks import ReviewOpening as ReviewOpening
from cms.translation.second_readings import SecondReading as SecondReading
from cms.translation.second_readings import ask_for_second_reading, confirm_readings
from cms.translation.sendings import Sending as Sending
from cms.translation.sendings import SentText as SentText
from cms.translation.shown import missing_around

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cms.accounts.models import User

__all__ = [
    "Assignment",
    "GlossaryEntry",
    "GlossaryForm",
    "LanguageReview",
    "LookedAt",
    "MailWishes",
    "MemoryEntry",
    "OwnFile",
    "Question",
    "Remark",
    "Reply",
    "ReviewOpening",
    "ReviewPolicy",
    "SecondReading",
    "Sending",
    "SentSource",
    "SentText",
    "TranslatedRevision",
]


class LanguageReview(Task):
    """
    One person approves what another has written, in any language, for pages and snippets alike.

    The reviewers are those of the language of the text; whoever wrote a part of it may read and comment, not decide.
    """

    class Meta:
        verbose_name = "language review"

    def may_decide(self, instance: Any, user: User) -> bool:
        """
        Return whether `user` may approve or return the revision of `instance` that is in review.

        A reviewer of its language, or, where the language is attested, an editor; never one of its authors.
        """
        task_state = instance.current_workflow_task_state
        code = instance.locale.language_code
        if task_state is None or not (is_reviewer(user, code) or may_attest(user, code)):
            return False
        return user.pk not in authors_of(task_state.revision)

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        """However a review begins, an English text is ready for it. Raises `ValidationError` where it is not."""
        text = workflow_state.content_object
        if text.locale.language_code == SOURCE_LANGUAGE:
            refuse_unready(text.get_latest_revision().as_object())
            _refuse_more_than_minor(text)
        return super().start(workflow_state, user=user)

    def user_can_access_editor(self, obj: Any, user: User) -> bool:
        return is_reviewer(user, obj.locale.language_code)

    def locked_for_user(self, obj: Any, user: User) -> bool:
        """What is in review is read-only for everybody: what is approved is what was read."""
        return True

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, str, bool]]:
        # An editor who attests a translation says why, on the desk.
        if not self.may_decide(obj, user) or not is_reviewer(user, obj.locale.language_code):
            return []
        return [
            ("reject", _("Return with comments"), True),
            ("approve", _("Approve and publish"), False),
        ]

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        text = task_state.workflow_state.content_object
        if not self.may_decide(text, user):
            raise PermissionDenied
        if action_name == "approve":
            self._approve(task_state, text, user, comment=kwargs.get("comment", ""))
        else:
            self._return(task_state, comment=kwargs.get("comment", ""))
        super().on_action(task_state, user, action_name, **kwargs)

    def _approve(self, task_state: TaskState, text: Any, user: User, *, comment: str) -> None:
        """A reviewer has read this text, and with it what was public unread; who attests it leaves that as a task."""
        from cms.translation.returning import approval_refusal

        if not has_approved_source(text):
            raise PermissionDenied(_("The English text is no longer public: return this one with a comment."))
        if missing_around(text):
            raise PermissionDenied(_("It would show a shared text or a term in English."))
        refusal = approval_refusal(task_state.revision, user)
        if refusal:
            raise PermissionDenied(refusal)
        if is_reviewer(user, text.locale.language_code):
            confirm_readings(text, user=user)
        elif comment:
            ask_for_second_reading(text, task_state.revision, SecondReading.Kind.ATTESTED, reason=comment, user=user)
        else:
            raise PermissionDenied(_("Say why no second reader of this language approves the text."))

    def _return(self, task_state: TaskState, *, comment: str) -> None:
        from cms.translation.returning import has_remarks, return_remarks

        if not comment and not has_remarks(task_state.revision):
            raise PermissionDenied(_("Say what needs to change."))
        return_remarks(task_state.revision)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> QuerySet[TaskState]:
        waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=self.task_ptr)
        decidable = [
            state.pk
            for state in waiting.select_related("revision", "workflow_state")
            if self.may_decide(state.workflow_state.content_object, user)
        ]
        return TaskState.objects.filter(pk__in=decidable)

    @classmethod
    def get_description(cls) -> str:
        return _("A reviewer of the text’s language, who did not write it, approves it.")


def _refuse_more_than_minor(text: Any) -> None:
    """Raise `ValidationError` where a change was called minor that a translation would have to follow."""
    from cms.translation.changes import change_to_come

    change = change_to_come(text)
    if change is not None and change.is_more_than_minor:
        raise ValidationError(change.refusal)


class TranslatedRevision(models.Model):
    """
    What a revision of a translation was made from.

    `source_parts` maps the path of each part to the English it translates, so that freshness can be computed from the
    texts themselves, whatever was published or sent since.
    """

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="translated_from")
    source_revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="translated_to")
    source_parts = models.JSONField()
    translators = models.JSONField(default=list, help_text="Primary keys of those who translated a part of it")

    own_fields = models.JSONField(
        default=list, help_text="Names of the fields in which the language has a picture or file of its own"
    )

    source_is_public = models.BooleanField(default=True, help_text="Whether the source revision has been live")
    note = models.TextField(blank=True, help_text="What its translator tells the reviewer")
    # Approved, and to go live together with its source revision, never before it.
    waits_for_source = models.BooleanField(default=False)
    # Approved, and to go live with another page, such as the release it belongs to.
    waits_for_page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    # Approved for this time. Wagtail's schedule has it as soon as the source is public.
    goes_live_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.revision_id}: {len(self.source_parts)} parts"


class SentSource(models.Model):
    """Which revision of an English text is with the translators, and who sent it."""

    source = models.OneToOneField("wagtail_localize.TranslationSource", on_delete=models.CASCADE, related_name="sent")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.source_id}: {self.revision_id}"


class Draft(models.Model):
    """
    What the box of a part holds, as it is typed: it counts for nothing until its translator says that it is done.

    `version` grows with each save, so that nobody writes over what they have not seen. Its part is a string of
    wagtail-localize in its place; where the English goes on without it, the draft stays.
    """

    class Origin(models.TextChoices):
        PERSON = "person"
        MACHINE = "machine"
        RETURNED = "returned"

    translation = models.ForeignKey("wagtail_localize.Translation", on_delete=models.CASCADE, related_name="drafts")
    context = models.ForeignKey("wagtail_localize.TranslationContext", on_delete=models.CASCADE, related_name="+")
    string = models.ForeignKey("wagtail_localize.String", on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    is_done = models.BooleanField(default=False)
    # Why what the checks found is right here: it is about this text, and goes with it.
    reason = models.CharField(max_length=300, blank=True)
    # What a machine wrote, or a reviewer gave back, is so until its translator has typed or said that it is done.
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PERSON)
    version = models.PositiveIntegerField(default=1)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    typed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("translation", "context", "string"), name="one_draft_of_a_part"),
        )

    def __str__(self) -> str:
        return f"{self.part}: {self.text[:50]}"

    @property
    def part(self) -> str:
        """The id of the part on the desk."""
        return part_id(self.context_id, self.string_id)


class EarlierDraft(models.Model):
    """What a box held before, or what lost against what somebody else had typed: nothing that was typed is lost."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="earlier")
    text = models.TextField()
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    typed_at = models.DateTimeField()

    class Meta:
        ordering = ("-typed_at", "-pk")

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.text[:50]}"


class MemoryEntry(models.Model):
    """
    An approved translation of one English part, which stays when its page is deleted.

    `source` and `text` are inline HTML as wagtail-localize keeps it. What a source is matched by is computed from it.
    """

    language = models.CharField(max_length=10)
    source = models.TextField()
    text = models.TextField()

    title = models.CharField(max_length=255, help_text="Of the English text it was translated for")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField()

    source_key = models.CharField(max_length=64, help_text="The same for all sources that say the same")
    text_key = models.CharField(max_length=64)
    words = models.TextField(help_text="The source without formatting, in lower case")
    length = models.PositiveIntegerField(help_text="Of the words, in characters")

    class Meta:
        verbose_name = "memory entry"
        verbose_name_plural = "memory entries"
        constraints = (
            models.UniqueConstraint(
                fields=("language", "source_key", "text_key"), name="memory_keeps_a_translation_once"
            ),
        )
        indexes = (models.Index(fields=("language", "length"), name="memory_by_length"),)

    def __str__(self) -> str:
        return f"{self.language}: {self.words[:80]}"

    @classmethod
    def of(cls, *, source: str, text: str, **values: Any) -> Self:
        """Return an unsaved entry with all that it is matched by."""
        words = plain_words(source)
        return cls(
            source=source,
            text=text,
            source_key=text_key(same_text(source)),
            text_key=text_key(text),
            words=words,
            length=len(words),
            **values,
        )

    @classmethod
    def keep(cls, entries: Iterable[Self]) -> None:
        """Save entries; one that is there already, word for word, is approved anew. One query."""
        cls.objects.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=("language", "source_key", "text_key"),
            update_fields=("source", "text", "title", "revision", "approved_by", "approved_at"),
        )
