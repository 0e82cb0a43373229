"""What the tests of the editions share: a listener that walks the tags of a PDF, and ways to look into one."""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django_tasks import default_task_backend
from rapidfuzz.distance import LCSseq

from cms.editions.accessible_pdf import make_pdf
from cms.editions.making import make_edition_of
from cms.editions.models import Edition
from tests.public_tree import indexes, story  # noqa: F401


class Asked:
    """Which pages the worker was asked for since somebody last looked."""

    def pages(self) -> set[int]:
        results = list(default_task_backend.results)
        default_task_backend.clear()
        asked = {result.args[0] for result in results if result.task.name == "make_edition"}
        # What the worker does first: which page refers to what.
        for result in results:
            if result.task.name == "update_reference_index_task":
                result.task.call(*result.args)
        return asked

    def work(self) -> list[int]:
        """Do what was asked, and return the pages whose PDF was set anew."""
        before = files()
        for page in sorted(self.pages()):
            make_edition_of(page)
        after = files()
        return sorted(page for file, (page, written) in after.items() if before.get(file) != (page, written))


def files() -> dict[str, tuple[int, int]]:
    editions = Edition.objects.made().exclude(file="")
    return {each.file.name: (each.page_id, Path(each.file.path).stat().st_mtime_ns) for each in editions}


@pytest.fixture
def asked(settings, db) -> Asked:
    settings.EDITIONS_ON_PUBLISH = True
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "editions"]}
    }
    default_task_backend.clear()
    return Asked()


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


def listen(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return Listener(pdf).text()


@pytest.fixture(scope="session")
def heard() -> Callable[[bytes], str]:
    """The text that a listener of the tags hears."""
    return listen


@pytest.fixture(scope="session")
def share_heard() -> Callable[[bytes, str], float]:
    """The share (0 to 1) of the words of a text that a listener of the tags hears."""

    def share(content: bytes, text: str) -> float:
        expected = Counter(words(text))
        return (expected & Counter(words(listen(content)))).total() / expected.total()

    return share


@pytest.fixture(scope="session")
def share_heard_in_order() -> Callable[[bytes, str], float]:
    """The share (0 to 1) of the words of a text that a listener of the tags hears in the order of the text."""

    def share(content: bytes, text: str) -> float:
        expected = words(text)
        return LCSseq.similarity(expected, words(listen(content))) / len(expected)

    return share


@pytest.fixture
def opened() -> Iterator[Callable[[bytes], pikepdf.Pdf]]:
    """Open a PDF for the length of a test."""
    with ExitStack() as stack:
        yield lambda content: stack.enter_context(pikepdf.open(io.BytesIO(content)))


@pytest.fixture(scope="session")
def tags() -> Callable[[pikepdf.Pdf, str], list[pikepdf.Dictionary]]:
    """All tags of one kind, such as `/Link`, in a PDF."""

    def of_kind(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
        return [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind]

    return of_kind


# One clay-coloured pixel.
PICTURE = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mPY6qH9HwAEHwI+hVnU5AAAAABJRU5ErkJggg=="
)
SPECIMENS = Path(__file__).parent / "specimens"


@pytest.fixture(scope="session")
def specimen() -> Callable[[str], str]:
    """The HTML of a specimen page by its language: every kind of thing that an edition may hold."""
    return lambda language: (SPECIMENS / f"{language}.html").read_text().replace("PICTURE", PICTURE)


@pytest.fixture(scope="session")
def specimen_pdf(specimen: Callable[[str], str]) -> Callable[[str], bytes]:
    """The PDF of a specimen page, made once."""
    made: dict[str, bytes] = {}

    def pdf(language: str) -> bytes:
        if language not in made:
            made[language] = make_pdf(specimen(language), address=f"https://site.example/{language}/x/").content
        return made[language]

    return pdf
