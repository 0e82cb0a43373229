"""Where a recommendation stands: a closed list of statuses, each with its public meaning, and the dated updates."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.models import Orderable

if TYPE_CHECKING:
    from briefs.models import RecommendationPage


class Status(models.TextChoices):
    NONE = "none", _("No public update recorded")
    PROPOSED = "proposed", _("Proposed")
    PROGRESS = "progress", _("In progress")
    PARTLY = "partly", _("Partly met")
    MET = "met", _("Met")
    BACK = "back", _("Set back")


MEANINGS = {
    Status.NONE: _("We know of no public step. That does not mean that nothing is happening."),
    Status.PROPOSED: _("Somebody who can make it happen has proposed it in public, for example in a bill."),
    Status.PROGRESS: _("It was decided, and the work has begun."),
    Status.PARTLY: _("Some of what we ask for is in place."),
    Status.MET: _("All that we ask for is in place."),
    Status.BACK: _("Something that was decided or in place was taken back."),
}


class TrackerUpdate(Orderable):
    """Where a recommendation stood on a day. A value: the same in every language, at once."""

    page = ParentalKey("briefs.RecommendationPage", on_delete=models.CASCADE, related_name="tracker_updates")
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.NONE)
    date = models.DateField(_("date"), null=True)
    source_url = models.URLField(_("source"), blank=True, help_text=_("The public page that says so"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    panels: ClassVar = ["status", "date", "source_url"]

    # What the language of the page says about it; see `RecommendationPage.tracker`.
    sentence = ""

    class Meta(Orderable.Meta):
        verbose_name = _("tracker update")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.get_status_display()

    def clean(self) -> None:
        super().clean()
        if self.status != Status.NONE and not self.source_url:
            raise ValidationError({"source_url": _("A status needs a public source.")})


class SentenceBlock(blocks.StructBlock):
    """What an update means, in words. The date says of which update, and is no word."""

    date = blocks.DateBlock(label=_("date of the update"))
    sentence = blocks.TextBlock(label=_("sentence"), max_length=200, rows=2)

    class Meta:
        icon = "pilcrow"
        label = _("Sentence")
        description = _("What an update means")
        template = "components/blocks/point.html"
        preview_value: ClassVar = {"date": "2026-05-03", "sentence": "The bill was passed by the Assembly."}


class SentencesBlock(blocks.StreamBlock):
    """At most one for each update."""

    sentence = SentenceBlock()


@dataclass(frozen=True)
class StatusChoice:
    """A status that some recommendations have, as a choice of the platform page."""

    status: Status
    number: int
    is_chosen: bool

    @classmethod
    def offered(cls, recommendations: "Iterable[RecommendationPage]", chosen: str) -> "list[StatusChoice]":
        """Return the statuses that occur, in the order of the list; none where all recommendations have the same."""
        numbers = Counter(recommendation.status.status for recommendation in recommendations)
        return (
            [cls(each, numbers[each], each == chosen) for each in Status if numbers[each]] if len(numbers) > 1 else []
        )
