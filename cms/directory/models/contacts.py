from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from cms.directory.models.entries import SOURCE_ROWS, DirectoryEntry
from cms.directory.widgets import EntrySelect


class ContactPoint(DirectoryEntry):
    """An address that people write to."""

    class Purpose(models.TextChoices):
        GENERAL = "general", _("General")
        MEDIA = "media", _("Media")

    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices, default=Purpose.GENERAL)
    email = models.EmailField(_("email"))
    label = models.CharField(_("label"), max_length=255, help_text=_("What it is for, such as “Media inquiries”"))

    translated_fields = ("label",)
    synchronised_fields = (*DirectoryEntry.synchronised_fields, "purpose", "email")

    panels: ClassVar = [
        FieldPanel("label"),
        FieldPanel("email"),
        FieldPanel("purpose"),
        FieldPanel("key"),
        FieldPanel("retired"),
    ]

    class Meta(DirectoryEntry.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return f"{self.label}: {self.email}"


class PageContact(Orderable):
    """Whom readers of a page may ask."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_contacts")
    contact = models.ForeignKey(
        ContactPoint,
        verbose_name=_("contact"),
        on_delete=models.CASCADE,
        related_name="page_contacts",
        limit_choices_to=SOURCE_ROWS,
    )

    distinct_fields = ("contact",)

    panels: ClassVar = [FieldPanel("contact", widget=EntrySelect)]

    class Meta(Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return str(self.contact)
