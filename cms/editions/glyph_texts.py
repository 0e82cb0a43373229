"""What each glyph of a face stands for, read from the face itself.

WeasyPrint names a glyph after the letters of the cluster in which it first meets it. A letter with a vowel mark is one
cluster of two glyphs: the mark gets both characters and the letter none, so that Arabic cannot be searched or copied
and PDF/UA-1 (7.21.7) refuses the file. A bracket in Arabic is drawn mirrored and gets the name of the other one.
"""

import io
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont

# Right-to-left letters, their marks, and the brackets that stand mirrored among them.
CONCERNED = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc()\[\]{}<>«»‹›]")
SINGLE, MULTIPLE, ALTERNATE, LIGATURE, EXTENSION = 1, 2, 3, 4, 7


@lru_cache(maxsize=16)
def glyph_texts(face: bytes) -> dict[int, str]:
    """Return glyph number → text for the right-to-left letters, marks and brackets of a TrueType or OpenType face."""
    font = TTFont(io.BytesIO(face), lazy=True)
    texts: dict[str, str] = {}
    for code, glyph in sorted(font.getBestCmap().items()):
        texts.setdefault(glyph, unicodedata.normalize("NFKC", chr(code)))
    known = -1
    while known < len(texts):
        known = len(texts)
        for source, target in _substitutions(font):
            if all(glyph in texts for glyph in source):
                texts.setdefault(target, "".join(texts[glyph] for glyph in source))
    return {font.getGlyphID(glyph): text for glyph, text in texts.items() if CONCERNED.search(text)}


def _substitutions(font: TTFont) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield which glyphs a face may replace by which one; of several in place of one, the first is the letter."""
    for table in _substitution_tables(font):
        if table.LookupType == SINGLE:
            yield from (((glyph,), target) for glyph, target in table.mapping.items())
        elif table.LookupType == MULTIPLE:
            yield from (((glyph,), targets[0]) for glyph, targets in table.mapping.items() if targets)
        elif table.LookupType == ALTERNATE:
            yield from (((glyph,), target) for glyph, targets in table.alternates.items() for target in targets)
        elif table.LookupType == LIGATURE:
            for first, ligatures in table.ligatures.items():
                yield from (((first, *ligature.Component), ligature.LigGlyph) for ligature in ligatures)


def _substitution_tables(font: TTFont) -> Iterator[Any]:
    lookups = font["GSUB"].table.LookupList.Lookup if "GSUB" in font else []
    for lookup in lookups:
        for table in lookup.SubTable:
            yield table.ExtSubTable if table.LookupType == EXTENSION else table


class GlyphTexts(dict[int, str]):
    """The texts of the glyphs that a document uses: what the face knows of a glyph comes first."""

    def __init__(self, face: bytes) -> None:
        super().__init__()
        self._known = glyph_texts(face)

    def __contains__(self, glyph: object) -> bool:
        if not super().__contains__(glyph) and glyph in self._known:
            self[glyph] = self._known[glyph]
        return super().__contains__(glyph)
