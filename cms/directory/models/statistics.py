import re
from typing import ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, gettext_noop, override
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.directory.models.entries import SOURCE_ROWS, DirectoryEntry
from cms.directory.widgets import EntrySelect
from cms.languages.formats import format_number
from cms.languages.number_words import numbers_in

RANGE = gettext_noop("{a} to {b}")
PLACE = re.compile(r"\{([vab])\}")


class Part(NamedTuple):
    """A piece of a figure as it is shown: the number itself, or the words around it."""

    text: str
    is_number: bool


class Statistic(DirectoryEntry):
    """
    A number or a range with what it counts, as a source states it. Never computed from other statistics.

    The caption does not depend on the number, so that no language has to bend it; the qualifier is a pattern with the
    number in it.
    """

    class Qualifier(models.TextChoices):
        OVER = "over", _("over")
        MORE_THAN = "more-than", _("more than")
        UP_TO = "up-to", _("up to")
        AT_LEAST = "at-least", _("at least")

    PATTERNS: ClassVar = {
        "": "{v}",
        Qualifier.OVER: gettext_noop("over {v}"),
        Qualifier.MORE_THAN: gettext_noop("more than {v}"),
        Qualifier.UP_TO: gettext_noop("up to {v}"),
        Qualifier.AT_LEAST: gettext_noop("at least {v}"),
    }

    value = models.PositiveIntegerField(_("number"), help_text=_("The number, or the first of a range"))
    value_to = models.PositiveIntegerField(
        _("to"), null=True, blank=True, help_text=_("The last of a range; empty for a single number")
    )
    qualifier = models.CharField(
        _("qualifier"),
        max_length=10,
        choices=Qualifier.choices,
        blank=True,
        help_text=_("As the source says it. “More than 20” is not “20”."),
    )
    caption = models.CharField(
        _("caption"), max_length=255, help_text=_("What is counted, in words that stay right when the number changes")
    )
    wording = models.CharField(
        _("wording"),
        max_length=60,
        blank=True,
        help_text=_("Where the number is to be read in words, such as “six to eight”; checked against the number"),
    )
    source = models.TextField(_("source"), blank=True, help_text=_("Where the number comes from; not public"))

    translated_fields = ("caption", "wording")
    synchronised_fields = (*DirectoryEntry.synchronised_fields, "value", "value_to", "qualifier", "source")

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("value"), FieldPanel("value_to"), FieldPanel("qualifier")]),
        FieldPanel("caption"),
        FieldPanel("wording"),
        FieldPanel("source"),
        FieldPanel("key"),
        FieldPanel("retired"),
    ]

    class Meta(DirectoryEntry.Meta):
        verbose_name = _("statistic")
        verbose_name_plural = _("statistics")

    def __str__(self) -> str:
        return f"{self.figure} {self.caption}"

    @property
    def numbers(self) -> list[int]:
        return [self.value] if self.value_to is None else [self.value, self.value_to]

    @property
    def words(self) -> str:
        """The wording in its language; empty where there is none, or where it does not say the number of today."""
        stated = numbers_in(self.wording, self.locale.language_code)
        return self.wording if self.wording and stated == self.numbers else ""

    @property
    def parts(self) -> list[Part]:
        """The figure in the language of this row, in the order of reading: "more than" and "20"."""
        if self.value_to is None:
            pattern, places = self.PATTERNS[self.qualifier], {"v": self.value}
        else:
            pattern, places = RANGE, {"a": self.value, "b": self.value_to}
        with override(self.locale.language_code):
            pieces = PLACE.split(gettext(pattern))
        parts = [
            Part(format_number(places[piece]), True) if index % 2 else Part(piece.strip(), False)
            for index, piece in enumerate(pieces)
        ]
        return [part for part in parts if part.text]

    @property
    def figure(self) -> str:
        """The figure as one text: "more than 20", "6 to 8"."""
        return " ".join(part.text for part in self.parts)

    def clean(self) -> None:
        super().clean()
        if self.value is None:
            return
        if self.value_to is not None:
            if self.value_to <= self.value:
                raise ValidationError({"value_to": _("A range goes up: this must be more than the first number.")})
            if self.qualifier:
                raise ValidationError({"qualifier": _("A range has no qualifier.")})
        if self.wording and not self.words:
            message = _(
                "The words do not say %(figure)s. Words are understood from one to ten; write others in digits."
            )
            raise ValidationError({"wording": message % {"figure": self.figure}})


class PageStatistic(Orderable):
    """A page shows a statistic, always as it is now."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_statistics")
    statistic = models.ForeignKey(
        Statistic,
        verbose_name=_("statistic"),
        on_delete=models.CASCADE,
        related_name="page_statistics",
        limit_choices_to=SOURCE_ROWS,
    )

    distinct_fields = ("statistic",)

    panels: ClassVar = [FieldPanel("statistic", widget=EntrySelect)]

    class Meta(Orderable.Meta):
        verbose_name = _("statistic")
        verbose_name_plural = _("statistics")

    def __str__(self) -> str:
        return str(self.statistic)
