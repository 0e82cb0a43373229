"""Take the connectors out of Amiri: `python without_connectors.py IN.ttf OUT.ttf`.

To keep a wide kaf or a kasra from touching its neighbour Amiri puts a short line beside the letter: two glyphs for one
character. WeasyPrint then names the line after the letter and the letter after nothing: PDF/UA-1 refuses the file
(7.21.7) wherever "للك" stands, and searches find the wrong letters. Without the line each glyph has its character.
"""

import sys
from collections.abc import Iterator
from typing import Any

from fontTools.ttLib import TTFont

EXTENSION, MULTIPLE = 7, 2


def multiple_substitutions(font: TTFont) -> Iterator[Any]:
    """Yield the tables of a font that replace one glyph by several."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = table.ExtSubTable if table.LookupType == EXTENSION else table
            if table.LookupType == MULTIPLE:
                yield table


def remove_connectors(font: TTFont) -> None:
    """Keep only the letter where a letter is replaced by itself and something beside it."""
    for table in multiple_substitutions(font):
        for glyph, replacements in table.mapping.items():
            if replacements[0] == glyph:
                table.mapping[glyph] = [glyph]


if __name__ == "__main__":
    amiri = TTFont(sys.argv[1], recalcTimestamp=False)
    remove_connectors(amiri)
    amiri.save(sys.argv[2])
