from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.editions.storage import private_storage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.models import Page


def file_name(edition: Edition, _name: str) -> str:
    """Name a file by what went into it."""
    return f"{edition.page_id}/{edition.language}-{edition.input_sha256}.pdf"


class EditionQuerySet(models.QuerySet["Edition"]):
    def newest_for(self, page: Page, kind: str = "page") -> Edition | None:
        """Return what was last made of the text that is live now, passed or failed; one query."""
        if page.live_revision_id is None:
            return None
        made = self.filter(page=page.pk, kind=kind, revision=page.live_revision_id)
        edition = made.order_by("-checked_at", "-pk").first()
        if edition:
            edition.page = page
        return edition

    def current_for(self, page: Page) -> Edition | None:
        """Return the edition that readers of this live page are offered, or None."""
        edition = self.newest_for(page)
        return edition if edition and edition.is_current else None

    def offered(self) -> EditionQuerySet:
        """Return those that readers are offered: `Edition.is_current` as a query."""
        live = models.Q(page__live=True, revision=models.F("page__live_revision"))
        return self.filter(live, failure="", outdated=False)

    def mark_outdated(self, pages: Iterable[Page]) -> None:
        """Offer no edition of these pages until it is known that it still shows what they show.

        A published version stays what it was.
        """
        made = self.filter(page__in=[page.pk for page in pages])
        made.exclude(kind=Edition.Kind.VERSION).update(outdated=True)


class Edition(models.Model):
    """
    The PDF of a page in its language, made from one published revision. Nobody edits it; the worker makes it.

    A making that did not pass the gate is kept too, without a file, so that the editor can be told why.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("The whole page")
        HANDOUT = "handout", _("Handout")
        BILINGUAL = "bilingual", _("Handout in two languages")
        VERSION = "version", _("Published version")

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="editions")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PAGE)
    language = models.CharField(max_length=10)
    input_sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=file_name, storage=private_storage, max_length=150, blank=True)
    bytes = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    # Something that the page shows has changed since; the next making of the same input takes this back.
    outdated = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # When this input was last found to be what the page shows.
    checked_at = models.DateTimeField(default=timezone.now)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("revision", "kind", "input_sha256"), name="one_edition_for_one_input"),
            models.CheckConstraint(
                condition=models.Q(failure="") ^ models.Q(file=""), name="an_edition_is_a_file_or_a_failure"
            ),
        )

    def __str__(self) -> str:
        return f"{self.page_id} ({self.language})"

    @property
    def is_current(self) -> bool:
        """Whether this is what the page shows now: made from its live revision, passed, and nothing changed since."""
        is_of_live_text = self.page.live and self.revision_id == self.page.live_revision_id
        return is_of_live_text and not self.failure and not self.outdated

    @property
    def url(self) -> str:
        """The address of the PDF, below its page."""
        return f"{self.page.url}pdf/"

    def delete_file(self) -> None:
        """Remove the file; the row goes with its page."""
        if self.file:
            self.file.delete(save=False)
