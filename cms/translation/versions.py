"""What becomes of the versions of an English page in the other languages: what its editor reads before the decision."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.languages.languages import SOURCE_LANGUAGE, Language, language


@dataclass(frozen=True)
class Version:
    """One version of a page: `pages_below` counts all pages below it, `outcome` says what happens to it."""

    page: Page
    language: Language
    pages_below: int
    outcome: str


def versions_that_follow(page: Page, action: str, destination: Page | None = None) -> list[Version]:
    """
    Return the other versions of an English page with what `action` does to each, in the order of the languages.

    `action` is "move" (below `destination`, where that is chosen already), "unpublish", "delete" or "restrict".
    A translation has no versions that follow it.
    """
    if page.locale.language_code != SOURCE_LANGUAGE or page.is_root():
        return []
    translations = page.get_translations().select_related("locale").order_by("path")
    outcome = _OUTCOMES[action]
    return [
        Version(
            page=translation,
            language=language(translation.locale.language_code),
            pages_below=translation.get_descendant_count(),
            outcome=outcome(translation, destination),
        )
        for translation in translations
    ]


def _moved(translation: Page, destination: Page | None) -> str:
    if destination is None:
        return _("Moves along; its old addresses lead to the new ones.")
    parent = destination.get_translations().filter(locale=translation.locale_id).first()
    if parent is not None and parent.live:
        return _("Moves below “%(parent)s”; its old addresses lead to the new ones.") % {"parent": parent.draft_title}
    return _("Moves below a draft of “%(parent)s”: readers do not find it until that is live.") % {
        "parent": (parent or destination).draft_title
    }


def _unpublished(translation: Page, destination: Page | None) -> str:
    return _("Is unpublished too.") if translation.live else _("Stays a draft.")


def _deleted(translation: Page, destination: Page | None) -> str:
    return _("Is deleted too; the memory keeps its approved translations.")


def _restricted(translation: Page, destination: Page | None) -> str:
    return _("Is closed and opened with the English page.")


_OUTCOMES: dict[str, Callable[[Page, Page | None], str]] = {
    "move": _moved,
    "unpublish": _unpublished,
    "delete": _deleted,
    "restrict": _restricted,
}
