from collections.abc import Iterable
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class WishQuerySet(models.QuerySet):
    def count_one(self, translation_key: UUID, language: str) -> None:
        """Count one reader more who needs a page in a language."""
        with transaction.atomic():
            wish, _made = self.get_or_create(translation_key=translation_key, language=language)
            self.filter(pk=wish.pk).update(number=F("number") + 1)

    def numbers(self, translation_keys: Iterable[UUID], languages: Iterable[str]) -> dict[tuple[UUID, str], int]:
        """Return (translation key, language code) → how many readers need it; only what anybody needs. One query."""
        found = self.filter(translation_key__in=list(translation_keys), language__in=list(languages))
        return {(key, code): number for key, code, number in found.values_list("translation_key", "language", "number")}


class Wish(models.Model):
    """How many readers have said that they need a page in a language that lacks it. Nothing of who they were."""

    translation_key = models.UUIDField()
    language = models.CharField(max_length=12)
    number = models.PositiveIntegerField(default=0)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "wishes"
        constraints = (models.UniqueConstraint("translation_key", "language", name="one_wish_per_language"),)

    def __str__(self) -> str:
        return f"{self.translation_key} {self.language}: {self.number}"


class ProblemReportQuerySet(models.QuerySet):
    def waiting(self, languages: Iterable[str]) -> Self:
        """Return the reports about pages in `languages` that nobody has dealt with, the oldest first."""
        found = self.filter(done_at=None, page__locale__language_code__in=list(languages))
        return found.select_related("page__locale").order_by("reported_at", "pk")


class ProblemReport(models.Model):
    """What a reader says is wrong with a translation: about a page, and so in its language. Nothing of who it was."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    passage = models.TextField(_("the words it is about"), blank=True)
    message = models.TextField(_("what is wrong"))
    reported_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ProblemReportQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("done_at", "reported_at"), name="reports_that_wait"),)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.message[:50]}"
