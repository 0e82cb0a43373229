"""
A picture in the sizes and formats that pages show it in.

They are made by the worker when a page with the picture goes live, or when the picture is exchanged: a dozen of them
take seconds. A page shows those that are there; until then readers get one small JPEG, made for the first of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from wagtail.images.models import Filter

from cms.library.models import LibraryImage, LibraryRendition

Shape = Literal["hero", "card", "wide"]

# Widths and heights in pixels: for phones and large screens, and twice as fine.
SIZES: dict[Shape, tuple[tuple[int, int], ...]] = {
    "hero": ((640, 256), (1080, 432), (1600, 640)),
    "card": ((240, 300), (480, 600), (800, 1000)),
    "wide": ((640, 400), (960, 600)),
}
# The lightest first: a browser takes the first that it knows. With what the format is asked to keep of the picture.
FORMATS = {
    "avif": "format-avif|avifquality-50",
    "webp": "format-webp|webpquality-68",
    "jpeg": "format-jpeg|jpegquality-68",
}


@dataclass(frozen=True)
class Source:
    """The files of one format: as `srcset` writes them, smallest first."""

    content_type: str
    renditions: tuple[LibraryRendition, ...]

    @property
    def srcset(self) -> str:
        return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in self.renditions)


@dataclass(frozen=True)
class Sources:
    """What there is of a picture in a shape: modern formats where they are made, and always a JPEG."""

    modern: tuple[Source, ...]
    jpeg: Source

    @property
    def fallback(self) -> LibraryRendition:
        """For browsers that choose nothing: the middle size."""
        return self.jpeg.renditions[len(self.jpeg.renditions) // 2]


def sources_of(image: LibraryImage, shape: Shape) -> Sources | None:
    """
    Return the files of a picture that are there, at least one JPEG; None where the original cannot be read.

    One query, none where the renditions of the picture are prefetched.
    """
    there = image.find_existing_renditions(*map(_filter, _specs(shape)))
    found = {each.spec: rendition for each, rendition in there.items()}
    kept = {name: _source(name, shape, found) for name in FORMATS}
    if not kept["jpeg"].renditions:
        smallest = _spec(SIZES[shape][0], "jpeg")
        try:
            found = {smallest: image.get_rendition(smallest)}
        except OSError:
            return None
        kept = {name: _source(name, shape, found) for name in FORMATS}
    jpeg = kept.pop("jpeg")
    return Sources(tuple(source for source in kept.values() if source.renditions), jpeg)


def make_renditions_of(image: LibraryImage, shapes: Iterable[Shape] = tuple(SIZES)) -> None:
    """Make what is missing of a picture, one after the other: an original may take much memory."""
    for shape in shapes:
        for spec in _specs(shape):
            image.get_rendition(spec)


def pictures_in(instance: Any) -> list[LibraryImage]:
    """Return the pictures that a page points at itself."""
    names = [field.name for field in instance._meta.fields if field.related_model is LibraryImage]
    return [image for name in names if (image := getattr(instance, name))]


def _source(name: str, shape: Shape, found: dict[str, LibraryRendition]) -> Source:
    specs = (_spec(size, name) for size in SIZES[shape])
    # A small original is never made larger: several sizes of it may be one.
    by_width = {found[spec].width: found[spec] for spec in specs if spec in found}
    return Source(f"image/{name}", tuple(by_width[width] for width in sorted(by_width)))


def _specs(shape: Shape) -> list[str]:
    return [_spec(size, name) for name in FORMATS for size in SIZES[shape]]


def _spec(size: tuple[int, int], name: str) -> str:
    return f"fill-{size[0]}x{size[1]}|{FORMATS[name]}"


def _filter(spec: str) -> Filter:
    return Filter(spec=spec)
