"""A listener that walks the tags of a PDF, what share of a text it hears, and what a search finds."""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Any

import pikepdf
import pypdfium2
from rapidfuzz.distance import LCSseq

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


class Listener:
    """Reads a PDF the way a screen reader does: along the tags, with the replacement texts that they carry."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.drawn = {page.objgen: drawn_texts(page) for page in pdf.pages}

    def text(self) -> str:
        return "".join(self._heard(self.pdf.Root.StructTreeRoot.K, None))

    def _heard(self, node: Any, page: Any) -> Iterator[str]:
        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from self._heard(child, page)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/Type") == "/OBJR":
                return
            if node.get("/S") not in ("/Span", "/NonStruct", "/Link"):
                yield "\n"
            if "/ActualText" in node:
                yield str(node.ActualText)
            else:
                yield from self._heard(node.get("/K", pikepdf.Array()), node.get("/Pg", page))
        else:
            yield self.drawn[page.objgen].get(int(node), "")


def drawn_texts(page: pikepdf.Page) -> dict[int, str]:
    """Return the text of each piece of marked content of a page as it is drawn."""
    texts: dict[int, str] = {}
    open_marks: list[int | None] = []
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BMC":
            open_marks.append(None)
        elif name == "BDC":
            open_marks.append(operands[1].get("/MCID"))
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            letters = letters_of(page.Resources.Font[operands[0]])
        elif name in ("Tj", "TJ"):
            strings = operands[0] if name == "TJ" else [operands[0]]
            number = next((mark for mark in reversed(open_marks) if mark is not None), None)
            codes = [bytes(part) for part in strings if isinstance(part, pikepdf.String)]
            if number is not None:
                drawn = "".join(letters.get(int.from_bytes(pair), "") for code in codes for pair in _pairs(code))
                texts[int(number)] = texts.get(int(number), "") + drawn
    return texts


def _pairs(code: bytes) -> Iterator[bytes]:
    return (code[start : start + 2] for start in range(0, len(code), 2))


def letters_of(font: pikepdf.Dictionary) -> dict[int, str]:
    """Return what each glyph of a font stands for, from the lines of its ToUnicode map that name single glyphs."""
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\s", font.ToUnicode.read_bytes())
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def words(text: str) -> list[str]:
    """Return the words of two letters and more in their order, as a reader hears them."""
    plain = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return re.findall(r"[^\W\d_]{2,}", plain)


@lru_cache(maxsize=32)
def listen(content: bytes) -> str:
    """Return what a listener hears; the same file is often asked for again."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return Listener(pdf).text()


def share_heard(content: bytes, text: str) -> float:
    """Return the share (0 to 1) of the words of a text that a listener of the tags hears."""
    expected = Counter(words(text))
    return (expected & Counter(words(listen(content)))).total() / expected.total()


def share_heard_in_order(content: bytes, text: str) -> float:
    """Return the share (0 to 1) of the words of a text that a listener of the tags hears in the order of the text."""
    expected = words(text)
    return LCSseq.similarity(expected, words(listen(content))) / len(expected)


ARABIC_WORD = re.compile("[\u0621-\u064a]{3,}")


def drawn_text(content: bytes) -> str:
    """Return the text that a browser's own reader of PDFs searches and copies."""
    with pypdfium2.PdfDocument(content) as pdf:
        return " ".join(sheet.get_textpage().get_text_range() for sheet in pdf)


def arabic_found(content: bytes, text: str) -> tuple[int, int]:
    """Return how many of the Arabic words of a text a search finds in a PDF, and how many there are."""
    drawn, wanted = drawn_text(content), set(ARABIC_WORD.findall(text))
    return len({word for word in wanted if word in drawn}), len(wanted)


def visible_text(html: str) -> str:
    """Return the words of a specimen that belong to its text: without head, running lines and decoration."""
    body = re.sub(r"(?s).*<main>|</main>.*|<(\w+)[^>]*aria-hidden.*?</\1>", " ", html)
    return unescape(re.sub(r"<[^>]+>", " ", body))
