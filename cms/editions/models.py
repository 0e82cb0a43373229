from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.editions.faults import Fault
from cms.editions.program import program_version
from cms.editions.storage import private_storage
from cms.languages.languages import SOURCE_LANGUAGE
from cms.library.models import LibraryDocument

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from wagtail.models import Page


def file_name(edition: Edition, _name: str) -> str:
    """Name a file by what went into it."""
    return f"{edition.page_id}/{edition.language}-{edition.input_sha256}.pdf"


class Offer(NamedTuple):
    """What readers of a page get: its PDF, or None, and whether the PDF of what is live now is still to be made."""

    edition: Edition | None
    is_pending: bool

    @classmethod
    def of(cls, editions: Iterable[Edition], live_revision_id: int | None) -> Offer:
        """
        Return which of the `editions` of one page and kind, the newest first, readers get.

        A page's own PDF wins. Else it is the one made of the live text; where that one failed, the newest earlier one,
        which is not current and says so.
        """
        made = [edition for edition in editions if not edition.is_own]
        if own := next((edition for edition in editions if edition.is_own and edition.passed), None):
            return cls(own, is_pending=False)
        live = next((edition for edition in made if edition.revision_id == live_revision_id), None)
        if live is None or (live.outdated and live.passed):
            return cls(None, is_pending=True)
        return cls(next((edition for edition in made if edition.passed), None), is_pending=live.outdated)


class EditionQuerySet(models.QuerySet["Edition"]):
    def made(self, kind: str = "page") -> EditionQuerySet:
        """Those that the worker set itself, passed or failed; by default the whole page, not its handouts."""
        return self.filter(document__isnull=True, kind=kind)

    def own(self) -> EditionQuerySet:
        """Those that editors gave their page."""
        return self.filter(document__isnull=False)

    def newest_for(self, page: Page, kind: str = "page") -> Edition | None:
        """Return what was last made of the text that is live now, passed or failed; one query."""
        if page.live_revision_id is None:
            return None
        edition = self.made(kind).filter(page=page.pk, revision=page.live_revision_id, withdrawn=False).newest()
        if edition:
            edition.page = page
        return edition

    def newest(self) -> Edition | None:
        return self.newest_first().first()

    def newest_first(self) -> EditionQuerySet:
        return self.order_by("-checked_at", "-pk")

    def offer_for(self, page: Page, kind: str = "page") -> Offer:
        """Return what readers of this page get; one query."""
        if not page.live or page.live_revision_id is None:
            return Offer(None, is_pending=False)
        editions = list(self.filter(page=page.pk, kind=kind, withdrawn=False).newest_first())
        for edition in editions:
            edition.page = page
        return Offer.of(editions, page.live_revision_id)

    def current_for(self, page: Page) -> Edition | None:
        """Return the edition that readers of this live page are offered as what it says now, or None."""
        edition = self.offer_for(page).edition
        return edition if edition and edition.is_current else None

    def keep_failure(self, page: Page, kind: str, fault: Fault) -> Edition:
        """Note why nothing could be made of the live text of a page, where what was to go in is not known."""
        return self.update_or_create(
            revision_id=page.live_revision_id,
            kind=kind,
            input_sha256="",
            defaults={
                "page_id": page.pk,
                "language": page.locale.language_code,
                "faults": [fault.as_data()],
                "program": program_version(),
                "outdated": False,
                "withdrawn": False,
                "checked_at": timezone.now(),
            },
        )[0]

    def superseded(self, before: datetime) -> EditionQuerySet:
        """
        Those that nobody is offered, and that were last of use before this moment.

        A newer one that passed has taken their place, or they were withdrawn. Published versions are none of them.
        """
        newer = Edition.objects.filter(page=OuterRef("page"), kind=OuterRef("kind"), withdrawn=False).exclude(file="")
        newer = newer.filter(checked_at__gt=OuterRef("checked_at"))
        old = self.filter(checked_at__lt=before).exclude(kind=Edition.Kind.VERSION)
        return old.filter(Q(withdrawn=True) | Exists(newer))

    def mark_outdated(self, pages: Iterable[Page], *, kinds: Iterable[str] | None = None) -> None:
        """
        Offer no edition of these pages as current until it is known that it still shows what they show.

        By default of all `kinds`.
        """
        self._of_what_is_shown(pages, kinds).update(outdated=True)

    def withdraw(self, pages: Iterable[Page], *, kinds: Iterable[str] | None = None) -> None:
        """Never again offer what these pages showed: something of it is not public any more."""
        self._of_what_is_shown(pages, kinds).update(outdated=True, withdrawn=True)

    def _of_what_is_shown(self, pages: Iterable[Page], kinds: Iterable[str] | None) -> EditionQuerySet:
        """
        A published version stays what it was; it is given out where its page is public.

        What is being made at this moment shows what was there before.
        """
        keys = [page.pk for page in pages]
        ShownState.objects.change(keys)
        editions = self.filter(page__in=keys).exclude(kind=Edition.Kind.VERSION)
        return editions if kinds is None else editions.filter(kind__in=list(kinds))


class ShownStateQuerySet(models.QuerySet["ShownState"]):
    def change(self, page_ids: Iterable[int]) -> None:
        """Something has changed of what these pages show."""
        states = [ShownState(page_id=key, mark=uuid4()) for key in sorted(set(page_ids))]
        ShownState.objects.bulk_create(states, update_conflicts=True, unique_fields=["page"], update_fields=["mark"])

    def mark_of(self, page_id: int) -> UUID:
        """Return the mark of what a page shows; to be asked for before the page is read."""
        return self.get_or_create(page_id=page_id)[0].mark

    def is_unchanged(self, page_id: int, mark: UUID) -> bool:
        """Return whether a page still shows what it showed at this mark; it does until the transaction ends."""
        return self.select_for_update().filter(page=page_id, mark=mark).exists()


class ShownState(models.Model):
    """
    A mark of what a page shows, another one after each change.

    Between the moment when the worker reads a page and that when its PDF is set, half a minute may pass. What was made
    of a page that shows something else by then is not kept: whoever changed it has asked for another one.
    """

    # Without a constraint: a page that is deleted is unpublished on the way, which is a change of what it shows.
    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", primary_key=True, db_constraint=False
    )
    mark = models.UUIDField(default=uuid4)

    objects = ShownStateQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.mark}"


class Edition(models.Model):
    """
    The PDF of a page in its language, made from one published revision. Nobody edits it; the worker makes it.

    Or, with a `document`, a copy of the PDF that editors gave the page. A making that did not pass the gate is kept
    too, without a file, so that the editor can be told why; the `faults` of one with a file are remarks.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("The whole page")
        HANDOUT = "handout", _("Handout")
        BILINGUAL = "bilingual", _("Handout in two languages")
        VERSION = "version", _("Published version")

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="editions")
    # Wagtail's purge_revisions removes old ones; the PDF of a published version stays.
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PAGE)
    language = models.CharField(max_length=10)
    document = models.ForeignKey(LibraryDocument, null=True, on_delete=models.CASCADE, related_name="+")
    input_sha256 = models.CharField(max_length=64)
    # Of the words that the page showed when it got its own PDF, and of those that it showed last.
    words_sha256 = models.CharField(max_length=64, blank=True)
    shown_sha256 = models.CharField(max_length=64, blank=True)
    # Which programs and templates of the site found that this is what the page shows.
    program = models.CharField(max_length=64, blank=True)
    file = models.FileField(upload_to=file_name, storage=private_storage, max_length=150, blank=True)
    bytes = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list, blank=True)
    # Something that the page shows has changed since; the next making of the same input takes this back.
    outdated = models.BooleanField(default=False)
    # It shows what is not public any more; the next making of the same input takes this back too.
    withdrawn = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # When this input was last found to be what the page shows.
    checked_at = models.DateTimeField(default=timezone.now)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("revision", "kind", "input_sha256"), name="one_edition_for_one_input"),
        )

    def __str__(self) -> str:
        return f"{self.page_id} ({self.language})"

    @property
    def passed(self) -> bool:
        return bool(self.file)

    @property
    def has_file(self) -> bool:
        """Whether its file is where it should be."""
        return self.passed and self.file.storage.exists(str(self.file.name))

    def confirm(self) -> None:
        """Note that this is what the page shows now, as this version of the site finds it."""
        self.outdated, self.checked_at, self.program = False, timezone.now(), program_version()

    @property
    def is_own(self) -> bool:
        """Whether editors gave the page this file."""
        return self.document_id is not None

    @property
    def is_current(self) -> bool:
        """Whether this is what the page shows now: for its live text, passed, and nothing changed since."""
        is_of_live_text = self.page.live and (self.is_own or self.revision_id == self.page.live_revision_id)
        return is_of_live_text and self.passed and not self.outdated

    @property
    def found_faults(self) -> list[Fault]:
        return [Fault(**fault) for fault in self.faults]

    @property
    def failure(self) -> str:
        """Why it did not pass, one line for each fault; empty where it did."""
        return "" if self.passed else "\n".join(str(fault) for fault in self.found_faults)

    @property
    def url(self) -> str:
        """The address of the PDF, below its page."""
        return f"{self.page.url}pdf/"

    def delete_file(self) -> None:
        """Remove the file after its row, unless that of another edition is the same one."""
        if self.file and not Edition.objects.filter(file=self.file.name).exclude(pk=self.pk).exists():
            self.file.delete(save=False)


class PdfCheck(models.Model):
    """What the gate says of a PDF in the library, for whoever chooses it: of this file, in this language."""

    document = models.OneToOneField(LibraryDocument, on_delete=models.CASCADE, related_name="pdf_check")
    file_hash = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, blank=True)
    # Which gate said so.
    program = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list, blank=True)
    checked_at = models.DateTimeField(null=True)
    # It was chosen as the PDF of a page: it is given out there, as long as that page is public, and nowhere else.
    is_of_page = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.document_id}: {len(self.faults)}"

    @property
    def passed(self) -> bool:
        return self.checked_at is not None and not self.faults

    @property
    def found_faults(self) -> list[Fault]:
        return [Fault(**fault) for fault in self.faults]


class OwnPdf(Orderable):
    """
    A PDF that editors give a page instead of the one that is made of its text, such as a designed brief.

    It is in one language, and the English page keeps those of all three: they are reviewed with it, and no translation
    has anything to do with them.
    """

    # Not a value: no translation gets a copy.
    stays_with_source = True

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="own_pdfs")
    document = models.ForeignKey(
        LibraryDocument, verbose_name=_("document"), on_delete=models.CASCADE, related_name="own_pdfs"
    )
    # The file that was chosen and the language that it was chosen for, so that they are what was reviewed.
    file_hash = models.CharField(max_length=40, blank=True, editable=False)
    language = models.CharField(max_length=10, blank=True, editable=False)

    distinct_fields = ("document",)

    panels: ClassVar = ["document"]

    class Meta(Orderable.Meta):
        verbose_name = _("PDF of its own")

    def __str__(self) -> str:
        return str(self.document)

    def clean(self) -> None:
        super().clean()
        document = LibraryDocument.objects.filter(pk=self.document_id).first()
        if document is not None and not document.is_pdf:
            raise ValidationError({"document": gettext("This is not a PDF. Choose one, or upload it to the library.")})

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        super().full_clean(*args, **kwargs)
        if self.document_id:
            self._note_file()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.file_hash:
            self._note_file()
        super().save(*args, **kwargs)

    def _note_file(self) -> None:
        """Write down which file of the document is chosen; who chose the same document before keeps what was chosen."""
        stored = OwnPdf.objects.filter(pk=self.pk, document=self.document_id).first()
        self.file_hash = stored.file_hash if stored else self.document.get_file_hash()
        self.language = stored.language if stored else self.document.language

    @property
    def is_replaced(self) -> bool:
        """Whether the library has another file or language by now than was chosen, which nobody has reviewed."""
        chosen = (self.file_hash, self.language)
        return bool(self.file_hash) and chosen != (self.document.get_file_hash(), self.document.language)


def own_pdf_of(page: Page) -> OwnPdf | None:
    """Return the PDF that editors gave the live text of `page`, in its language; one query."""
    rows = OwnPdf.objects.filter(
        page__translation_key=page.translation_key,
        page__locale__language_code=SOURCE_LANGUAGE,
        page__live=True,
        language=page.locale.language_code,
    )
    return rows.select_related("document").order_by("sort_order", "pk").first()
