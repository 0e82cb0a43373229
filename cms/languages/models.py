from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The state of a text in a language; the first that fits, in this order."""

    WITHHELD = "withheld", _("Withheld")
    IN_REVIEW = "in-review", _("In review")
    UPDATING = "updating", _("Live, update in translation")
    IN_PROGRESS = "in-progress", _("In translation")
    OUTDATED = "outdated", _("Live, parts behind")
    LIVE = "live", _("Live")
    MISSING = "missing", _("Not started")


class LanguageStatus(models.Model):
    """
    How fresh a text (a page or a snippet) is in one target language.

    Written by `cms.translation` when something is sent, translated, submitted or published; read by everybody else.
    """

    translation_key = models.UUIDField()
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=20, choices=State.choices, default=State.MISSING)
    in_review = models.BooleanField(default=False, help_text="Also where the state is that it is withheld")
    parts = models.PositiveIntegerField(default=0, help_text="Parts of the English text that was sent")
    parts_done = models.PositiveIntegerField(default=0, help_text="Parts that have a translation")
    parts_behind = models.PositiveIntegerField(
        default=0, help_text="Parts of the public English text that the public translation does not follow yet"
    )
    words = models.PositiveIntegerField(default=0, help_text="Words of the English text that was sent, or would be")
    words_left = models.PositiveIntegerField(default=0, help_text="Words of the parts that have no translation yet")
    source_published_at = models.DateTimeField(null=True, help_text="When the English text was last published")
    corrected_at = models.DateTimeField(
        null=True, help_text="When an error in the English was corrected that this translation still has"
    )
    is_approved = models.BooleanField(default=False, help_text="Whether an approved text waits to go live")
    goes_live_at = models.DateTimeField(null=True, help_text="When it will, where that is known")
    second_reading = models.CharField(
        max_length=10, blank=True, help_text="How the public text came past a second reader of the language, if it did"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint("translation_key", "language", name="one_status_per_language"),)
        verbose_name_plural = "language statuses"

    def __str__(self) -> str:
        return f"{self.translation_key} {self.language}: {self.state}"
