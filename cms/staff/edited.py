"""What a person has worked on lately, in any language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.models import Revision, WorkflowState
from wagtail_localize.models import StringTranslation

from cms.accounts.models import User
from cms.languages.languages import SOURCE_LANGUAGE, Language, language
from cms.languages.models import LanguageStatus, State
from cms.staff.texts import Versions, edit_address, load_objects, load_versions, title_of
from cms.translation.states import ICONS, ShownState, shown_state

LIMIT = 10


@dataclass(frozen=True)
class EditedText:
    """A text, when the person last saved it, and where it stands now."""

    title: str
    language: Language
    url: str
    at: datetime
    state: ShownState


def recently_edited(user: User) -> list[EditedText]:
    """Return the texts that `user` saved last, the newest first; a fixed number of queries."""
    last_saved: dict[tuple[UUID, str], tuple[datetime, type]] = {}
    for key, code, model, at in sorted([*_written(user), *_translated(user)], key=lambda saved: saved[3]):
        last_saved[key, code] = at, model
    newest = sorted(last_saved.items(), key=lambda item: item[1][0], reverse=True)[:LIMIT]
    versions = load_versions((model, key) for (key, _code), (_at, model) in newest)
    statuses = {
        (status.translation_key, status.language): status
        for status in LanguageStatus.objects.filter(translation_key__in={key for (key, _code), _saved in newest})
    }
    reviews = _reviews_of(versions)
    return [
        EditedText(
            title=title_of(versions.get((key, SOURCE_LANGUAGE), versions[key, code])),
            language=language(code),
            url=edit_address(versions[key, code], user),
            at=at,
            state=_state_in_english(versions[key, code], reviews.get(key, ""))
            if code == SOURCE_LANGUAGE
            else shown_state(statuses.get((key, code))),
        )
        for (key, code), (at, _model) in newest
        if (key, code) in versions
    ]


Saved = tuple[UUID, str, type, datetime]


def _written(user: User) -> Iterator[Saved]:
    """What was saved as a draft in Wagtail's editor, or submitted from the desk."""
    rows = list(
        Revision.objects.filter(user=user)
        .values_list("base_content_type_id", "object_id")
        .annotate(at=Max("created_at"))
        .order_by("-at")[:LIMIT]
    )
    objects = load_objects((type_id, pk) for type_id, pk, _at in rows)
    for type_id, pk, at in rows:
        if text := objects.get((type_id, pk)):
            yield text.translation_key, text.locale.language_code, type(text), at


def _translated(user: User) -> Iterator[Saved]:
    """What was typed on the translator's desk."""
    rows = (
        StringTranslation.objects.filter(last_translated_by=user, context__isnull=False)
        .values_list("context__object_id", "locale__language_code", "context__object__content_type_id")
        .annotate(at=Max("updated_at"))
        .order_by("-at")[:LIMIT]
    )
    for key, code, type_id, at in rows:
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        yield key, code, model, at


def _reviews_of(versions: Versions) -> dict[UUID, str]:
    """Return translation key → the status of the review that its English text is in or came back from."""
    english = {
        (text.get_base_content_type().pk, str(text.pk)): key
        for (key, code), text in versions.items()
        if code == SOURCE_LANGUAGE
    }
    states = WorkflowState.objects.active().filter(object_id__in={pk for _type, pk in english})
    rows = states.values_list("base_content_type_id", "object_id", "status")
    return {english[type_id, pk]: status for type_id, pk, status in rows if (type_id, pk) in english}


def _state_in_english(text: Any, review: str) -> ShownState:
    if review == WorkflowState.STATUS_IN_PROGRESS:
        return ShownState(State.IN_REVIEW.value, State.IN_REVIEW.label, ICONS[State.IN_REVIEW])
    if review == WorkflowState.STATUS_NEEDS_CHANGES:
        return ShownState("returned", _("Returned with comments"), "comment")
    if not text.live:
        return ShownState("draft", _("Draft"), "draft")
    detail = _("Newer draft") if text.has_unpublished_changes else ""
    return ShownState(State.LIVE.value, State.LIVE.label, ICONS[State.LIVE], detail)
