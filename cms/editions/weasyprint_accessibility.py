"""The only place that changes WeasyPrint: what its PDF/UA output lacks so that a machine can read it aloud.

Import it before rendering; it works on WeasyPrint 70.0 alone and says so otherwise. Each change names the fault it
mends; `docs/decisions/0008-weasyprint-workarounds.md` says when each may go, `test_accessible_pdf.py` notices.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint
from weasyprint import anchors, document, draw
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import stream as pdf_stream
from weasyprint.pdf import tags as pdf_tags

from cms.editions.glyph_texts import GlyphTexts

SUPPORTED_VERSION = "70.0"
if weasyprint.__version__ != SUPPORTED_VERSION:
    raise ImportError(
        f"The editions are made for WeasyPrint {SUPPORTED_VERSION}, not {weasyprint.__version__}: "
        "look at docs/decisions/0008-weasyprint-workarounds.md before changing it."
    )

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# After these a word may go on in the next line without a space.
JOINERS = tuple("-/\u2010\u2013\u2014")
SOFT_HYPHEN = "\u00ad"
PRINTED = 4  # annotation flag "Print", ISO 32000-1 table 165

_add_font = pdf_stream.Stream.add_font
_marked = pdf_stream.Stream.marked
_build_box_tree = pdf_tags._build_box_tree
_gather_anchors = anchors.gather_anchors
_draw_page = draw.draw_page


def artifact_kind(box: Any) -> str | None:
    """Return the kind of artifact that an element's box is, or None for content that belongs to the text."""
    if isinstance(box, boxes.MarginBox):
        return "Pagination"
    element = getattr(box, "element", None)
    if element is None:
        return None
    is_decorative = element.get("aria-hidden") == "true" or (element.tag == "img" and element.get("alt") == "")
    return "Layout" if is_decorative else None


def replacement_text(box: Any) -> str | None:
    """Return what a reader should get for a piece of a line, or None where the page content already gives it.

    The page content misleads in three ways: right-to-left letters are drawn in visual order, the space at the end of a
    line is dropped, and a hyphen made by the layout stays in the word (ISO 32000-1, 14.8.2.2.3 and 14.8.2.3.3).
    """
    text = box.text
    if getattr(box, "ends_line", False) and text:
        # At a soft hyphen the layout adds one that is seen; our style asks for no other hyphenation.
        added = SOFT_HYPHEN + box.style["hyphenate_character"]
        if text.endswith(added):
            return text.removesuffix(added)
        if not text[-1].isspace() and not text.endswith(JOINERS):
            return text + " "
    return text if box.style["direction"] == "rtl" or RIGHT_TO_LEFT.search(text) else None


def link_words(element: Any) -> str:
    """Return the words that tell where a link leads: its label, its text or the alternative text of its picture."""
    text = element.get("aria-label") or " ".join("".join(element.itertext()).split())
    return text or next((image.get("alt", "") for image in element.iter("img")), "")


def _note_layout(box: Any, artifact: str | None = None) -> None:
    """Write on each box of a page whether it is an artifact, and on each piece of text whether it ends its line."""
    artifact = artifact or artifact_kind(box)
    box.artifact = artifact
    if isinstance(box, boxes.LineBox):
        pieces = [piece for piece in box.descendants() if isinstance(piece, boxes.TextBox)]
        if pieces:
            pieces[-1].ends_line = True
    for child in box.all_children():
        _note_layout(child, artifact)


def draw_page(page: Any, stream: Any) -> None:
    """Draw a page once its boxes know what they are."""
    _note_layout(page)
    _draw_page(page, stream)


def add_font(self: Any, pango_font: Any) -> tuple[Any, float]:
    """Name the glyphs of a face after what the face says of them: see `glyph_texts`."""
    font, size = _add_font(self, pango_font)
    if not isinstance(font.to_unicode, GlyphTexts):
        font.to_unicode = GlyphTexts(font.file_content)
    return font, size


@contextmanager
def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
    """Mark running titles and decoration as artifacts: 70.0 leaves them as content without a place in the tree."""
    if self._tags is None or getattr(box, "artifact", None) is None:
        with _marked(self, box, tag):
            if self._tags is not None:
                box.marked_content_number = self._tags[box]["mcid"]
            yield
        return
    kind = pydyf.Dictionary({"Type": f"/{box.artifact}"})
    pydyf.Stream.begin_marked_content(self, "Artifact", kind)
    try:
        yield
    finally:
        pydyf.Stream.end_marked_content(self)


def build_box_tree(
    box: Any, parent: Any, pdf: Any, page_number: int, numbers: Any, annotations: Any, tags: Any
) -> Iterator[Any]:
    """Build the tags of a box, and add what 70.0 leaves out: see each step."""
    if getattr(box, "artifact", None) is not None:
        return
    element = getattr(box, "element", None)
    # The words of a link, where 70.0 writes its target; and the flag that PDF/UA-1 7.18.1 expects.
    if element is not None and (annotation := getattr(box, "link_annotation", None)):
        annotation["F"] = PRINTED
        if words := link_words(element):
            annotation["Contents"] = pydyf.String(words)
    for tag in _build_box_tree(box, parent, pdf, page_number, numbers, annotations, tags):
        if element is not None:
            _add_language(tag, element)
            _add_scope(tag, element)
        _add_replacement_texts(tag, box, pdf, numbers)
        yield tag


def _add_language(tag: Any, element: Any) -> None:
    """Name the language of a part: WCAG 3.1.2."""
    if element.get("lang") and element.tag not in ("html", "body"):
        tag["Lang"] = pydyf.String(element.get("lang"))


def _add_scope(tag: Any, element: Any) -> None:
    """Say what a header cell heads: 70.0 only writes the list of headers of each data cell."""
    if tag["S"] == "/TH" and "A" in tag:
        tag["A"]["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"


def _add_replacement_texts(tag: Any, box: Any, pdf: Any, numbers: Any) -> None:
    """Give each piece of text under a box the words that a reader of the tags should get."""
    for piece in _own_pieces(box):
        text = replacement_text(piece)
        number = getattr(piece, "marked_content_number", None)
        if text is None or number is None:
            continue
        owner = pdf.objects[int(numbers[number].split()[0])]
        if owner["S"] == "/Link":
            owner = _wrap_in_span(owner, number, pdf)
            numbers[number] = owner.reference
        owner["ActualText"] = pydyf.String(text)


def _own_pieces(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        for piece in child.children if isinstance(child, boxes.LineBox) else [child]:
            if isinstance(piece, boxes.TextBox):
                yield piece


def _wrap_in_span(link: Any, number: int, pdf: Any) -> Any:
    """Put the marked content of a link into a Span: a text for one piece may not replace the rest of the link."""
    span = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/Span",
            "K": pydyf.Array([number]),
            "Pg": link["Pg"],
            "P": link.reference,
        }
    )
    pdf.add_object(span)
    link["K"][link["K"].index(number)] = span.reference
    return span


def gather_anchors(box: Any, *arguments: Any) -> None:
    """Gather one annotation for a link: 70.0 adds one for each element inside it, outside a Link tag (7.18.5)."""
    without_parent_link = arguments[:6]
    _gather_anchors(box, *without_parent_link)


pdf_stream.Stream.add_font = add_font
pdf_stream.Stream.marked = marked
pdf_tags._build_box_tree = build_box_tree
anchors.gather_anchors = document.gather_anchors = gather_anchors
draw.draw_page = document.draw_page = draw_page
