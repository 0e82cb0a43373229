"""The inline formatting of a part: what the English has, closed and whole."""

import re
from html.parser import HTMLParser

from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue

LINK = re.compile(r'<a id="([^"]+)">')
VOID = {"br"}


def markup_problem(source: str, text: str) -> str:
    """Return why `text` cannot stand for `source` (both inline HTML), as a sentence; empty where it can."""
    problem = form_problem(text)
    if problem:
        return problem
    if sorted(LINK.findall(source)) != sorted(LINK.findall(text)):
        return _("The links differ from the English: each <a> stands here once, with the same id.")
    return ""


def form_problem(text: str) -> str:
    """Return what is wrong with inline HTML by itself, as a sentence; empty where nothing is."""
    try:
        StringValue.from_translated_html(text)
    except ValueError:
        return _("Only the formatting marks of the English can stand here.")
    if not _is_balanced(text):
        return _("A formatting mark is not closed: each <b>, <i> or <a> needs its end.")
    return ""


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.broken = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.broken = True


def _is_balanced(text: str) -> bool:
    parser = _Balance()
    parser.feed(text)
    parser.close()
    return not parser.broken and not parser.open
