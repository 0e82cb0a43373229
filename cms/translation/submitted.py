"""What a reviewer decides on: the texts of the submitted revision beside the English they were made from."""

import html

from django.db.models import Model
from wagtail.models import Revision

from cms.translation.segments import MARKUP, Segment, as_read, field_labels, source_parts, without_links


def submitted_segments(revision: Revision) -> list[Segment]:
    """Return the parts of a submitted translation in the order of the page, whatever was published or sent since."""
    translated = revision.as_object()
    return _beside(revision, type(translated), source_parts(translated))


def submitted_fields(revision: Revision, model: type[Model]) -> list[Segment]:
    """
    Return the same for a text of which each part is a whole field without markup, such as a term.

    No query where `translated_from` of the revision is loaded: what is to be shown of it stands in the revision.
    """
    texts = {
        place: html.escape(revision.content.get(_field(place), ""), quote=False) for place in _source_parts(revision)
    }
    return _beside(revision, model, texts)


def _beside(revision: Revision, model: type[Model], texts: dict[str, str]) -> list[Segment]:
    """Return the parts with their English; `texts` maps their places to what they say."""
    labels, parts = field_labels(model), _source_parts(revision)
    return [
        _segment(place, labels, parts[place], texts.get(place, ""))
        for place in sorted(parts, key=lambda place: int(place.rpartition("#")[2]))
    ]


def _source_parts(revision: Revision) -> dict[str, str]:
    made_from = getattr(revision, "translated_from", None)
    return made_from.source_parts if made_from else {}


def _field(place: str) -> str:
    return place.partition("#")[0].partition(".")[0]


def _segment(place: str, labels: dict[str, str], source: str, text: str) -> Segment:
    field = _field(place)
    english = without_links(source)
    return Segment(
        id=place.rpartition("#")[2],
        field=field,
        label=labels[field],
        source=as_read(english, english),
        source_part=source,
        text=as_read(english, without_links(text)),
        has_markup=bool(MARKUP.search(english)),
        state="done",
    )
