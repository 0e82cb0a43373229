"""How the state of a text is shown to staff: a word, an icon and a count, never a colour alone."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.languages.models import LanguageStatus, State
from cms.translation.models import Assignment

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


def shown_state(status: LanguageStatus | None, assignment: Assignment | None = None) -> ShownState:
    """Return how a text stands in a language; without a status it was never sent there."""
    state = State(status.state) if status else State.MISSING
    shown = ShownState(state.value, state.label, ICONS[state])
    if assignment is not None and state in UNDER_WAY:
        shown = replace(shown, due=assignment.due, is_overdue=assignment.is_overdue)
    if status and state == State.OUTDATED:
        return replace(shown, word=_behind(status.parts_behind))
    if status and state in {State.IN_PROGRESS, State.UPDATING}:
        return replace(shown, detail=progress(status))
    return shown


def progress(status: LanguageStatus) -> str:
    """Return how many of the parts that were sent have a translation."""
    return _("%(done)s of %(total)s") % {"done": status.parts_done, "total": status.parts}


def _behind(parts: int) -> str:
    return ngettext("Live, 1 part behind", "Live, %(n)s parts behind", parts) % {"n": parts}
