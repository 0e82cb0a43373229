"""The row that a text gets in a language where it is not there yet: a draft, whatever its English is."""

from typing import Any

from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Locale, Page, PageViewRestriction, TranslatableMixin

from cms.translation.privacy import mirror_restriction


def make_snippet_draft(instance: Any, locale: Locale) -> Any:
    """Make a shared text in `locale`; wagtail-localize would put the English live there."""
    draft = instance.copy_for_translation(locale)
    draft.live, draft.has_unpublished_changes = False, True
    draft.live_revision = draft.latest_revision = None
    draft.first_published_at = draft.last_published_at = None
    draft.save()
    return draft


def make_page_draft(instance: Page, locale: Locale, parent: Page) -> Page:
    """
    Make the page of `instance` (in memory: an approved revision) in `locale` below `parent`, with what hangs on it.

    `Page.copy_for_translation` does the same in twice as many statements: it reads the page, its parents and its rows
    again, and may copy a newer draft than what was approved.
    """
    left_out = {*instance.default_exclude_fields_in_copy, *instance.exclude_fields_in_copy}
    values = {
        field.attname: getattr(instance, field.attname)
        for field in instance._meta.concrete_fields
        if not field.primary_key and field.name not in left_out
    }
    draft = type(instance)(
        **values
        | {
            # The roots of the languages stand side by side.
            "slug": f"{instance.slug}-{locale.language_code}" if parent.is_root() else instance.slug,
            "locale_id": locale.pk,
            "live": False,
            "has_unpublished_changes": True,
            "live_revision_id": None,
            "first_published_at": None,
            "last_published_at": None,
            "go_live_at": None,
            "expire_at": None,
            "locked": False,
            "locked_at": None,
            "locked_by_id": None,
        }
    )
    draft.locale = locale
    parent.add_child(instance=draft)
    _copy_rows(instance, draft, left_out)
    draft.save_revision(changed=False, clean=False)
    if PageViewRestriction.objects.filter(page=instance.pk).exists():
        mirror_restriction(instance, draft)
    return draft


def _copy_rows(instance: Page, draft: Page, left_out: set[str]) -> None:
    """Give `draft` the rows of `instance`; a relation without rows is known to be empty, and asked for by nobody."""
    rows = instance.copy_all_child_relations(draft, exclude=list(left_out))
    for row in rows.values():
        if isinstance(row, TranslatableMixin):
            row.locale = draft.locale
    setattr(draft, COMMENTS_RELATION_NAME, [])
    for relation in get_all_child_relations(draft):
        name = relation.get_accessor_name()
        new = [] if name in left_out else list(getattr(draft, name).all())
        for row in new:
            setattr(row, relation.field.name, draft)
        # In bulk, because what follows the saving of a row follows that of its page as well.
        relation.related_model._default_manager.bulk_create(new)
