from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from cms.directory.models.entries import DirectoryEntry


class ReusableText(DirectoryEntry):
    """A passage that stands on several pages and is edited once."""

    text = RichTextField(_("text"), features=["bold", "italic", "link", "pasting"])

    translated_fields = ("text",)

    panels: ClassVar = [FieldPanel("key"), FieldPanel("text"), FieldPanel("retired")]

    class Meta(DirectoryEntry.Meta):
        verbose_name = _("shared text")
        verbose_name_plural = _("shared texts")

    def __str__(self) -> str:
        return self.key
