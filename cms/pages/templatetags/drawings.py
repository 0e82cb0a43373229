"""Pictures that are drawn and not stored: the cover of a page, and the icons."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from cms.pages.cover import Family, Shape, draw, palette_of

register = template.Library()

# Strokes on a sheet of 24 by 24.
ICONS = {
    "along": "M4 12h15M13 6l6 6-6 6",
    "check": "M5 12l5 5 9-10",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2",
    "download": "M12 4v12M6 11l6 6 6-6M5 20h14",
    "globe": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
    "letter": "M3 6h18v12H3zM3 7l9 7 9-7",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "message": "M4 5h16v11H10l-5 4v-4H4z",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L20 20",
    "sheet": "M6 3h12v18H6zM9 8h6M9 12h6M9 16h4",
    "speaker": "M4 9v6h4l5 5V4L8 9zM16 9a4 4 0 0 1 0 6M19 6a8 8 0 0 1 0 12",
    "share": "M12 15V4M8 8l4-4 4 4M5 13v7h14v-7",
}
# These point along the reading direction, and turn with it.
TURNING = {"along"}


def _slug_and_family(page: Any) -> tuple[str, Family]:
    """A page has both; a text stands for itself, where one picture serves pages of several slugs."""
    return (page, "story") if isinstance(page, str) else (page.slug, getattr(page, "family", "story"))


@register.simple_tag
def cover(page: Any, shape: Shape = "hero") -> SafeString:
    """`{% cover page "card" %}`: the drawing of a page, by its slug and its `family`."""
    return mark_safe(draw(*_slug_and_family(page), shape))  # noqa: S308 - made of numbers and our own colours


@register.filter
def ground(page: Any) -> str:
    """`{{ page|ground }}`: the class that colours the earth below the cover of this page."""
    return f"ground-{palette_of(*_slug_and_family(page))}"


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "download" %}`: a drawing beside words that say the same."""
    turning = " icon--along" if name in TURNING else ""
    drawing = f'<path d="{ICONS[name]}"/>'
    return mark_safe(  # noqa: S308 - made of our own paths
        f'<svg class="icon{turning}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{drawing}</svg>'
    )
