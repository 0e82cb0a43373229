"""Several texts that are sent together: what is asked for, and how far the worker is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from cms.languages.languages import Language, language
from cms.translation.assignments import Order

# Longer than any text takes: whoever waits for this long waits for a worker that is not there.
STANDSTILL = timedelta(minutes=2)


@dataclass(frozen=True)
class Progress:
    """How many texts, each counted once a language, are sent, could not be sent or still wait."""

    total: int
    sent: int
    failed: int
    waiting: int
    has_stopped: bool

    @property
    def is_running(self) -> bool:
        return bool(self.waiting) and not self.has_stopped


class Sending(models.Model):
    """What one person sent in one go; `title` says from where, such as the name of a section."""

    title = models.CharField(max_length=255)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    due = models.DateField(null=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.pk}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("sending", args=[self.pk])

    @cached_property
    def progress(self) -> Progress:
        """One query."""
        of_state = {state: Count("pk", filter=Q(state=state)) for state in SentText.State.values}
        found = self.texts.aggregate(total=Count("pk"), last=Max("updated_at"), **of_state)
        last = found.pop("last") or self.created_at
        return Progress(
            total=found["total"],
            sent=found[SentText.State.SENT],
            failed=found[SentText.State.FAILED],
            waiting=found[SentText.State.WAITING],
            has_stopped=bool(found[SentText.State.WAITING]) and last < timezone.now() - STANDSTILL,
        )

    def failures(self) -> models.QuerySet[SentText]:
        return self.texts.filter(state=SentText.State.FAILED).order_by("pk")


class SentText(models.Model):
    """One text of a sending in one language. `message` says why it could not be sent, for whoever sent it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="texts")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=12)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    message = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint("sending", "content_type", "object_id", "language", name="text_is_sent_once"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.language}): {self.state}"

    @property
    def target_language(self) -> Language:
        return language(self.language)

    def text(self) -> Any:
        """Return the English page or shared text; raises `ObjectDoesNotExist` where it was deleted meanwhile."""
        model: Any = ContentType.objects.get_for_id(self.content_type_id).model_class()
        return model._base_manager.select_related("locale").get(pk=self.object_id)

    def order(self) -> Order:
        return Order({self.language: self.assignee}, self.sending.due, self.sending.note)
