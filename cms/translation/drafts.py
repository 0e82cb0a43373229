"""What is typed on the desk is kept at once, and becomes the translation when its translator says that it is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.accounts.models import User
from cms.translation.models import Draft, EarlierDraft
from cms.translation.segments import as_read, segment_rows, state_of, store_texts, text_problem

# What one person types into a box within this time is one entry of its history.
ONE_SITTING = timedelta(minutes=5)


class PartGoneError(Exception):
    """The English no longer has this part."""


class TypedMeanwhileError(Exception):
    """Somebody else, or the same person in another window, has changed the part: `draft` is what it holds now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.text)
        self.draft = draft


@dataclass(frozen=True)
class Typed:
    """A text for the part `id`, typed over `version` of it; `done` says that it is the translation."""

    id: str
    text: str
    version: int
    done: bool = False


@dataclass(frozen=True)
class Kept:
    """How a part stands after a save: `problem` says why it cannot be done, `newly_done` is 1, 0 or, taken back, −1."""

    state: str
    version: int
    typed_at: datetime
    problem: str
    newly_done: int


def keep(translation: Translation, typed: Typed, *, user: User) -> Kept:
    """
    Keep what somebody typed; where something is wrong with it, a text that was said to be done stays a draft.

    Raises `PartGoneError` and `TypedMeanwhileError`; a text that came too late stands in the history.
    """
    row = _row(translation, typed.id)
    text = cleaned(typed.text)
    problem = text_problem(translation, row, text) if text else ""
    is_done = typed.done and bool(text) and not problem
    with transaction.atomic():
        draft, written = _write(translation, row, text, version=typed.version, is_done=is_done, user=user)
        if written and is_done:
            store_texts(translation, [(row, text)], user=user)
    if written is None:
        raise TypedMeanwhileError(draft)
    source = as_read(row.string.data, row.string.data)
    return Kept(
        state=state_of(text, source, is_draft=not is_done),
        version=draft.version,
        typed_at=draft.typed_at,
        problem=problem,
        newly_done=is_done - written.was_done,
    )


@transaction.atomic
def save_texts(translation: Translation, texts: dict[str, str], *, user: User) -> dict[str, str]:
    """
    Take over finished texts from elsewhere: `texts` maps the id of a part to its text as somebody would type it.

    Return id → what is wrong, for texts that are kept as drafts because they cannot be published. Raises `KeyError` for
    an id that is not of this translation.
    """
    rows = segment_rows(translation)
    drafts = {(draft.context_id, draft.string_id): draft for draft in Draft.objects.filter(translation=translation)}
    problems, finished = {}, []
    for identifier, typed in texts.items():
        row, text = rows[identifier], cleaned(typed)
        problem = text_problem(translation, row, text) if text else ""
        draft = drafts.get((row.context_id, row.string_id))
        is_done = bool(text) and not problem
        if draft or not is_done:
            _write(translation, row, text, version=draft.version if draft else 0, is_done=is_done, user=user)
        if is_done:
            finished.append((row, text))
        if problem:
            problems[identifier] = problem
    store_texts(translation, finished, user=user)
    return problems


def cleaned(text: str) -> str:
    """Return a text as it is kept, whatever a browser makes of its line ends."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def _row(translation: Translation, identifier: str) -> StringSegment:
    context, _dash, string = identifier.partition("-")
    rows = StringSegment.objects.filter(source=translation.source_id).select_related("string", "context")
    is_identifier = all(number.isascii() and number.isdigit() and len(number) < 19 for number in (context, string))
    row = rows.filter(context=context, string=string).first() if is_identifier else None
    if row is None:
        raise PartGoneError
    return row


@dataclass(frozen=True)
class Written:
    """What was written over: whether it was done."""

    was_done: bool


def _write(
    translation: Translation, row: StringSegment, text: str, *, version: int, is_done: bool, user: User
) -> tuple[Draft, Written | None]:
    """Write over `version` of the draft of a part; return what it holds now, and None where that is not `text`."""
    now = timezone.now()
    values = {"text": text, "is_done": is_done, "version": version + 1, "typed_by": user, "typed_at": now}
    draft, created = Draft.objects.get_or_create(
        translation=translation, context_id=row.context_id, string_id=row.string_id, defaults=values
    )
    if created:
        return draft, Written(was_done=_remember_stored(draft, row, translation))
    if draft.text == text and draft.is_done == is_done:
        return draft, Written(was_done=is_done)
    was = Draft(text=draft.text, is_done=draft.is_done, typed_by_id=draft.typed_by_id, typed_at=draft.typed_at)
    was_seen = draft.version == version or draft.text == text
    values["version"] = draft.version + 1
    # The version is asked for again, as somebody may have saved between the two statements.
    if not was_seen or not Draft.objects.filter(pk=draft.pk, version=draft.version).update(**values):
        EarlierDraft.objects.create(draft=draft, text=text, typed_by=user, typed_at=now)
        draft.refresh_from_db()
        return draft, None
    in_one_sitting = was.typed_by_id == user.pk and now - was.typed_at < ONE_SITTING and not was.is_done
    if was.text and was.text != text and not in_one_sitting:
        EarlierDraft.objects.create(draft=draft, text=was.text, typed_by_id=was.typed_by_id, typed_at=was.typed_at)
    draft.version, draft.typed_at = draft.version + 1, now
    return draft, Written(was_done=was.is_done)


def _remember_stored(draft: Draft, row: StringSegment, translation: Translation) -> bool:
    """
    Return whether the part had a translation.

    One that was never typed here, such as an imported one, is the first entry of the history.
    """
    stored = StringTranslation.objects.filter(
        translation_of=row.string_id, context=row.context_id, locale=translation.target_locale_id
    ).first()
    if stored is None:
        return False
    text = as_read(row.string.data, stored.data)
    if text != draft.text:
        EarlierDraft.objects.create(
            draft=draft, text=text, typed_by=stored.last_translated_by, typed_at=stored.updated_at
        )
    return not stored.has_error
