"""The picture at the head of a page or on its card: its photograph where it has one, else its drawing."""

from collections.abc import Sequence
from typing import Any, TypeVar

from cms.library.models import LibraryImage, LibraryRendition

Pages = TypeVar("Pages", bound=Sequence[Any])

# How wide each shape stands in the layout (see `static/css/components.css`).
WIDTHS = {
    "hero": "100vw",
    "card": "(min-width: 48em) 25rem, 6.5rem",
    "lead card": "(min-width: 48em) 40rem, 100vw",
    "wide": "(min-width: 64em) 40rem, 100vw",
}


def with_pictures(pages: Pages) -> Pages:
    """
    Give listed pages their pictures with all their files.

    One query however many there are, none without pictures, one more where the worker has not made some yet.
    """
    shown = [page for page in pages if getattr(page, "lead_image_id", None)]
    keys = {page.lead_image_id for page in shown}
    if not keys:
        return pages
    files: dict[int, list[LibraryRendition]] = {}
    for rendition in LibraryRendition.objects.filter(image__in=keys).select_related("image"):
        files.setdefault(rendition.image_id, []).append(rendition)
    images = {key: found[0].image for key, found in files.items()}
    if missing := keys - images.keys():
        images |= LibraryImage.objects.in_bulk(missing)
    for key, image in images.items():
        # Where Wagtail looks first.
        image.prefetched_renditions = files.get(key, [])
    for page in shown:
        page.lead_image = images.get(page.lead_image_id)
    return pages
