"""How the state of a text is shown to staff: a word, an icon and a count, never a colour alone."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.languages.models import LanguageStatus, State
from cms.translation.models import Assignment, SecondReading

ICONS = {
    State.WITHHELD: "no-view",
    State.IN_REVIEW: "glasses",
    State.UPDATING: "rotate",
    State.IN_PROGRESS: "edit",
    State.OUTDATED: "warning",
    State.LIVE: "circle-check",
    State.MISSING: "minus",
}
# Where somebody has still something to do, by the day that was asked for.
UNDER_WAY = {State.IN_REVIEW, State.UPDATING, State.IN_PROGRESS, State.OUTDATED}


@dataclass(frozen=True)
class ShownState:
    """`key` is for style sheets and tests; `detail` says how far, where that is known; `due` when it is to be done."""

    key: str
    word: str | Promise
    icon: str
    detail: str = ""
    due: date | None = None
    is_overdue: bool = False
    # What the board says besides: that an approved text waits to go live, that a public one was read by nobody else.
    marks: tuple[str, ...] = ()


def shown_state(status: LanguageStatus | None, assignment: Assignment | None = None) -> ShownState:
    """Return how a text stands in a language; without a status it was never sent there."""
    state = State(status.state) if status else State.MISSING
    shown = ShownState(state.value, state.label, ICONS[state], marks=_marks(status) if status else ())
    if assignment is not None and state in UNDER_WAY:
        shown = replace(shown, due=assignment.due, is_overdue=assignment.is_overdue)
    if status and state == State.OUTDATED:
        return replace(shown, word=_behind(status.parts_behind))
    if status and state in {State.IN_PROGRESS, State.UPDATING}:
        return replace(shown, detail=progress(status))
    return shown


def _marks(status: LanguageStatus) -> tuple[str, ...]:
    marks = []
    if status.goes_live_at is not None:
        time = date_format(localtime(status.goes_live_at), "SHORT_DATETIME_FORMAT")
        marks.append(_("Approved, goes live on %(time)s") % {"time": time})
    elif status.is_approved:
        marks.append(_("Approved, waits to go live"))
    if status.second_reading:
        marks.append(str(SecondReading.Kind(status.second_reading).label))
    return tuple(marks)


def progress(status: LanguageStatus) -> str:
    """Return how many of the parts that were sent have a translation."""
    return _("%(done)s of %(total)s done") % {"done": status.parts_done, "total": status.parts}


def _behind(parts: int) -> str:
    return ngettext("Live, 1 part behind", "Live, %(n)s parts behind", parts) % {"n": parts}
