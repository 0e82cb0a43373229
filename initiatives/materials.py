"""The recordings and documents of an event, by language: what is there, and what is still missing."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from cms.languages.languages import LANGUAGES, Language, language

if TYPE_CHECKING:
    from initiatives.models import EventMaterial

# A whole sentence for each language: none can be put together from parts in all three.
MISSING = {
    "en": _("Not yet available in English"),
    "es": _("Not yet available in Spanish"),
    "ar": _("Not yet available in Arabic"),
}


class Link(NamedTuple):
    """A file in its language: its title in that language, its address, and the other site that it leads to, if any."""

    title: str
    url: str
    language: Language
    site: str = ""


class Offer(NamedTuple):
    """What there is of one kind. `missing` are the sentences about the languages that are not there yet."""

    kind: str
    heading: str
    links: list[Link]
    missing: list[str]


def offers(materials: Iterable["EventMaterial"]) -> list[Offer]:
    """Return the recordings, then the documents, each in the order of the languages; nothing of a kind without any."""
    rows = list(materials)
    prefetch_related_objects(rows, "recording", "document")
    recordings = [row.recording for row in rows if row.recording]
    documents = [row.document for row in rows if row.document]
    groups = [
        (
            "recordings",
            _("Recordings"),
            [
                Link(each.title, each.url, language(each.language), each.hosted.host if each.hosted else "")
                for each in recordings
            ],
        ),
        (
            "documents",
            _("Slides and documents"),
            [Link(each.title, each.url, language(each.language)) for each in documents],
        ),
    ]
    return [_offer(kind, str(heading), links) for kind, heading, links in groups if links]


def _offer(kind: str, heading: str, links: list[Link]) -> Offer:
    there = {link.language.code for link in links}
    return Offer(
        kind,
        heading,
        links=sorted(links, key=lambda link: LANGUAGES.index(link.language)),
        missing=[str(MISSING[each.code]) for each in LANGUAGES if each.code not in there],
    )
