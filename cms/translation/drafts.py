"""What is typed on the desk is kept at once, and becomes the translation when its translator says that it is done."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail_localize.models import String, StringSegment, StringTranslation, Translation, TranslationContext

from cms.accounts.models import User
from cms.translation.checks import Finding, Level
from cms.translation.glossary.checking import known_terms
from cms.translation.markup import normalised
from cms.translation.models import Draft, EarlierDraft
from cms.translation.part_ids import keys_of
from cms.translation.segments import (
    MARKUP,
    as_read,
    find_row,
    part_findings,
    segment_rows,
    state_of,
    store_texts,
)
from cms.translation.words import count_words

# What one person types into a box within this time is one entry of its history.
ONE_SITTING = timedelta(minutes=5)
REASON_LENGTH = Draft._meta.get_field("reason").max_length
# What would break the page, however good the reason.
NOT_PUBLISHABLE = frozenset({"limit", "markup", "link", "link-unknown", "link-twice", "link-empty"})


class PartGoneError(Exception):
    """The English no longer has this part."""


class TypedMeanwhileError(Exception):
    """Somebody else, or the same person in another window, has changed the part: `draft` is what it holds now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.text)
        self.draft = draft


@dataclass(frozen=True)
class Typed:
    """
    A text for the part `id`, typed over version `version` of it; `done` says that it is the translation.

    `reason` says why what the checks found is right here; the reviewer reads it. `instead` says that what stood there
    goes into the history, however short a time it stood.
    """

    id: str
    text: str
    version: int
    done: bool = False
    reason: str = ""
    instead: bool = False


@dataclass(frozen=True)
class Kept:
    """How a part stands after a save; `newly_done` is 1, 0 or, where it is a draft again, −1."""

    state: str
    version: int
    typed_at: datetime
    findings: list[Finding]
    reason: str
    newly_done: int
    words: int

    @property
    def problem(self) -> str:
        """Why the part cannot be done, if it cannot."""
        errors = (finding.message for finding in self.findings if finding.level is Level.ERROR)
        return "" if self.reason else next(errors, "")


def keep(translation: Translation, typed: Typed, *, user: User) -> Kept:
    """
    Keep what somebody typed; where something is wrong with it, a text that was said to be done stays a draft.

    Raises `PartGoneError` and `TypedMeanwhileError`; a text for a part that is gone is set aside, one that came too
    late stands in the history.
    """
    row = find_row(translation, typed.id)
    if row is None:
        _keep_without_part(translation, typed, user=user)
        raise PartGoneError
    text = as_typed(row, typed.text)
    findings = part_findings(translation, row, text) if text else []
    reason = cleaned(typed.reason)[:REASON_LENGTH] if typed.done else ""
    is_done = typed.done and bool(text) and not stops(findings, reason)
    reason = reason if is_done and findings else ""
    with transaction.atomic():
        version = Version(text, is_done, reason)
        draft, written = _write(translation, row, version, over=typed.version, user=user, instead=typed.instead)
        if written and is_done:
            store_texts(translation, [(row, text)], user=user)
    if written is None:
        raise TypedMeanwhileError(draft)
    source = as_read(row.string.data, row.string.data)
    return Kept(
        state=state_of(text, source, is_draft=not is_done),
        version=draft.version,
        typed_at=draft.typed_at,
        findings=findings,
        reason=reason,
        newly_done=is_done - written.was_done,
        words=count_words(row.string.data),
    )


def stops(findings: Iterable[Finding], reason: str = "") -> bool:
    """Return whether a text with these findings cannot be done; no reason mends what cannot be published at all."""
    return any(finding.level is Level.ERROR and (not reason or finding.code in NOT_PUBLISHABLE) for finding in findings)


@transaction.atomic
def save_texts(translation: Translation, texts: dict[str, str], *, user: User) -> dict[str, str]:
    """
    Take over finished texts from elsewhere: `texts` maps the id of a part to its text as somebody would type it.

    Return id → what is wrong, for texts that are kept as drafts because they cannot be published. Raises `KeyError` for
    an id that is not of this translation.
    """
    rows, terms = segment_rows(translation), known_terms()
    drafts = {(draft.context_id, draft.string_id): draft for draft in Draft.objects.filter(translation=translation)}
    problems, finished = {}, []
    for identifier, typed in texts.items():
        row = rows[identifier]
        text = as_typed(row, typed)
        findings = part_findings(translation, row, text, terms) if text else []
        draft = drafts.get((row.context_id, row.string_id))
        is_done = bool(text) and not stops(findings)
        if draft or not is_done:
            over = draft.version if draft else 0
            _write(translation, row, Version(text, is_done), over=over, user=user)
        if is_done:
            finished.append((row, text))
        elif findings:
            problems[identifier] = findings[0].message
    store_texts(translation, finished, user=user)
    return problems


def keep_beside(translation: Translation, row: StringSegment, text: str, *, user: User) -> None:
    """Keep a text in the history of a part that stays as it is; where nothing stands there, it is its draft."""
    stored = _stored(translation, row)
    now = timezone.now()
    stands = (
        {
            "text": as_read(row.string.data, stored.data),
            "is_done": not stored.has_error,
            "typed_by": stored.last_translated_by,
            "typed_at": stored.updated_at,
        }
        if stored
        else {"text": text, "typed_by": user, "typed_at": now}
    )
    draft, _created = Draft.objects.get_or_create(
        translation=translation, context_id=row.context_id, string_id=row.string_id, defaults=stands
    )
    if draft.text != text and not draft.earlier.filter(text=text).exists():
        EarlierDraft.objects.create(draft=draft, text=text, typed_by=user, typed_at=now)


def cleaned(text: str) -> str:
    """Return a text as it is typed, whatever a browser makes of its line ends."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def as_typed(row: StringSegment, typed: str) -> str:
    """Return what is kept of a text that somebody typed for the part `row`."""
    text = cleaned(typed)
    return normalised(row.string.data, text) if MARKUP.search(row.string.data) else text


@transaction.atomic
def _keep_without_part(translation: Translation, typed: Typed, *, user: User) -> None:
    """Keep a text as the draft of a part that the English had, if it ever had one with this id."""
    keys, text = keys_of(typed.id), cleaned(typed.text)
    if not text or keys is None:
        return
    context, string = keys
    place = TranslationContext.objects.filter(pk=context, object=translation.source.object_id).first()
    english = String.objects.filter(pk=string, locale=translation.source.locale_id).first()
    if place is not None and english is not None:
        part = StringSegment(source=translation.source, context=place, string=english)
        _write(translation, part, Version(text, is_done=False), over=typed.version, user=user)


@dataclass(frozen=True)
class Written:
    """What was written over: whether it was done."""

    was_done: bool


@dataclass(frozen=True)
class Version:
    """What a box is to hold."""

    text: str
    is_done: bool
    reason: str = ""


def _write(
    translation: Translation,
    row: StringSegment,
    version: Version,
    *,
    over: int,
    user: User,
    instead: bool = False,
) -> tuple[Draft, Written | None]:
    """Write over a version of the draft of a part; return what it holds now, and None where that is something else."""
    now = timezone.now()
    values = {**asdict(version), "origin": Draft.Origin.PERSON, "typed_by": user, "typed_at": now}
    draft, created = Draft.objects.get_or_create(
        translation=translation,
        context_id=row.context_id,
        string_id=row.string_id,
        defaults={**values, "version": over + 1},
    )
    if created:
        return draft, Written(was_done=_remember_stored(draft, row, translation))
    if Version(draft.text, draft.is_done, draft.reason) == version:
        return draft, Written(was_done=draft.is_done)
    was_seen = draft.version == over or draft.text == version.text
    # The version is asked for again, as somebody may have saved between the two statements.
    unchanged = Draft.objects.filter(pk=draft.pk, version=draft.version)
    if not was_seen or not unchanged.update(**values, version=draft.version + 1):
        # A desk asks again before it lets go of a text.
        if not draft.earlier.filter(text=version.text).exists():
            EarlierDraft.objects.create(draft=draft, text=version.text, typed_by=user, typed_at=now)
        draft.refresh_from_db()
        return draft, None
    in_one_sitting = draft.typed_by_id == user.pk and now - draft.typed_at < ONE_SITTING and not draft.is_done
    if draft.text and draft.text != version.text and (instead or not in_one_sitting):
        EarlierDraft.objects.create(
            draft=draft, text=draft.text, typed_by_id=draft.typed_by_id, typed_at=draft.typed_at
        )
    was_done = draft.is_done
    draft.version, draft.typed_at = draft.version + 1, now
    return draft, Written(was_done=was_done)


def _remember_stored(draft: Draft, row: StringSegment, translation: Translation) -> bool:
    """
    Return whether the part had a translation.

    One that was never typed here, such as an imported one, is the first entry of the history.
    """
    stored = _stored(translation, row)
    if stored is None:
        return False
    text = as_read(row.string.data, stored.data)
    if text != draft.text:
        EarlierDraft.objects.create(
            draft=draft, text=text, typed_by=stored.last_translated_by, typed_at=stored.updated_at
        )
    return not stored.has_error


def _stored(translation: Translation, row: StringSegment) -> StringTranslation | None:
    return StringTranslation.objects.filter(
        translation_of=row.string_id, context=row.context_id, locale=translation.target_locale_id
    ).first()
