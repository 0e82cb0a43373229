"""What somebody asks about a part, and what others say to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.translation.part_ids import part_id

if TYPE_CHECKING:
    from wagtail_localize.models import Translation

LONGEST = 1000


class QuestionQuerySet(models.QuerySet["Question"]):
    """Found by where they are shown, with all that is shown of them."""

    def on_desk_of(self, translation: Translation) -> QuestionQuerySet:
        """Return what the desk of `translation` shows: its own, and what other languages ask about the same English."""
        same_english = Q(translation__source=translation.source_id, about=Question.About.ENGLISH)
        return self.filter(Q(translation=translation) | same_english)

    def waiting_for_editors(self) -> QuestionQuerySet:
        return self.filter(about=Question.About.ENGLISH, answered_at=None, translation__enabled=True)

    def shown(self) -> QuestionQuerySet:
        """Load what a thread shows, what is open first, then the newest."""
        loaded = self.select_related("translation__target_locale", "string", "context", "asked_by")
        return loaded.prefetch_related("replies__written_by").order_by(
            models.F("answered_at").desc(nulls_first=True), "-asked_at", "-pk"
        )


class Question(models.Model):
    """
    What somebody asks about a part of a text, from the desk of one language.

    It belongs to the place of the part and to the English that stood there, so that it stays when the English changes.
    """

    class About(models.TextChoices):
        ENGLISH = "english", _("About the English")
        TRANSLATION = "translation", _("About this translation")

    translation = models.ForeignKey("wagtail_localize.Translation", on_delete=models.CASCADE, related_name="questions")
    context = models.ForeignKey("wagtail_localize.TranslationContext", on_delete=models.CASCADE, related_name="+")
    string = models.ForeignKey("wagtail_localize.String", on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=12, choices=About)
    text = models.TextField(max_length=LONGEST)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.part}: {self.text[:50]}"

    @property
    def part(self) -> str:
        """The id of the part it was asked about."""
        return part_id(self.context_id, self.string_id)


class Reply(models.Model):
    """What somebody says to a question: an answer, or another word of who asked."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField(max_length=LONGEST)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("written_at", "pk")
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"{self.question_id}: {self.text[:50]}"
