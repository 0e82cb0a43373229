"""What reviewers leave behind while they read: that they opened a text, what they looked at, what they would change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, TaskState

from cms.translation.part_ids import part_id


class ReviewOpening(models.Model):
    """Who has opened a review, and when: from then on the text cannot be taken back."""

    task_state = models.ForeignKey(TaskState, on_delete=models.CASCADE, related_name="openings")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("task_state", "opened_by"), name="one_opening_by_a_person"),)

    def __str__(self) -> str:
        return f"{self.task_state_id}: {self.opened_by_id}"


class OfAPart(models.Model):
    """What is about one part of a translation: a string of wagtail-localize in its place."""

    translation = models.ForeignKey("wagtail_localize.Translation", on_delete=models.CASCADE, related_name="+")
    context = models.ForeignKey("wagtail_localize.TranslationContext", on_delete=models.CASCADE, related_name="+")
    string = models.ForeignKey("wagtail_localize.String", on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True

    @property
    def part(self) -> str:
        """The id of the part on the desk."""
        return part_id(self.context_id, self.string_id)


class LookedAt(OfAPart):
    """The mark of a reviewer at a part. It holds for this `text`, so that it is there again when that comes back."""

    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("reviewer", "translation", "context", "string"), name="one_look_of_a_reviewer_at_a_part"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reviewer_id}: {self.part}"


class Remark(OfAPart):
    """
    What a reviewer says of one part of a submitted text: a comment, another wording, a word on the translator's reason.

    The submitted revision stays as it is. `text` is what was submitted, `version` numbers the saves. Each reviewer has
    remarks of their own, so that nobody writes over another's.
    """

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("Reason accepted")
        REFUSED = "refused", _("Reason refused")

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Suggestion accepted")
        CHANGED = "changed", _("Changed in another way")
        KEPT = "kept", _("Left as it was")

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="remarks")
    text = models.TextField()
    suggestion = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    returned_at = models.DateTimeField(null=True, help_text="Since when the translator has it")
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # What came of it, once the text was submitted again.
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "context", "string", "reviewer"), name="one_remark_of_a_reviewer_on_a_part"
            ),
        )
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return f"{self.part}: {self.suggestion or self.comment}"

    @property
    def says_something(self) -> bool:
        """Whether the translator has to look at the part again because of it."""
        return bool(self.suggestion or self.comment or self.verdict == self.Verdict.REFUSED)
