"""Where a page is in each language, and the entries of a language switch."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from cms.languages.languages import LANGUAGES, Language

LinkState = Literal["current", "available", "missing"]


@dataclass(frozen=True)
class PageLanguage:
    """
    One of the three entries of a language switch.

    `url` is the address in that language, whether the page is there or not; `title` is empty where it is not. The
    present language is `is_current`; its `state` is `missing` on the page that says that it is not there.
    """

    language: Language
    url: str
    absolute_url: str
    state: LinkState
    is_current: bool = False
    title: str = ""

    @property
    def code(self) -> str:
        return self.language.code

    @property
    def name(self) -> str:
        return self.language.name

    @property
    def direction(self) -> str:
        return self.language.direction


def address_of(page: Page) -> str:
    """Return the path of `page` in its language, by its place in the tree; Wagtail asks for the roots of all sites."""
    _, _, rest = page.url_path.lstrip("/").partition("/")
    return f"/{page.locale.language_code}/{rest}"


def path_in_languages(path: str) -> dict[str, str]:
    """Return code → the same path in each language; slugs are shared, so only the first part differs."""
    _, _, rest = path.lstrip("/").partition("/")
    return {language.code: f"/{language.code}/{rest}" for language in LANGUAGES}


def links(
    paths: dict[str, str], current: str, titles: dict[str, str], request: HttpRequest | None = None
) -> list[PageLanguage]:
    """Return the entries of a switch for `paths` (code → path), of which those in `titles` (code → title) are there."""
    return [
        PageLanguage(
            language=language,
            url=paths[language.code],
            absolute_url=absolute(paths[language.code], request),
            state=_state(language.code, current, titles),
            is_current=language.code == current,
            title=titles.get(language.code, ""),
        )
        for language in LANGUAGES
    ]


def _state(code: str, current: str, available: Iterable[str]) -> LinkState:
    if code not in available:
        return "missing"
    return "current" if code == current else "available"


def absolute(path: str, request: HttpRequest | None = None) -> str:
    """Return `path` with scheme and host: those of BASE_URL where it is set, else of the request."""
    if settings.BASE_URL:
        return settings.BASE_URL.rstrip("/") + path
    return request.build_absolute_uri(path) if request else path
