"""The parts of a text as the desk shows them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.pages.templatetags.texts import long_date
from cms.translation.checks import Finding, Level
from cms.translation.desk.links import Link, notes_among
from cms.translation.desk.readings import NOTHING_SAID, Reading, remark_word, time_of
from cms.translation.desk.shape import Element, Place
from cms.translation.formatting import formatted, plain, word_difference
from cms.translation.glossary.occurrences import terms_in
from cms.translation.glossary.terms import Kind, Term
from cms.translation.questions.threads import Thread
from cms.translation.segments import Segment, without_links
from cms.translation.words import count_words

ICONS = {
    "empty": "radio-empty",
    "draft": "edit",
    "memory": "copy",
    "machine": "cogs",
    "changed": "rotate",
    "done": "check",
    "kept": "check",
    "returned": "resubmit",
    "locked": "lock",
}


@dataclass(frozen=True)
class EnglishChange:
    """What became of the English of a part while somebody was at it."""

    message: str
    difference: SafeString


@dataclass(frozen=True)
class Row:
    """
    One part as the desk shows it.

    `problem` is what came of what was just asked for, `reading` what reviewers say of it, `threads` are its questions,
    `change` is news of its English. `links` are those of the English; `terms` are the entries of the glossary, marked
    where they stand in it, each with what the language `code` has for it.
    """

    segment: Segment
    problem: str
    is_locked: bool
    reading: Reading = field(default=NOTHING_SAID, kw_only=True)
    threads: Sequence[Thread] = field(default=(), kw_only=True)
    change: EnglishChange | None = field(default=None, kw_only=True)
    links: Sequence[Link] = field(default=(), kw_only=True)
    terms: Sequence[Term] = field(default=(), kw_only=True)
    code: str = field(default="", kw_only=True)
    place: Place | None = field(default=None, kw_only=True)
    limit: int = field(default=0, kw_only=True)

    @property
    def label(self) -> str:
        return self.place.label if self.place and self.place.label else self.segment.label

    @property
    def element(self) -> Element | None:
        return self.place.element if self.place else None

    @property
    def is_item(self) -> bool:
        """Whether the part stands in a list, whose items are numbered rather than named."""
        return self.element is not None and self.element.kind == "item"

    @property
    def of_list(self) -> str:
        """What is said where somebody tries to add an item to a list."""
        if not self.is_item or self.element is None:
            return ""
        words = ngettext("The English list has 1 item.", "The English list has %(n)s items.", self.element.total)
        return words % {"n": self.element.total}

    @property
    def is_near_limit(self) -> bool:
        """Whether it is time to say how many characters there are: from four fifths of what fits."""
        return bool(self.limit) and len(self.segment.text) * 5 >= self.limit * 4

    @property
    def identifier(self) -> str:
        """The id of the part in its text, whatever it is called on its screen."""
        return self.segment.id

    @property
    def named_by(self) -> str:
        """What names its box for those who hear the screen."""
        return f"label-{self.segment.id}"

    @property
    def described_by(self) -> str:
        return f"source-{self.segment.id}"

    @property
    def worst(self) -> str:
        """The level of what is found, for style sheets, filters and tests."""
        levels = {finding.level for finding in self.segment.findings}
        if self.problem or self.segment.error:
            return "error"
        return "warning" if levels and not self.segment.reason else "none"

    @property
    def messages(self) -> list[Finding]:
        findings = list(self.segment.findings)
        known = {finding.message for finding in findings}
        others = {self.problem, self.segment.error} - known - {""}
        return [*(Finding("problem", Level.ERROR, message) for message in sorted(others)), *findings]

    @property
    def state(self) -> str:
        return "locked" if self.is_locked else self.segment.state

    @property
    def word(self) -> str:
        if self.is_locked:
            return remark_word(self.reading.own)
        segment = self.segment
        return state_word(segment.state, segment.changed_at if segment.state == "changed" else segment.typed_at)

    @property
    def text(self) -> str:
        """What the box holds: of a text in review, what its reviewer suggests in the place of it."""
        own = self.reading.own
        return own.suggestion if own and own.suggestion else self.segment.text

    @property
    def version(self) -> int:
        if self.is_locked:
            return self.reading.own.version if self.reading.own else 0
        return self.segment.version

    @property
    def icon(self) -> str:
        return ICONS[self.state]

    @property
    def links_for_script(self) -> str:
        return json.dumps([asdict(link) for link in self.links])

    @property
    def source(self) -> SafeString:
        """The English; where it has changed, what was changed, word by word."""
        segment = self.segment
        if segment.state != "changed" or self.change:
            return self._formatted(segment.source)
        words = (plain(text, has_markup=segment.has_markup) for text in (segment.earlier_source, segment.source))
        return word_difference(*words)

    @property
    def earlier_source(self) -> SafeString:
        """The whole English that an earlier translation was made from."""
        return self._formatted(self.segment.earlier_source)

    def _formatted(self, text: str) -> SafeString:
        words = plain(text, has_markup=self.segment.has_markup)
        found = {words[place.start : place.end]: place.term for place in terms_in(words, self.terms)}
        terms = {shown: said for shown, term in found.items() if (said := said_for(term, self.code))}
        return formatted(text, has_markup=self.segment.has_markup, notes=notes_among(self.links), terms=terms)

    @property
    def english(self) -> str:
        """What is copied into the box for a part that stays English, or nearly."""
        return self.segment.source

    @property
    def words(self) -> int:
        return count_words(without_links(self.segment.source_part))

    @property
    def lines(self) -> int:
        return min(12, 1 + max(len(self.segment.source), len(self.segment.text)) // 45)


def said_for(term: Term, code: str) -> str:
    """Return what the glossary has for a term in a language, the best; empty where it has nothing."""
    return next((form.text for form in term.forms_in(code) if form.kind is not Kind.FORBIDDEN), "")


def state_word(state: str, since: datetime | None) -> str:
    """Return what stands beside a part, never a color alone; `since` is when a draft was typed, or its English came."""
    if state == "draft" and since:
        return _("Draft · saved %(time)s") % {"time": time_of(since)}
    if state == "changed" and since:
        return _("Changed %(date)s") % {"date": long_date(since)}
    words = {
        "empty": _("To do"),
        "draft": _("Draft"),
        "machine": _("Machine draft"),
        "memory": _("From memory, 100%"),
        "changed": _("Changed"),
        "returned": _("Returned"),
        "done": _("Done"),
        "kept": _("Kept in English"),
    }
    return words[state]
