"""How the PDFs of live pages stand, for staff."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.editions.handouts import HANDOUT_KINDS
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


@dataclass(frozen=True)
class Standing:
    """How the PDF of one live page stands; `reasons` say why it failed, or what is to be known of it."""

    page: Any
    language: Language
    key: str
    edition: Edition | None
    reasons: list[Reason]

    @property
    def word(self) -> str:
        return str(WORDS[self.key])

    @property
    def icon(self) -> str:
        return ICONS[self.key]

    @property
    def may_try_again(self) -> bool:
        """What waits may wait for a task that was lost."""
        return self.key in ("failed", "pending")


def standing_of(page: Any) -> Standing:
    """Return how the PDF of a live page (of its own type) stands, and why a handout of it failed; three queries."""
    offer = Edition.objects.offer_for(page)
    newest = None if offer.edition and offer.edition.is_own else Edition.objects.newest_for(page)
    if offer.edition and offer.edition.is_own:
        key = "older" if offer.edition.outdated else "own"
    elif newest is None or newest.outdated:
        key = "pending"
    else:
        key = "current" if newest.passed else "failed"
    told = [edition for edition in (newest or offer.edition, *_failed_handouts(page)) if edition]
    return Standing(
        page=page,
        language=language(page.locale.language_code),
        key=key,
        edition=offer.edition,
        reasons=[reason for edition in told for reason in reasons(edition.found_faults, page)],
    )


def _failed_handouts(page: Any) -> Iterable[Edition]:
    """Return the handouts of what is live on a page that did not pass."""
    return Edition.objects.filter(
        page=page.pk, kind__in=HANDOUT_KINDS, revision=page.live_revision_id, file="", outdated=False
    )


def standings_of(source: Page) -> list[Standing]:
    """Return how the PDFs of an English page stand in each language in which it is live."""
    versions = type(source).objects.filter(translation_key=source.translation_key, live=True).select_related("locale")
    by_code = {version.locale.language_code: version for version in versions}
    return [standing_of(by_code[code]) for code in (each.code for each in LANGUAGES) if code in by_code]


def pages_with_editions() -> QuerySet[Page]:
    """Return all live pages of the types that have PDFs."""
    types = [model for model in apps.get_models() if issubclass(model, WithEdition)]
    return Page.objects.live().filter(content_type__in=ContentType.objects.get_for_models(*types).values())


def pages_to_look_at() -> QuerySet[Page]:
    """
    Return the pages whose PDF failed or has something to be known of it, then those whose PDF `waits`; one query.
    """
    of_page = Edition.objects.filter(page=OuterRef("pk"), withdrawn=False)
    newest = of_page.made().filter(revision=OuterRef("live_revision")).order_by("-checked_at", "-pk")
    pages = pages_with_editions().annotate(
        has_own=Exists(of_page.own()),
        newest=Subquery(newest.values("pk")[:1]),
    )
    fine = Edition.objects.filter(pk=OuterRef("newest"), outdated=False, faults=[]).exclude(file="")
    of_own = Edition.objects.own().filter(page=OuterRef("pk"), withdrawn=False, outdated=False, faults=[])
    handouts = of_page.filter(kind__in=HANDOUT_KINDS, revision=OuterRef("live_revision"), file="", outdated=False)
    wrong = Q(has_own=False) & ~Exists(fine) | Q(has_own=True) & ~Exists(of_own) | Exists(handouts)
    done = Edition.objects.filter(pk=OuterRef("newest"), outdated=False)
    return pages.filter(wrong).annotate(waits=~Exists(done) & Q(has_own=False)).order_by("waits", "path")


def pages_to_refresh() -> QuerySet[Page]:
    """Return the pages with a PDF that another version of the site made, or that is not as it should be."""
    of_page = Edition.objects.filter(page=OuterRef("pk"), withdrawn=False)
    of_text = of_page.filter(Q(revision=OuterRef("live_revision")) | Q(document__isnull=False))
    # A published version stays what it was, and a handout that is not there any more is not made anew.
    by_another = of_text.exclude(program=program_version()).exclude(kind=Edition.Kind.VERSION)
    by_another = by_another.exclude(kind__in=HANDOUT_KINDS, outdated=True)
    failed = of_text.made().filter(Q(file="") | ~Q(faults=[]) | Q(outdated=True))
    return pages_with_editions().filter(Exists(by_another) | Exists(failed)).order_by("path")


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
