"""All that the desk shows."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_reviewer
from cms.languages.languages import SOURCE_LANGUAGE, language
from cms.translation.desk import form
from cms.translation.desk.company import english_version
from cms.translation.desk.contents import contents_of, rows_of
from cms.translation.desk.decision_context import review_context
from cms.translation.desk.decision_form import DecisionForm
from cms.translation.desk.english import english_of
from cms.translation.desk.others import facts_of
from cms.translation.desk.review_rows import returned_rows, rows_in_review
from cms.translation.desk.set_aside import set_aside
from cms.translation.desk.shape import places_of
from cms.translation.exchange.machine import configured_engine
from cms.translation.models import Assignment, Remark
from cms.translation.questions.threads import by_place, threads_on_desk
from cms.translation.review import Problem, may_translate
from cms.translation.segments import field_labels, limits, list_segments
from cms.translation.suggesting import open_remarks
from cms.translation.suggestions import from_memory


def desk_context(
    request: StaffRequest, instance: Any, translation: Translation, problems: list[Problem], decision_form: DecisionForm
) -> dict[str, Any]:
    """Return what the template of the desk needs."""
    task_state = instance.current_workflow_task_state
    may_decide = task_state is not None and task_state.task.specific.may_decide(instance, request.user)
    may_edit = may_translate(instance, request.user)
    wrong = {problem.segment: problem.message for problem in problems}
    remarks: dict[str, list[Remark]] = {}
    if task_state is not None:
        # What is decided on is what is on the screen, though the English has changed meanwhile.
        plain_rows = rows_in_review(instance, translation, task_state, wrong, request.user)
    else:
        remarks = open_remarks(translation)
        listed = from_memory(list_segments(translation, checked=True), instance.locale.language_code)
        plain_rows = returned_rows(listed, remarks, wrong, may_edit=may_edit)
    segments = [row.segment for row in plain_rows]
    threads = threads_on_desk(translation, request.user)
    in_rows = by_place(threads)
    source = english_of(translation, task_state.revision if task_state else None)
    places = places_of(source, field_labels(type(source)))
    most = limits(translation)
    groups = contents_of(
        translation,
        source,
        [
            replace(
                row,
                threads=in_rows.get(row.segment.id, ()),
                place=places.get(row.segment.place),
                limit=most.get(row.segment.place.partition("#")[0], 0),
            )
            for row in plain_rows
        ],
    )
    rows = rows_of(groups)
    return {
        "instance": instance,
        "translation": translation,
        "title": translation.source.object_repr,
        "target_language": language(instance.locale.language_code),
        "source": source,
        "groups": groups,
        "facts": facts_of(source),
        "rows": rows,
        "threads": threads,
        "english_version": english_version(translation),
        "set_aside": set_aside(translation, segments),
        "done": sum(segment.is_done for segment in segments),
        "words_left": sum(row.words for row in rows if not row.segment.is_done),
        "problems": problems,
        "may_edit": may_edit,
        "may_decide": may_decide,
        "may_type": may_edit or may_decide,
        "is_own": task_state is not None
        and not may_decide
        and is_reviewer(request.user, instance.locale.language_code),
        "in_review_since": task_state.started_at if task_state else None,
        "returned": _last_return(instance),
        **review_context(instance, request.user, rows, remarks),
        "assignment": Assignment.objects.filter(translation=translation).select_related("assignee").first(),
        "decision_form": decision_form,
        "live_url": instance.full_url if isinstance(instance, Page) and instance.live else "",
        "engine": configured_engine(),
        **context_of_boxes(for_reviewer=may_decide),
    }


def context_of_boxes(*, for_reviewer: bool = False) -> dict[str, Any]:
    """Return what the boxes of a screen, and their script, need besides their texts."""
    return {
        "source_language": language(SOURCE_LANGUAGE),
        "words": {
            "link": _("link"),
            "progress": _("%(done)s of %(total)s looked at") if for_reviewer else _("%(done)s of %(total)s done"),
            "wordsLeft": _("Words left: %(words)s"),
            "unsaved": _("Not saved. Your text is kept in this browser; trying again…"),
            "insert": _("Insert %(text)s"),
            "reason": _("Accept, because…"),
            "accepted": _("Accepted: %(reason)s"),
            "useMine": _("Use mine"),
            "useTheirs": _("Use theirs"),
            "hereNow": _("Here now: %(names)s"),
            "showOrder": _("Show the page as it is now"),
            "partGone": _("The English no longer has this part. What you type here is set aside."),
        },
        "keys": _keys(),
        "text_prefix": form.TEXT_PREFIX,
        "was_prefix": form.WAS_PREFIX,
        "version_prefix": form.VERSION_PREFIX,
        "reason_prefix": form.REASON_PREFIX,
        "done_prefix": form.DONE_PREFIX,
    }


def _keys() -> list[dict[str, str]]:
    return [
        {"name": name, "does": does}
        for name, does in (
            ("Ctrl + Enter", _("Done, and on to the next part that is not")),
            ("Alt + ↓ ↑", _("Next or previous part")),
            ("Alt + Page ↓ ↑", _("Next or previous part that is not done")),
            ("Alt + Enter", _("Use the first suggestion")),
            ("F2", _("Ask about this part, or answer")),
            ("F3", _("Find the selected English in earlier translations")),
            ("F4", _("Copy the English")),
            ("F8", _("Still correct")),
            ("F9", _("Next link or format of the English, around what is selected")),
            ("Ctrl + S", _("Save now")),
            ("Ctrl + P", _("Show or hide what stands beside the text")),
            ("F1", _("Show or hide the keys")),
        )
    ]


def _last_return(instance: Any) -> Any:
    """Return the decision that gave the text back, if that is where it stands."""
    state = instance.current_workflow_state
    if state is None or state.status != state.STATUS_NEEDS_CHANGES:
        return None
    return state.task_states.filter(status="rejected").select_related("finished_by").order_by("-finished_at").first()
