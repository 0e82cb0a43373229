"""The published versions of a brief in each language: what somebody cited stays readable, word for word."""

import hashlib
import itertools
from typing import Any

from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from cms.editions.models import Edition
from cms.editions.printing import anonymous_request, permanent_address, print_html
from cms.editions.program import program_version
from cms.languages.availability import address_of
from cms.pages.relations import statistics_of
from cms.translation.models import TranslatedRevision


class BriefVersion(models.Model):
    """
    A text of a brief as readers saw it. Nobody edits it: it is kept when the text goes live, and never changes.

    Its `number` is the version that the editor gave. A text that goes live under a number which is taken — somebody
    mended a word, a translation was corrected, a shared figure is another one — gets a number of its own below that
    one: 1.0, 1.0.1, 1.0.2. A translation has the number of the English text that it was made from.
    """

    page = models.ForeignKey("briefs.BriefPage", on_delete=models.CASCADE, related_name="versions")
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    given = models.CharField(max_length=10)
    number = models.CharField(max_length=20)
    published_at = models.DateTimeField(default=timezone.now)
    title = models.CharField(max_length=255)
    # With the title what it is cited by.
    authors = models.CharField(max_length=255, blank=True)
    source_date = models.DateField(null=True)
    text = models.TextField(help_text="All that is read, in plain words: what makes it another version")
    html = models.TextField(help_text="The text as the page showed it")
    print_html = models.TextField(help_text="The text as its PDF is set")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("page", "number"), name="a_version_has_one_text"),)

    def __str__(self) -> str:
        return f"{self.page_id} {self.number}"

    @property
    def path(self) -> str:
        """The permanent address, below the language root."""
        return f"{address_of(self.page)}v/{self.number}/"

    @property
    def shown_html(self) -> SafeString:
        """The text as it was shown: what our own templates made of it, with everything escaped."""
        return mark_safe(self.html)  # noqa: S308 - rendered by `_render`

    @property
    def is_own_pdf(self) -> bool:
        """Whether its PDF is the one that editors gave the page, not the one that is set from what was kept."""
        return self.edition is not None and self.edition.input_sha256 != self._input_sha256

    @property
    def _input_sha256(self) -> str:
        return hashlib.sha256(self.print_html.encode()).hexdigest()

    def give_pdf(self, input_sha256: str = "") -> Edition:
        """Return the edition with this input that stands for its PDF from now on; by default that of what was kept."""
        self.edition = Edition.objects.get_or_create(
            page_id=self.page_id,
            kind=Edition.Kind.VERSION,
            input_sha256=input_sha256 or self._input_sha256,
            defaults={
                "revision_id": self.revision_id,
                "language": self.page.locale.language_code,
                "outdated": True,
                "program": program_version(),
            },
        )[0]
        self.save(update_fields=["edition"])
        return self.edition


@transaction.atomic
def record_version(page: Any) -> BriefVersion | None:
    """
    Keep what is live on a brief; return the version that is new, None where nothing that is read has changed.

    To be called, in the same transaction, whenever something changes that the page shows.
    """
    brief = type(page).objects.select_for_update(of=("self",)).select_related("locale").get(pk=page.pk)
    if not brief.live or brief.live_revision_id is None:
        return None
    newest = brief.versions.order_by("-pk").first()
    given, text = _given_number(brief), _all_that_is_read(brief)
    if newest is not None and (newest.given, newest.text) == (given, text):
        return None
    version = BriefVersion.objects.create(
        page=brief,
        revision_id=brief.live_revision_id,
        given=given,
        number=_free_number(brief, given),
        published_at=brief.last_published_at or timezone.now(),
        title=brief.title,
        authors=brief.authors,
        source_date=brief.source_date,
        text=text,
    )
    version.html, version.print_html = _render(brief), print_html(brief)
    version.save()
    version.give_pdf()
    return version


def _given_number(brief: Any) -> str:
    """Return the editor's number of the English text that this text is, or was made from."""
    made_from = TranslatedRevision.objects.filter(revision=brief.live_revision_id).select_related("source_revision")
    translated = made_from.first()
    source = translated.source_revision if translated else None
    return source.content.get("version", brief.version) if source else brief.version


def _free_number(brief: Any, given: str) -> str:
    taken = set(brief.versions.values_list("number", flat=True))
    below = (f"{given}.{count}" for count in itertools.count(1))
    return next(number for number in itertools.chain([given], below) if number not in taken)


def _all_that_is_read(brief: Any) -> str:
    with translation.override(brief.locale.language_code):
        figures = [
            f"{shown.object.words or shown.object.figure} {shown.object.caption}" for shown in statistics_of(brief)
        ]
        dated = brief.source_date.isoformat() if brief.source_date else ""
        return "\n".join([brief.reading_text(), *figures, brief.authors, dated])


def _render(brief: Any) -> str:
    request = anonymous_request(permanent_address(brief))
    with translation.override(brief.locale.language_code):
        context = brief.get_context(request) | {"page": brief}
        return render_to_string("briefs/version_text.html", context, request=request)
