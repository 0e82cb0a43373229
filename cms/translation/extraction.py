"""
The parts of an English text, put into wagtail-localize's tables with a few statements for all of them.

`TranslationSource.refresh_segments` takes six statements for every part, so that a page of ten parts costs what a
section could. The rows are the same ones; those that still fit keep their keys.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments


def keep_segments(source: TranslationSource, instance: Any, *, is_new: bool = False) -> None:
    """
    Make the stored parts of `source` those of `instance`, which is what the source says; within a transaction.

    `is_new` says that `source` has none yet.
    """
    values = extract_segments(instance)
    contexts = _contexts(source, {value.path for value in values}, instance)
    by_kind: dict[type, list[Any]] = {
        kind: [value for value in values if isinstance(value, kind)]
        for kind in (StringSegmentValue, TemplateSegmentValue, RelatedObjectSegmentValue, OverridableSegmentValue)
    }
    strings = _strings(source, by_kind[StringSegmentValue])
    _keep(
        StringSegment,
        source,
        [
            {
                "context_id": contexts[value.path],
                "order": value.order,
                "string_id": strings[_string_hash(value)],
                "attrs": json.dumps(value.attrs, cls=DjangoJSONEncoder),
            }
            for value in by_kind[StringSegmentValue]
        ],
        is_new=is_new,
    )
    templates = _templates(by_kind[TemplateSegmentValue])
    _keep(
        TemplateSegment,
        source,
        [
            {
                "context_id": contexts[value.path],
                "order": value.order,
                "template_id": templates[_template_hash(value)],
            }
            for value in by_kind[TemplateSegmentValue]
        ],
        is_new=is_new,
    )
    _ensure_objects(by_kind[RelatedObjectSegmentValue])
    _keep(
        RelatedObjectSegment,
        source,
        [
            {"context_id": contexts[value.path], "order": value.order, "object_id": value.translation_key}
            for value in by_kind[RelatedObjectSegmentValue]
        ],
        is_new=is_new,
    )
    _keep(
        OverridableSegment,
        source,
        [
            {
                "context_id": contexts[value.path],
                "order": value.order,
                "data_json": json.dumps(value.data, cls=DjangoJSONEncoder),
            }
            for value in by_kind[OverridableSegmentValue]
        ],
        is_new=is_new,
    )


def _keep(model: Any, source: TranslationSource, wanted: list[dict[str, Any]], *, is_new: bool) -> None:
    """Add the rows of `wanted` that are not there, and delete those that are not wanted; at most three statements."""
    missing = {tuple(row.values()): row for row in wanted}
    names = tuple(wanted[0]) if wanted else ()
    gone = []
    stored = [] if is_new else model.objects.filter(source=source).values_list("pk", *names)
    for pk, *values in stored:
        if missing.pop(tuple(values), None) is None:
            gone.append(pk)
    if gone:
        model.objects.filter(pk__in=gone).delete()
    if missing:
        model.objects.bulk_create([model(source=source, **row) for row in missing.values()])


def _contexts(source: TranslationSource, paths: Iterable[str], instance: Any) -> dict[str, int]:
    """Return path → key of its context."""
    known = dict(TranslationContext.objects.filter(object_id=source.object_id).values_list("path", "pk"))
    new = []
    for path in sorted(set(paths) - set(known)):
        context = TranslationContext(
            object_id=source.object_id, path=path, path_id=TranslationContext._get_path_id(path)
        )
        # wagtail-localize computes where the path leads and saves that, a statement for each; here all are saved below.
        context.__dict__["save"] = _later
        context.get_field_path(instance)
        del context.__dict__["save"]
        new.append(context)
    if new:
        known.update({context.path: context.pk for context in TranslationContext.objects.bulk_create(new)})
    return known


def _later(**kwargs: Any) -> None:
    pass


def _strings(source: TranslationSource, values: list[StringSegmentValue]) -> dict[UUID, int]:
    """Return hash → key of its string; texts are shared by all sources, so that another one may add them meanwhile."""
    texts = {_string_hash(value): value.string.data for value in values}
    return _found_or_added(
        String,
        "data_hash",
        {hashed: String(locale_id=source.locale_id, data_hash=hashed, data=data) for hashed, data in texts.items()},
        locale=source.locale_id,
    )


def _string_hash(value: StringSegmentValue) -> UUID:
    return String._get_data_hash(value.string.data)


def _templates(values: list[TemplateSegmentValue]) -> dict[UUID, int]:
    """Return hash → key of its template."""
    wanted = {
        _template_hash(value): Template(
            uuid=_template_hash(value),
            template=value.template,
            template_format=value.format,
            string_count=value.string_count,
        )
        for value in values
    }
    return _found_or_added(Template, "uuid", wanted)


def _template_hash(value: TemplateSegmentValue) -> UUID:
    return uuid5(uuid5(Template.BASE_UUID_NAMESPACE, value.format), value.template)


def _found_or_added(model: Any, name: str, wanted: dict[UUID, Model], **scope: Any) -> dict[UUID, int]:
    """Return hash → key, of rows that are found by the field `name`, or added; at most two statements."""
    if not wanted:
        return {}
    found = dict(model.objects.filter(**scope, **{f"{name}__in": list(wanted)}).values_list(name, "pk"))
    missing = [row for hashed, row in wanted.items() if hashed not in found]
    if missing:
        # Written again, as it is, where somebody else has added it meanwhile: else its key would not come back.
        added = model.objects.bulk_create(
            missing, update_conflicts=True, unique_fields=(*scope, name), update_fields=(name,)
        )
        found.update({getattr(row, name): row.pk for row in added})
    return found


def _ensure_objects(values: list[RelatedObjectSegmentValue]) -> None:
    if values:
        objects = [
            TranslatableObject(translation_key=value.translation_key, content_type=value.content_type)
            for value in values
        ]
        TranslatableObject.objects.bulk_create(objects, ignore_conflicts=True)
