"""What taking a file would do, part by part; nothing is changed here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.languages.languages import language
from cms.languages.models import State
from cms.translation.checks import Finding
from cms.translation.drafts import cleaned, stops
from cms.translation.exchange.collecting import place_of
from cms.translation.exchange.entries import Batch, Entry, RefusedFileError
from cms.translation.formatting import formatted, plain, word_difference
from cms.translation.models import Draft
from cms.translation.segments import DRAFTS, Segment, list_segments, part_findings, segment_rows
from cms.translation.status import with_state


@dataclass(frozen=True)
class Change:
    """
    A part that the file has another translation of, or says something else about.

    `after` is the text of the file, `becomes_done` says whether it will count. `is_newer` is said of a part that
    somebody has changed since the file was made: what stands on the desk stays, unless the file's text is asked for.
    """

    key: str
    title: str
    segment: Segment
    after: str
    becomes_done: bool
    findings: tuple[Finding, ...]
    is_newer: bool = False

    @property
    def difference(self) -> SafeString:
        """What was changed, word by word; where that is only the formatting, with its marks."""
        texts = (self.segment.text, self.after)
        words = tuple(plain(text, has_markup=self.segment.has_markup) for text in texts)
        return word_difference(*(texts if words[0] == words[1] else words))

    @property
    def source(self) -> SafeString:
        return formatted(self.segment.source, has_markup=self.segment.has_markup)

    @property
    def was_done(self) -> bool:
        return self.segment.is_done


@dataclass(frozen=True)
class TextPlan:
    """What a file would do to one text; `gone` are translations of parts that its English no longer has."""

    translation: Translation
    changes: tuple[Change, ...]
    gone: tuple[Entry, ...]
    unchanged: int
    untranslated: int
    english_changed: bool


@dataclass(frozen=True)
class Plan:
    """What a file would do; `others` are entries of texts that it was not brought to, `locked` titles in review."""

    language: str
    texts: tuple[TextPlan, ...]
    others: tuple[Entry, ...]
    locked: tuple[str, ...]

    @cached_property
    def changes(self) -> list[Change]:
        """What is written when the plan is confirmed."""
        return [change for text in self.texts for change in text.changes if not change.is_newer]

    @cached_property
    def newer(self) -> list[Change]:
        return [change for text in self.texts for change in text.changes if change.is_newer]

    @cached_property
    def gone(self) -> list[Entry]:
        return [entry for text in self.texts for entry in text.gone]

    @property
    def unchanged(self) -> int:
        return sum(text.unchanged for text in self.texts)

    @property
    def untranslated(self) -> int:
        return sum(text.untranslated for text in self.texts)

    @property
    def becomes_done(self) -> int:
        return sum(change.becomes_done for change in self.changes)

    @property
    def english_changed(self) -> list[str]:
        """The titles of the texts whose English is another one than the file was made from."""
        return [text.translation.source.object_repr for text in self.texts if text.english_changed]

    @property
    def does_something(self) -> bool:
        return bool(self.changes or self.newer or self.gone)

    @property
    def fingerprint(self) -> str:
        """What is the same for two plans that do the same to the same texts."""
        said = [
            (
                change.key,
                change.segment.version,
                change.segment.text,
                change.after,
                change.becomes_done,
                change.is_newer,
            )
            for change in (*self.changes, *self.newer)
        ]
        gone = [(entry.key, entry.target) for entry in self.gone]
        return sha256(repr((said, gone, self.locked)).encode()).hexdigest()


def plan_import(batch: Batch, translations: Iterable[Translation], *, code: str) -> Plan:
    """
    Return what taking `batch` into these translations of the language `code` would do.

    Raises `RefusedFileError` for a file of another language or of other texts only, for texts in review, and where the
    formatting of a part is broken.
    """
    if batch.language != code:
        message = _("This file belongs to another language: it says “%(found)s”, and here is %(wanted)s.")
        raise RefusedFileError(message % {"found": batch.language, "wanted": language(code).name})
    named = [one for one in translations if str(one.source.object_id) in batch.texts]
    if not named:
        raise RefusedFileError(_("This file belongs to another text. Bring it to the page it was downloaded from."))
    open_texts, locked = _by_lock(named)
    if not open_texts:
        raise RefusedFileError(*(_("“%(title)s” is in review and cannot be changed.") % {"title": t} for t in locked))
    entries: dict[str, list[Entry]] = {}
    for entry in batch.entries:
        entries.setdefault(entry.text, []).append(entry)
    keys = {str(one.source.object_id) for one in named}
    plan = Plan(
        language=code,
        texts=tuple(_plan_text(one, entries.get(str(one.source.object_id), []), batch) for one in open_texts),
        others=tuple(entry for key, found in entries.items() if key not in keys for entry in found if entry.target),
        locked=tuple(locked),
    )
    _refuse_broken([*plan.changes, *plan.newer])
    return plan


def _by_lock(translations: list[Translation]) -> tuple[list[Translation], list[str]]:
    states = with_state(Translation.objects.filter(pk__in=[one.pk for one in translations]))
    in_review = set(states.filter(state=State.IN_REVIEW).values_list("pk", flat=True))
    locked = [one.source.object_repr for one in translations if one.pk in in_review]
    return [one for one in translations if one.pk not in in_review], locked


def _plan_text(translation: Translation, entries: list[Entry], batch: Batch) -> TextPlan:
    rows = segment_rows(translation)
    parts = {place_of(rows[segment.id]): segment for segment in list_segments(translation)}
    changed_at = _changed_at(translation)
    changes, gone, counted = [], [], Counter[str]()
    for entry in entries:
        segment = None if entry.is_obsolete else parts.get(entry.place)
        if not cleaned(entry.target):
            counted["untranslated"] += 1
        elif segment is None:
            gone.append(entry)
        elif (change := _change(translation, rows[segment.id], segment, entry)) is None:
            counted["unchanged"] += 1
        else:
            at = changed_at.get(segment.id)
            changes.append(replace(change, is_newer=at is not None and at > batch.known_until))
    return TextPlan(
        translation=translation,
        changes=tuple(changes),
        gone=tuple(gone),
        unchanged=counted["unchanged"],
        untranslated=counted["untranslated"],
        english_changed=translation.source.sent.revision_id != batch.texts[str(translation.source.object_id)],
    )


def _change(translation: Translation, row: StringSegment, segment: Segment, entry: Entry) -> Change | None:
    """Return what an entry changes about its part; None where it says what is so already."""
    after = cleaned(entry.target)
    is_same = after == cleaned(segment.text)
    if is_same and entry.is_draft != segment.is_done:
        return None
    findings = tuple(part_findings(translation, row, after))
    becomes_done = not entry.is_draft and not stops(findings)
    if is_same and not becomes_done and segment.state in DRAFTS:
        return None
    return Change(
        key=entry.key,
        title=translation.source.object_repr,
        segment=segment,
        after=after,
        becomes_done=becomes_done,
        findings=findings,
    )


def _refuse_broken(changes: list[Change]) -> None:
    message = _("%(problem)s It says: “%(text)s”")
    broken = [
        message % {"problem": finding.message, "text": change.after}
        for change in changes
        for finding in change.findings
        if finding.code == "markup"
    ]
    if broken:
        raise RefusedFileError(*broken)


def _changed_at(translation: Translation) -> dict[str, datetime]:
    """Return id → when its translation was last typed or taken over."""
    stored = StringTranslation.objects.filter(
        locale=translation.target_locale_id, context__object=translation.source.object_id
    ).values_list("context_id", "translation_of_id", "updated_at")
    typed = Draft.objects.filter(translation=translation).values_list("context_id", "string_id", "typed_at")
    newest: dict[str, datetime] = {}
    for context, string, at in (*stored, *typed):
        identifier = f"{context}-{string}"
        newest[identifier] = max(at, newest.get(identifier, at))
    return newest
