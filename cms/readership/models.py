from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyCount(models.Model):
    """
    How many readers a page, which is in one language, had on a day, or its PDF, or its handouts.

    Nothing of who they were: whoever comes again on the same day counts once.
    """

    class Kind(models.TextChoices):
        READ = "read", _("Readers")
        DOWNLOAD = "download", _("PDF downloads")
        HANDOUT = "handout", _("Handout downloads")

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("page", "day", "kind"), name="one_count_a_day"),)
        indexes = (models.Index(fields=("day",), name="counts_of_a_day"),)

    def __str__(self) -> str:
        return f"{self.page_id} {self.day} {self.kind}: {self.number}"
