"""
A picture of a language's own, in the place of the one that the English has.

It is kept as wagtail-localize keeps what replaces a value, and waits for approval like a text: it is part of the
revision that is submitted.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_noop
from wagtail.images.permissions import permission_policy as image_policy
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation

from cms.accounts.models import User
from cms.accounts.roles import is_translator
from cms.library.models import LibraryImage

# Which kinds of files a language may have its own of, and who may choose one.
POLICIES = {LibraryImage: image_policy}
GONE = gettext_noop("The file that was chosen has been deleted.")


class OwnFile(models.Model):
    """What the English had where a language has something of its own: another one later is newer."""

    override = models.OneToOneField(SegmentOverride, on_delete=models.CASCADE, related_name="own_file")
    english = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.override_id}: {self.english}"


@dataclass(frozen=True)
class FilePlace:
    """A field for a file: what the `english` text has there, and the language's `own`, if it has one."""

    field: str
    label: str
    english: Any
    own: Any | None = None
    is_gone: bool = False
    is_older: bool = False


def file_places(translation: Translation, source: Any) -> list[FilePlace]:
    """Return the places for files that a language may have its own for; `source` is the English as it was sent."""
    names = [name for name in source.overridable_fields if getattr(source, f"{name}_id")]
    overrides = {override.context.path: override for override in _overrides(translation)} if names else {}
    return [_place(source, name, overrides.get(name)) for name in names]


def own_fields(translation: Translation) -> list[str]:
    """Return the fields for which a language has something of its own that is there."""
    if not _model(translation).overridable_fields:
        return []
    return sorted(override.context.path for override in _overrides(translation) if not override.has_error)


def pass_over_deleted(translation: Translation) -> None:
    """Let the English stand where what was chosen is gone: wagtail-localize would fail on it, whoever comes."""
    model = _model(translation)
    if not model.overridable_fields:
        return
    for override in _overrides(translation).filter(has_error=False):
        if find_file(model, override.context.path, override.data) is None:
            override.has_error, override.field_error = True, GONE
            override.save(update_fields=["has_error", "field_error", "updated_at"])


def choosable(model: Any, user: User) -> QuerySet:
    """Return the files of a kind that `user` may choose, the newest first."""
    return POLICIES[model].instances_user_has_permission_for(user, "choose").order_by("-pk")


@transaction.atomic
def choose_own(translation: Translation, field: str, chosen: Any | None, *, user: User) -> None:
    """
    Let the language show `chosen` in its field, or with None what the English has.

    Raises `PermissionDenied`, and `OverridableSegment.DoesNotExist` for a place that the English does not have.
    """
    target = translation.get_target_instance()
    if not is_translator(user, target.locale.language_code) or target.workflow_in_progress:
        raise PermissionDenied
    if chosen is not None and not choosable(type(chosen), user).filter(pk=chosen.pk).exists():
        raise PermissionDenied
    segment = OverridableSegment.objects.get(source=translation.source, context__path=field)
    overrides = SegmentOverride.objects.filter(context=segment.context_id, locale=translation.target_locale)
    overrides.delete()
    if chosen is not None:
        override = SegmentOverride.objects.create(
            locale=translation.target_locale,
            context_id=segment.context_id,
            data_json=json.dumps(chosen.pk),
            last_translated_by=user,
        )
        english = find_file(_model(translation), field, segment.data)
        OwnFile.objects.create(override=override, english=_identity(english))


def values_kept(target: Any, names: Iterable[str]) -> set[str]:
    """Return those of the fields in which `target` still has something of its own."""
    return {name for name in names if getattr(target, f"{name}_id", None) is not None}


def _model(translation: Translation) -> Any:
    return translation.source.specific_content_type.model_class()


def _overrides(translation: Translation) -> QuerySet[SegmentOverride]:
    overrides = SegmentOverride.objects.filter(
        locale=translation.target_locale_id,
        context__object=translation.source.object_id,
        context__path__in=_model(translation).overridable_fields,
    )
    return overrides.select_related("context", "own_file")


def _place(source: Any, name: str, override: SegmentOverride | None) -> FilePlace:
    english = getattr(source, name)
    label = capfirst(str(source._meta.get_field(name).verbose_name))
    if override is None:
        return FilePlace(name, label, english)
    own = find_file(type(source), name, override.data)
    chosen_beside = getattr(override, "own_file", None)
    is_older = chosen_beside is not None and chosen_beside.english != _identity(english)
    return FilePlace(name, label, english, own, is_gone=own is None, is_older=own is not None and is_older)


def find_file(model: Any, name: str, key: Any) -> Any | None:
    """Return what the value `key` of an overridable field of `model` points at; None where there is no such thing."""
    related = model._meta.get_field(name).related_model
    return related._default_manager.filter(pk=key).first() if isinstance(key, int) else None


def _identity(file: Any | None) -> str:
    """Return what differs as soon as another file is there, be it under the same entry of the library."""
    if file is None:
        return ""
    return f"{file.pk}:{getattr(file, 'file_hash', '') or file.file.name}"
