"""
The card of a page in its language: the picture that goes along where somebody shares the address (1200 by 630 pixels).

It shows the page's own drawing or picture, its kind and its title. The same page gives the same bytes, and its address
changes with it. A card is made when it is asked for the first time, within some tenths of a second, and kept.
"""

import hashlib
import logging
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageDraw, ImageOps
from wagtail.images.exceptions import InvalidFilterSpecError

from cms.cards.lettering import FACES, LABEL_FACES, fitted, label, write
from cms.cards.painting import paint
from cms.languages.languages import Language
from cms.pages import cover
from cms.pages.structured_data import SITE_NAME

logger = logging.getLogger(__name__)

WIDTH, HEIGHT = cover.SHAPES["share"]
HORIZON = 430
MARGIN = 64
# The half that a drawing leaves free, without its margin.
WORDS_WIDTH = 490
TITLE_SIZES = {"ltr": range(58, 27, -2), "rtl": range(54, 27, -2)}
TITLE_TOP, TITLE_BOTTOM = 176, 408
LABEL_SIZES = {"ltr": 27, "rtl": 32}
BRAND_SIZE = 42
INK, PAPER, AMBER = "#14213d", "#fdfaf5", "#f5a524"
PICTURE_SPEC = f"fill-{WIDTH // 2}x{HEIGHT}|format-jpeg"
QUALITY = 86


@dataclass(frozen=True)
class Card:
    """What is on the card of a page. `image` is the page's picture, where it has one."""

    page_id: int
    language: Language
    title: str
    kind: str
    slug: str
    family: cover.Family
    image: Any = None

    @cached_property
    def digest(self) -> str:
        """The first digits of the SHA-256 of all that decides the bytes."""
        image = f"{self.image.file.name} {self.image.get_focal_point()}" if self.image else ""
        said = (self.language.code, self.title, self.kind, self.slug, self.family, image, _design())
        return hashlib.sha256("\0".join(said).encode()).hexdigest()[:16]

    @property
    def path(self) -> str:
        return reverse("card", args=[self.page_id, self.digest])

    def content(self) -> bytes:
        """Return the JPEG, which is made where it is not kept yet."""
        storage, name = kept_cards(), f"{self.page_id}/{self.digest}.jpg"
        if storage.exists(name):
            with storage.open(name) as file:
                return file.read()
        made = self.make()
        forget(self.page_id)
        storage.save(name, ContentFile(made))
        return made

    def make(self) -> bytes:
        """Paint the card; no query where its page has no picture."""
        is_mirrored = self.language.direction == "rtl"
        picture = paint(self.slug, self.family, mirrored=is_mirrored)
        if self.image:
            self._lay_picture_on(picture)
        canvas = ImageDraw.Draw(picture)
        colour = PAPER if cover.has_dark_sky(self.slug, self.family) else INK
        start = WIDTH - MARGIN if is_mirrored else MARGIN
        _sign(canvas, self.language, colour, start)
        title = fitted(
            self.title,
            self.language,
            sizes=TITLE_SIZES[self.language.direction],
            width=WORDS_WIDTH,
            height=TITLE_BOTTOM - TITLE_TOP,
        )
        top = TITLE_BOTTOM - title.height
        write(canvas, title, self.language, start=start, top=top, colour=colour)
        if self.kind:
            kicker = label(self.kind, self.language, LABEL_SIZES[self.language.direction])
            write(canvas, kicker, self.language, start=start, top=top - kicker.height - 4, colour=colour)
        file = BytesIO()
        # Colours stay sharp beside each other.
        picture.save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True, subsampling=0)
        return file.getvalue()

    def _lay_picture_on(self, card: Image.Image) -> None:
        """The picture takes the half of the drawing; the words keep their sky and their ground."""
        try:
            rendition = self.image.get_rendition(PICTURE_SPEC)
            with rendition.file.open("rb") as file:
                half = ImageOps.fit(Image.open(file).convert("RGB"), (WIDTH // 2, HEIGHT))
        except (OSError, InvalidFilterSpecError):
            logger.warning("The picture %s of page %s cannot be read for its card", self.image.pk, self.page_id)
            return
        colours = cover.palette_colours(self.slug, self.family)
        canvas = ImageDraw.Draw(card)
        canvas.rectangle((0, 0, WIDTH, HORIZON), fill=colours.sky)
        canvas.rectangle((0, HORIZON, WIDTH, HEIGHT), fill=colours.ground)
        card.paste(half, (0 if self.language.direction == "rtl" else WIDTH // 2, 0))


def card_of(page: Any) -> Card:
    """Return the card of a page as it is now, in its own language; no query but for its picture."""
    with translation.override(page.language.code):
        return Card(
            page_id=page.pk,
            language=page.language,
            title=page.card_title,
            kind=str(page.kind),
            slug=page.slug,
            family=getattr(page, "family", "story"),
            image=getattr(page, "lead_image", None),
        )


def kept_cards() -> Storage:
    """Return the folder of the cards, outside the public files: a page's privacy holds for its card."""
    return FileSystemStorage(location=settings.DATA_DIR / "cards", allow_overwrite=True)


def forget(page_id: int) -> None:
    """Delete what is kept of a page, which may be nothing."""
    storage, folder = kept_cards(), str(page_id)
    if storage.exists(folder):
        for name in storage.listdir(folder)[1]:
            storage.delete(f"{folder}/{name}")


def _sign(canvas: ImageDraw.ImageDraw, language: Language, colour: str, start: int) -> None:
    """The name of the site beside its mark, which is that of `components/mark.html`, half as large again."""
    scale, foot = 1.5, 94
    middle = start + (-1 if language.direction == "rtl" else 1) * 22 * scale
    for radius in (18.5, 12.5):
        outer, inner = (radius + 1.25) * scale, (radius - 1.25) * scale
        canvas.arc((middle - outer, foot - outer, middle + outer, foot + outer), 180, 360, colour, round(outer - inner))
    canvas.pieslice((middle - 7 * scale, foot - 7 * scale, middle + 7 * scale, foot + 7 * scale), 180, 360, AMBER)
    canvas.rectangle((middle - 22 * scale, foot, middle + 22 * scale, foot + 3), fill=colour)
    english = Language("en", "English", "ltr")
    name = fitted(SITE_NAME, english, sizes=range(BRAND_SIZE, BRAND_SIZE - 1, -1), width=WIDTH, height=HEIGHT)
    side = middle + 38 * scale if language.direction == "ltr" else middle - 38 * scale - name.face.getlength(SITE_NAME)
    write(canvas, name, english, start=round(side), top=foot - name.height + 11, colour=colour)


@lru_cache(maxsize=1)
def _design() -> str:
    """What decides the bytes beside the page: how a card is painted, the faces, the engine."""
    digest = hashlib.sha256(version("pillow").encode())
    here = Path(__file__).parent
    faces = {face for group in (FACES, LABEL_FACES) for paths in group.values() for face in paths}
    for path in (
        Path(cover.__file__),
        *(here / f"{name}.py" for name in ("cards", "lettering", "painting")),
        *sorted(faces),
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()
