"""Turn the HTML of an edition into a tagged PDF (PDF/UA-1): a pure function of its input.

The same HTML, style, fonts, pictures and engine give the same bytes on every machine: no clock, no font of the machine.
"""

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pydyf
import weasyprint
from weasyprint.text.ffi import pango
from weasyprint.text.fonts import FontConfiguration

import cms.editions.weasyprint_accessibility  # noqa: F401 (mends the engine)
from cms.editions.allowed_files import TYPOGRAPHY, AllowedFiles
from cms.editions.faults import MOST_BYTES
from cms.editions.glyph_texts import glyph_texts

VARIANT = "pdf/ua-1"
FACES = "edition:faces.css"


# What the engine only logs, and somebody should know: what it says → what it is about.
REMARKS = {
    "Failed to load image at %r: %s": "picture",
    "Failed to load stylesheet at %s: %s": "style",
    "No anchor #%s for internal URI reference": "link",
}
LONGEST_REMARK = 300
# Parts of a document, by their class, that are not its page's own text: when it was published and where, which other
# pages it is connected with, who made its picture.
NO_TEXT = frozenset({"imprint", "connections", "credit"})


@dataclass(frozen=True)
class Pdf:
    """
    A finished file: its bytes, its number of pages, the addresses that it was not allowed to read, and its remarks.

    A remark says about a `picture`, a `style` or a `link` why it could not be shown as it is meant, or that the `size`
    is more than readers should have to load.
    """

    content: bytes
    pages: int
    refused: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...] = ()


class PrintDocument:
    """The HTML of an edition before it is set.

    `address` is the absolute address of the page: relative links in the text become links to the site.
    """

    def __init__(self, html: str, *, address: str) -> None:
        self._fetcher = AllowedFiles(address)
        self._source = html
        self._html = weasyprint.HTML(string=html, base_url=address, url_fetcher=self._fetcher)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 (hex) of all that decides the bytes of the PDF."""
        digest = hashlib.sha256(self._source.encode())
        for part in (*_engine(), *self._pictures()):
            digest.update(hashlib.sha256(part).digest())
        return digest.hexdigest()

    def words(self) -> list[str]:
        """Return the words of the text in their order: what is printed around it, `NO_TEXT`, may change without it."""
        body = self._html.etree_element.find("body")
        return " ".join(_texts(body) if body is not None else ()).split()

    def _pictures(self) -> Iterator[bytes]:
        for image in self._html.etree_element.iter("img"):
            path = self._fetcher.path_of(urljoin(self._html.base_url, image.get("src", "")))
            yield path.read_bytes() if path else b"missing"

    def make(self) -> Pdf:
        """Set the document; raises what the engine raises where it cannot."""
        with _only_our_fonts(), _remarks() as remarks:
            fonts = FontConfiguration()
            # Without a single face Pango ends the process: a page that asks for no style still has these.
            faces = weasyprint.CSS(url=FACES, url_fetcher=self._fetcher, font_config=fonts)
            document = self._html.render(stylesheets=[faces], font_config=fonts, pdf_variant=VARIANT)
            content = document.write_pdf(finisher=self._set_direction, pdf_variant=VARIANT)
        if len(content) > MOST_BYTES:
            remarks.append(("size", f"It has {len(content) // 1024} KB; {MOST_BYTES // 1024} are enough for a text."))
        return Pdf(
            content=content, pages=len(document.pages), refused=tuple(self._fetcher.refused), remarks=tuple(remarks)
        )

    def _set_direction(self, document: Any, pdf: pydyf.PDF) -> None:
        if self._html.etree_element.get("dir") == "rtl":
            pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"


@lru_cache(maxsize=1)
def read_faces() -> None:
    """Read what the faces say of their glyphs, once and before any fork, which would read it for itself."""
    for path in sorted(TYPOGRAPHY.rglob("*.ttf")):
        glyph_texts(path.read_bytes())


def make_pdf(html: str, *, address: str) -> Pdf:
    """Return the PDF of an HTML page whose absolute address is `address`."""
    return PrintDocument(html, address=address).make()


def _texts(element: Any) -> Iterator[str]:
    if not NO_TEXT.intersection(element.get("class", "").split()):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _engine() -> Iterator[bytes]:
    """What decides the bytes beside the HTML: the versions of the engine, our changes to it, style and fonts."""
    yield " ".join(version(package) for package in ("weasyprint", "pydyf", "fonttools", "pillow")).encode()
    yield str(pango.pango_version()).encode()
    for module in ("accessible_pdf.py", "allowed_files.py", "glyph_texts.py", "weasyprint_accessibility.py"):
        yield Path(__file__).with_name(module).read_bytes()
    for path in sorted(TYPOGRAPHY.rglob("*")):
        if path.suffix in (".css", ".conf", ".ttf"):
            yield path.read_bytes()


@contextmanager
def _remarks() -> Iterator[list[tuple[str, str]]]:
    """Collect what the engine logs while it works."""
    collected: list[tuple[str, str]] = []

    def collect(record: logging.LogRecord) -> bool:
        if record.msg in REMARKS:
            remark = REMARKS[record.msg], record.getMessage()[:LONGEST_REMARK]
            if remark not in collected:
                collected.append(remark)
        return True

    weasyprint.LOGGER.addFilter(collect)
    try:
        yield collected
    finally:
        weasyprint.LOGGER.removeFilter(collect)


@contextmanager
def _only_our_fonts() -> Iterator[None]:
    """Hide the fonts of the machine: fontconfig reads this variable each time WeasyPrint makes a configuration."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(TYPOGRAPHY / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
