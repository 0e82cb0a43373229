"""The state of a text in a language, computed from the texts themselves and kept in `cms.languages`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Greatest
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail_localize.models import RelatedObjectSegment, Translation, TranslationSource

from cms.languages.changes import ChangeKind
from cms.languages.languages import SOURCE_LANGUAGE, TARGET_LANGUAGES
from cms.languages.models import LanguageStatus, State
from cms.languages.policy import TranslationPolicy
from cms.translation.models import SecondReading, TranslatedRevision
from cms.translation.segments import changed_parts, list_segments, source_parts, without_links
from cms.translation.waiting import waiting_revision
from cms.translation.words import count_words

# What was asked for within `refreshed_once`: the text's model and key → its languages.
_asked: ContextVar[dict[tuple[type, UUID], set[str]] | None] = ContextVar("asked", default=None)


@contextmanager
def refreshed_once() -> Iterator[None]:
    """Compute the states that are asked for within this block at its end, each of them once."""
    if _asked.get() is not None:
        yield
        return
    asked: dict[tuple[type, UUID], set[str]] = {}
    token = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(token)
    for (model, key), codes in asked.items():
        _refresh(model, key, codes)


def refresh_status(instance: Any) -> None:
    """Compute and keep the state of the text that `instance` is a version of: of an English one in every language."""
    code = instance.locale.language_code
    codes = {language.code for language in TARGET_LANGUAGES} if code == SOURCE_LANGUAGE else {code}
    asked = _asked.get()
    if asked is None:
        _refresh(type(instance), instance.translation_key, codes)
    else:
        asked.setdefault((type(instance), instance.translation_key), set()).update(codes)


def refresh_branch(page: Page) -> None:
    """Compute anew the states of an English page and of all below it: who may see them has changed for all."""
    with refreshed_once():
        for text in page.get_descendants(inclusive=True).specific().select_related("locale"):
            if isinstance(text, TranslationPolicy):
                refresh_status(text)


def with_state(translations: QuerySet[Translation]) -> QuerySet[Translation]:
    """Annotate each translation with its `state` as it is kept."""
    statuses = LanguageStatus.objects.filter(
        translation_key=OuterRef("source__object_id"), language=OuterRef("target_locale__language_code")
    )
    return translations.annotate(state=Subquery(statuses.values("state")))


def note_progress(translation: Translation, *, newly_done: int, words: int) -> None:
    """
    Keep what changes while somebody types, in one query: how far the text is, and that an update has begun.

    `newly_done` is 1 where a part of so many `words` is done now, and −1 where it is a draft again.
    """
    statuses = LanguageStatus.objects.filter(
        translation_key=translation.source.object_id, language=translation.target_locale.language_code
    )
    begun = Case(When(state=State.OUTDATED, then=Value(State.UPDATING)), default=F("state"))
    statuses.update(
        parts_done=Greatest(F("parts_done") + newly_done, 0),
        words_left=Greatest(F("words_left") - newly_done * words, 0),
        state=begun,
    )


def _refresh(model: Any, key: UUID, codes: set[str]) -> None:
    versions = {
        version.locale.language_code: version
        for version in model.objects.filter(
            translation_key=key, locale__language_code__in={*codes, SOURCE_LANGUAGE}
        ).select_related("locale", "live_revision")
    }
    source = versions.get(SOURCE_LANGUAGE)
    if source is None:
        LanguageStatus.objects.filter(translation_key=key).delete()
        return
    parts = source_parts(source) if source.live else {}
    translations = {
        translation.target_locale.language_code: translation
        for translation in Translation.objects.filter(
            source__object_id=key, target_locale__language_code__in=codes, enabled=True
        ).select_related("source__specific_content_type", "target_locale")
    }
    for code in sorted(codes):
        target, translation = versions.get(code), translations.get(code)
        if target is not None and translation is None:
            # A language root, which set-up wrote in each language, was made from nothing.
            continue
        _keep_status(key, code, source, parts, target, translation)
    if not issubclass(model, Page):
        _refresh_pages_showing(key, codes)


@transaction.atomic
def _keep_status(
    key: UUID, code: str, source: Any, parts: dict[str, str], target: Any | None, translation: Translation | None
) -> None:
    segments = list_segments(translation) if translation else []
    done = sum(segment.is_done for segment in segments)
    # Of what was never sent, all that is public would have to be translated.
    to_translate = [segment.source_part for segment in segments] if translation else list(parts.values())
    left = [segment.source_part for segment in segments if not segment.is_done] if translation else to_translate
    own_behind = shared_behind = 0
    if target is not None and target.live:
        own_behind = changed_parts(_made_from(target.live_revision), parts)
        shared_behind = _shared_parts_behind(translation, code)
    behind = own_behind + shared_behind
    # What was only sent can neither wait for its time nor have been read by nobody.
    begun = target if target is not None and (target.live or done) else None
    waiting = waiting_revision(begun) if begun else None
    reading = SecondReading.objects.of(begun).open().last() if begun else None
    values = {
        "state": _state(source, target, translation, behind, _update_begun(target, segments)),
        "parts": len(segments),
        "parts_done": done,
        "parts_behind": behind,
        "words": sum(count_words(without_links(part)) for part in to_translate),
        "words_left": sum(count_words(without_links(part)) for part in left),
        "source_published_at": source.last_published_at,
        "corrected_at": _corrected_at(key, code, source) if own_behind else None,
        "is_approved": waiting is not None,
        "goes_live_at": waiting.goes_live_at if waiting else None,
        "second_reading": reading.kind if reading else "",
    }
    LanguageStatus.objects.bulk_create(
        [LanguageStatus(translation_key=key, language=code, **values)],
        update_conflicts=True,
        unique_fields=("translation_key", "language"),
        update_fields=(*values, "updated_at"),
    )


def _corrected_at(key: UUID, code: str, source: Any) -> datetime | None:
    """Return since when a translation that is behind has an error that the English has no longer."""
    status = LanguageStatus.objects.filter(translation_key=key, language=code).first()
    if status is not None and status.corrected_at is not None:
        return status.corrected_at
    is_correction = getattr(source, "change_kind", "") == ChangeKind.CORRECTION
    return source.last_published_at if is_correction else None


def _state(source: Any, target: Any | None, translation: Translation | None, behind: int, update_begun: bool) -> State:
    """Return the first state that fits, in the order of `State`."""
    withdrawn = not source.live and source.first_published_at is not None
    if withdrawn or is_private(source):
        return State.WITHHELD
    if target is None or translation is None:
        return State.MISSING
    if target.workflow_in_progress:
        return State.IN_REVIEW
    if not target.live:
        return State.IN_PROGRESS
    if not behind:
        return State.LIVE
    return State.UPDATING if update_begun else State.OUTDATED


def is_private(instance: Any) -> bool:
    """Return whether a page, or a page above it, is not for everybody."""
    if not isinstance(instance, Page):
        return False
    above = instance.get_ancestors(inclusive=True).values("pk")
    return PageViewRestriction.objects.filter(page__in=above).exists()


def _made_from(revision: Revision | None) -> dict[str, str]:
    made_from = TranslatedRevision.objects.filter(revision=revision).first() if revision else None
    return made_from.source_parts if made_from else {}


def _shared_parts_behind(translation: Translation | None, code: str) -> int:
    """Return how many parts of the shared texts inside are behind: they stand on the page like its own."""
    if translation is None:
        return 0
    shared = RelatedObjectSegment.objects.filter(source=translation.source_id).values("object_id")
    statuses = LanguageStatus.objects.filter(translation_key__in=shared, language=code)
    return statuses.aggregate(Sum("parts_behind"))["parts_behind__sum"] or 0


def _refresh_pages_showing(key: UUID, codes: set[str]) -> None:
    sources = TranslationSource.objects.filter(relatedobjectsegment__object=key).select_related("specific_content_type")
    for source in sources.distinct():
        _refresh(source.specific_content_type.model_class(), source.object_id, codes)


def _update_begun(target: Any | None, segments: list) -> bool:
    """Whether a translator has begun on parts that the live translation was not made from."""
    if target is None or not target.live:
        return False
    known = {without_links(part) for part in _made_from(target.live_revision).values()}
    return any(
        without_links(segment.source_part) not in known and segment.state not in {"empty", "changed", "machine"}
        for segment in segments
    )
