"""Where the links of a part lead, and an address that one language has of its own."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    Translation,
    TranslationContext,
)
from wagtail_localize.segments.extract import quote_path_component

from cms.accounts.models import User
from cms.translation.part_ids import part_id
from cms.translation.segments import Segment

NOTE = "#note-"


@dataclass(frozen=True)
class Link:
    """
    A link of a part: `id` as its text calls it, `says` where it leads, in a sentence.

    `address` is that of the English, where another one may stand in its place, and `own` the one that does. `is_note`
    says that it is the number of a note, and `number` which.
    """

    id: str
    number: str
    says: str
    is_note: bool = False
    address: str = ""
    own: str = ""


@dataclass(frozen=True)
class Targets:
    """
    What links lead to.

    `pages` maps the key of a page to its title and whether this language has it; `places` the key of the context of a
    part to its path; `own` the path of an address in its part to the one that this language has.
    """

    pages: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)

    def own_address(self, identifier: str, address: str) -> str:
        """Return the address that stands in this language for one of the part `identifier`; empty for none."""
        place = self.places.get(identifier.partition("-")[0], "")
        return self.own.get(_path(place, address), "") if place else ""


def links_of(translation: Translation, segments: Iterable[Segment]) -> dict[str, list[Link]]:
    """Return id of a part → its links in their order; at most four queries."""
    attributes = {segment.id: found for segment in segments if (found := _attributes(segment.source_part))}
    own = _own_addresses(translation) if attributes else {}
    places = _places(translation) if own else {}
    targets = Targets(_pages(translation, attributes.values()), places, own)
    return {
        identifier: [_link(identifier, name, values, targets) for name, values in found.items()]
        for identifier, found in attributes.items()
    }


def notes_among(links: Iterable[Link]) -> dict[str, str]:
    """Return the id of each note → its number."""
    return {link.id: link.number for link in links if link.is_note}


def give_own_address(
    translation: Translation, row: StringSegment, name: str, address: str, *, user: User
) -> Link | None:
    """
    Let the link `name` of a part lead to `address` in this language, to that of the English where it is empty.

    Return the link as it is now; None where the English has no such link, or one that is the same everywhere.
    """
    attributes = json.loads(row.attrs or "null") or {}
    english = attributes.get(name, {}).get("href", "")
    path = _path(row.context.path, english)
    place = OverridableSegment.objects.filter(source=translation.source_id, context__path=path).first()
    if place is None or english.startswith("#"):
        return None
    of_this_place = {"locale_id": translation.target_locale_id, "context_id": place.context_id}
    if address and address != english:
        values = {"data_json": json.dumps(address), "last_translated_by": user, "has_error": False, "field_error": ""}
        SegmentOverride.objects.update_or_create(**of_this_place, defaults=values)
    else:
        SegmentOverride.objects.filter(**of_this_place).delete()
        address = ""
    targets = Targets(places={str(row.context_id): row.context.path}, own={path: address})
    return _link(part_id(row.context_id, row.string_id), name, attributes[name], targets)


def _link(identifier: str, name: str, values: dict[str, str], targets: Targets) -> Link:
    number = name.lstrip("a")
    href = values.get("href", "")
    if href.startswith(NOTE):
        note = href.removeprefix(NOTE)
        return Link(name, note, _("Note %(number)s") % {"number": note}, is_note=True)
    if values.get("linktype") == "page":
        return Link(name, number, _page_sentence(*targets.pages.get(values.get("id", ""), ("", False))))
    own = targets.own_address(identifier, href)
    if own:
        said = _("Goes to %(own)s in this language, to %(place)s in English.")
        return Link(name, number, said % {"own": _place(own), "place": _place(href)}, address=href, own=own)
    may_change = not href.startswith("#")
    return Link(name, number, _("Goes to %(place)s.") % {"place": _place(href)}, address=href if may_change else "")


def _page_sentence(title: str, is_here: bool) -> str:
    if not title:
        return _("Goes to a page that is no longer there.")
    if is_here:
        return _("Goes to our page “%(title)s” in this language.") % {"title": title}
    return _("Goes to our page “%(title)s”. English page; readers are told.") % {"title": title}


def _place(address: str) -> str:
    """Return the name of the place that an address leads to: readers of the desk know hosts, not paths."""
    parts = urlsplit(address)
    return parts.hostname or parts.path or address


def _attributes(part: str) -> dict[str, dict[str, str]]:
    return {
        name: values
        for name, values in json.loads(part.partition("\n")[2] or "{}").items()
        if isinstance(values, dict) and (values.get("href") or values.get("linktype"))
    }


def _pages(translation: Translation, attributes: Iterable[dict[str, dict[str, str]]]) -> dict[str, tuple[str, bool]]:
    keys = {
        values.get("id", "")
        for found in attributes
        for values in found.values()
        if values.get("linktype") == "page" and values.get("id", "").isdecimal()
    }
    if not keys:
        return {}
    pages = Page.objects.in_bulk([int(key) for key in keys])
    here = Page.objects.filter(
        translation_key__in=[page.translation_key for page in pages.values()],
        locale=translation.target_locale_id,
        live=True,
    )
    titles = dict(here.values_list("translation_key", "title"))
    return {
        str(key): (titles.get(page.translation_key, page.title), page.translation_key in titles)
        for key, page in pages.items()
    }


def _own_addresses(translation: Translation) -> dict[str, str]:
    """Return the path of an address in its part → the one that this language has."""
    overrides = SegmentOverride.objects.filter(
        locale=translation.target_locale_id, context__object=translation.source.object_id, has_error=False
    )
    addresses = {path: json.loads(data) for path, data in overrides.values_list("context__path", "data_json")}
    return {path: address for path, address in addresses.items() if isinstance(address, str)}


def _places(translation: Translation) -> dict[str, str]:
    contexts = TranslationContext.objects.filter(object=translation.source.object_id)
    return {str(key): path for key, path in contexts.values_list("pk", "path")}


def _path(place: str, address: str) -> str:
    """Return the path under which wagtail-localize keeps what stands for an address in a part."""
    return f"{place}.{quote_path_component(address)}"
