"""All that the desk shows."""

from dataclasses import replace
from typing import Any

from wagtail.models import Page, Revision
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_reviewer, reviewers
from cms.languages.languages import SOURCE_LANGUAGE, language
from cms.translation.desk import form
from cms.translation.desk.briefing import briefing_of
from cms.translation.desk.company import english_version
from cms.translation.desk.contents import contents_of, rows_of
from cms.translation.desk.decision_context import review_context
from cms.translation.desk.decision_form import DecisionForm
from cms.translation.desk.english import english_of
from cms.translation.desk.keys import desk_keys
from cms.translation.desk.links import links_of
from cms.translation.desk.others import facts_of
from cms.translation.desk.review_rows import returned_rows, rows_in_review
from cms.translation.desk.rows import ICONS
from cms.translation.desk.set_aside import set_aside
from cms.translation.desk.shape import places_of
from cms.translation.desk.signed_out import owner_mark
from cms.translation.desk.words import desk_words
from cms.translation.exchange.machine import configured_engine
from cms.translation.glossary.checking import known_terms
from cms.translation.models import Assignment, Draft, Remark, TranslatedRevision
from cms.translation.questions.threads import by_place, threads_on_desk
from cms.translation.review import Problem, may_translate
from cms.translation.segments import field_labels, limits, list_segments
from cms.translation.suggesting import open_remarks
from cms.translation.suggestions import from_memory

MOST_REASONS = 5


def desk_context(
    request: StaffRequest, instance: Any, translation: Translation, problems: list[Problem], decision_form: DecisionForm
) -> dict[str, Any]:
    """Return what the template of the desk needs."""
    task_state = instance.current_workflow_task_state
    may_decide = task_state is not None and task_state.task.specific.may_decide(instance, request.user)
    may_edit = may_translate(instance, request.user)
    wrong = {problem.segment: problem.message for problem in problems}
    remarks: dict[str, list[Remark]] = {}
    code = instance.locale.language_code
    if task_state is not None:
        # What is decided on is what is on the screen, though the English has changed meanwhile.
        bare_rows = rows_in_review(instance, translation, task_state, wrong, request.user)
    else:
        remarks = open_remarks(translation)
        bare_rows = returned_rows(
            from_memory(list_segments(translation, checked=True), code), remarks, wrong, may_edit=may_edit
        )
    segments = [row.segment for row in bare_rows]
    links, terms = links_of(translation, segments), known_terms()
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
                links=links.get(row.segment.id, ()),
                terms=terms,
                code=code,
            )
            for row in bare_rows
        ],
    )
    rows = rows_of(groups)
    labels = {row.segment.id: row.label for row in rows}
    return {
        "instance": instance,
        "translation": translation,
        "title": translation.source.object_repr,
        "target_language": language(instance.locale.language_code),
        "source": source,
        "briefing": briefing_of(source),
        "groups": groups,
        "facts": facts_of(source),
        "rows": rows,
        "threads": threads,
        "english_version": english_version(translation),
        "set_aside": set_aside(translation, segments),
        "done": sum(segment.is_done for segment in segments),
        "words_left": sum(row.words for row in rows if not row.segment.is_done),
        "problems": [(labels.get(problem.segment, ""), problem) for problem in problems],
        "may_edit": may_edit,
        "may_decide": may_decide,
        "may_type": may_edit or may_decide,
        "is_own": task_state is not None
        and not may_decide
        and is_reviewer(request.user, instance.locale.language_code),
        "in_review_since": task_state.started_at if task_state else None,
        "note_of_translator": _note(task_state.revision) if task_state else "",
        "returned": _last_return(instance),
        **review_context(instance, request.user, rows, remarks),
        "assignment": Assignment.objects.filter(translation=translation).select_related("assignee").first(),
        "decision_form": decision_form,
        "live_url": instance.full_url if isinstance(instance, Page) and instance.live else "",
        "engine": configured_engine(),
        "reviewers": reviewers()[instance.locale.language_code] if may_edit else [],
        "note_name": form.NOTE,
        **context_of_boxes(request.user, for_reviewer=may_decide),
    }


def context_of_boxes(user: User, *, for_reviewer: bool = False) -> dict[str, Any]:
    """Return what the boxes of a screen, and their script, need besides their texts."""
    return {
        "source_language": language(SOURCE_LANGUAGE),
        "words": desk_words(for_reviewer=for_reviewer),
        "icons": ICONS,
        "keys": desk_keys(),
        "reasons_given": _reasons_given(user),
        "text_prefix": form.TEXT_PREFIX,
        "was_prefix": form.WAS_PREFIX,
        "version_prefix": form.VERSION_PREFIX,
        "owner_mark": owner_mark(user),
        "reason_prefix": form.REASON_PREFIX,
        "done_prefix": form.DONE_PREFIX,
    }


def _reasons_given(user: User) -> list[str]:
    """Return the last reasons that somebody gave for what the checks found, each once."""
    given = Draft.objects.filter(typed_by=user).exclude(reason="").order_by("-typed_at")
    return list(dict.fromkeys(given.values_list("reason", flat=True)[:50]))[:MOST_REASONS]


def _note(revision: Revision) -> str:
    """Return what the translator of a submitted text tells its reviewer."""
    made_from = TranslatedRevision.objects.filter(revision=revision).first()
    return made_from.note if made_from else ""


def _last_return(instance: Any) -> Any:
    """Return the decision that gave the text back, if that is where it stands."""
    state = instance.current_workflow_state
    if state is None or state.status != state.STATUS_NEEDS_CHANGES:
        return None
    return state.task_states.filter(status="rejected").select_related("finished_by").order_by("-finished_at").first()
