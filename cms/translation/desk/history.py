"""What was typed into each part of a text: by whom, when, and what was changed; any of it can be put back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail_localize.models import StringTranslation, Translation

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.languages.languages import language
from cms.translation.desk.english import english_of
from cms.translation.desk.preview import translation_or_refusal
from cms.translation.desk.shape import places_of
from cms.translation.drafts import PartGoneError, Typed, TypedMeanwhileError, keep
from cms.translation.formatting import plain, word_difference
from cms.translation.models import Draft, EarlierDraft
from cms.translation.part_ids import part_id
from cms.translation.review import may_translate
from cms.translation.segments import MARKUP, Segment, as_read, field_labels, list_segments
from cms.translation.status import refresh_status

MOST = 200


@dataclass(frozen=True)
class Entry:
    """
    What a part held from a moment on; `difference` says word by word how it differs from what it held before.

    `earlier` is the key of what can be put back, 0 for what stands there now.
    """

    part: str
    label: str
    by: User | None
    at: datetime
    difference: SafeString
    text: str
    is_done: bool
    earlier: int = 0


def history(request: StaffRequest, translation_id: int) -> HttpResponse:
    """Show the history of a text, the newest first; with `?part=`, of one part, and with `?beside` without a frame."""
    translation, target = translation_or_refusal(request, translation_id)
    part = request.GET.get("part", "")
    segments = [segment for segment in list_segments(translation) if part in ("", segment.id)]
    entries = sorted(_entries(translation, segments), key=lambda entry: (entry.at, entry.earlier), reverse=True)
    template = "history_entries" if "beside" in request.GET else "history"
    return render(
        request,
        f"translation/desk/{template}.html",
        {
            "title": translation.source.object_repr,
            "translation": translation,
            "target_language": language(translation.target_locale.language_code),
            "back": AdminURLFinder().get_edit_url(target),
            "entries": entries[:MOST],
            "one_part": entries[0] if part and entries else None,
            "may_edit": may_translate(target, request.user),
        },
    )


@require_POST
def put_back(request: StaffRequest, translation_id: int, earlier_id: int) -> HttpResponse:
    """Make an earlier text of a part its draft again; what stood there goes into the history."""
    translation, target = translation_or_refusal(request, translation_id)
    if not may_translate(target, request.user):
        raise PermissionDenied
    earlier = get_object_or_404(
        EarlierDraft.objects.select_related("draft"), pk=earlier_id, draft__translation=translation
    )
    draft = earlier.draft
    identifier = draft.part
    try:
        keep(translation, Typed(identifier, earlier.text, draft.version), user=request.user)
    except PartGoneError:
        messages.error(request, _("The English no longer has this part: “%(text)s”") % {"text": earlier.text})
    except TypedMeanwhileError:
        messages.error(request, _("Somebody else has changed this part in the meantime. Look at it and try again."))
    else:
        refresh_status(target)
        messages.success(request, _("Put back as a draft."))
    return redirect(f"{AdminURLFinder().get_edit_url(target)}#segment-{identifier}")


def _entries(translation: Translation, segments: list[Segment]) -> Iterator[Entry]:
    labels = _labels(translation)
    drafts = {
        draft.part: draft
        for draft in Draft.objects.filter(translation=translation).select_related("typed_by", "string")
    }
    earlier: dict[int, list[EarlierDraft]] = {}
    for row in EarlierDraft.objects.filter(draft__translation=translation).select_related("typed_by"):
        earlier.setdefault(row.draft_id, []).insert(0, row)
    stored = {
        part_id(row.context_id, row.translation_of_id): row
        for row in StringTranslation.objects.filter(
            locale=translation.target_locale_id, context__object=translation.source.object_id
        ).select_related("last_translated_by", "translation_of")
    }
    for segment in segments:
        label = labels.get(segment.place, segment.label)
        draft = drafts.get(segment.id)
        if draft is not None:
            yield from _versions(segment.id, label, draft, earlier.get(draft.pk, []))
        elif segment.id in stored:
            row = stored[segment.id]
            text = as_read(row.translation_of.data, row.data)
            words = plain(text, has_markup=segment.has_markup)
            shown = word_difference(words, words)
            yield Entry(segment.id, label, row.last_translated_by, row.updated_at, shown, text, is_done=True)


def _versions(part: str, label: str, draft: Draft, earlier: list[EarlierDraft]) -> Iterator[Entry]:
    has_markup = bool(MARKUP.search(draft.string.data))
    before: str | None = None
    versions: list[tuple[Any, int]] = [*((row, row.pk) for row in earlier), (draft, 0)]
    for row, key in versions:
        text = plain(row.text, has_markup=has_markup)
        is_done = not key and draft.is_done
        shown = word_difference(text if before is None else before, text)
        yield Entry(part, label, row.typed_by, row.typed_at, shown, row.text, is_done, key)
        before = text


def _labels(translation: Translation) -> dict[str, str]:
    source = english_of(translation)
    places = places_of(source, field_labels(type(source)))
    return {key: f"{place.group} · {place.label}" if place.group else place.label for key, place in places.items()}
