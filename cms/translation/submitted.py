"""What a reviewer decides on: the texts of the submitted revision beside the English they were made from."""

from wagtail.models import Revision

from cms.translation.models import TranslatedRevision
from cms.translation.segments import MARKUP, Segment, as_read, field_labels, source_parts, without_links


def submitted_segments(revision: Revision) -> list[Segment]:
    """Return the parts of a submitted translation in the order of the page, whatever was published or sent since."""
    made_from = TranslatedRevision.objects.filter(revision=revision).first()
    translated = revision.as_object()
    texts = source_parts(translated)
    labels = field_labels(type(translated))
    parts = made_from.source_parts if made_from else {}
    return [
        _segment(place, labels, parts[place], texts.get(place, ""))
        for place in sorted(parts, key=lambda place: int(place.rpartition("#")[2]))
    ]


def _segment(place: str, labels: dict[str, str], source: str, text: str) -> Segment:
    field = place.partition("#")[0].partition(".")[0]
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
        place=place,
    )
