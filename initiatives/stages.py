"""Where something stands by its dates: no one has to remember to say that it is over."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far something is on a day."""

    PLANNED = "planned", _("Planned")
    ACTIVE = "active", _("Active")
    COMPLETED = "completed", _("Completed")


def stage(first: date | None, last: date | None, today: date) -> Stage | None:
    """
    Return how far something is that takes from the day `first` to the day `last`; None where nobody can tell.

    Without a last day it goes on.
    """
    if last is not None and today > last:
        return Stage.COMPLETED
    if first is None:
        return None
    return Stage.ACTIVE if today >= first else Stage.PLANNED


def last_day(first: date, months: int) -> date:
    """Return the last day of something that begins on `first` and takes whole months."""
    years, month = divmod(first.month - 1 + months, 12)
    # A 31st has no match in every month: months are counted from the first of a month.
    return first.replace(year=first.year + years, month=month + 1, day=1) - timedelta(days=1)
