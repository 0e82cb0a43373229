"""In which languages a page is there for everybody, and where: the one helper that everybody asks."""

from django.http import HttpRequest
from wagtail.models import Page

from cms.languages.availability import PageLanguage, address_of, links, path_in_languages
from cms.pages.public import public_pages


def page_languages(page: Page, request: HttpRequest | None = None) -> list[PageLanguage]:
    """Return the three languages of `page`, in the order of `LANGUAGES`; one query, memoised on the page."""
    if "_page_languages" not in page.__dict__:
        page.__dict__["_page_languages"] = _page_languages(page, request)
    return page.__dict__["_page_languages"]


def _page_languages(page: Page, request: HttpRequest | None) -> list[PageLanguage]:
    code = page.locale.language_code
    titles = {code: page.title, **titles_in_languages(page)}
    return links(path_in_languages(address_of(page)), code, titles, request)


def titles_in_languages(page: Page) -> dict[str, str]:
    """
    Return code → title of the versions of `page` that everybody may see; one query, memoised on the page.

    An alias is never served.
    """
    if "_titles" not in page.__dict__:
        versions = public_pages().filter(translation_key=page.translation_key, alias_of=None)
        page.__dict__["_titles"] = dict(versions.values_list("locale__language_code", "title"))
    return page.__dict__["_titles"]
