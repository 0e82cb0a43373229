"""Who may take translations out, and who may bring them in."""

from wagtail.models import Page

from cms.accounts.models import User
from cms.accounts.roles import TARGET_CODES, is_editor, is_translator, may_see_translations
from cms.languages.languages import SOURCE_LANGUAGE


def may_download(user: User, code: str) -> bool:
    """Return whether the user may take translations into the language `code` out: who works on them or sends them."""
    return code in TARGET_CODES and (may_see_translations(user, code) or is_editor(user))


def may_upload(user: User, code: str) -> bool:
    """Return whether the user may bring translations into the language `code` in: its translators."""
    return is_translator(user, code)


def may_download_section(user: User, page: Page) -> bool:
    """Return whether the user is offered the section below an English page: an editor who may edit it."""
    is_english = page.depth > 1 and page.locale.language_code == SOURCE_LANGUAGE
    return is_english and is_editor(user) and page.permissions_for_user(user).can_edit()
