"""The parts of a text that are translated, one by one."""

import html
import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.accounts.models import User
from cms.translation.markup import markup_problem

LINE_BREAK = re.compile(r"<br\s*/?>")
MARKUP = re.compile(r"<(?!br\s*/?>)[^>]+>")


@dataclass(frozen=True)
class Segment:
    """
    One part of a text: `label` names its `field`, `source` and `text` are what a person reads or types.

    A part without markup is plain text; one with markup (`has_markup`) keeps its inline HTML. `source_part` is the
    English as `source_parts` has it. `error` says why a kept
    text cannot be published.
    """

    id: str
    field: str
    label: str
    source: str
    source_part: str
    text: str
    has_markup: bool
    error: str = ""

    @property
    def state(self) -> str:
        return "done" if self.text and not self.error else "draft" if self.text else "empty"


def list_segments(translation: Translation) -> list[Segment]:
    """Return the parts of `translation` in the order of the page; one that is repeated in a place stands once."""
    texts = _stored_texts(translation)
    labels = field_labels(translation.source.specific_content_type.model_class())
    return [_segment(identifier, labels, row, texts.get(identifier)) for identifier, row in _rows(translation).items()]


@transaction.atomic
def save_texts(translation: Translation, texts: dict[str, str], *, user: User) -> dict[str, str]:
    """
    Keep what a translator typed: `texts` maps the id of a part to its text; an empty text takes a translation back.

    Return id → what is wrong with it, for texts that are kept but cannot be published. Raises `KeyError` for an id that
    is not of this translation.
    """
    rows, stored, limits = _rows(translation), _stored_texts(translation), _limits(translation)
    problems = {
        identifier: _keep(translation, rows[identifier], stored.get(identifier), text, user, limits)
        for identifier, text in texts.items()
    }
    return {identifier: problem for identifier, problem in problems.items() if problem}


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


def _rows(translation: Translation) -> dict[str, StringSegment]:
    rows = StringSegment.objects.filter(source=translation.source_id).select_related("string", "context")
    segments: dict[str, StringSegment] = {}
    for row in rows.order_by("order"):
        segments.setdefault(f"{row.context_id}-{row.string_id}", row)
    return segments


def _stored_texts(translation: Translation) -> dict[str, StringTranslation]:
    stored = StringTranslation.objects.filter(
        locale=translation.target_locale_id, context__object=translation.source.object_id
    )
    return {f"{row.context_id}-{row.translation_of_id}": row for row in stored}


def field_labels(model: Any) -> dict[str, str]:
    """Return the name of each field of a model as its form shows it."""
    fields = model._meta.get_fields()
    return {field.name: capfirst(str(getattr(field, "verbose_name", field.name))) for field in fields}


def _segment(identifier: str, labels: dict[str, str], row: StringSegment, stored: StringTranslation | None) -> Segment:
    field = row.context.path.partition(".")[0]
    return Segment(
        id=identifier,
        field=field,
        label=labels[field],
        source=as_read(row.string.data, row.string.data),
        source_part=_with_links(row.string.data, json.loads(row.attrs or "null")),
        text=as_read(row.string.data, stored.data) if stored else "",
        has_markup=bool(MARKUP.search(row.string.data)),
        error=stored.field_error if stored and stored.has_error else "",
    )


def as_read(source: str, data: str) -> str:
    """Plain text for a part without markup, with its line breaks; the inline HTML of one that has markup."""
    return data if MARKUP.search(source) else html.unescape(LINE_BREAK.sub("\n", data))


def _as_kept(source: str, text: str) -> str:
    return text if MARKUP.search(source) else html.escape(text, quote=False).replace("\n", "<br/>")


def _limits(translation: Translation) -> dict[str, int]:
    """Return field → how many characters it holds, for the fields of the model that have a limit."""
    fields = translation.source.specific_content_type.model_class()._meta.get_fields()
    return {field.name: field.max_length for field in fields if getattr(field, "max_length", None)}


def _keep(
    translation: Translation,
    row: StringSegment,
    stored: StringTranslation | None,
    text: str,
    user: User,
    limits: dict[str, int],
) -> str:
    """Store one typed text unless it is what is stored already; return what is wrong with it, or an empty string."""
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        if stored is not None:
            stored.delete()
        return ""
    data = _as_kept(row.string.data, text)
    limit = limits.get(row.context.path)
    problem = markup_problem(row.string.data, data)
    if limit and len(text) > limit:
        problem = _("At most %(limit)d characters fit here.") % {"limit": limit}
    if stored is not None and stored.data == data and stored.field_error == problem:
        return problem
    # In bulk, because that sends no signal: wagtail-localize's own would write any title into the explorer's column,
    # where one that is too long does not fit. May go when it asks for the length: wagtail_localize/models.py.
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=row.string_id,
                locale_id=translation.target_locale_id,
                context_id=row.context_id,
                data=data,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                tool_name="",
                last_translated_by=user,
                has_error=bool(problem),
                field_error=problem,
            )
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
    return problem
