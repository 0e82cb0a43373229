"""How the PDFs of live pages stand, for staff."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.editions.handouts import HANDOUT_KINDS, WithHandout
from cms.editions.mixins import WithEdition
from cms.editions.models import Edition, OwnPdf, PdfCheck
from cms.editions.program import program_version
from cms.editions.reasons import Reason, reasons
from cms.languages.languages import LANGUAGES, Language, language

WORDS = {
    "current": gettext_lazy("Up to date"),
    "own": gettext_lazy("A PDF of its own"),
    "older": gettext_lazy("A PDF of its own, made for an earlier text"),
    "pending": gettext_lazy("Being made"),
    "failed": gettext_lazy("Not made"),
}
ICONS = {"current": "check", "own": "check", "older": "warning", "pending": "time", "failed": "warning"}

# So long may a PDF wait for its turn before its task counts as lost.
PATIENCE = timedelta(hours=1)


@dataclass(frozen=True)
class Part:
    """How another PDF of a page stands: a handout, or all published versions together."""

    label: str
    key: str

    @property
    def word(self) -> str:
        return str(WORDS[self.key])

    @property
    def icon(self) -> str:
        return ICONS[self.key]


@dataclass(frozen=True)
class Standing:
    """How the PDFs of one live page stand; `reasons` say why one failed, or what is to be known of it."""

    page: Any
    language: Language
    key: str
    edition: Edition | None
    parts: list[Part]
    reasons: list[Reason]

    @property
    def word(self) -> str:
        return str(WORDS[self.key])

    @property
    def icon(self) -> str:
        return ICONS[self.key]

    @property
    def _keys(self) -> set[str]:
        return {self.key, *(part.key for part in self.parts)}

    @property
    def is_right(self) -> bool:
        return self._keys <= {"current", "own"}

    @property
    def is_waiting(self) -> bool:
        """Whether something of it is being made."""
        return "pending" in self._keys

    @property
    def may_try_again(self) -> bool:
        """What waits may wait for a task that was lost."""
        return bool(self._keys & {"failed", "pending"})

    @property
    def may_fit(self) -> bool:
        """Whether an editor may say that the page's own PDF fits the new text."""
        return self.key == "older"


def standing_of(page: Any) -> Standing:
    """Return how the PDFs of a live page (of its own type) stand; three queries."""
    offer = Edition.objects.offer_for(page)
    newest = None if offer.edition and offer.edition.is_own else Edition.objects.newest_for(page)
    if offer.edition and offer.edition.is_own:
        is_older = offer.edition.words_sha256 != offer.edition.shown_sha256
        key = ("older" if is_older else "pending") if offer.edition.outdated else "own"
    elif newest is None or newest.outdated:
        key = "pending"
    else:
        key = "current" if newest.passed else "failed"
    others = _others(page)
    told = [newest or offer.edition, *(edition for edition in others if not edition.passed and not edition.outdated)]
    return Standing(
        page=page,
        language=language(page.locale.language_code),
        key=key,
        edition=offer.edition,
        parts=_parts(page, others),
        reasons=[reason for edition in told if edition for reason in reasons(edition.found_faults, page)],
    )


def _others(page: Any) -> list[Edition]:
    """Return what stands beside the PDF of the whole page, the newest first; also its own PDF whose file is gone."""
    of_page = Edition.objects.filter(page=page.pk, withdrawn=False)
    of_text = Q(kind__in=HANDOUT_KINDS, revision=page.live_revision_id)
    gone = Q(document__isnull=False, file="")
    return list(of_page.filter(of_text | gone | Q(kind=Edition.Kind.VERSION)).newest_first())


def _parts(page: Any, others: list[Edition]) -> list[Part]:
    parts = []
    for kind in HANDOUT_KINDS:
        newest = next((edition for edition in others if edition.kind == kind), None)
        if newest or (kind == Edition.Kind.HANDOUT and isinstance(page, WithHandout) and page.has_points):
            parts.append(Part(str(kind.label), _key([newest])))
    if versions := [edition for edition in others if edition.kind == Edition.Kind.VERSION]:
        parts.append(Part(gettext("Published versions"), _key(versions)))
    return parts


def _key(editions: Sequence[Edition | None]) -> str:
    if any(edition and not edition.passed and not edition.outdated for edition in editions):
        return "failed"
    return "pending" if any(edition is None or edition.outdated for edition in editions) else "current"


def standings_of(source: Page) -> list[Standing]:
    """Return how the PDFs of an English page stand in each language in which it is live."""
    versions = type(source).objects.filter(translation_key=source.translation_key, live=True).select_related("locale")
    by_code = {version.locale.language_code: version for version in versions}
    return [standing_of(by_code[code]) for code in (each.code for each in LANGUAGES) if code in by_code]


def pages_with_editions(kind: type[WithEdition] = WithEdition) -> PageQuerySet:
    """Return all live pages of the types that have PDFs, or of those of one kind."""
    types = [model for model in apps.get_models() if issubclass(model, kind)]
    return Page.objects.live().filter(content_type__in=ContentType.objects.get_for_models(*types).values())


def pages_to_look_at() -> QuerySet[Page]:
    """
    Return the pages with a PDF that failed or has something to be known of it, then those whose PDF `waits`; one query.
    """
    of_page = Edition.objects.filter(page=OuterRef("pk"), withdrawn=False)
    newest = of_page.made().filter(revision=OuterRef("live_revision")).newest_first()
    pages = pages_with_editions().annotate(
        has_own=Exists(of_page.own().exclude(file="")),
        newest=Subquery(newest.values("pk")[:1]),
    )
    fine = Edition.objects.filter(pk=OuterRef("newest"), outdated=False, faults=[]).exclude(file="")
    of_own = of_page.own().filter(outdated=False, faults=[])
    failed = of_page.filter(file="", outdated=False).filter(_beside_the_page())
    wrong = Q(has_own=False) & ~Exists(fine) | Q(has_own=True) & ~Exists(of_own) | Exists(failed)
    done = Edition.objects.filter(pk=OuterRef("newest"), outdated=False)
    return pages.filter(wrong).annotate(waits=~Exists(done) & Q(has_own=False)).order_by("waits", "path")


def _beside_the_page() -> Q:
    """Return the condition for what stands beside the PDF that is made of a page's text: see `_others`."""
    of_text = Q(kind__in=HANDOUT_KINDS, revision=OuterRef("live_revision"))
    return of_text | Q(kind=Edition.Kind.VERSION) | Q(document__isnull=False)


def pages_to_refresh() -> list[int]:
    """
    Return the keys of the pages with a PDF that is not as it should be, whatever became of the task about it.

    It was never made, it failed, something that it shows has changed, or another version of the site made it. An own
    PDF may be from an earlier text, and a published version stays as it was made. What was published within the last
    hour may still wait for its turn.
    """
    is_late = Q(last_published_at__lt=timezone.now() - PATIENCE)
    of_page = Edition.objects.filter(page=OuterRef("pk"), withdrawn=False)
    of_text = of_page.filter(document__isnull=True, revision=OuterRef("live_revision"))
    has_own = Exists(of_page.own().exclude(file=""))
    wrong = Q(file="") | ~Q(faults=[]) | Q(outdated=True) | ~Q(program=program_version())
    made = of_text.made()
    found = pages_with_editions().filter(
        ~has_own & (is_late & ~Exists(made) | Exists(made.filter(wrong)))
        | Exists(of_page.own().filter(Q(file="") | ~Q(program=program_version())))
        | Exists(of_text.filter(wrong, kind__in=HANDOUT_KINDS))
        | is_late & Exists(of_page.filter(file="", kind=Edition.Kind.VERSION))
    )
    without = (
        pages_with_editions(WithHandout).filter(is_late).exclude(Exists(of_text.filter(kind=Edition.Kind.HANDOUT)))
    )
    lost = [page.pk for page in without.specific() if page.has_points]
    return sorted({*found.values_list("pk", flat=True), *lost})


@dataclass(frozen=True)
class Verdict:
    """What the gate says of a PDF that a draft gives to its page."""

    document: Any
    language: Language
    check: PdfCheck | None
    is_replaced: bool
    reasons: list[Reason]


def verdicts_of(page: Any) -> Iterator[Verdict]:
    """Yield the PDFs that `page`, as it is edited, has of its own, with what the gate says of each."""
    own: OwnPdf
    for own in page.own_pdfs.all():
        check = PdfCheck.objects.filter(document=own.document_id).exclude(checked_at=None).first()
        yield Verdict(
            document=own.document,
            language=language(own.document.language),
            check=check,
            is_replaced=own.is_replaced,
            reasons=reasons(check.found_faults) if check else [],
        )
