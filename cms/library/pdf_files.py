"""Which PDFs the library does not take: nobody should have to fear opening a file of ours."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

# What an action does that is more than leading to a place: ISO 32000-1, table 198.
ACTIONS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/RichMediaExecute")


def refusal(file: Any) -> str:
    """Return why a PDF (an open file) is not taken, as a sentence for who uploads it; empty where it is."""
    file.seek(0)
    try:
        with pikepdf.open(file) as pdf:
            return _refusal(pdf)
    except pikepdf.PasswordError:
        return _protected()
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        return _("This file is not what its name says. Save it again in the right format.")
    finally:
        file.seek(0)


def _refusal(pdf: pikepdf.Pdf) -> str:
    if pdf.is_encrypted:
        return _protected()
    # A file that is cut off opens all the same.
    if not len(pdf.pages):
        return _("This PDF has no pages.")
    parts = list(_dictionaries(pdf))
    if _acts_when_opened(pdf) or any(_acts(part) for part in parts):
        return _("This PDF has a script in it, or does something by itself. Save it again without that.")
    if any("/EF" in part or part.get("/Type") == "/EmbeddedFile" for part in parts):
        return _("This PDF has other files in it. Save it again without attachments.")
    return ""


def _protected() -> str:
    return _("This PDF is protected, by a password or against copying. Save it again without protection.")


def _acts_when_opened(pdf: pikepdf.Pdf) -> bool:
    """A file may open at a place; whatever else it does then, nobody has asked for."""
    action = pdf.Root.get("/OpenAction")
    return "/AA" in pdf.Root or (isinstance(action, pikepdf.Dictionary) and action.get("/S") != "/GoTo")


def _acts(part: Any) -> bool:
    return "/JS" in part or "/XFA" in part or part.get("/S") in ACTIONS


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary of a file, those inside others too, streams as the dictionaries that they are."""
    waiting = list(pdf.objects)
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
