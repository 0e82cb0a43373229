"""What a reviewer decides on: the texts of the submitted revision beside the English they were made from."""

import html
from dataclasses import replace

from django.db.models import Model
from wagtail.models import Revision
from wagtail_localize.models import String, TranslationContext

from cms.languages.languages import SOURCE_LANGUAGE
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


def with_part_ids(segments: list[Segment], revision: Revision) -> list[Segment]:
    """
    Return the parts with the ids that they had while they were translated, each once: a question is about one of them.

    The rows of wagtail-localize stay, though the English goes on. Two queries.
    """
    parts = {
        place.rpartition("#")[2]: (place.rpartition("#")[0], part) for place, part in _source_parts(revision).items()
    }
    contexts = TranslationContext.objects.filter(
        object=revision.content["translation_key"], path__in={path for path, _part in parts.values()}
    )
    context_ids = dict(contexts.values_list("path", "pk"))
    hashes = {String._get_data_hash(without_links(part)) for _path, part in parts.values()}
    strings = String.objects.filter(locale__language_code=SOURCE_LANGUAGE, data_hash__in=hashes)
    string_ids = dict(strings.values_list("data", "pk"))
    found: dict[str, Segment] = {}
    for segment in segments:
        path, part = parts[segment.id]
        identifier = f"{context_ids.get(path, 0)}-{string_ids.get(without_links(part), 0)}"
        found.setdefault(identifier, replace(segment, id=identifier))
    return list(found.values())


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
        place=place,
    )
