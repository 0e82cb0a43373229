from typing import Any

from django import template

from cms.cards.cards import HEIGHT, WIDTH, card_of
from cms.languages.availability import absolute
from cms.pages.models import BasePage

register = template.Library()

# The tongue with the country where it is read here; Arabic is that of no one country.
OPEN_GRAPH_LOCALES = {"en": "en_US", "es": "es_US", "ar": "ar_AR"}


@register.simple_tag(takes_context=True)
def card(context: template.Context) -> dict[str, Any] | None:
    """`{% card as card %}`: the card of this page: `url`, `width`, `height`, `alt`; None for a draft or no page."""
    page, request = context.get("page"), context.get("request")
    if not isinstance(page, BasePage) or not page.pk or not page.live or getattr(request, "is_preview", False):
        return None
    return {"url": absolute(card_of(page).path, request), "width": WIDTH, "height": HEIGHT, "alt": page.card_title}


@register.filter
def pictured(thing: dict[str, Any], card: dict[str, Any] | None) -> dict[str, Any]:
    """`{{ thing|pictured:card }}`: what schema.org is told of a page, with its card; the way to it has none."""
    if card is None or "@id" not in thing:
        return thing
    image = {"@type": "ImageObject", "url": card["url"], "width": card["width"], "height": card["height"]}
    return {**thing, "image": image}


@register.filter
def open_graph_locale(code: str) -> str:
    """`{{ "es"|open_graph_locale }}`: a language as Open Graph writes it."""
    return OPEN_GRAPH_LOCALES[code]
