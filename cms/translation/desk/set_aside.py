"""What was typed for parts that the English no longer has: kept until a translator deletes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail_localize.models import StringSegment, StringTranslation, TemplateSegment, Translation

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.languages.languages import language
from cms.translation.desk.finding import translation_or_404
from cms.translation.formatting import formatted, plain
from cms.translation.matching import same_text, text_key
from cms.translation.models import Draft, MemoryEntry
from cms.translation.part_ids import keys_of, part_id
from cms.translation.review import may_translate
from cms.translation.segments import ALIKE, MARKUP, Segment, as_read, list_segments, resemblance


@dataclass(frozen=True)
class SetAside:
    """A text without a part. `source` is the English that it was typed for, `earlier` what its box held before."""

    id: str
    source: str
    text: str
    typed_by: User | None
    typed_at: datetime
    earlier: tuple[str, ...] = ()

    @property
    def english(self) -> SafeString:
        return formatted(as_read(self.source, self.source), has_markup=self._has_markup)

    @property
    def words(self) -> str:
        """The text to read and to copy; its links belong to the English that is gone."""
        return plain(self.text, has_markup=self._has_markup)

    @property
    def earlier_words(self) -> list[str]:
        return [plain(text, has_markup=self._has_markup) for text in self.earlier]

    @property
    def _has_markup(self) -> bool:
        return bool(MARKUP.search(self.source))


def set_aside(translation: Translation, segments: list[Segment]) -> list[SetAside]:
    """
    Return what belongs to no part of the English any more, the newest first.

    An approved translation of a wording that was changed is not set aside: its part goes on, and the memory has it. Nor
    is what one of `segments`, the parts of the desk, has in its box.
    """
    drafts = list(_drafts(translation).select_related("string", "typed_by").prefetch_related("earlier"))
    stored = list(_stored(translation).select_related("translation_of", "last_translated_by"))
    if not drafts and not stored:
        return []
    found: dict[str, SetAside] = {}
    for row in stored:
        source, name = row.translation_of.data, part_id(row.context_id, row.translation_of_id)
        found[name] = SetAside(name, source, as_read(source, row.data), row.last_translated_by, row.updated_at)
    for draft in drafts:
        earlier = tuple(dict.fromkeys(old.text for old in draft.earlier.all() if old.text not in {"", draft.text}))
        found[draft.part] = SetAside(draft.part, draft.string.data, draft.text, draft.typed_by, draft.typed_at, earlier)
    unfinished = {draft.part for draft in drafts if not draft.is_done}
    places = _Places(translation)
    finished = [text for name, text in found.items() if name not in unfinished and places.go_on(text)]
    passed_over = _remembered(finished, translation.target_locale.language_code)
    shown = {segment.text for segment in segments}
    texts = [text for name, text in found.items() if name not in passed_over and text.text not in shown]
    return sorted((text for text in texts if text.text or text.earlier), key=lambda text: text.typed_at, reverse=True)


def _remembered(texts: list[SetAside], code: str) -> set[str]:
    """Return the ids of those of `texts` that somebody has approved: the memory has their words. One query, or none."""
    if not texts:
        return set()
    keys = {text.id: text_key(same_text(text.source)) for text in texts}
    approved: dict[str, list[str]] = {}
    entries = MemoryEntry.objects.filter(language=code, source_key__in=set(keys.values()))
    for key, words in entries.values_list("source_key", "text"):
        approved.setdefault(key, []).append(words)
    return {
        text.id
        for text in texts
        if any(
            replace(text, text=as_read(text.source, words)).words == text.words
            for words in approved.get(keys[text.id], [])
        )
    }


class _Places:
    """Where the English of today stands."""

    def __init__(self, translation: Translation) -> None:
        source = translation.source_id
        self.parts: dict[int, list[str]] = {}
        rows = StringSegment.objects.filter(source=source).values_list("context", "string__data")
        for context, english in rows:
            self.parts.setdefault(context, []).append(english)
        # Those that have several parts, such as the paragraphs of a rich text.
        self.with_several = set(TemplateSegment.objects.filter(source=source).values_list("context", flat=True))

    def go_on(self, text: SetAside) -> bool:
        """Return whether the part of `text` is there with another wording."""
        context, _string = keys_of(text.id) or (0, 0)
        now = self.parts.get(context, [])
        if context not in self.with_several:
            return bool(now)
        return any(resemblance(text.source, english) >= ALIKE for english in now)


def _drafts(translation: Translation) -> QuerySet[Draft]:
    same_part = StringSegment.objects.filter(
        source=translation.source_id, context=OuterRef("context"), string=OuterRef("string")
    )
    return Draft.objects.filter(~Exists(same_part), translation=translation)


def _stored(translation: Translation) -> QuerySet[StringTranslation]:
    same_part = StringSegment.objects.filter(
        source=translation.source_id, context=OuterRef("context"), string=OuterRef("translation_of")
    )
    texts = StringTranslation.objects.filter(
        ~Exists(same_part), locale=translation.target_locale_id, context__object=translation.source.object_id
    )
    return texts.exclude(data="")


def delete_set_aside(request: StaffRequest, translation_id: int, identifier: str) -> HttpResponse:
    """Ask whether a text that was set aside is to be deleted, and delete it: its translators alone may."""
    translation, target = translation_or_404(translation_id)
    if not may_translate(target, request.user):
        raise PermissionDenied
    text = next((text for text in set_aside(translation, list_segments(translation)) if text.id == identifier), None)
    if text is None:
        raise Http404
    desk = AdminURLFinder().get_edit_url(target)
    if request.method == "POST":
        _delete(translation, text)
        messages.success(request, _("Deleted."))
        return redirect(f"{desk}#set-aside")
    context: dict[str, Any] = {
        "text": text,
        "title": translation.source.object_repr,
        "target_language": language(translation.target_locale.language_code),
        "back": f"{desk}#set-aside",
    }
    return render(request, "translation/desk/delete_set_aside.html", context)


@transaction.atomic
def _delete(translation: Translation, text: SetAside) -> None:
    context, string = keys_of(text.id) or (0, 0)
    _drafts(translation).filter(context=context, string=string).delete()
    _stored(translation).filter(context=context, translation_of=string).delete()
