"""Texts that are public before a second reader of their language has read them, and who reads them afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms.accounts.roles import is_reviewer
from cms.translation.authors import authors_of

if TYPE_CHECKING:
    from cms.accounts.models import User


class SecondReadingQuerySet(models.QuerySet["SecondReading"]):
    """Found by the text, as everybody who asks knows it."""

    def open(self) -> SecondReadingQuerySet:
        return self.filter(confirmed_at=None)

    def of(self, instance: Any) -> SecondReadingQuerySet:
        return self.filter(translation_key=instance.translation_key, language=instance.locale.language_code)


class SecondReading(models.Model):
    """
    The task that stays when a text went live without a second reader of its language, and the reason for that.

    It is done when somebody of that language, who neither wrote nor published the text, has confirmed it or approved a
    newer one. `authors` are kept, because a text that is public has none any more.
    """

    class Kind(models.TextChoices):
        ATTESTED = "attested", _("Attested: read it")
        OVERRIDE = "override", _("Published without review: read it")

    translation_key = models.UUIDField()
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=Kind)
    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="second_reading")
    reason = models.TextField()
    authors = models.JSONField(default=list, help_text="Primary keys of those who wrote a part of it or published it")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    objects = SecondReadingQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("translation_key", "language"), name="second_reading_of_a_text"),)

    def __str__(self) -> str:
        return f"{self.language} {self.revision_id}: {self.kind}"

    def may_confirm(self, user: User) -> bool:
        return is_reviewer(user, self.language) and user.pk not in self.authors


def ask_for_second_reading(
    instance: Any, revision: Revision, kind: SecondReading.Kind, *, reason: str, user: User
) -> None:
    """Leave the task for `revision` of `instance`, which `user` puts before readers; called before it is public."""
    SecondReading.objects.update_or_create(
        revision=revision,
        defaults={
            "translation_key": instance.translation_key,
            "language": instance.locale.language_code,
            "kind": kind,
            "reason": reason,
            "authors": sorted({*authors_of(revision), user.pk}),
            "published_by": user,
        },
    )


def confirm_readings(instance: Any, *, user: User) -> bool:
    """Note that `user` has read the text; return whether anything waited for that."""
    read = [reading.pk for reading in SecondReading.objects.of(instance).open() if reading.may_confirm(user)]
    SecondReading.objects.filter(pk__in=read).update(confirmed_by=user, confirmed_at=timezone.now())
    return bool(read)
