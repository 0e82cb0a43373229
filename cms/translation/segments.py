"""The parts of a text that are translated, one by one."""

import html
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.accounts.models import User
from cms.translation.checks import Finding, Level, find
from cms.translation.glossary.checking import glossary_of, known_terms
from cms.translation.glossary.terms import Term
from cms.translation.models import Draft
from cms.translation.part_ids import keys_of, part_id

LINE_BREAK = re.compile(r"<br\s*/?>")
MARKUP = re.compile(r"<(?!br\s*/?>)[^>]+>")
HAS_LETTERS = re.compile(r"[^\W\d_]")

DONE = frozenset({"done", "kept"})
DRAFTS = frozenset({"draft", "machine", "returned"})
# How much of an earlier text stands in a new one that was made from it.
ALIKE = 0.4


@dataclass(frozen=True)
class Segment:
    """
    One part of a text: `label` names its `field`, `source` and `text` are what a person reads or types. `place` says
    where its English stands, as `source_parts` does.

    A part without markup is plain text; one with markup (`has_markup`) keeps its inline HTML. `source_part` is the
    English as `source_parts` has it. `state` is one of the words of the desk: only a part that is `done` or `kept` (in
    English) counts. `version` numbers what was typed. Where the English has changed, `text` is the earlier translation,
    `earlier_source` what it was made from and `changed_at` when the newer English came. `findings` are what the checks
    say of the text, where they were asked for, and `reason` why a finding that is an error is none here. `error` says
    why a text cannot be published.
    """

    id: str
    field: str
    label: str
    source: str
    source_part: str
    text: str
    has_markup: bool
    error: str = ""
    state: str = "empty"
    version: int = 0
    earlier_source: str = ""
    typed_at: datetime | None = None
    changed_at: datetime | None = None
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    place: str = ""

    @property
    def is_done(self) -> bool:
        return self.state in DONE


def list_segments(translation: Translation, *, checked: bool = False) -> list[Segment]:
    """
    Return the parts of `translation` in the order of the page; one that is repeated in a place stands once.

    `checked` adds the findings of each text.
    """
    return list_segments_of([translation], checked=checked)[translation.pk]


def list_segments_of(translations: Collection[Translation], *, checked: bool = False) -> dict[int, list[Segment]]:
    """Return the key of each translation → its parts, as `list_segments`; three queries for any number of them."""
    rows = _rows_of({translation.source_id for translation in translations})
    stored, drafts = _stored_texts(translations), _drafts(translations)
    return {
        translation.pk: _segments(
            translation,
            rows.get(translation.source_id, {}),
            stored.get((translation.target_locale_id, translation.source.object_id), {}),
            drafts.get(translation.pk, {}),
            checked=checked,
        )
        for translation in translations
    }


def _segments(
    translation: Translation,
    rows: dict[str, StringSegment],
    stored: dict[str, StringTranslation],
    drafts: dict[str, Draft],
    *,
    checked: bool,
) -> list[Segment]:
    earlier = _earlier_texts(rows, stored, drafts)
    labels = field_labels(translation.source.specific_content_type.model_class())
    segments = []
    terms: list[Term] | None = None
    for identifier, row in rows.items():
        label = labels[row.context.path.partition(".")[0]]
        segment = _segment(
            identifier, label, row, stored.get(identifier), drafts.get(identifier), earlier.get(identifier)
        )
        if segment.state == "changed":
            segment = replace(segment, changed_at=translation.source.last_updated_at)
        if segment.text and (checked or segment.state in DRAFTS):
            terms = known_terms() if terms is None else terms
            findings = part_findings(translation, row, segment.text, terms)
            problem = next((finding.message for finding in findings if finding.level is Level.ERROR), "")
            segment = replace(segment, findings=tuple(findings))
            if not segment.error and not segment.reason:
                segment = replace(segment, error=problem)
        segments.append(segment)
    return segments


def find_row(translation: Translation, identifier: str) -> StringSegment | None:
    """Return the row of one part; None where the English has no such part (any more)."""
    keys = keys_of(identifier)
    if keys is None:
        return None
    context, string = keys
    rows = StringSegment.objects.filter(source=translation.source_id, context=context, string=string)
    return rows.select_related("string", "context").first()


def source_parts(instance: Any) -> dict[str, str]:
    """
    Return place → English text of every part of `instance`.

    A place is the path of the field or block and the number of the part on the page, as in `body.<block id>#4`. Where a
    part has links, their targets belong to its text.
    """
    return {
        f"{segment.path}#{segment.order}": _with_links(segment.string.data, segment.attrs)
        for segment in extract_segments(instance)
        if isinstance(segment, StringSegmentValue)
    }


def changed_parts(before: dict[str, str], now: dict[str, str]) -> int:
    """
    Return how many parts a reader of `before` does not have as they are `now`: changed, added, removed or moved.

    Fields and blocks are compared one by one, so that a new paragraph counts as one; then the order of the blocks.
    """
    old, new = _by_place(before), _by_place(now)
    moved = _differences([place for place in old if place in new], [place for place in new if place in old])
    return moved + sum(_differences(old.get(place, []), new.get(place, [])) for place in {*old, *new})


def missing_texts(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """Return the texts, with their markup, that stand in `now` and at no such place in `before`; those moved do not."""
    old = _by_place(before)
    return [
        without_links(text)
        for place, texts in _by_place(now).items()
        for text in texts
        if text not in old.get(place, [])
    ]


def _with_links(data: str, links: dict | None) -> str:
    return f"{data}\n{json.dumps(links, sort_keys=True)}" if links else data


def without_links(part: str) -> str:
    """Return what a translator translates of a part: its text without the targets of its links."""
    return part.partition("\n")[0]


def _by_place(parts: dict[str, str]) -> dict[str, list[str]]:
    """Return path → its texts, both in the order of the page, which a database need not keep."""
    places: dict[str, list[str]] = {}
    for key in sorted(parts, key=lambda key: int(key.rpartition("#")[2])):
        places.setdefault(key.rpartition("#")[0], []).append(parts[key])
    return places


def _differences(before: list[str], now: list[str]) -> int:
    matches = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    return max(len(before), len(now)) - sum(match.size for match in matches)


def segment_rows(translation: Translation) -> dict[str, StringSegment]:
    """Return id → the row of each part, in the order of the page; one query."""
    return _rows_of([translation.source_id]).get(translation.source_id, {})


def _rows_of(sources: Collection[int]) -> dict[int, dict[str, StringSegment]]:
    """Return the key of each source that has parts → their rows, as `segment_rows`."""
    rows = StringSegment.objects.filter(source__in=sources).select_related("string", "context")
    segments: dict[int, dict[str, StringSegment]] = {}
    for row in rows.order_by("order"):
        segments.setdefault(row.source_id, {}).setdefault(part_id(row.context_id, row.string_id), row)
    return segments


def _stored_texts(translations: Collection[Translation]) -> dict[tuple[int, UUID], dict[str, StringTranslation]]:
    """Return (locale, translation key) → id → what is translated, of at least these translations."""
    stored = StringTranslation.objects.filter(
        locale__in={translation.target_locale_id for translation in translations},
        context__object__in={translation.source.object_id for translation in translations},
    )
    texts: dict[tuple[int, UUID], dict[str, StringTranslation]] = {}
    for row in stored.select_related("translation_of", "context").order_by("updated_at"):
        of_text = texts.setdefault((row.locale_id, row.context.object_id), {})
        of_text[part_id(row.context_id, row.translation_of_id)] = row
    return texts


def _drafts(translations: Collection[Translation]) -> dict[int, dict[str, Draft]]:
    """Return the key of each translation that has drafts → id → draft."""
    drafts: dict[int, dict[str, Draft]] = {}
    for draft in Draft.objects.filter(translation__in=translations).select_related("string").order_by("typed_at"):
        drafts.setdefault(draft.translation_id, {})[draft.part] = draft
    return drafts


@dataclass(frozen=True)
class Earlier:
    """An earlier English of a part and its translation, both as inline HTML."""

    source: str
    text: str


def _earlier_texts(
    rows: dict[str, StringSegment], stored: dict[str, StringTranslation], drafts: dict[str, Draft]
) -> dict[str, Earlier]:
    """Return id → what stood in the place of a part whose English is new, for each place from the nearest texts."""
    gone: dict[int, dict[str, str]] = {}
    for identifier, row in stored.items():
        if identifier not in rows and row.data:
            gone.setdefault(row.context_id, {})[row.translation_of.data] = row.data
    for identifier, draft in drafts.items():
        if identifier not in rows and draft.text:
            gone.setdefault(draft.context_id, {})[draft.string.data] = _as_kept(draft.string.data, draft.text)
    if not gone:
        return {}
    new: dict[int, dict[str, str]] = {}
    for identifier, row in rows.items():
        if identifier not in stored and identifier not in drafts:
            new.setdefault(row.context_id, {})[identifier] = row.string.data
    return {
        identifier: Earlier(source, gone[context][source])
        for context, sources in new.items()
        for identifier, source in nearest(sources, gone.get(context, {})).items()
    }


def nearest(sources: dict[str, str], earlier: Collection[str]) -> dict[str, str]:
    """
    Return id → the text of `earlier` that its source was changed from, each used once; the most alike first.

    Where a place has one part, and had one, that is it, however much was rewritten.
    """
    if len(sources) == 1 and len(earlier) == 1:
        return dict.fromkeys(sources, next(iter(earlier)))
    likeness = sorted(
        (
            (resemblance(before, source), identifier, before)
            for identifier, source in sources.items()
            for before in earlier
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    for ratio, identifier, before in likeness:
        if ratio >= ALIKE and identifier not in found and before not in found.values():
            found[identifier] = before
    return found


def resemblance(before: str, now: str) -> float:
    """Return how much of one text stands in another, from 0 to 1."""
    return SequenceMatcher(None, before, now, autojunk=False).ratio()


def field_labels(model: Any) -> dict[str, str]:
    """Return the name of each field of a model as its form shows it."""
    fields = model._meta.get_fields()
    return {field.name: capfirst(str(getattr(field, "verbose_name", field.name))) for field in fields}


def _segment(
    identifier: str,
    label: str,
    row: StringSegment,
    stored: StringTranslation | None,
    draft: Draft | None,
    earlier: Earlier | None,
) -> Segment:
    english = row.string.data
    text = as_read(english, stored.data) if stored else ""
    error = stored.field_error if stored and stored.has_error else ""
    if draft and not (stored and draft.is_done):
        text, error = draft.text, ""
    segment = Segment(
        id=identifier,
        field=row.context.path.partition(".")[0],
        label=label,
        source=as_read(english, english),
        source_part=_with_links(english, json.loads(row.attrs or "null")),
        text=text,
        has_markup=bool(MARKUP.search(english)),
        error=error,
        version=draft.version if draft else 0,
        typed_at=draft.typed_at if draft else None,
        reason=draft.reason if draft and (draft.is_done or draft.origin == Draft.Origin.RETURNED) else "",
        place=f"{row.context.path}#{row.order}",
    )
    if not text and earlier and not draft:
        return replace(
            segment,
            state="changed",
            text=as_read(english, earlier.text),
            earlier_source=as_read(english, earlier.source),
        )
    is_draft = bool(error or (draft and not draft.is_done))
    state = state_of(segment.text, segment.source, is_draft=is_draft)
    if state == "draft" and draft and draft.origin != Draft.Origin.PERSON:
        state = draft.origin
    return replace(segment, state=state)


def state_of(text: str, source: str, *, is_draft: bool) -> str:
    """Return the state of a part that holds `text` for the English `source`."""
    if not text:
        return "empty"
    if is_draft:
        return "draft"
    return "kept" if text == source and HAS_LETTERS.search(text) else "done"


def as_read(source: str, data: str) -> str:
    """Plain text for a part without markup, with its line breaks; the inline HTML of one that has markup."""
    return data if MARKUP.search(source) else html.unescape(LINE_BREAK.sub("\n", data))


def _as_kept(source: str, text: str) -> str:
    return text if MARKUP.search(source) else html.escape(text, quote=False).replace("\n", "<br/>")


def limits(translation: Translation) -> dict[str, int]:
    """Return field → how many characters it holds, for the fields of the model that have a limit."""
    fields = translation.source.specific_content_type.model_class()._meta.get_fields()
    return {field.name: field.max_length for field in fields if getattr(field, "max_length", None)}


def part_findings(
    translation: Translation, row: StringSegment, text: str, terms: list[Term] | None = None
) -> list[Finding]:
    """
    Return what the checks say of `text`, as it is typed, for the part `row`, errors first.

    `terms` is the glossary, where several parts are looked at.
    """
    source = row.string.data
    # What is not inline HTML, such as the cell of a table, keeps other things here.
    attributes = json.loads(row.attrs or "null") if MARKUP.search(source) else None
    addresses = {name.partition("#")[2]: values.get("href", "") for name, values in (attributes or {}).items()}
    code = translation.target_locale.language_code
    names, words = glossary_of(source, code, known_terms() if terms is None else terms)
    kept = _as_kept(source, text)
    findings = find(source, kept, language=code, names=names, terms=words, addresses=addresses)
    limit = limits(translation).get(row.context.path)
    if limit and len(text) > limit:
        message = _("At most %(limit)d characters fit here.") % {"limit": limit}
        return [Finding("limit", Level.ERROR, message), *findings]
    return findings


def store_texts(translation: Translation, texts: Iterable[tuple[StringSegment, str]], *, user: User) -> None:
    """
    Make finished texts, as they are typed, the translation of their parts.

    In bulk, because that sends no signal: wagtail-localize's own would write any title into the explorer's column,
    where one that is too long does not fit. May go when it asks for the length: wagtail_localize/models.py.
    """
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=row.string_id,
                locale_id=translation.target_locale_id,
                context_id=row.context_id,
                data=_as_kept(row.string.data, text),
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                tool_name="",
                last_translated_by=user,
            )
            for row, text in texts
        ],
        update_conflicts=True,
        unique_fields=("locale", "translation_of", "context"),
        update_fields=(
            "data",
            "translation_type",
            "tool_name",
            "last_translated_by",
            "has_error",
            "field_error",
            "updated_at",
        ),
    )
