"""
What publishing a change of an English text does to its translations: told before, done when it is published.

An update leaves them behind, and they say so; of a correction they say more. A minor change is carried over: the
translations count as made from the new wording. It may not touch what a translation would have to follow.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.languages.changes import ChangeKind
from cms.languages.languages import TARGET_LANGUAGES
from cms.translation.formatting import plain
from cms.translation.glossary.checking import known_terms
from cms.translation.glossary.occurrences import terms_in
from cms.translation.glossary.terms import Term
from cms.translation.models import Draft, TranslatedRevision
from cms.translation.segments import changed_parts, source_parts, without_links

FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*|[%$]")
# A word that begins with a capital, though no sentence begins there.
CAPITALIZED = re.compile(r"(?<=[\w,;)”’] )[A-Z][\w’'-]*")


@dataclass(frozen=True)
class Change:
    """What differs between the public English and its newest draft: `parts`, and how many `words` stand in them."""

    kind: ChangeKind
    parts: int
    words: int
    languages: list[str]
    refusal: str

    @property
    def is_more_than_minor(self) -> bool:
        """Whether it was called minor, and a translation would have to follow it."""
        return self.kind is ChangeKind.MINOR and bool(self.refusal)


def change_to_come(source: Any) -> Change | None:
    """Return what publishing the newest draft of an English page will do; None where no translation is concerned."""
    if not isinstance(source, Page) or not source.live or source.live_revision_id == source.latest_revision_id:
        return None
    return change_by(source.get_latest_revision_as_object())


def change_by(draft: Any) -> Change | None:
    """Return what publishing `draft`, an English page as it is in memory, will do; None as in `change_to_come`."""
    if not isinstance(draft, Page) or not draft.live or draft.live_revision is None:
        return None
    live = set(draft.get_translations().filter(live=True).values_list("locale__language_code", flat=True))
    languages = [language.name for language in TARGET_LANGUAGES if language.code in live]
    if not languages:
        return None
    before, now = source_parts(draft.live_revision.as_object()), source_parts(draft)
    known = set(before.values())
    words = sum(len(_words(part).split()) for part in now.values() if part not in known)
    return Change(
        kind=ChangeKind(draft.change_kind),
        parts=changed_parts(before, now),
        words=words,
        languages=languages,
        refusal=minor_refusal(before, now, known_terms()),
    )


def minor_refusal(before: dict[str, str], now: dict[str, str], terms: Sequence[Term] = ()) -> str:
    """
    Return why a change from one to the other (as `source_parts` gives them) is more than minor; empty where it is not.

    `terms` is the glossary, for the names in it that are written in small letters.
    """
    if before.keys() != now.keys():
        return _("Parts were added, removed or moved: that is an update, not a minor change.")
    for place, part in now.items():
        was = before[place]
        if was == part:
            continue
        if was.partition("\n")[2] != part.partition("\n")[2]:
            return _("A link leads somewhere else: that is an update, not a minor change.")
        old, new = _words(was), _words(part)
        if sorted(FIGURE.findall(old)) != sorted(FIGURE.findall(new)):
            return _("A figure has changed: that is an update, not a minor change.")
        if _names(old, terms) != _names(new, terms):
            return _("A name has changed: that is an update, not a minor change.")
    return ""


def sent_parts(source: Any) -> dict[str, str]:
    """Return the parts of the English text as its translators have them."""
    translation = Translation.objects.filter(source__object_id=source.translation_key).select_related("source").first()
    return source_parts(translation.source.as_instance()) if translation else {}


def carry_over(source: Any, before: dict[str, str], now: dict[str, str]) -> int:
    """
    Let the translations count as made from the new wording; return how many parts were changed.

    `before` is what the translators had. Their source is brought up to date before this is called.
    """
    changed = {place: part for place, part in now.items() if before.get(place) != part}
    rows = StringSegment.objects.filter(source__object_id=source.translation_key).select_related("string", "context")
    strings = {(row.context.path, row.string.data): row for row in rows}
    for place, part in changed.items():
        path, old = place.rpartition("#")[0], without_links(before[place])
        row = strings.get((path, without_links(part)))
        if row is not None and (path, old) not in strings:
            _carry_texts(row, old)
    for made_from in TranslatedRevision.objects.filter(revision__in=_revisions(source)):
        parts = made_from.source_parts
        for place, part in changed.items():
            if parts.get(place) == before[place]:
                parts[place] = part
        made_from.save(update_fields=["source_parts"])
    return len(changed)


def _carry_texts(row: StringSegment, old: str) -> None:
    """Give the new wording of a part what was typed and translated for the old one."""
    stored = StringTranslation.objects.filter(context=row.context_id, translation_of__data=old)
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=row.string_id,
                context_id=row.context_id,
                locale_id=text.locale_id,
                data=text.data,
                translation_type=text.translation_type,
                tool_name=text.tool_name,
                last_translated_by_id=text.last_translated_by_id,
                has_error=text.has_error,
                field_error=text.field_error,
            )
            for text in stored
        ],
        ignore_conflicts=True,
    )
    known = Draft.objects.filter(context=row.context_id, string=row.string_id).values("translation")
    drafts = Draft.objects.filter(context=row.context_id, string__data=old).exclude(translation__in=known)
    drafts.update(string=row.string_id)


def _revisions(source: Any) -> list[int]:
    """Return the revisions of the translations that are public or the newest."""
    keys = source.get_translations().values_list("live_revision", "latest_revision")
    return [key for pair in keys for key in pair if key is not None]


def _words(part: str) -> str:
    return plain(without_links(part), has_markup=True)


def _names(text: str, terms: Sequence[Term]) -> list[str]:
    names = [found.term.english for found in terms_in(text, terms) if found.term.do_not_translate]
    return sorted([*names, *CAPITALIZED.findall(text)])
