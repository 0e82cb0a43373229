"""The state of a text in a language, computed from the texts themselves and kept in `cms.languages`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Greatest
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from cms.languages.changes import ChangeKind
from cms.languages.languages import SOURCE_LANGUAGE, TARGET_LANGUAGES
from cms.languages.models import LanguageStatus, State
from cms.languages.policy import TranslationPolicy
from cms.translation.facts import SentPart, sent_parts, versions_of
from cms.translation.segments import changed_parts, source_parts, without_links
from cms.translation.words import count_words

COMPUTED = (
    "state",
    "in_review",
    "parts",
    "parts_done",
    "parts_behind",
    "words",
    "words_left",
    "source_published_at",
    "corrected_at",
    "is_approved",
    "goes_live_at",
    "second_reading",
    "updated_at",
)
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
    """
    Annotate each translation with its `state` as it is kept.

    For who works on it, a text that is in review is so though its English was withheld meanwhile.
    """
    for_workers = Case(When(in_review=True, then=Value(State.IN_REVIEW)), default=F("state"))
    statuses = LanguageStatus.objects.filter(
        translation_key=OuterRef("source__object_id"), language=OuterRef("target_locale__language_code")
    )
    return translations.annotate(state=Subquery(statuses.annotate(for_workers=for_workers).values("for_workers")))


def note_progress(translation: Any, *, newly_done: int, words: int) -> None:
    """
    Keep what changes while somebody types, in one query: how far the text is.

    `translation` has its state (see `with_state`); `newly_done` is 1 where a part of so many `words` is done now, −1
    where it is a draft again. Where the text is behind, all is computed: whether an update has begun hangs on the part.
    """
    if translation.state == State.OUTDATED:
        refresh_status(translation.get_target_instance())
        return
    statuses = LanguageStatus.objects.filter(
        translation_key=translation.source.object_id, language=translation.target_locale.language_code
    )
    statuses.update(
        parts_done=Greatest(F("parts_done") + newly_done, 0),
        words_left=Greatest(F("words_left") - newly_done * words, 0),
    )


@transaction.atomic
def _refresh(model: Any, key: UUID, codes: set[str]) -> None:
    """
    Three queries. For a shared text or a term two more, and three for each page that shows it, where that is behind now
    or no longer.
    """
    versions = versions_of(model, key, codes)
    source = versions.get(SOURCE_LANGUAGE)
    if source is None:
        LanguageStatus.objects.filter(translation_key=key).delete()
        return
    # A language root, which set-up wrote in each language, was made from nothing.
    targets = {code: versions.get(code) for code in sorted(codes) if code not in versions or versions[code].was_sent}
    before = {} if issubclass(model, Page) else _parts_behind(key, codes)
    public = source_parts(source) if source.live else {}
    sent = sent_parts(key, codes) if any(targets.values()) else []
    LanguageStatus.objects.bulk_create(
        [
            LanguageStatus(translation_key=key, language=code, **_values(code, source, public, target, sent))
            for code, target in targets.items()
        ],
        update_conflicts=True,
        unique_fields=("translation_key", "language"),
        update_fields=COMPUTED,
    )
    if not issubclass(model, Page):
        now = _parts_behind(key, codes)
        changed = {code for code in codes if now.get(code, 0) != before.get(code, 0)}
        if changed:
            _refresh_pages_showing(key, changed)


def _values(code: str, source: Any, public: dict[str, str], target: Any | None, sent: list[SentPart]) -> dict[str, Any]:
    if target is None:
        # All that is public would have to be translated.
        sent = []
        words = words_left = sum(count_words(without_links(part)) for part in public.values())
    else:
        words = sum(count_words(part.source) for part in sent)
        words_left = sum(count_words(part.source) for part in sent if code not in part.done_in)
    own_behind = shared_behind = 0
    update_begun = False
    if target is not None and target.live:
        made_from = target.made_from or {}
        own_behind, shared_behind = changed_parts(made_from, public), target.shared_behind or 0
        # A translator has begun on parts that the live translation was not made from.
        known = {without_links(part) for part in made_from.values()}
        update_begun = any(code in part.begun_in and part.source not in known for part in sent)
    behind = own_behind + shared_behind
    return {
        "state": _state(source, target, behind, update_begun),
        "in_review": target is not None and target.in_review,
        "parts": len(sent),
        "parts_done": sum(code in part.done_in for part in sent),
        "parts_behind": behind,
        "words": words,
        "words_left": words_left,
        "source_published_at": source.last_published_at,
        "corrected_at": _corrected_at(source, target) if own_behind else None,
        "is_approved": target is not None and target.is_waiting,
        "goes_live_at": target.waits_until if target is not None else None,
        "second_reading": (target.unread if target is not None else None) or "",
    }


def _corrected_at(source: Any, target: Any) -> datetime | None:
    """Return since when a translation that is behind has an error that the English has no longer."""
    if target.known_correction is not None:
        return target.known_correction
    is_correction = getattr(source, "change_kind", "") == ChangeKind.CORRECTION
    return source.last_published_at if is_correction else None


def _state(source: Any, target: Any | None, behind: int, update_begun: bool) -> State:
    """Return the first state that fits, in the order of `State`."""
    withdrawn = not source.live and source.first_published_at is not None
    if withdrawn or source.is_restricted:
        return State.WITHHELD
    if target is None:
        return State.MISSING
    if target.in_review:
        return State.IN_REVIEW
    if not target.live:
        return State.IN_PROGRESS
    if not behind:
        return State.LIVE
    return State.UPDATING if update_begun else State.OUTDATED


def _parts_behind(key: UUID, codes: set[str]) -> dict[str, int]:
    """Return language code → how many parts of a text are behind: of a shared text, pages need to know no more."""
    statuses = LanguageStatus.objects.filter(translation_key=key, language__in=codes)
    return dict(statuses.values_list("language", "parts_behind"))


def _refresh_pages_showing(key: UUID, codes: set[str]) -> None:
    about = Page.objects.filter(page_terms__term__translation_key=key, locale__language_code=SOURCE_LANGUAGE)
    shown = Q(relatedobjectsegment__object=key) | Q(object_id__in=about.values("translation_key"))
    sources = TranslationSource.objects.filter(shown).select_related("specific_content_type")
    for source in sources.distinct():
        _refresh(source.specific_content_type.model_class(), source.object_id, codes)
