"""The desk, where a translation is typed, looked at and decided on."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_reviewer, is_translator, may_see_translations
from cms.languages.languages import SOURCE_LANGUAGE, language
from cms.languages.models import State
from cms.pages.models import BasePage
from cms.translation.checks import Finding, Level
from cms.translation.drafts import NOT_PUBLISHABLE, PartGoneError, Typed, TypedMeanwhileError, cleaned, keep
from cms.translation.exchange.machine import configured_engine
from cms.translation.formatting import formatted, plain, word_difference
from cms.translation.forms import ReturnForm
from cms.translation.models import Assignment, Draft
from cms.translation.review import (
    NotInReviewError,
    Problem,
    SubmissionRefusedError,
    approve,
    may_translate,
    return_with_comment,
    submit_for_review,
)
from cms.translation.segments import Segment, list_segments, part_findings, segment_rows, store_texts, without_links
from cms.translation.status import note_progress, refresh_status, with_state
from cms.translation.submitted import submitted_segments
from cms.translation.suggestions import from_memory
from cms.translation.words import count_words

TEXT_PREFIX = "text-"
WAS_PREFIX = "was-"
VERSION_PREFIX = "version-"
REASON_PREFIX = "reason-"
DONE_PREFIX = "done:"


@dataclass(frozen=True)
class Row:
    """One part as the desk shows it; `problem` is what came of what was just asked for."""

    segment: Segment
    problem: str
    is_locked: bool

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
        return _("In review") if self.is_locked else state_word(self.segment.state, self.segment.typed_at)

    @property
    def source(self) -> SafeString:
        """The English; where it has changed, what was changed, word by word."""
        segment = self.segment
        if segment.state != "changed":
            return formatted(segment.source, has_markup=segment.has_markup)
        words = (plain(text, has_markup=segment.has_markup) for text in (segment.earlier_source, segment.source))
        return word_difference(*words)

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


def desk(request: StaffRequest, instance: Any, translation: Translation) -> HttpResponse:
    """
    Show a translation beside its English, and do what its translator or its reviewer decides.

    Every right is checked where the thing is done. Raises `PermissionDenied` for people of another language.
    """
    if not may_see(instance, request.user):
        raise PermissionDenied
    problems: list[Problem] = []
    return_form = ReturnForm()
    if request.method == "POST":
        action = request.POST.get("action", "")
        if action in {"approve", "return"}:
            return_form = ReturnForm(request.POST)
            if action == "approve" or return_form.is_valid():
                return _decide(request, instance, action)
        elif action in {"save", "submit"} or action.startswith(DONE_PREFIX):
            problems = _keep(request, instance, translation, action)
            if not problems:
                return redirect(request.get_full_path())
        else:
            return HttpResponseBadRequest(_("This form was sent without saying what to do."))
    return render(
        request, "translation/desk.html", _desk_context(request, instance, translation, problems, return_form)
    )


@require_POST
def save_part(request: StaffRequest, translation_id: int, identifier: str) -> HttpResponse:
    """
    Keep what is being typed into one box (`text`, over its `version`; `done`), and say in JSON how it stands.

    Answers 409 with what somebody else has typed meanwhile, or while the text is in review; 410 where the English no
    longer has the part. In each case what was typed stays in the box.
    """
    translations = Translation.objects.select_related("source__specific_content_type", "target_locale")
    translation = get_object_or_404(with_state(translations), pk=translation_id)
    if not is_translator(request.user, translation.target_locale.language_code):
        raise PermissionDenied
    if translation.state == State.IN_REVIEW:
        return JsonResponse({"message": _("This text is in review and cannot be changed.")}, status=409)
    typed = Typed(
        identifier,
        request.POST.get("text", ""),
        _number(request.POST.get("version", "")),
        done=request.POST.get("done") == "1",
        reason=request.POST.get("reason", ""),
    )
    try:
        kept = keep(translation, typed, user=request.user)
    except PartGoneError:
        return JsonResponse({"message": _("The English no longer has this part.")}, status=410)
    except TypedMeanwhileError as error:
        return JsonResponse(_conflict(error.draft, request.user), status=409)
    if kept.newly_done or translation.state == State.OUTDATED:
        note_progress(translation, newly_done=kept.newly_done, words=kept.words)
    word = state_word(kept.state, kept.typed_at)
    return JsonResponse(
        {
            "version": kept.version,
            "state": kept.state,
            "word": word,
            "reason": kept.reason,
            "findings": [asdict(finding) for finding in kept.findings],
        }
    )


def preview(request: StaffRequest, translation_id: int) -> HttpResponse:
    """Show a translated page as the public will see it; parts without a translation are still in English."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = _target_or_404(translation)
    if not isinstance(page, BasePage):
        raise Http404
    if not may_see(page, request.user):
        raise PermissionDenied
    task_state = page.current_workflow_task_state
    text = task_state.revision.as_object() if task_state else with_drafts(translation, user=request.user)
    return text.make_preview_request(original_request=request, preview_mode=text.default_preview_mode)


def with_drafts(translation: Translation, *, user: User) -> Any:
    """Return the translated text with its drafts in it, as if they were done; nothing of that is kept."""
    rows = segment_rows(translation)
    drafts = Draft.objects.filter(translation=translation, is_done=False).exclude(text="")
    texts = [
        (row, draft.text)
        for draft in drafts
        if (row := rows.get(f"{draft.context_id}-{draft.string_id}"))
        and not any(finding.code in NOT_PUBLISHABLE for finding in part_findings(translation, row, draft.text))
    ]
    # wagtail-localize makes a text of stored translations alone. May go when it takes them as an argument:
    # TranslationSource.get_ephemeral_translated_instance.
    with transaction.atomic():
        if texts:
            store_texts(translation, texts, user=user)
        instance = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
        transaction.set_rollback(True)
    return instance


def may_see(instance: Any, user: User) -> bool:
    return may_see_translations(user, instance.locale.language_code)


def state_word(state: str, typed_at: datetime | None) -> str:
    """Return what stands beside a part: never a color alone."""
    if state == "draft" and typed_at:
        return _("Draft · saved %(time)s") % {"time": _time(typed_at)}
    words = {
        "empty": _("To do"),
        "draft": _("Draft"),
        "machine": _("Machine draft"),
        "memory": _("From memory, 100 %"),
        "changed": _("The English has changed"),
        "done": _("Done"),
        "kept": _("Kept in English"),
    }
    return words[state]


def _time(moment: datetime) -> str:
    return time_format(timezone.localtime(moment), "TIME_FORMAT")


def _target_or_404(translation: Translation) -> Any:
    model = translation.source.specific_content_type.model_class()
    versions = model.objects.filter(translation_key=translation.source.object_id).select_related("locale")
    target = versions.filter(locale=translation.target_locale_id).first()
    if target is None:
        raise Http404
    return target


def _conflict(draft: Draft, user: User) -> dict[str, Any]:
    by = draft.typed_by
    who = _("you, in another window") if by == user else (by.get_full_name() or by.get_username()) if by else ""
    return {
        "message": _("Changed meanwhile by %(who)s, %(time)s:") % {"who": who, "time": _time(draft.typed_at)},
        "text": draft.text,
        "version": draft.version,
    }


def _keep(request: StaffRequest, instance: Any, translation: Translation, action: str) -> list[Problem]:
    """Keep the typed texts, submit them if asked; return what stands in the way, with every text that was not kept."""
    typed = _typed(request, action.removeprefix(DONE_PREFIX) if action.startswith(DONE_PREFIX) else "")
    if not may_translate(instance, request.user):
        if not typed or not is_translator(request.user, instance.locale.language_code):
            raise PermissionDenied
        reason = _("This text is in review and cannot be changed. You typed: “%(text)s”")
        return [Problem(reason % {"text": text.text}) for text in typed]
    problems = [problem for text in typed for problem in _keep_one(translation, text, request.user)]
    refresh_status(instance)
    if problems or action != "submit":
        messages.success(request, _("Saved."))
        return problems
    try:
        submit_for_review(translation, user=request.user)
    except SubmissionRefusedError as error:
        return error.problems
    messages.success(request, _("Submitted for review."))
    return []


def _typed(request: StaffRequest, done: str) -> list[Typed]:
    """Return what was typed into the boxes that were changed, and the box that is `done`, as it is."""
    found = []
    for name in request.POST:
        if not name.startswith(TEXT_PREFIX):
            continue
        identifier = name.removeprefix(TEXT_PREFIX)
        text, was = (cleaned(request.POST.get(key, "")) for key in (name, WAS_PREFIX + identifier))
        if text != was or identifier == done:
            version = _number(request.POST.get(VERSION_PREFIX + identifier, ""))
            reason = request.POST.get(REASON_PREFIX + identifier, "")
            found.append(Typed(identifier, text, version, done=identifier == done, reason=reason))
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _keep_one(translation: Translation, typed: Typed, user: User) -> list[Problem]:
    try:
        kept = keep(translation, typed, user=user)
    except PartGoneError:
        return [Problem(_("The English no longer has this part: “%(text)s”") % {"text": typed.text})]
    except TypedMeanwhileError:
        message = _("Somebody else has changed this part meanwhile. You typed: “%(text)s”")
        return [Problem(message % {"text": typed.text}, typed.id)]
    return [Problem(kept.problem, typed.id)] if kept.problem else []


def _decide(request: StaffRequest, instance: Any, action: str) -> HttpResponse:
    comment = request.POST.get("comment", "").strip()
    try:
        if action == "approve":
            approve(instance, user=request.user, comment=comment)
            messages.success(request, _("Approved. It is public now."))
        else:
            return_with_comment(instance, user=request.user, comment=comment)
            messages.success(request, _("Returned with your comment."))
    except NotInReviewError as error:
        messages.error(request, error.message)
    return redirect("wagtailadmin_home")


def _desk_context(
    request: StaffRequest, instance: Any, translation: Translation, problems: list[Problem], return_form: ReturnForm
) -> dict[str, Any]:
    task_state = instance.current_workflow_task_state
    may_decide = task_state is not None and task_state.task.specific.may_decide(instance, request.user)
    # What is decided on is what is on the screen, though the English has changed meanwhile.
    segments = (
        submitted_segments(task_state.revision)
        if task_state
        else from_memory(list_segments(translation, checked=True), instance.locale.language_code)
    )
    wrong = {problem.segment: problem.message for problem in problems}
    rows = [Row(segment, wrong.get(segment.id, ""), bool(task_state)) for segment in segments]
    return {
        "instance": instance,
        "translation": translation,
        "title": translation.source.object_repr,
        "source_language": language(SOURCE_LANGUAGE),
        "target_language": language(instance.locale.language_code),
        "rows": rows,
        "done": sum(segment.is_done for segment in segments),
        "words_left": sum(row.words for row in rows if not row.segment.is_done),
        "problems": problems,
        "may_edit": may_translate(instance, request.user),
        "may_decide": may_decide,
        "is_own": task_state is not None
        and not may_decide
        and is_reviewer(request.user, instance.locale.language_code),
        "in_review_since": task_state.started_at if task_state else None,
        "reasons": _reasons(translation, segments) if task_state else [],
        "returned": _last_return(instance),
        "assignment": Assignment.objects.filter(translation=translation).select_related("assignee").first(),
        "return_form": return_form,
        "has_preview": isinstance(instance, BasePage),
        "live_url": instance.full_url if isinstance(instance, Page) and instance.live else "",
        "engine": configured_engine(),
        "words": {
            "link": _("link"),
            "progress": _("%(done)s of %(total)s done"),
            "wordsLeft": _("Words left: %(words)s"),
            "unsaved": _("Not saved. Your text is kept in this browser; trying again…"),
            "insert": _("Insert %(text)s"),
            "reason": _("Accept, because…"),
            "accepted": _("Accepted: %(reason)s"),
            "useMine": _("Use mine"),
            "useTheirs": _("Use theirs"),
        },
        "keys": _keys(),
        "text_prefix": TEXT_PREFIX,
        "was_prefix": WAS_PREFIX,
        "version_prefix": VERSION_PREFIX,
        "reason_prefix": REASON_PREFIX,
        "done_prefix": DONE_PREFIX,
    }


def _reasons(translation: Translation, segments: list[Segment]) -> list[tuple[str, str]]:
    """Return what a translator says for the findings that stand in a submitted text: its words, the reason."""
    drafts = Draft.objects.filter(translation=translation, is_done=True).exclude(reason="")
    submitted = {segment.text for segment in segments}
    return [(draft.text, draft.reason) for draft in drafts if draft.text in submitted]


def _keys() -> list[dict[str, str]]:
    return [
        {"name": name, "does": does}
        for name, does in (
            ("Ctrl + Enter", _("Done, and on to the next part that is not")),
            ("Alt + ↓ ↑", _("Next or previous part")),
            ("Alt + Page ↓ ↑", _("Next or previous part that is not done")),
            ("Alt + Enter", _("Use the first suggestion")),
            ("F3", _("Find the selected English in earlier translations")),
            ("F4", _("Copy the English")),
            ("F8", _("Still correct")),
            ("F9", _("Next link or format of the English, around what is selected")),
            ("Ctrl + S", _("Save now")),
            ("F1", _("Show or hide the keys")),
        )
    ]


def _last_return(instance: Any) -> Any:
    """Return the decision that gave the text back, if that is where it stands."""
    state = instance.current_workflow_state
    if state is None or state.status != state.STATUS_NEEDS_CHANGES:
        return None
    return state.task_states.filter(status="rejected").select_related("finished_by").order_by("-finished_at").first()
