"""Who translates a text into a language, until when, and what the translator should know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone

from cms.accounts.roles import TARGET_CODES
from cms.translation.mail.telling import tell_assigned

if TYPE_CHECKING:
    from wagtail_localize.models import Translation

    from cms.accounts.models import User


@dataclass(frozen=True)
class Order:
    """
    What an editor asks for when a text is sent: `assignees` maps a language code to its translator.

    Each part may be empty. `replaces` says whether an empty part takes back what was asked for before.
    """

    assignees: Mapping[str, User | None] = field(default_factory=dict)
    due: date | None = None
    note: str = ""
    replaces: bool = False


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Found by the text and the language, as everybody who asks knows them."""

    def of(self, instance: Any) -> AssignmentQuerySet:
        """Return the assignment of a text in the language of `instance`, which is its translation."""
        return self.filter(
            translation__source__object=instance.translation_key, translation__target_locale=instance.locale_id
        )

    def by_text(self, keys: Collection[UUID] | None = None) -> dict[tuple[UUID, str], Assignment]:
        """Return (translation key, language code) → assignment, of the texts `keys` or of all; one query."""
        rows = self.filter(translation__enabled=True).select_related("assignee")
        if keys is not None:
            rows = rows.filter(translation__source__object__in=keys)
        located = rows.annotate(
            key=F("translation__source__object_id"), code=F("translation__target_locale__language_code")
        )
        return {(row.key, row.code): row for row in located}


class Assignment(models.Model):
    """
    What was asked for with a text in one language.

    It ends when the translation goes live: an update of the text is a new piece of work, for whoever takes it.
    """

    translation = models.OneToOneField(
        "wagtail_localize.Translation", on_delete=models.CASCADE, related_name="assignment"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    # Who knows of it by mail.
    told = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    # The text and the language, where `by_text` has loaded them.
    key: UUID
    code: str

    objects = AssignmentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.assignee or 'anybody'}, {self.due or 'any time'}"

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < timezone.localdate()

    def is_for_somebody_else(self, user: User) -> bool:
        """Return whether another person was asked; nobody waits for one whose account is closed."""
        return self.assignee is not None and self.assignee.is_active and self.assignee_id != user.pk


def assign(translation: Translation, order: Order) -> None:
    """Keep what `order` asks for with `translation`; at most two queries, none where nothing is asked for."""
    assignee = order.assignees.get(translation.target_locale.language_code)
    values = {"assignee": assignee, "due": order.due, "note": order.note}
    if not order.replaces:
        values = {name: value for name, value in values.items() if value}
    elif not any(values.values()):
        Assignment.objects.filter(translation=translation).delete()
        return
    if values:
        Assignment.objects.bulk_create(
            [Assignment(translation=translation, **values)],
            update_conflicts=True,
            unique_fields=("translation",),
            update_fields=tuple(values),
        )
    if assignee is not None:
        tell_assigned(assignee)


def standing_order(translation_key: UUID) -> Order:
    """Return what was asked for with a text before, to begin a form with: the nearest day, the first note."""
    found = Assignment.objects.by_text([translation_key])
    in_order = [found[translation_key, code] for code in TARGET_CODES if (translation_key, code) in found]
    return Order(
        assignees={code: found[translation_key, code].assignee for _key, code in found},
        due=min((each.due for each in in_order if each.due), default=None),
        note=next((each.note for each in in_order if each.note), ""),
    )
