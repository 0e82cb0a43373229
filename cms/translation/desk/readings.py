"""What stands beside a part while it is reviewed, and when it has come back."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.translation.formatting import plain, word_difference
from cms.translation.models import Remark


@dataclass(frozen=True)
class ShownRemark:
    """A remark as the desk shows it: the suggestion as a difference to what was submitted, word by word."""

    remark: Remark
    has_markup: bool
    can_accept: bool = False

    @property
    def difference(self) -> SafeString | str:
        if not self.remark.suggestion:
            return ""
        words = (plain(text, has_markup=self.has_markup) for text in (self.remark.text, self.remark.suggestion))
        return word_difference(*words)


@dataclass(frozen=True)
class Reading:
    """
    What stands beside a part while it is reviewed, or after it was returned.

    `own` is the remark of who looks at it, `others` are those of others on the same text, `earlier` those of the last
    round with what came of them; `asked` are those that came back with the text. `live` is the difference to the public
    text, empty where there is none; `is_changed` says that the public text is another one, or none.
    """

    own: Remark | None = None
    others: list[ShownRemark] = field(default_factory=list)
    earlier: list[ShownRemark] = field(default_factory=list)
    asked: list[ShownRemark] = field(default_factory=list)
    has_looked: bool = False
    live: SafeString | str = ""
    is_changed: bool = False


NOTHING_SAID = Reading()


def remark_word(remark: Remark | None) -> str:
    """Return what stands beside a part in review."""
    if remark is None or not remark.says_something:
        return _("In review")
    word = _("You suggest a change · saved %(time)s") if remark.suggestion else _("You commented · saved %(time)s")
    return word % {"time": time_of(remark.made_at)}


def time_of(moment: datetime) -> str:
    """Return the time of day as the reader of the screen writes it."""
    return time_format(timezone.localtime(moment), "TIME_FORMAT")


def shown(remarks: list[Remark], *, has_markup: bool, text: str = "", may_accept: bool = False) -> list[ShownRemark]:
    """Return remarks as the desk shows them; a suggestion that `text` is already cannot be accepted again."""
    return [
        ShownRemark(remark, has_markup, may_accept and bool(remark.suggestion) and remark.suggestion != text)
        for remark in remarks
    ]
