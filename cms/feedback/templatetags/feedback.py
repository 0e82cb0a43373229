from typing import Any
from uuid import UUID

from django import template
from django.template import Context

from cms.feedback.models import Wish

register = template.Library()


@register.inclusion_tag("feedback/need.html", takes_context=True)
def need(context: Context, translation_key: UUID, code: str) -> dict[str, Any]:
    """The button "I need this page in …", with how many readers have pressed it, or thanks to who just has."""
    return {
        "translation_key": translation_key,
        "number": Wish.objects.numbers([translation_key], [code]).get((translation_key, code), 0),
        "is_asked": "asked" in context["request"].GET,
    }
