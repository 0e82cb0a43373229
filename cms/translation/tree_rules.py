"""What may not be done to a page of one language alone, and why: the words that whoever tries it reads."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.approved import approved_revision


def translation_refusal(page: Page) -> str:
    """Return why a page is not moved, deleted, renamed or restricted by itself; empty for an English page."""
    if page.locale.language_code == SOURCE_LANGUAGE or page.depth == 1:
        return ""
    return _(
        "A translation follows its English page: move, delete, rename or restrict that one. An administrator may"
        " unpublish a single language."
    )


def deletion_refusal(page: Page) -> str:
    """Return why `page` and its versions cannot be deleted; empty where they can."""
    if page.depth <= 2:
        return _("The home page of a language cannot be deleted.")
    if refusal := translation_refusal(page):
        return refusal
    for version in page.get_translations():
        if ReferenceIndex.get_references_to(version).group_by_source_object().is_protected:
            return _("“%(title)s” is needed by another page and cannot be deleted.") % {"title": version.draft_title}
    return ""


def move_refusal(page: Page, destination: Page) -> str:
    """Return why `page` and its versions cannot move below `destination`; empty where they can."""
    if page.depth <= 2:
        return _("The home page of a language cannot be moved.")
    if page.locale_id != destination.locale_id:
        return _("A page stays in the tree of its language.")
    if refusal := translation_refusal(page):
        return refusal
    parents = {parent.locale_id: parent for parent in destination.get_translations()}
    for version in page.get_translations():
        parent = parents.get(version.locale_id)
        if parent is None and approved_revision(destination.specific) is None:
            return _("“%(parent)s” has not been approved yet: translated pages cannot stand below it.") % {
                "parent": destination.draft_title
            }
        if parent is not None and not Page._slug_is_available(version.slug, parent, page=version):
            return _("Below “%(parent)s” there is another page with the address “%(slug)s”.") % {
                "parent": parent.draft_title,
                "slug": version.slug,
            }
    return ""


def first_refusal(refusals: Iterable[str]) -> str:
    """Return the first that is not empty."""
    return next((refusal for refusal in refusals if refusal), "")
