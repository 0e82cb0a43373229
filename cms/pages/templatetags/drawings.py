"""The picture of a page, most often drawn and not stored, and the icons."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cms.library.renditions import sources_of
from cms.pages.cover import Family, Shape, draw, palette_of
from cms.pages.illustrations import WIDTHS
from cms.pages.low_data import saves_data

register = template.Library()

# Strokes on a sheet of 24 by 24.
ICONS = {
    "along": "M4 12h15M13 6l6 6-6 6",
    "back": "M20 12H5M11 6l-6 6 6 6",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
    "check": "M5 12l5 5 9-10",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "download": "M12 4v12M6 11l6 6 6-6M5 20h14",
    "globe": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
    "letter": "M3 6h18v12H3zM3 7l9 7 9-7",
    "link": "M10 14l4-4M11 7l2-2a4.2 4.2 0 0 1 6 6l-2 2M13 17l-2 2a4.2 4.2 0 0 1-6-6l2-2",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "message": "M4 5h16v11H10l-5 4v-4H4z",
    "play": "M8 5l11 7-11 7z",
    "print": "M7 9V3h10v6M7 18H4V9h16v9h-3M7 14h10v7H7z",
    "quotation": "M9 7H5v5h4v1a4 4 0 0 1-3 4M19 7h-4v5h4v1a4 4 0 0 1-3 4",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L20 20",
    "sheet": "M6 3h12v18H6zM9 8h6M9 12h6M9 16h4",
    "speaker": "M4 9v6h4l5 5V4L8 9zM16 9a4 4 0 0 1 0 6M19 6a8 8 0 0 1 0 12",
    "share": "M12 15V4M8 8l4-4 4 4M5 13v7h14v-7",
}
# These point along the reading direction, and turn with it.
TURNING = {"along", "back"}


def _slug_and_family(page: Any) -> tuple[str, Family]:
    """A page has both; a text stands for itself, where one picture serves pages of several slugs."""
    return (page, "story") if isinstance(page, str) else (page.slug, getattr(page, "family", "story"))


@register.simple_tag(takes_context=True)
def cover(context: template.Context, page: Any, shape: Shape = "hero") -> SafeString:
    """`{% cover page "card" %}`: the drawing of a page, by its slug and its `family`; none where data is saved."""
    if saves_data(context.get("request")):
        return SafeString()
    return mark_safe(draw(*_slug_and_family(page), shape))  # noqa: S308 - made of numbers and our own colours


@register.simple_tag(takes_context=True)
def illustration(context: template.Context, page: Any, shape: Any = "hero", *, lead: bool = False) -> SafeString:
    """
    `{% illustration page "card" %}`: the photograph of a page, else its drawing; nothing where data is saved.

    Only at the head of its own page it says something, and is not waited with; `lead` is a card that stands larger.
    """
    image = getattr(page, "lead_image", None)
    if image is None or saves_data(context.get("request")):
        return cover(context, page, shape)
    sources = sources_of(image, shape)
    if sources is None:
        return cover(context, page, shape)
    is_head = shape == "hero"
    return SafeString(
        render_to_string(
            "components/illustration.html",
            {
                "sources": sources,
                "widths": WIDTHS["lead card" if lead else shape],
                "alt": page.lead_image_alt if is_head else "",
                "is_first": is_head,
            },
        )
    )


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
