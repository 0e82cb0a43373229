"""An approved English text goes to the translators."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import (
    RelatedObjectSegment,
    TranslatableObject,
    Translation,
    TranslationSource,
    get_schema_version,
)

from cms.accounts.models import User
from cms.accounts.roles import is_editor
from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.approved import approved_revision
from cms.translation.assignments import Order, assign
from cms.translation.extraction import keep_segments
from cms.translation.models import SentSource
from cms.translation.status import refresh_status, refreshed_once
from cms.translation.target_drafts import make_page_draft, make_snippet_draft


class NotApprovedError(ValidationError):
    """The text has no approved revision, so there is nothing to translate."""


def may_send(source: Any, user: User) -> bool:
    """Return whether `user` may send `source`: an editor who may edit it."""
    if source.locale.language_code != SOURCE_LANGUAGE or not is_editor(user):
        return False
    return source.permissions_for_user(user).can_edit() if isinstance(source, Page) else True


def send_for_translation(
    source: Any, *, languages: Iterable[str], user: User, order: Order | None = None
) -> list[Translation]:
    """
    Send the approved revision of an English page or snippet to the translators of `languages` (codes).

    Nothing becomes public: the page, the pages above it that are not there yet and the shared texts it shows become
    drafts in each language. Sending again brings what is there up to date. The translators are asked for what `order`
    says. Raises `PermissionDenied` and `NotApprovedError`.
    """
    if not may_send(source, user):
        raise PermissionDenied
    revision = approved_revision(source)
    if revision is None:
        raise NotApprovedError(_("A text is sent for translation when it has been approved."))
    return [
        send_revision(revision, Locale.objects.get(language_code=code), user=user, order=order) for code in languages
    ]


@transaction.atomic
@refreshed_once()
def send_revision(revision: Revision, locale: Locale, *, user: User | None, order: Order | None = None) -> Translation:
    """
    Make or update the translation into `locale` of what `revision` says, with what it needs above and inside it.

    What goes along because it was not there yet is asked for with the same `order`.
    """
    instance = revision.as_object()
    source = update_source(instance, revision, user=user)
    _send_related(source, locale, user=user, order=order)
    target = _target(instance, locale, user=user, order=order)
    translation, _created = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    if order is not None:
        assign(translation, order)
    refresh_status(target)
    return translation


def update_source(instance: Any, revision: Revision, *, user: User | None) -> TranslationSource:
    """
    Extract the parts of `instance`, which is what `revision` says.

    wagtail-localize's own functions read the database row, which for a text that waits for its time is not what was
    approved.
    """
    known = TranslationSource.objects.filter(object=instance.translation_key, locale=instance.locale_id)
    source = known.first() or _new_source(instance)
    keep_content(source, instance)
    SentSource.objects.bulk_create(
        [SentSource(source=source, revision=revision, sent_by=user)],
        update_conflicts=True,
        unique_fields=("source",),
        update_fields=("revision", "sent_by", "sent_at"),
    )
    return source


def keep_content(source: TranslationSource, instance: Any) -> None:
    """Make what `source` says, and its parts, those of `instance`; nothing is written where they are already."""
    content = (
        instance.to_json()
        if isinstance(instance, ClusterableModel)
        else json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder)
    )
    version = get_schema_version(instance._meta.app_label)
    is_new = source.pk is None
    if (content, version) != (source.content_json, source.schema_version):
        source.content_json = content
        source.object_repr = str(instance)[:200]
        source.schema_version = version
        source.last_updated_at = timezone.now()
        source.save()
        keep_segments(source, instance, is_new=is_new)


def _new_source(instance: Any) -> TranslationSource:
    """Return the source of a text that was never sent, which is not saved yet."""
    model = instance.get_translation_model()
    translatable = TranslatableObject(
        translation_key=instance.translation_key, content_type=ContentType.objects.get_for_model(model)
    )
    TranslatableObject.objects.bulk_create([translatable], ignore_conflicts=True)
    return TranslationSource(
        object=translatable,
        locale_id=instance.locale_id,
        specific_content_type=ContentType.objects.get_for_model(type(instance)),
    )


def _send_related(source: TranslationSource, locale: Locale, *, user: User | None, order: Order | None) -> None:
    """Send the shared texts inside along, unless they are with the translators already."""
    for segment in RelatedObjectSegment.objects.filter(source=source).select_related("object"):
        if Translation.objects.filter(source__object=segment.object, target_locale=locale, enabled=True).exists():
            continue
        related = segment.object.get_instance(source.locale)
        approved = approved_revision(related)
        if approved is not None:
            send_revision(approved, locale, user=user, order=order)


def ensure_version(page: Page, locale: Locale, *, user: User | None, order: Order | None = None) -> Page:
    """
    Return the version of an English page in `locale`, made as a draft where it is missing.

    Raises `NotApprovedError` where it is missing and nobody has approved the page.
    """
    version = _page_in(page, locale)
    if version is not None:
        return version
    approved = approved_revision(page.specific)
    if approved is None:
        raise NotApprovedError(_("The page above this one has not been approved yet."))
    send_revision(approved, locale, user=user, order=order)
    return Page.objects.get(translation_key=page.translation_key, locale=locale)


def _target(instance: Any, locale: Locale, *, user: User | None, order: Order | None) -> Any:
    """Return the draft or live row of `instance` in `locale`; it is made, as a draft, where it is not there."""
    existing = type(instance).objects.filter(translation_key=instance.translation_key, locale=locale).first()
    if existing is not None:
        return existing
    if not isinstance(instance, Page):
        return make_snippet_draft(instance, locale)
    parent = instance.get_parent()
    # Wagtail would make a live alias of the parent here: English under another language's address.
    above = parent if parent.is_root() else ensure_version(parent, locale, user=user, order=order)
    return make_page_draft(instance, locale, above)


def _page_in(page: Page, locale: Locale) -> Page | None:
    return Page.objects.filter(translation_key=page.translation_key, locale=locale).first()
