"""The picture at the head of a page or on its card: its photograph where it has one, else its drawing."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import prefetch_related_objects

Pages = TypeVar("Pages", bound=Sequence[Any])

# How wide each shape stands in the layout (see `static/css/components.css`).
WIDTHS = {
    "hero": "100vw",
    "card": "(min-width: 48em) 25rem, 6.5rem",
    "lead card": "(min-width: 48em) 40rem, 100vw",
    "wide": "(min-width: 64em) 40rem, 100vw",
}


def with_pictures(pages: Pages) -> Pages:
    """Fetch the pictures of listed pages with all their files: two queries for each type of page that has some."""
    by_type: dict[type, list[Any]] = {}
    for page in pages:
        if getattr(page, "lead_image_id", None):
            by_type.setdefault(type(page), []).append(page)
    for group in by_type.values():
        prefetch_related_objects(group, "lead_image__renditions")
    return pages
