"""Texts wait, values don't: what has no language is the same everywhere, at once."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Page, Revision

from cms.languages.languages import SOURCE_LANGUAGE
from cms.languages.policy import relations_of_every_page
from cms.translation.models import TranslatedRevision
from cms.translation.own_files import values_kept


@transaction.atomic
def copy_values_to_translations(source: Any) -> list[Any]:
    """
    Give every live translation of the just published `source` its values, and return those that changed.

    A translation gets a revision that is the live one with only those values replaced, and that is published: the
    approval of the source is its approval. An open draft gets them too and stays the newest revision.
    """
    changed = []
    translations = type(source).objects.filter(translation_key=source.translation_key).exclude(pk=source.pk)
    for translation in translations.select_related("live_revision", "latest_revision", "locale"):
        live, latest = translation.live_revision, translation.latest_revision
        if translation.live and live is not None and publish_with_values(source, live):
            changed.append(translation)
        if latest is not None and latest != live:
            _save_with_values(source, latest)
        if isinstance(translation, Page) and not translation.live:
            _take_address(source, translation)
    return changed


def take_values_of_source(instance: Any, own: Collection[str] = ()) -> bool:
    """
    Give `instance`, a translation in memory, the values of its live source; return whether any differed.

    `own` names the fields in which the language has something of its own.
    """
    sources = type(instance).objects.filter(translation_key=instance.translation_key, live=True)
    source = sources.filter(locale__language_code=SOURCE_LANGUAGE).exclude(pk=instance.pk).first()
    return source is not None and copy_values(source, instance, own)


def copy_values(source: Any, target: Any, own: Collection[str] = ()) -> bool:
    """
    Copy the synchronised fields of `source` to `target` in memory; return whether any of them differed.

    What the language has of its own (`own` names the fields) stays while it is there.
    """
    relations = _relations(source)
    before = _values(target, relations)
    kept = values_kept(target, own)
    for name in source.synchronised_fields:
        if name not in relations and name not in kept:
            field = source._meta.get_field(name)
            setattr(target, field.attname, getattr(source, field.attname))
    if {**_values(source, relations), **{name: before[name] for name in kept}} != before:
        for name in relations:
            source.copy_child_relation(name, target)
        return True
    return False


def publish_with_values(source: Any, live: Revision) -> bool:
    """Publish the text of `live` with the values of `source`; return whether any differed."""
    instance = live.as_object()
    if not copy_values(source, instance, _own(live)):
        return False
    # What goes live takes every other revision of the text off Wagtail's schedule.
    scheduled = dict(
        instance.revisions.filter(approved_go_live_at__gt=timezone.now()).values_list("pk", "approved_go_live_at")
    )
    revision = system_revision(live, instance)
    revision.publish(changed=False, skip_permission_checks=True)
    for pk, time in scheduled.items():
        Revision.objects.filter(pk=pk).update(approved_go_live_at=time)
    return True


def _take_address(source: Any, draft: Page) -> None:
    """The row of a draft holds its address, so that no other text is refused it."""
    if "slug" in source.synchronised_fields and draft.slug != source.slug:
        draft.slug = source.slug
        draft.save(clean=False)


def _save_with_values(source: Any, draft: Revision) -> None:
    instance = draft.as_object()
    copy_values(source, instance, _own(draft))
    system_revision(draft, instance)


def system_revision(original: Revision, instance: Any) -> Revision:
    """Save `instance` as a revision that nobody wrote, made from the same English parts as `original`."""
    revision = instance.save_revision(changed=False, clean=False, log_action="beacons.copy_values")
    made_from = TranslatedRevision.objects.filter(revision=original).first()
    if made_from is not None:
        TranslatedRevision.objects.create(
            revision=revision,
            source_revision=made_from.source_revision,
            source_parts=made_from.source_parts,
            translators=made_from.translators,
            own_fields=made_from.own_fields,
        )
    return revision


def _own(revision: Revision) -> list[str]:
    made_from = TranslatedRevision.objects.filter(revision=revision).first()
    return made_from.own_fields if made_from else []


def _relations(instance: Any) -> list[str]:
    if not isinstance(instance, ClusterableModel):
        return []
    own = {relation.name for relation in get_all_child_relations(type(instance))} & set(instance.synchronised_fields)
    return [*sorted(own), *relations_of_every_page(type(instance))]


def _values(instance: Any, relations: list[str]) -> dict[str, Any]:
    """Return field name → value, with a relation as the list of its rows without their own keys."""
    values = {}
    for name in instance.synchronised_fields:
        if name not in relations:
            values[name] = getattr(instance, instance._meta.get_field(name).attname)
    for name in relations:
        values[name] = [_row(row) for row in getattr(instance, name).all()]
    return values


def _row(row: Any) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and not isinstance(field, ParentalKey) and field.name != "sort_order"
    }
