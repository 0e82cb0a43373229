"""The parts of a text in the order of the public page, below the headings of the desk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import Translation

from cms.directory.models import ReviewedSnippet
from cms.translation.desk.others import Other, others_of, shared_texts_of
from cms.translation.desk.pictures import Picture, pictures_of
from cms.translation.desk.rows import Row
from cms.translation.desk.shape import blocks_of
from cms.translation.segments import field_labels


@dataclass(frozen=True)
class Run:
    """Rows that follow one another; the items of a list have a heading of their own."""

    rows: list[Row]
    heading: str = ""


@dataclass(frozen=True)
class Group:
    """What stands below one heading: rows, a shared text in its place, pictures with their words, or what is shown."""

    heading: str
    runs: list[Run] = field(default_factory=list)
    shared: Other | None = None
    pictures: list[Picture] = field(default_factory=list)
    others: list[Other] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [row for run in self.runs for row in run.rows]


def contents_of(translation: Translation, source: Any, rows: Iterable[Row]) -> list[Group]:
    """Return the rows of a desk in groups; `source` is the English that they translate."""
    model = type(source)
    labels = field_labels(model)
    by_field: dict[str, list[Row]] = {}
    for row in rows:
        by_field.setdefault(row.segment.field, []).append(row)
    shared = shared_texts_of(translation, source)
    sharing = getattr(model, "sharing_fields", ())
    beside = [f"{name}_alt" for name in model.overridable_fields]
    groups = list(_body(source, labels, by_field, shared, leave={*sharing, *beside}))
    pictures = pictures_of(translation, source, {name: by_field.get(name, []) for name in beside})
    if pictures:
        groups.append(Group(_("Pictures and files"), pictures=pictures))
    for_sharing = [row for name in sharing for row in by_field.get(name, [])]
    if for_sharing:
        groups.append(Group(_("For sharing and search"), list(_runs(for_sharing))))
    others = others_of(translation, source)
    if others:
        groups.append(Group(_("Shared texts and terms on this page"), others=others))
    return groups


def rows_of(groups: Iterable[Group]) -> list[Row]:
    """Return all rows in the order of the desk."""
    return [row for group in groups for rows in (group.rows, *(each.rows for each in group.pictures)) for row in rows]


def order_of_fields(model: Any) -> list[str]:
    """Return the translated fields as the public page has them; what is read elsewhere comes last."""
    read = [name for name in getattr(model, "reading_fields", ()) if name in model.translated_fields]
    return list(dict.fromkeys([*read, *model.translated_fields]))


def _body(
    source: Any, labels: dict[str, str], by_field: dict[str, list[Row]], shared: dict[str, Other], leave: set[str]
) -> Iterator[Group]:
    single: list[str] = []
    for name in order_of_fields(type(source)):
        blocks = list(blocks_of(source, name, labels[name]))
        if name in leave or not (blocks or name in by_field):
            continue
        if not blocks:
            single.append(name)
            continue
        yield from _single_fields(single, labels, by_field)
        single = []
        yield from _blocks(blocks, by_field.get(name, []), shared)
    yield from _single_fields(single, labels, by_field)


def _single_fields(names: list[str], labels: dict[str, str], by_field: dict[str, list[Row]]) -> Iterator[Group]:
    rows = [row for name in names for row in by_field[name]]
    if rows:
        yield Group(" · ".join(labels[name] for name in names), list(_runs(rows)))


def _blocks(blocks: list, rows: list[Row], shared: dict[str, Other]) -> Iterator[Group]:
    inside: dict[str, list[Row]] = {block.path: [] for block in blocks}
    elsewhere: list[Row] = []
    for row in rows:
        path = ".".join(row.segment.place.partition("#")[0].split(".")[:2])
        inside.get(path, elsewhere).append(row)
    for heading, same in groupby(blocks, key=lambda block: (block.heading, isinstance(block.value, ReviewedSnippet))):
        group = list(same)
        if heading[1]:
            for block in group:
                yield Group(heading[0], shared=shared.get(block.path))
        else:
            own = [row for block in group for row in inside[block.path]]
            if own:
                yield Group(heading[0], list(_runs(own)))
    # What is decided on may be of an English that had other blocks.
    if elsewhere:
        yield Group(blocks[0].heading, list(_runs(elsewhere)))


def _runs(rows: list[Row]) -> Iterator[Run]:
    def list_of(row: Row) -> tuple[str, int]:
        element = row.element
        return (row.segment.place.partition(".")[0], element.list_id) if element and element.kind == "item" else ("", 0)

    for (name, _list_id), same in groupby(rows, key=list_of):
        run = list(same)
        if name and run[0].element:
            total = run[0].element.total
            heading = ngettext("List · 1 item", "List · %(total)d items", total) % {"total": total}
            yield Run(run, heading)
        else:
            yield Run(run)
