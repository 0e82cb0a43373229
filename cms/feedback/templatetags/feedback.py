from typing import Any
from uuid import UUID

from django import template
from django.template import Context

from cms.feedback.models import Wish
from cms.pages.gaps import Gap

register = template.Library()


@register.simple_tag
def needs_of(kinds: dict[str, list[Gap]], code: str) -> dict[UUID, int]:
    """`{% needs_of kinds "ar" as needs %}`: translation key → how many readers have asked for it; one query."""
    keys = [gap.translation_key for gaps in kinds.values() for gap in gaps]
    return {key: number for (key, _code), number in Wish.objects.numbers(keys, [code]).items()}


@register.filter
def number_for(needs: dict[UUID, int], translation_key: UUID) -> int:
    """`{{ needs|number_for:gap.translation_key }}`: how many have asked for one of them."""
    return needs.get(translation_key, 0)


@register.inclusion_tag("feedback/need.html", takes_context=True)
def need(context: Context, translation_key: UUID, code: str) -> dict[str, Any]:
    """The button "I need this page in …", with how many readers have pressed it, or thanks to who just has."""
    return {
        "translation_key": translation_key,
        "number": Wish.objects.numbers([translation_key], [code]).get((translation_key, code), 0),
        "is_asked": "asked" in context["request"].GET,
    }
