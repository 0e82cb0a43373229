from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from cms.directory.models.entries import SOURCE_ROWS, DirectoryEntry, ReviewedSnippet
from cms.directory.widgets import EntrySelect


class Vocabulary(models.TextChoices):
    """The closed lists of terms; the values stand in public addresses and never change."""

    THEME = "theme", _("Practice theme")
    CONCERN = "concern", _("Concern")
    PRIORITY = "priority", _("Priority")
    REGION = "region", _("Region")
    GRADE = "grade", _("Grade band")
    AUDIENCE = "audience", _("Audience")
    STUDENT_GROUP = "student-group", _("Student group")
    VALUE = "value", _("Value")
    LINE = "line-of-work", _("Line of work")
    AIM = "aim", _("Aim")


class Term(DirectoryEntry):
    """One entry of a vocabulary, such as a practice theme. Edited by staff; retired, never deleted."""

    identity = ("vocabulary", "key")

    vocabulary = models.CharField(_("vocabulary"), max_length=20, choices=Vocabulary.choices)
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Its number in the list"))
    name = models.CharField(_("name"), max_length=255)
    description = models.TextField(
        _("description"), blank=True, help_text=_("One or two sentences, where the name alone does not say enough")
    )

    translated_fields = ("name", "description")
    synchronised_fields = (*DirectoryEntry.synchronised_fields, "vocabulary", "order")

    panels: ClassVar = [
        FieldPanel("vocabulary"),
        FieldPanel("key", help_text=_("Appears in addresses; never changes.")),
        FieldPanel("order"),
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("retired"),
    ]

    class Meta(ReviewedSnippet.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("vocabulary", "order", "key")
        constraints = (models.UniqueConstraint("vocabulary", "key", "locale", name="one_term_per_key_and_language"),)

    def __str__(self) -> str:
        return f"{self.get_vocabulary_display()} {self.order}: {self.name}"


class PageTerm(Orderable):
    """A page is about a term. It points at the English term in every language; names are looked up in bulk."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_terms")
    term = models.ForeignKey(
        Term,
        verbose_name=_("term"),
        # A page must open even when its term is gone; a protected one would make its editor fail.
        on_delete=models.CASCADE,
        related_name="page_terms",
        limit_choices_to=SOURCE_ROWS,
    )

    distinct_fields = ("term",)

    panels: ClassVar = [FieldPanel("term", widget=EntrySelect)]

    class Meta(Orderable.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        return str(self.term)
