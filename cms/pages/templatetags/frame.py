"""
What stands around every page, error pages included: the reader's language, the language switch and the menu.

A page brings them in its context. Where none could (an error page has no page, and the 500 page no request and perhaps
no database), the home pages take their place.
"""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from cms.directory.models import ReusableText
from cms.languages.availability import PageLanguage, links
from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE, Language, language
from cms.pages.navigation import Entry, more_navigation, navigation
from cms.pages.relations import Shown, reusable_text_in
from cms.pages.withdrawals import Withdrawal

register = template.Library()


@register.simple_tag(takes_context=True)
def reader_language(context: Context) -> Language:
    """The language that this page speaks."""
    return context.get("site_language") or language(get_language() or SOURCE_LANGUAGE)


@register.simple_tag(takes_context=True)
def languages_of_page(context: Context) -> list[PageLanguage]:
    """The three entries of the language switch."""
    found = context.get("language_links")
    if found:
        return found
    homes = {entry.code: f"/{entry.code}/" for entry in LANGUAGES}
    return links(homes, reader_language(context).code, dict.fromkeys(homes, ""))


@register.simple_tag(takes_context=True)
def menu(context: Context) -> list[Entry]:
    """The entries of the main menu."""
    return context.get("navigation") or navigation("", reader_language(context))


@register.simple_tag(takes_context=True)
def more_pages(context: Context) -> list[Entry]:
    """What the footer offers besides the menu."""
    return more_navigation("", reader_language(context))


@register.simple_tag(takes_context=True)
def address_of_page(context: Context) -> str:
    """The address of this page with scheme and host, for whoever takes it along."""
    return next(entry.absolute_url for entry in languages_of_page(context) if entry.is_current)


@register.simple_tag
def language_of(shown: Shown) -> SafeString:
    """`<a {% language_of theme %}>`: marks a text that is not in the language of the page; nothing where it is."""
    if not shown.is_fallback:
        return SafeString()
    return format_html('lang="{}" dir="{}"', shown.language.code, shown.language.direction)


@register.simple_tag
def linked_data(thing: dict[str, Any]) -> SafeString:
    """What machines read, as JSON-LD; `<`, `>` and `&` cannot end the element early."""
    opening = '<script type="application/json">'
    # Django's own escaping, under the type that search engines look for.
    return SafeString(json_script(thing).replace(opening, '<script type="application/ld+json">', 1))


@register.simple_tag(takes_context=True)
def in_reader_language(context: Context, text: ReusableText | None) -> Shown | None:
    """A shared text as this page's language shows it; None where it is gone or not public."""
    return reusable_text_in(text, reader_language(context).code) if text else None


@register.simple_tag
def took_in_another_page(page: Page) -> datetime | None:
    """When this page last took in one that is no longer public; None where it never did. One query."""
    withdrawals = Withdrawal.objects.filter(taken_in_by__translation_key=page.translation_key)
    return withdrawals.order_by("-at").values_list("at", flat=True).first()
