"""What a reviewer decides on: the texts of the submitted revision beside the English they were made from."""

from typing import Any

from wagtail.models import Revision
from wagtail_localize.models import String, TranslationContext

from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.models import TranslatedRevision
from cms.translation.segments import MARKUP, Segment, as_read, field_labels, source_parts, without_links


def submitted_segments(revision: Revision) -> list[Segment]:
    """Return the parts of a submitted translation in the order of the page, whatever was published or sent since."""
    made_from = TranslatedRevision.objects.filter(revision=revision).first()
    translated = revision.as_object()
    texts = source_parts(translated)
    labels = field_labels(type(translated))
    parts = made_from.source_parts if made_from else {}
    ids = _ids(translated, parts)
    segments = {
        ids[place]: _segment(ids[place], place, labels, parts[place], texts.get(place, ""))
        for place in sorted(parts, key=lambda place: int(place.rpartition("#")[2]))
    }
    return list(segments.values())


def _ids(translated: Any, parts: dict[str, str]) -> dict[str, str]:
    """Return place → the id that the part had while it was translated; its rows stay when the English goes on."""
    paths = {place: place.rpartition("#")[0] for place in parts}
    contexts = dict(
        TranslationContext.objects.filter(object=translated.translation_key, path__in=set(paths.values())).values_list(
            "path", "pk"
        )
    )
    texts = {without_links(part) for part in parts.values()}
    strings = dict(
        String.objects.filter(
            locale__language_code=SOURCE_LANGUAGE, data_hash__in=[String._get_data_hash(text) for text in texts]
        ).values_list("data", "pk")
    )
    return {
        place: f"{contexts.get(paths[place], 0)}-{strings.get(without_links(part), 0)}" for place, part in parts.items()
    }


def _segment(identifier: str, place: str, labels: dict[str, str], source: str, text: str) -> Segment:
    field = place.partition("#")[0].partition(".")[0]
    english = without_links(source)
    return Segment(
        id=identifier,
        field=field,
        label=labels[field],
        source=as_read(english, english),
        source_part=source,
        text=as_read(english, without_links(text)),
        has_markup=bool(MARKUP.search(english)),
        state="done",
    )
