"""
The memory of translation: every part that was approved, whatever became of its page.

It is filled when an approved translation is published, never from drafts. Of several translations of the same English
the newest approved one is the answer; the others stay to be found by their words.
"""

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process
from wagtail.models import Revision, TaskState

from cms.translation.matching import plain_words, same_text, text_key, with_links_by_target, with_links_of
from cms.translation.models import MemoryEntry, TranslatedRevision
from cms.translation.segments import source_parts, without_links

EXACT = 100


@dataclass(frozen=True)
class Suggestion:
    """
    An earlier translation of something similar.

    `score` is 70 to 100, 100 for the same text alone. `source` is the earlier English, `text` its translation with the
    links of what is translated now, both inline HTML; `origin` is the title of the page or text it was made for.
    """

    score: int
    source: str
    text: str
    origin: str


def exact(sources: Iterable[str], language: str) -> dict[str, MemoryEntry]:
    """
    Return for each of `sources` (inline HTML) that was translated into `language` before its newest entry; one query.

    The links of an entry may be numbered otherwise: `text_for` gives its text for a source.
    """
    keys = {source: text_key(same_text(source)) for source in sources}
    if not keys:
        return {}
    known = MemoryEntry.objects.filter(language=language, source_key__in=set(keys.values()))
    newest = {entry.source_key: entry for entry in known.order_by("approved_at", "pk")}
    return {source: newest[key] for source, key in keys.items() if key in newest}


def text_for(source: str, entry: MemoryEntry) -> str:
    """Return the translation of `entry` with the links of `source`."""
    return with_links_of(entry.text, entry.source, source)


def near(source: str, language: str, limit: int = 3, at_least: int = 70) -> list[Suggestion]:
    """Return earlier translations of what is like `source`, the most similar first, then the newest; two queries."""
    words, key = plain_words(source), text_key(same_text(source))
    if not words:
        return []
    scores = {
        pk: score
        for _words, score, pk in process.extract(
            words,
            _of_similar_length(words, language, at_least),
            scorer=fuzz.ratio,
            score_cutoff=at_least,
            limit=limit * 5,
        )
    }
    entries = MemoryEntry.objects.in_bulk(scores.keys()).values()
    scored = [(EXACT if entry.source_key == key else min(EXACT - 1, int(scores[entry.pk])), entry) for entry in entries]
    scored.sort(key=lambda pair: (pair[0], pair[1].approved_at, pair[1].pk), reverse=True)
    suggestions: dict[str, Suggestion] = {}
    for score, entry in scored:
        text = text_for(source, entry)
        suggestions.setdefault(text, Suggestion(score, entry.source, text, entry.title))
    return list(suggestions.values())[:limit]


def concordance(words: str, language: str, limit: int = 20) -> list[MemoryEntry]:
    """Return the newest entries whose English has all of `words`, or longer words that begin so."""
    wanted = plain_words(words).split()
    if not wanted:
        return []
    entries = MemoryEntry.objects.filter(language=language).order_by("-approved_at", "-pk")
    for word in wanted:
        entries = entries.filter(words__contains=word)
    begins = [re.compile(rf"(?<!\w){re.escape(word)}") for word in wanted]
    found = []
    for entry in entries.iterator(chunk_size=200):
        if all(expression.search(entry.words) for expression in begins):
            found.append(entry)
            if len(found) == limit:
                break
    return found


def remember(revision: Revision) -> None:
    """Keep every part of an approved translation; what nobody approved is not kept."""
    decision = (
        TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
        .select_related("finished_by")
        .order_by("-finished_at")
        .first()
    )
    made_from = TranslatedRevision.objects.filter(revision=revision).select_related("source_revision").first()
    if decision is None or made_from is None:
        return
    translated = revision.as_object()
    texts = source_parts(translated)
    entries = {}
    for place, part in made_from.source_parts.items():
        source, text = without_links(part), _text(texts.get(place, ""), part)
        if source and text:
            entry = MemoryEntry.of(
                language=translated.locale.language_code,
                source=source,
                text=text,
                title=(made_from.source_revision or revision).object_str[:255],
                revision=revision,
                approved_by=decision.finished_by,
                approved_at=decision.finished_at,
            )
            entries[entry.source_key, entry.text_key] = entry
    MemoryEntry.keep(entries.values())


def _of_similar_length(words: str, language: str, at_least: int) -> dict[int, str]:
    """
    Return key → words of the entries that can reach the score at all.

    Of two texts of a and b characters at most the shorter one is shared, so that the score is below 200·a / (a + b).
    """
    share = at_least / 200
    shortest = math.ceil(len(words) * share / (1 - share))
    longest = math.floor(len(words) * (1 - share) / share) if share else 2**31 - 1
    entries = MemoryEntry.objects.filter(language=language, length__range=(shortest, longest))
    return dict(entries.values_list("pk", "words"))


def _text(translated: str, source: str) -> str:
    """Return the text of a translated part with its links called as its English part calls them."""
    return with_links_by_target(without_links(translated), _targets(translated), _targets(source))


def _targets(part: str) -> dict[str, Any]:
    return json.loads(part.partition("\n")[2] or "{}")
