from types import SimpleNamespace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from cms.directory.models.entries import SOURCE_ROWS, DirectoryEntry
from cms.directory.models.organisations import Organisation, Person
from cms.directory.widgets import EntrySelect


class FundingAcknowledgement(DirectoryEntry, ClusterableModel):
    """Who paid for something, as it has to be said: a sentence, and the funders in their order."""

    class Kind(models.TextChoices):
        PROJECT = "project", _("Project funding")
        CORE = "core", _("Core operating support")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PROJECT)
    label = models.CharField(
        _("label"),
        max_length=255,
        help_text=_("The words above the list, such as “Funding for this project has been provided by”"),
    )

    translated_fields = ("label",)
    synchronised_fields = (*DirectoryEntry.synchronised_fields, "kind", "funders")

    panels: ClassVar = [
        FieldPanel("label"),
        FieldPanel("kind"),
        InlinePanel(
            "funders",
            heading=_("Funders"),
            label=_("Funder"),
            help_text=_("In the order in which they have asked to be named"),
        ),
        FieldPanel("key"),
        FieldPanel("retired"),
    ]

    class Meta(DirectoryEntry.Meta):
        verbose_name = _("funding acknowledgment")
        verbose_name_plural = _("funding acknowledgments")

    def __str__(self) -> str:
        return self.label

    def shown_as_it_is(self) -> Any:
        funders = [row.entry for row in self.funders.all()]
        return SimpleNamespace(shown=super().shown_as_it_is(), funders=funders)


class Funder(Orderable):
    """An organization or a person, never both."""

    funding = ParentalKey(FundingAcknowledgement, on_delete=models.CASCADE, related_name="funders")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to=SOURCE_ROWS,
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to=SOURCE_ROWS,
    )

    distinct_fields = ("organisation", "person")

    panels: ClassVar = [FieldPanel("organisation", widget=EntrySelect), FieldPanel("person", widget=EntrySelect)]

    class Meta(Orderable.Meta):
        verbose_name = _("funder")
        verbose_name_plural = _("funders")

    def __str__(self) -> str:
        return str(self.entry or "")

    @property
    def entry(self) -> Organisation | Person | None:
        return self.organisation or self.person

    def clean(self) -> None:
        super().clean()
        if (self.organisation is None) == (self.person is None):
            raise ValidationError({"organisation": _("Choose an organization or a person, exactly one of them.")})


class PageFunding(Orderable):
    """A page says who paid for what it is about."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_fundings")
    funding = models.ForeignKey(
        FundingAcknowledgement,
        verbose_name=_("funding acknowledgment"),
        on_delete=models.CASCADE,
        related_name="page_fundings",
        limit_choices_to=SOURCE_ROWS,
    )

    distinct_fields = ("funding",)

    panels: ClassVar = [FieldPanel("funding", widget=EntrySelect)]

    class Meta(Orderable.Meta):
        verbose_name = _("funding acknowledgment")
        verbose_name_plural = _("funding acknowledgments")

    def __str__(self) -> str:
        return str(self.funding)
