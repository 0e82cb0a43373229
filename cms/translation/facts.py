"""
What the states of a text are computed from: two queries, however many parts and languages it has.

What is done and what is begun means the same here as in `cms.translation.segments`, which reads the texts as well.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Cast
from wagtail.models import Page, PageViewRestriction, WorkflowState
from wagtail_localize.models import RelatedObjectSegment, StringSegment, StringTranslation, Translation

from cms.directory.models import PageTerm
from cms.languages.languages import SOURCE_LANGUAGE
from cms.languages.models import LanguageStatus
from cms.translation.models import Draft, SecondReading, TranslatedRevision
from cms.translation.waiting import WAITS


@dataclass(frozen=True)
class SentPart:
    """A part as the translators have it: its English, and the codes of the languages where it is done, or begun."""

    source: str
    done_in: frozenset[str]
    begun_in: frozenset[str]


def versions_of(model: Any, key: UUID, codes: Collection[str]) -> dict[str, Any]:
    """
    Return code → the text in that language, for `codes` and English; one query.

    Each says whether it `was_sent`, is `in_review` or `is_restricted` (or something above it is), from which English
    parts its live revision was `made_from`, how many parts of shared texts and terms inside are behind
    (`shared_behind`), since when it is known to lack a correction (`known_correction`), whether an approved revision
    `is_waiting` to go live, and `waits_until` when, and how the public one came past a second reader (`unread`).
    """
    shared = RelatedObjectSegment.objects.filter(source__object_id=OuterRef(OuterRef("translation_key")))
    terms = PageTerm.objects.filter(
        page__translation_key=OuterRef(OuterRef("translation_key")),
        page__locale__language_code=SOURCE_LANGUAGE,
        term__live=True,
    )
    statuses = LanguageStatus.objects.filter(language=OuterRef("locale__language_code"))
    of_shared = statuses.filter(
        Q(translation_key__in=shared.values("object_id")) | Q(translation_key__in=terms.values("term__translation_key"))
    ).values("language")
    versions = model.objects.filter(translation_key=key, locale__language_code__in={*codes, SOURCE_LANGUAGE})
    base = ContentType.objects.get_for_model(Page if issubclass(model, Page) else model)
    waiting = TranslatedRevision.objects.filter(
        WAITS, revision__base_content_type=base, revision__object_id=Cast(OuterRef("pk"), CharField())
    )
    readings = SecondReading.objects.open().filter(
        translation_key=OuterRef("translation_key"), language=OuterRef("locale__language_code")
    )
    found = versions.select_related("locale").annotate(
        was_sent=Exists(
            Translation.objects.filter(
                source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale"), enabled=True
            )
        ),
        in_review=Exists(
            WorkflowState.objects.filter(
                base_content_type=base,
                object_id=Cast(OuterRef("pk"), CharField()),
                status=WorkflowState.STATUS_IN_PROGRESS,
            )
        ),
        is_restricted=_is_restricted() if issubclass(model, Page) else Value(False),
        made_from=Subquery(
            TranslatedRevision.objects.filter(revision=OuterRef("live_revision")).values("source_parts")
        ),
        shared_behind=Subquery(of_shared.annotate(behind=Sum("parts_behind")).values("behind")),
        is_waiting=Exists(waiting),
        waits_until=Subquery(waiting.order_by("-pk").values("goes_live_at")[:1]),
        unread=Subquery(readings.order_by("-pk").values("kind")[:1]),
        known_correction=Subquery(statuses.filter(translation_key=OuterRef("translation_key")).values("corrected_at")),
    )
    return {version.locale.language_code: version for version in found}


def _is_restricted() -> Exists:
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return Exists(PageViewRestriction.objects.annotate(path=path).filter(path__startswith=F("page__path")))


def sent_parts(key: UUID, codes: Collection[str]) -> list[SentPart]:
    """Return the parts of what was sent, in the order of the page; one that is repeated in a place stands once."""
    rows = StringSegment.objects.filter(source__object_id=key, source__locale__language_code=SOURCE_LANGUAGE)
    for code in codes:
        stored = StringTranslation.objects.filter(
            translation_of=OuterRef("string"), context=OuterRef("context"), locale__language_code=code
        ).exclude(data="")
        drafts = Draft.objects.filter(
            string=OuterRef("string"),
            context=OuterRef("context"),
            translation__source=OuterRef("source"),
            translation__target_locale__language_code=code,
            is_done=False,
        )
        typed = drafts.exclude(origin=Draft.Origin.MACHINE).exclude(text="")
        rows = rows.annotate(
            **{
                _done(code): Q(Exists(stored.filter(has_error=False)), ~Exists(drafts)),
                _begun(code): Q(Exists(typed)) | Q(Exists(stored), ~Exists(drafts)),
            }
        )
    columns = [column(code) for code in codes for column in (_done, _begun)]
    parts: dict[tuple[int, int], SentPart] = {}
    for row in rows.order_by("order").values("context", "string", "string__data", *columns):
        parts.setdefault(
            (row["context"], row["string"]),
            SentPart(
                source=row["string__data"],
                done_in=frozenset(code for code in codes if row[_done(code)]),
                begun_in=frozenset(code for code in codes if row[_begun(code)]),
            ),
        )
    return list(parts.values())


def _done(code: str) -> str:
    return f"done_in_{code}"


def _begun(code: str) -> str:
    return f"begun_in_{code}"
