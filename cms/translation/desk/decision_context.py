"""What the desk shows of decisions: of one to take, of one that was taken and waits, of one to confirm."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.accounts.models import User
from cms.translation.desk import reviewing
from cms.translation.desk.deciding import waits_for
from cms.translation.desk.review_rows import is_compared
from cms.translation.desk.rows import Row
from cms.translation.giving_back import may_withdraw
from cms.translation.models import Remark, ReviewOpening, SecondReading
from cms.translation.overriding import may_override
from cms.translation.suggesting import to_accept
from cms.translation.taking_back import may_take_back
from cms.translation.waiting import waiting_revision


def review_context(instance: Any, user: User, rows: list[Row], remarks: dict[str, list[Remark]]) -> dict[str, Any]:
    """Return what the template needs for decisions; `remarks` are those that came back with the text."""
    task_state, waiting = instance.current_workflow_task_state, waiting_revision(instance)
    reading = SecondReading.objects.of(instance).open().select_related("published_by").last()
    listed = {row.segment.id for row in rows}
    return {
        "reasons": [row for row in rows if row.segment.reason] if task_state else [],
        "verdicts": Remark.Verdict.choices,
        "may_take_back": may_take_back(instance, user),
        "opened": ReviewOpening.objects.filter(task_state=task_state).select_related("opened_by").first()
        if task_state
        else None,
        "return_label": reviewing.return_label(task_state.revision) if task_state else "",
        "looked": sum(row.reading.has_looked for row in rows),
        "since_live": task_state is not None and any(row.reading.live for row in rows),
        "begins_since_live": task_state is not None
        and is_compared(instance)
        and any(row.reading.is_changed for row in rows),
        "outcome": _outcome(rows) if task_state else "",
        "waits": waits_for(waiting) if waiting else "",
        "may_withdraw": waiting is not None and may_withdraw(waiting, instance, user),
        "reading": reading,
        "may_confirm": reading is not None and reading.may_confirm(user),
        "may_override": may_override(user),
        "remarks_elsewhere": [remark for part, said in remarks.items() if part not in listed for remark in said],
        "accept_all_label": _accept_all_label(rows, remarks),
        "comment_prefix": reviewing.COMMENT_PREFIX,
        "looked_prefix": reviewing.LOOKED_PREFIX,
        "verdict_prefix": reviewing.VERDICT_PREFIX,
        "answer_prefix": reviewing.ANSWER_PREFIX,
        "accept_prefix": reviewing.ACCEPT_PREFIX,
        "accept_all": reviewing.ACCEPT_ALL,
        "answer_action": reviewing.ANSWER,
    }


def _accept_all_label(rows: list[Row], remarks: dict[str, list[Remark]]) -> str:
    """Return what the button says that accepts all suggestions; empty where there is none to accept."""
    count = len(to_accept(remarks, {row.segment.id: row.segment.text for row in rows}))
    if not count:
        return ""
    words = ngettext("Accept the suggestion and send back", "Accept all %(n)s and send back", count)
    return words % {"n": count}


def _outcome(rows: list[Row]) -> str:
    """Return what became of the suggestions of the round before, for who decides now."""
    suggested = [shown.remark for row in rows for shown in row.reading.earlier if shown.remark.suggestion]
    accepted = sum(remark.outcome == Remark.Outcome.ACCEPTED for remark in suggested)
    if not suggested:
        return ""
    if accepted == len(suggested):
        return _("All suggestions were accepted as they were made.")
    words = _("Suggestions accepted as they were made: %(accepted)s of %(all)s. The others stand beside their parts.")
    return words % {"accepted": accepted, "all": len(suggested)}
