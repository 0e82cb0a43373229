"""An approved English text goes to the translators."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import RelatedObjectSegment, Translation, TranslationSource

from cms.accounts.models import User
from cms.accounts.roles import is_editor
from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.approved import approved_revision
from cms.translation.models import SentSource
from cms.translation.privacy import mirror_restriction
from cms.translation.status import refresh_status, refreshed_once


class NotApprovedError(ValidationError):
    """The text has no approved revision, so there is nothing to translate."""


def may_send(source: Any, user: User) -> bool:
    """Return whether `user` may send `source`: an editor who may edit it."""
    if source.locale.language_code != SOURCE_LANGUAGE or not is_editor(user):
        return False
    return source.permissions_for_user(user).can_edit() if isinstance(source, Page) else True


def send_for_translation(source: Any, *, languages: Iterable[str], user: User) -> list[Translation]:
    """
    Send the approved revision of an English page or snippet to the translators of `languages` (codes).

    Nothing becomes public: the page, the pages above it that are not there yet and the shared texts it shows become
    drafts in each language. Sending again brings what is there up to date. Raises `PermissionDenied` and
    `NotApprovedError`.
    """
    if not may_send(source, user):
        raise PermissionDenied
    revision = approved_revision(source)
    if revision is None:
        raise NotApprovedError(_("A text is sent for translation when it has been approved."))
    return [send_revision(revision, Locale.objects.get(language_code=code), user=user) for code in languages]


@transaction.atomic
@refreshed_once()
def send_revision(revision: Revision, locale: Locale, *, user: User | None) -> Translation:
    """Make or update the translation into `locale` of what `revision` says, with what it needs above and inside it."""
    instance = revision.as_object()
    source = update_source(instance, revision, user=user)
    _send_related(source, locale, user=user)
    target = _target(instance, locale, user=user)
    translation, _created = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": True}
    )
    refresh_status(target)
    return translation


def update_source(instance: Any, revision: Revision, *, user: User | None) -> TranslationSource:
    """
    Extract the parts of `instance`, which is what `revision` says.

    wagtail-localize's own functions read the database row, which for a text that waits for its time is not what was
    approved.
    """
    source, created = TranslationSource.get_or_create_from_instance(instance)
    if not created:
        content = (
            instance.to_json()
            if isinstance(instance, ClusterableModel)
            else json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder)
        )
        if content != source.content_json:
            source.content_json = content
            source.object_repr = str(instance)[:200]
            source.last_updated_at = timezone.now()
            source.save(update_fields=["content_json", "object_repr", "last_updated_at"])
            source.refresh_segments()
    SentSource.objects.update_or_create(source=source, defaults={"revision": revision, "sent_by": user})
    return source


def _send_related(source: TranslationSource, locale: Locale, *, user: User | None) -> None:
    """Send the shared texts inside along, unless they are with the translators already."""
    for segment in RelatedObjectSegment.objects.filter(source=source).select_related("object"):
        if Translation.objects.filter(source__object=segment.object, target_locale=locale, enabled=True).exists():
            continue
        related = segment.object.get_instance(source.locale)
        approved = approved_revision(related)
        if approved is not None:
            send_revision(approved, locale, user=user)


def ensure_version(page: Page, locale: Locale, *, user: User | None) -> Page:
    """
    Return the version of an English page in `locale`, made as a draft where it is missing.

    Raises `NotApprovedError` where it is missing and nobody has approved the page.
    """
    version = page.get_translations().filter(locale=locale).first()
    if version is not None:
        return version
    approved = approved_revision(page)
    if approved is None:
        raise NotApprovedError(_("The page above this one has not been approved yet."))
    return send_revision(approved, locale, user=user).get_target_instance()


def _target(instance: Any, locale: Locale, *, user: User | None) -> Any:
    """Return the draft or live row of `instance` in `locale`; it is made, as a draft, where it is not there."""
    existing = type(instance).objects.filter(translation_key=instance.translation_key, locale=locale).first()
    if existing is not None:
        return existing
    if not isinstance(instance, Page):
        draft = instance.copy_for_translation(locale)
        draft.live, draft.has_unpublished_changes = False, True
        draft.live_revision = draft.latest_revision = None
        draft.first_published_at = draft.last_published_at = None
        draft.save()
        return draft
    parent = instance.get_parent().specific
    if not parent.is_root():
        # Wagtail would make a live alias of the parent here: English under another language's address.
        ensure_version(parent, locale, user=user)
    source = type(instance).objects.get(pk=instance.pk)
    target = source.copy_for_translation(locale)
    mirror_restriction(source, target)
    return target
