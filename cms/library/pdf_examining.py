"""
Look into a PDF of strangers, as a program of its own: `python pdf_examining.py SECONDS MEGABYTES < FILE`.

It prints what keeps the file out of the library, or that it is fine, and ends without a word where it takes too much.

Whatever such a file does to its reader, it does here: the time and the memory are limited, and nothing of the site is
loaded.
"""

import io
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf

FINE, NO_PDF, PROTECTED, EMPTY, ACTS, HOLDS_FILES = "fine", "no-pdf", "protected", "empty", "acts", "holds-files"

# A part that there is no memory for is a fault of the file to the library, and is left out.
OUT_OF_MEMORY = "bad_alloc"

# What an action does that is more than leading to a place: ISO 32000-1, table 198, and RichMediaExecute of PDF 2.0.
ACTIONS = (
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/RichMediaExecute",
    "/Movie",
    "/Sound",
    "/Rendition",
)


def examine(content: bytes) -> str:
    """Return what keeps a PDF out of the library, else `FINE`."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _examine(pdf)
    except pikepdf.PasswordError:
        return PROTECTED
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError) as error:
        if OUT_OF_MEMORY in str(error):
            raise MemoryError from error
        return NO_PDF


def _examine(pdf: pikepdf.Pdf) -> str:
    if pdf.is_encrypted:
        return PROTECTED
    # A file that is cut off opens all the same.
    if not len(pdf.pages):
        return EMPTY
    acts, holds_files = _acts_when_opened(pdf), False
    for part in _dictionaries(pdf):
        acts = acts or _acts(part)
        holds_files = holds_files or "/EF" in part or part.get("/Type") == "/EmbeddedFile"
    if any(OUT_OF_MEMORY in str(warning) for warning in pdf.get_warnings()):
        raise MemoryError
    return ACTS if acts else HOLDS_FILES if holds_files else FINE


def _acts_when_opened(pdf: pikepdf.Pdf) -> bool:
    """A file may open at a place; whatever else it does then, nobody has asked for."""
    action = pdf.Root.get("/OpenAction")
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") != "/GoTo"


def _acts(part: Any) -> bool:
    """Whether a part does something by itself (`/AA`: when a page is turned to, for instance), or runs a script."""
    return "/AA" in part or "/JS" in part or "/XFA" in part or part.get("/S") in ACTIONS


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary of a file, those inside others too, streams as the dictionaries that they are."""
    for root in pdf.objects:
        waiting = [root]
        while waiting:
            item = waiting.pop()
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                yield item
                children = list(item.values())
            else:
                children = list(item) if isinstance(item, pikepdf.Array) else []
            waiting += [
                child
                for child in children
                if isinstance(child, pikepdf.Dictionary | pikepdf.Array) and not child.is_indirect
            ]


def _limit(*, seconds: int, megabytes: int) -> None:
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


if __name__ == "__main__":
    _limit(seconds=int(sys.argv[1]), megabytes=int(sys.argv[2]))
    sys.stdout.write(examine(sys.stdin.buffer.read()))
