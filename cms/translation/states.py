"""How the state of a text is shown to staff: a word, an icon and a count, never a colour alone."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.languages.models import LanguageStatus, State

ICONS = {
    State.WITHHELD: "no-view",
    State.IN_REVIEW: "glasses",
    State.UPDATING: "rotate",
    State.IN_PROGRESS: "edit",
    State.OUTDATED: "warning",
    State.LIVE: "circle-check",
    State.MISSING: "minus",
}


@dataclass(frozen=True)
class ShownState:
    """`key` is for style sheets and tests; `detail` says how far, where that is known."""

    key: str
    word: str | Promise
    icon: str
    detail: str = ""


def shown_state(status: LanguageStatus | None) -> ShownState:
    """Return how a text stands in a language; without a status it was never sent there."""
    state = State(status.state) if status else State.MISSING
    shown = ShownState(state.value, state.label, ICONS[state])
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
