"""The inline formatting of a part: what the English has, closed and whole."""

import re
from html.parser import HTMLParser

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue

LINK = re.compile(r'<a id="([^"]+)">')
BARE_AMPERSAND = re.compile(r"&(?!#?\w+;)")
VOID = {"br"}
BOLD, ITALICS = ("b", "strong"), ("i", "em")


def markup_problem(source: str, text: str) -> str:
    """Return why `text` cannot stand for `source` (both inline HTML), as a sentence; empty where it can."""
    problem = form_problem(text)
    if problem:
        return problem
    if sorted(LINK.findall(source)) != sorted(LINK.findall(text)):
        return _("The links differ from the English: each <a> is here once, with the same id.")
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


def normalised(source: str, text: str) -> str:
    """
    Return `text`, a translation of `source` (both inline HTML), in the one form in which it is kept.

    Bold and italics are called as the English calls them; what is bold twice is bold once, and what is bold without any
    words is gone. A text that is not well formed stays as it is, for the checks to say so.
    """
    if form_problem(text):
        return text
    # Else the mark of “Q&A” would be lost at the end of a text.
    soup = BeautifulSoup(BARE_AMPERSAND.sub("&amp;", text), "html.parser")
    for names in (BOLD, ITALICS):
        wanted = next((name for name in names if f"<{name}>" in source), None)
        for element in soup.find_all(names):
            if element.find_parent(names):
                element.unwrap()
            elif not element.get_text() and not element.find(("a", "br")):
                element.decompose()
            else:
                element.name = wanted or element.name
                _join(element)
    return str(soup)


def _join(element: Tag) -> None:
    """Take what follows at once in the same format into it: a browser splits what was typed in two steps."""
    before = element.previous_sibling
    if isinstance(before, Tag) and before.name == element.name:
        for child in list(before.contents)[::-1]:
            element.insert(0, child)
        before.decompose()


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
