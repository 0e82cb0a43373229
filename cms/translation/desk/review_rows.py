"""The rows of the desk, with what reviewers say: of a text in review, and of one that they gave back."""

from typing import Any

from wagtail.models import TaskState
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.translation.desk.readings import Reading, shown
from cms.translation.desk.rows import Row
from cms.translation.desk.since_live import live_difference, live_texts
from cms.translation.models import Remark, SecondReading
from cms.translation.reviewed_parts import reviewed_parts
from cms.translation.segments import Segment
from cms.translation.suggesting import earlier_remarks, looked_at, remarks_on


def rows_in_review(
    instance: Any, translation: Translation, task_state: TaskState, wrong: dict[str, str], user: User
) -> list[Row]:
    """Return the submitted parts as `user` sees them; `wrong` maps parts to what came of what was just asked for."""
    parts = reviewed_parts(translation, task_state.revision, checked=True)
    said, before = remarks_on(task_state.revision), earlier_remarks(translation)
    looked, live = looked_at(translation, user), live_texts(instance, parts)
    rows = []
    for part in parts:
        segment, remarks = part.segment, said.get(part.segment.id, [])
        others = [remark for remark in remarks if remark.reviewer_id != user.pk and remark.says_something]
        public = live.get(segment.id)
        reading = Reading(
            own=next((remark for remark in remarks if remark.reviewer_id == user.pk), None),
            others=shown(others, has_markup=segment.has_markup),
            earlier=shown(before.get(segment.id, []), has_markup=segment.has_markup),
            has_looked=looked.get(segment.id) == segment.text,
            live=live_difference(public, segment.text, has_markup=segment.has_markup),
            is_changed=public != segment.text,
        )
        rows.append(Row(segment, wrong.get(segment.id, ""), True, reading=reading))
    return rows


def returned_rows(
    segments: list[Segment], remarks: dict[str, list[Remark]], wrong: dict[str, str], *, may_edit: bool
) -> list[Row]:
    """Return the parts that are worked on; beside those that came back stands what the reviewer said."""
    return [
        Row(
            segment,
            wrong.get(segment.id, ""),
            False,
            reading=Reading(
                asked=shown(
                    remarks.get(segment.id, []),
                    has_markup=segment.has_markup,
                    text=segment.text,
                    may_accept=may_edit,
                )
            ),
        )
        for segment in segments
    ]


def is_compared(instance: Any) -> bool:
    """Return whether it is enough to read what has changed: somebody has read all of what is public."""
    return instance.live and not SecondReading.objects.of(instance).open().exists()
