"""Links, notes, bold and italics: what the English marks is marked here, and nothing is broken."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.translation.checks.findings import Finding, error, warning
from cms.translation.checks.reading import BOLD, ITALICS, Link, Reading
from cms.translation.markup import form_problem

# What a box of the desk can make; other inline marks stand only where the English has them.
KNOWN = frozenset({"a", "br", *BOLD, *ITALICS})


def formatting_findings(target_html: str, source: Reading, target: Reading, language: str) -> Iterator[Finding]:
    """Compare the formatting of two parts; `target_html` is the translation as it was typed."""
    problem = form_problem(target_html)
    unknown = sorted(target.tags - source.tags - KNOWN)
    if problem:
        yield error("markup", problem)
    elif unknown:
        yield error("markup", _("<%(tag)s> is a mark that the English does not have.") % {"tag": unknown[0]})
    yield from _link_findings(source.links, target.links)
    if target.bold < source.bold:
        yield warning("bold", _("The English has words in bold, and these are not."))
    # Arabic has no italics; «…» takes their place (style-ar 7).
    if language != "ar" and target.italics < source.italics:
        yield warning("italics", _("The English has words in italics, and these are not."))


def _link_findings(source: list[Link], target: list[Link]) -> Iterator[Finding]:
    left = {link.id: link for link in source}
    seen: set[str] = set()
    for link in target:
        if link.id in seen:
            yield error(
                "link-twice",
                _named(_("Note %(number)s is here twice."), _("Link %(number)s is here twice."), link),
            )
        elif link.id not in left:
            yield error("link-unknown", _("There is a link here that the English does not have."))
        elif left[link.id].text.strip() and not link.text.strip():
            yield error("link-empty", _("Link %(number)s has no words.") % {"number": link.number}, left[link.id].text)
        seen.add(link.id)
    for link in source:
        if link.id not in seen:
            code = "note" if link.is_note else "link"
            message = _named(_("Note %(number)s is missing."), _("Link %(number)s is missing."), link)
            yield error(code, message, link.html)


def _named(note: str, link: str, missing: Link) -> str:
    return (note if missing.is_note else link) % {"number": missing.number}
