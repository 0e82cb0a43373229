"""What a text in the editor still lacks, and what would make it better: each item leads to its place in the form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.admin.panels.group import PanelGroup
from wagtail.models import Page

from cms.languages.refusals import Refusal, refusals
from cms.pages.content_checks import Advice, advice


@dataclass(frozen=True)
class Place:
    """A panel of the form: what it is called there, and the id of its element."""

    label: str
    target: str


@dataclass(frozen=True)
class Item:
    """One line of the checklist; `place` and `target` are empty where the form has no place for it."""

    message: str
    place: str = ""
    target: str = ""


@dataclass(frozen=True)
class Checklist:
    """`needed` keeps the text from its review, `wished` does not."""

    needed: list[Item]
    wished: list[Item]


def checklist(instance: Any) -> Checklist:
    """Return the checklist of `instance`, a page or a reviewed snippet, as it is now in memory."""
    places = dict(_places(_panel(instance)))
    read = getattr(instance, "reading_fields", ()) or instance.translated_fields
    empty = [name for name in places if not _has(instance, name)]
    wishes = getattr(instance, "wished_fields", ())
    return Checklist(
        needed=[
            # The address follows the title.
            *(_empty(places[name]) for name in empty if name != "slug" and _is_required(instance, name)),
            *(_found(instance, refusal, places) for refusal in refusals(instance)),
        ],
        wished=[
            *(_empty(places[name]) for name in empty if name in wishes),
            *(_found(instance, found, places) for found in advice(instance, read)),
        ],
    )


def _panel(instance: Any) -> Panel:
    return instance.get_edit_handler() if isinstance(instance, Page) else instance.snippet_viewset.get_edit_handler()


def _places(panel: PanelGroup, prefix: str = "panel") -> Iterator[tuple[str, Place]]:
    """Yield the name of every field and list in the form with its place, as Wagtail's panels give them ids."""
    for child, identifier in zip(panel.children, panel.child_identifiers, strict=True):
        if isinstance(child, PanelGroup):
            yield from _places(child, f"{prefix}-child-{identifier}")
        elif isinstance(child, FieldPanel | InlinePanel):
            name = child.relation_name if isinstance(child, InlinePanel) else child.field_name
            yield name, Place(_label(child, name), f"{prefix}-{identifier}-section")


def _label(panel: Panel, name: str) -> str:
    heading = panel.heading
    if not heading or not isinstance(heading, str | Promise):
        heading = panel.model._meta.get_field(name).verbose_name
    return capfirst(str(heading))


def _is_required(instance: Any, name: str) -> bool:
    try:
        field = instance._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return isinstance(field, models.Field) and not field.blank


def _has(instance: Any, name: str) -> bool:
    value = getattr(instance, name, None)
    if isinstance(value, models.Manager):
        return value.exists()
    return bool(value.strip() if isinstance(value, str) else value or value == 0)


def _empty(place: Place) -> Item:
    return Item(_("Still empty"), place.label, place.target)


def _found(instance: Any, found: Refusal | Advice, places: dict[str, Place]) -> Item:
    place = places.get(found.field)
    if place is None:
        return Item(found.message)
    if found.block is None:
        return Item(found.message, place.label, place.target)
    block = getattr(instance, found.field)[found.block]
    label = _("%(field)s, block %(number)d") % {"field": place.label, "number": found.block + 1}
    return Item(found.message, label, f"block-{block.id}-section" if block.id else place.target)
