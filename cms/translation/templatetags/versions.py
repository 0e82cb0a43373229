from typing import Any

from django import template
from wagtail.models import Page

from cms.translation.versions import versions_that_follow

register = template.Library()


@register.inclusion_tag("translation/versions.html")
def versions_after(page: Page, action: str, destination: Page | None = None) -> dict[str, Any]:
    """Say what `action` does to the other versions of an English page; nothing where there are none."""
    return {"versions": versions_that_follow(page, action, destination)}
