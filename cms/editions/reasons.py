"""What a fault of a PDF is called for staff, and where on the page it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.editions.faults import Fault

SENTENCES = {
    "engine": gettext_lazy("It could not be made or checked: it took too long or too much memory, or stopped."),
    "figure": gettext_lazy("A picture has no alternative text."),
    "font": gettext_lazy("It uses a typeface that is not ours."),
    "handout": gettext_lazy("The handout does not fit on one sheet."),
    "language": gettext_lazy("It does not say which language it is in, or names another one."),
    "link": gettext_lazy("A link leads to a place that is not there."),
    "missing": gettext_lazy("The file is gone from the library. Upload it there again."),
    "picture": gettext_lazy("A picture could not be shown; its alternative text is in its place."),
    "size": gettext_lazy("It is larger than 600 KB, which is a lot for a phone."),
    "style": gettext_lazy("A part of the layout could not be read."),
    "table": gettext_lazy("A table does not say which of its cells are headers, or of what."),
    "tags": gettext_lazy("It has no tags, so that nothing can be read aloud in order."),
    "title": gettext_lazy("It has no title, or does not show it."),
    "unreadable": gettext_lazy("The file cannot be read."),
    "ua1:PDFUA1-NOTDEF-GLYPH-001": gettext_lazy("A character is in none of our typefaces."),
}
STANDARD = gettext_lazy("It does not meet PDF/UA-1, the standard for accessible PDFs.")


@dataclass(frozen=True)
class Reason:
    """A fault as a sentence; `detail` is the rule and its technical words, `place` the part of the page, if known."""

    sentence: str
    detail: str
    place: str


def reasons(faults: Iterable[Fault], page: Any = None) -> list[Reason]:
    """Return the faults of a PDF as staff read them; `page` is the page whose parts they name."""
    return [
        Reason(
            sentence=str(SENTENCES.get(fault.rule, STANDARD)),
            detail=f"{fault.rule}: {fault.message}",
            place=_place(fault.place, page) if page and fault.place else "",
        )
        for fault in faults
    ]


def _place(place: str, page: Any) -> str:
    name, _colon, number = place.partition(":")
    try:
        field = str(capfirst(page._meta.get_field(name).verbose_name))
    except FieldDoesNotExist:
        return place
    return _("%(field)s, block %(number)d") % {"field": field, "number": int(number)} if number else field
