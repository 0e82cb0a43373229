"""The main menu and what stands in the footer besides: the same entries in the same order in every language."""

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.languages.languages import Language

ENTRIES = (
    (_("Stories"), "stories/"),
    (_("The 10 recommendations"), "platform/"),
    (_("Reports and briefs"), "briefs/"),
    (_("Initiatives"), "initiatives/"),
    (_("Sessions and visits"), "events/"),
    (_("About us"), "about/"),
)
MORE_ENTRIES = (
    (_("For the press"), "press/"),
    (_("Watch and listen"), "media/"),
    (_("Contact"), "contact/"),
    (_("Accessibility"), "accessibility/"),
    (_("Privacy"), "privacy/"),
)


class Entry(NamedTuple):
    """One line of the menu."""

    label: str
    url: str
    is_current: bool


def navigation(path: str, language: Language) -> list[Entry]:
    """Return the menu in `language` (an address per entry), with the entry marked that `path` lies in."""
    return _entries(ENTRIES, path, language)


def home_entry(language: Language) -> Entry:
    """Return the entry of the home page, which stands in no menu."""
    return Entry(gettext("Home"), f"/{language.code}/", is_current=False)


def more_navigation(path: str, language: Language) -> list[Entry]:
    """Return what the footer offers besides the menu."""
    return _entries(MORE_ENTRIES, path, language)


def _entries(entries: tuple, path: str, language: Language) -> list[Entry]:
    return [Entry(str(label), url := f"/{language.code}/{address}", path.startswith(url)) for label, address in entries]
