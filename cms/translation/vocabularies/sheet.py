"""All terms of a vocabulary with their translations: what one table shows, and what can be done with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString
from wagtail.models import TaskState
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.roles import is_reviewer, is_translator, may_see_translations
from cms.directory.models import Term, Vocabulary
from cms.languages.languages import Language
from cms.languages.models import LanguageStatus, State
from cms.translation.assignments import Assignment
from cms.translation.desk.rows import Row
from cms.translation.formatting import formatted
from cms.translation.segments import Segment, field_labels
from cms.translation.states import ShownState, shown_state


@dataclass(frozen=True)
class Column:
    """A language of the sheet, and what the person who looks at it may do there."""

    language: Language
    may_translate: bool
    may_decide: bool
    may_see: bool

    @classmethod
    def of(cls, language: Language, user: User) -> "Column":
        code = language.code
        return cls(language, is_translator(user, code), is_reviewer(user, code), may_see_translations(user, code))

    @property
    def id(self) -> str:
        return f"column-{self.language.code}"


@dataclass(frozen=True)
class Version:
    """
    An English term in one language; `target` and `translation` are None where it was never sent there.

    `segments` maps its fields to their parts, for who may see them: what is in review as it was submitted. `review` is
    the decision that is waited for, `returned` the one that gave the term back; `is_own` says that whoever looks at it
    wrote a part of it.
    """

    term: Term
    column: Column
    target: Term | None = None
    translation: Translation | None = None
    status: LanguageStatus | None = None
    assignment: Assignment | None = None
    segments: dict[str, Segment] = field(default_factory=dict)
    review: TaskState | None = None
    returned: TaskState | None = None
    is_own: bool = False

    @property
    def may_edit(self) -> bool:
        return self.column.may_translate and self.translation is not None and self.review is None

    @property
    def may_decide(self) -> bool:
        return self.column.may_decide and self.review is not None and not self.is_own

    @property
    def state(self) -> ShownState:
        return shown_state(self.status, self.assignment)

    @property
    def is_done(self) -> bool:
        return bool(self.segments) and all(segment.is_done for segment in self.segments.values())

    @property
    def is_ready(self) -> bool:
        """Whether there is something to submit, and nothing is missing."""
        return self.translation is not None and self.review is None and self.is_done and self.is_new

    @property
    def is_new(self) -> bool:
        """Whether what stands here, or the English of it, is another than what readers have."""
        if self.target is None or not self.target.live or self.status is None or self.status.state != State.LIVE:
            return True
        return any(segment.text != getattr(self.target, name) for name, segment in self.segments.items())

    def live_text(self, name: str) -> str:
        """Return what readers have in the field `name`; empty where they have nothing."""
        return getattr(self.target, name) if self.target is not None and self.target.live else ""


@dataclass(frozen=True)
class Box(Row):
    """A part of a term; it is called on the sheet by the key of its translation and its own id."""

    column: Column
    english_id: str

    @property
    def identifier(self) -> str:
        return self.segment.id.partition("-")[2]

    @property
    def named_by(self) -> str:
        return self.english_id

    @property
    def described_by(self) -> str:
        return self.column.id


@dataclass(frozen=True)
class Cell:
    """One part of a term in one language: `box` where there is something to work on, `text` for everybody else."""

    version: Version
    box: Box | None
    text: str
    was: str

    @property
    def is_typed_here(self) -> bool:
        """Whether it is a box, be it closed during the review, rather than something to read."""
        return self.box is not None and self.version.column.may_translate


@dataclass(frozen=True)
class Entry:
    """An English term, how many public pages have it, and its versions in the order of the columns."""

    term: Term
    pages: int
    versions: tuple[Version, ...]

    def lines(self, problems: dict[str, str]) -> "Iterator[Line]":
        """Yield what the table shows of it; `problems` maps names of boxes to what came of what was just asked for."""
        for name in self.parts:
            label = field_labels(Term)[name]
            place = f"english-{self.term.pk}-{name}"
            cells = tuple(_cell(version, name, place, problems) for version in self.versions)
            yield Line(self, label, place, _english(self.term, name, cells), cells, is_first=name == self.parts[0])

    @property
    def parts(self) -> list[str]:
        known = {name for version in self.versions for name in version.segments}
        return [name for name in Term.translated_fields if getattr(self.term, name) or name in known]


@dataclass(frozen=True)
class Line:
    """One part of a term in every language; the first of a term has its number."""

    entry: Entry
    label: str
    english_id: str
    english: SafeString
    cells: tuple[Cell, ...]
    is_first: bool


@dataclass(frozen=True)
class Sheet:
    """A vocabulary as one person sees it."""

    vocabulary: Vocabulary
    columns: tuple[Column, ...]
    entries: tuple[Entry, ...]

    def versions(self, code: str = "") -> list[Version]:
        """Return the terms in one language, or in all of them."""
        of_all = (version for entry in self.entries for version in entry.versions)
        return [version for version in of_all if code in {"", version.column.language.code}]

    @property
    def unsent(self) -> dict[str, list[Term]]:
        """Return language code → the English terms that no translator has."""
        return {
            column.language.code: [entry.term for entry in self.entries if entry.versions[place].translation is None]
            for place, column in enumerate(self.columns)
        }


def _cell(version: Version, name: str, english_id: str, problems: dict[str, str]) -> Cell:
    segment, live = version.segments.get(name), version.live_text(name)
    if segment is None or version.translation is None:
        return Cell(version, None, live, "")
    called = f"{version.translation.pk}-{segment.id}"
    is_locked = version.review is not None
    box = Box(replace(segment, id=called), problems.get(called, ""), is_locked, version.column, english_id)
    text = "" if segment.state == "changed" else segment.text
    return Cell(version, box, text, live if live != text else "")


def _english(term: Term, name: str, cells: tuple[Cell, ...]) -> SafeString:
    """Return the English as it is translated: for who has to follow a change, with what has changed in it."""
    boxes = [cell.box for cell in cells if cell.box is not None]
    if not boxes:
        return formatted(getattr(term, name), has_markup=False)
    return min(boxes, key=lambda box: box.state != "changed").source
