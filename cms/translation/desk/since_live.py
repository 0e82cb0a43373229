"""What is public beside what was submitted."""

from typing import Any

from django.utils.safestring import SafeString

from cms.translation.formatting import plain, word_difference
from cms.translation.models import TranslatedRevision
from cms.translation.reviewed_parts import ReviewedPart
from cms.translation.segments import as_read, nearest, source_parts, without_links


def live_texts(instance: Any, parts: list[ReviewedPart]) -> dict[str, str]:
    """
    Return the id of each part → what is public in its place, as it is read; a part that is new there has none.

    Where the English of a part has changed, it is the translation of what its English was before.
    """
    public = _public_texts(instance)
    found: dict[str, str] = {}
    new: dict[str, dict[str, str]] = {}
    for part in parts:
        path, english = part.row.context.path, part.row.string.data
        before = public.get(path, {})
        if english in before:
            found[part.segment.id] = before.pop(english)
        else:
            new.setdefault(path, {})[part.segment.id] = english
    for path, sources in new.items():
        before = public.get(path, {})
        found |= {part: before[english] for part, english in nearest(sources, list(before)).items()}
    return {
        part.segment.id: as_read(part.row.string.data, found[part.segment.id])
        for part in parts
        if part.segment.id in found
    }


def live_difference(live: str | None, text: str, *, has_markup: bool) -> SafeString | str:
    """Return what differs between the public text and the submitted one, word by word; empty where nothing does."""
    if live is None or live == text:
        return ""
    return word_difference(*(plain(each, has_markup=has_markup) for each in (live, text)))


def _public_texts(instance: Any) -> dict[str, dict[str, str]]:
    """Return path → English → translation (both inline HTML) of the public text; nothing where nothing is public."""
    revision = instance.live_revision if instance.live else None
    made_from = TranslatedRevision.objects.filter(revision=revision).first() if revision else None
    if revision is None or made_from is None:
        return {}
    texts = source_parts(revision.as_object())
    public: dict[str, dict[str, str]] = {}
    for place, english in made_from.source_parts.items():
        public.setdefault(place.rpartition("#")[0], {})[without_links(english)] = without_links(texts.get(place, ""))
    return public
