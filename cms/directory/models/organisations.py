from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from cms.directory.models.entries import SOURCE_ROWS, DirectoryEntry
from cms.directory.widgets import EntrySelect


class Organisation(DirectoryEntry):
    """An organisation, a foundation or an alliance. Its names are the same in every language."""

    name = models.CharField(
        _("name"), max_length=255, help_text=_("As the organization writes its own name; it is not translated.")
    )
    also_known_as = models.TextField(
        _("also known as"), blank=True, help_text=_("Short names and other spellings, one per line")
    )
    former_names = models.TextField(_("former names"), blank=True, help_text=_("One per line"))
    description = models.TextField(_("description"), blank=True, help_text=_("One or two sentences: who they are"))
    url = models.URLField(_("web address"), blank=True)
    address = models.TextField(_("postal address"), blank=True)
    logo = models.ForeignKey(
        "library.LibraryImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    translated_fields = ("description",)
    synchronised_fields = (
        *DirectoryEntry.synchronised_fields,
        "name",
        "also_known_as",
        "former_names",
        "url",
        "address",
        "logo",
    )
    overridable_fields = ("logo",)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("also_known_as"),
        FieldPanel("former_names"),
        FieldPanel("description"),
        FieldPanel("url"),
        FieldPanel("address"),
        FieldPanel("logo"),
        FieldPanel("key"),
        FieldPanel("retired"),
    ]

    class Meta(DirectoryEntry.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def other_names(self) -> list[str]:
        return self.also_known_as.splitlines()

    @property
    def earlier_names(self) -> list[str]:
        return self.former_names.splitlines()


class Person(DirectoryEntry):
    """A person, or people who appear under one name. Never a minor."""

    name = models.CharField(
        _("name"), max_length=255, help_text=_("Adults who agreed to be named; it is not translated.")
    )
    role = models.CharField(_("role"), max_length=255, blank=True, help_text=_("What the person does, in a few words"))
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
        limit_choices_to=SOURCE_ROWS,
    )

    translated_fields = ("role",)
    synchronised_fields = (*DirectoryEntry.synchronised_fields, "name", "organisation")

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("organisation", widget=EntrySelect),
        FieldPanel("key"),
        FieldPanel("retired"),
    ]

    class Meta(DirectoryEntry.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class PageOrganisation(Orderable):
    """What an organization does in what a page is about."""

    class Role(models.TextChoices):
        LEADS = "leads", _("Led by")
        COLLABORATES = "collaborates", _("In collaboration with")
        SUPPORTS = "supports", _("With the support of")
        FACILITATES = "facilitates", _("Facilitated by")
        PARTNER = "partner", _("In partnership with")
        FUNDS = "funds", _("Funded by")
        TAKES_PART = "takes-part", _("With the participation of")

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_organisations")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="page_organisations",
        limit_choices_to=SOURCE_ROWS,
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    distinct_fields = ("organisation", "role")

    panels: ClassVar = [FieldPanel("organisation", widget=EntrySelect), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.organisation}"
