"""Words on a card: in a face that has their letters, shaped, in order, and as large as their place allows."""

import html
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from fontTools.ttLib import TTFont
from PIL import ImageDraw, ImageFont

from cms.languages.isolation import isolate
from cms.languages.languages import Language

STATIC = Path(settings.BASE_DIR) / "static" / "fonts"
PRINT = Path(settings.BASE_DIR) / "cms" / "editions" / "typography" / "fonts"
# The first that has all letters of a text is taken.
FACES = {
    "ltr": (STATIC / "serif-display.woff2", PRINT / "SourceSerif4-SemiBold.ttf", PRINT / "Amiri-Bold.ttf"),
    "rtl": (PRINT / "Amiri-Bold.ttf",),
}
LABEL_FACES = {
    "ltr": (PRINT / "SourceSans3-SemiBold.ttf", PRINT / "Amiri-Bold.ttf"),
    "rtl": (PRINT / "Amiri-Bold.ttf",),
}
# Line heights in parts of the size; vowel marks stand high.
LEADING = {"ltr": 1.1, "rtl": 1.45}
ISOLATED = re.compile(r"<(/?)bdi[^>]*>")
# Left-to-right isolate, and its end (UAX #9).
ISOLATE, POP = "\u2066", "\u2069"
WITHOUT_GLYPH = {" ", ISOLATE, POP}


class Lines(NamedTuple):
    """A text in lines of one size."""

    lines: list[str]
    face: ImageFont.FreeTypeFont
    leading: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading


def in_order(text: str, language: Language) -> str:
    """Return a text whose figures and addresses keep their order between right-to-left words."""
    if language.direction == "ltr":
        return text
    marked = isolate(html.escape(text))
    return html.unescape(ISOLATED.sub(lambda tag: POP if tag[1] else ISOLATE, marked))


def fitted(text: str, language: Language, *, sizes: range, width: int, height: int) -> Lines:
    """Return `text` in the largest of `sizes` (pixels, falling) that fits; in the smallest its end may be cut off."""
    words = in_order(text, language).split()
    path = _face_of(text, FACES[language.direction])
    for size in sizes:
        face = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
        leading = size * LEADING[language.direction]
        lines = _wrapped(words, face, language, width)
        if len(lines) * leading <= height and all(_length(line, face, language) <= width for line in lines):
            return Lines(lines, face, leading)
    most = max(int(height // leading), 1)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return Lines(lines, face, leading)


def label(text: str, language: Language, size: int) -> Lines:
    """Return a short text in one line, in the face of labels."""
    path = _face_of(text, LABEL_FACES[language.direction])
    face = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
    return Lines([in_order(text, language)], face, size * 1.35)


def write(
    canvas: ImageDraw.ImageDraw, lines: Lines, language: Language, *, start: int, top: float, colour: str
) -> None:
    """Write the lines from the side where the language begins, at x = `start`."""
    ascent, descent = lines.face.getmetrics()
    for number, line in enumerate(lines.lines):
        baseline = top + number * lines.leading + (lines.leading + ascent - descent) / 2
        anchor = "rs" if language.direction == "rtl" else "ls"
        canvas.text(
            (start, round(baseline)),
            line,
            font=lines.face,
            fill=colour,
            anchor=anchor,
            direction=language.direction,
            language=language.code,
        )


def _wrapped(words: list[str], face: ImageFont.FreeTypeFont, language: Language, width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _length(longer, face, language) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _length(text: str, face: ImageFont.FreeTypeFont, language: Language) -> float:
    return face.getlength(text, direction=language.direction, language=language.code)


def _face_of(text: str, faces: tuple[Path, ...]) -> Path:
    letters = set(text) - WITHOUT_GLYPH
    return next((face for face in faces if letters <= _letters_of(face)), faces[-1])


@lru_cache
def _letters_of(face: Path) -> frozenset[str]:
    return frozenset(map(chr, TTFont(face, lazy=True).getBestCmap()))
