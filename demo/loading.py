"""
Loading the demo content through the functions that staff's screens call, as the people whose work it is.

An editor writes the English, a reviewer approves it, the editor sends it, a translator of each language fills in every
part and submits, a reviewer of that language approves. Each of these ways is one transaction, so that a load that was
interrupted goes on where it stopped; what is there already, in whatever state staff left it, stays as it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail_localize.models import Translation

from cms.languages.languages import SOURCE_LANGUAGE, TARGET_LANGUAGES
from cms.translation.approved import approved_revision
from cms.translation.drafts import save_texts
from cms.translation.review import SubmissionRefusedError, approve, submit_for_review, submit_source
from cms.translation.segments import list_segments
from cms.translation.sending import send_for_translation
from cms.translation.status import refreshed_once
from demo import accounts
from demo.content import UPLOADED, Entry, State
from demo.reading import ContentError, Problem
from demo.writing import Writer


def load(entries: list[Entry], *, everything: bool = False, report: Callable[[str], None] = lambda line: None) -> int:
    """
    Bring every text to its state (`Entry.state`) and return how many were loaded; 0 where all are there.

    With `everything` each that has not been begun goes live in every language. Raises `ContentError` for an entry that
    the site refuses; nothing of that text is saved. `report` gets a line for each text.
    """
    if everything:
        entries = [replace(entry, states={}, earlier=None) for entry in entries]
    people = accounts.people()
    writer = Writer(entries, people[accounts.EDITOR])
    loaded = 0
    try:
        # What points at what is noted once, at the end, instead of by a task for every save.
        with disable_reference_index_auto_update():
            for entry in entries:
                for language in _load(entry, writer, people):
                    report(f"{entry} ({language})")
                    loaded += 1
    finally:
        if loaded:
            call_command("rebuild_references_index", verbosity=0)
    return loaded


def _load(entry: Entry, writer: Writer, people: dict[str, Any]) -> Iterator[str]:
    """Do what is left to do of an entry; yield the language of each text when it is in the database."""
    first = entry.earlier or entry
    if not writer.is_written(entry):
        _publish_source(first, writer, people)
        yield SOURCE_LANGUAGE
    if not entry.has_texts or entry.kind in UPLOADED:
        return
    source: Any = writer.find(entry)
    if approved_revision(source) is None:
        return
    for language in TARGET_LANGUAGES:
        state = entry.state(language.code)
        if state is not State.NOT_STARTED and not _is_sent(source, language.code):
            _translate(first if state is State.OUTDATED else entry, state, source, language.code, people)
            yield language.code
    if entry.earlier and source.live and writer.says(entry.earlier):
        _publish_source(entry, writer, people)
        yield SOURCE_LANGUAGE


@transaction.atomic
@refreshed_once()
def _publish_source(entry: Entry, writer: Writer, people: dict[str, Any]) -> None:
    """Write an entry, or write it anew, and bring it to the public; what is uploaded is there at once."""
    try:
        instance = writer.rewrite(entry) if writer.is_written(entry) else writer.write(entry)
        if entry.kind not in UPLOADED:
            submit_source(instance, user=people[accounts.EDITOR])
            approve(instance, user=people[accounts.REVIEWERS[SOURCE_LANGUAGE]])
    except ValidationError as error:
        raise ContentError(_refused(entry, error)) from error
    finally:
        # What was approved is in the database; the instance in hand is still the draft.
        writer.forget(entry)


def _is_sent(source: Any, language: str) -> bool:
    return Translation.objects.filter(
        source__object_id=source.translation_key, target_locale__language_code=language
    ).exists()


@transaction.atomic
@refreshed_once()
def _translate(entry: Entry, state: State, source: Any, language: str, people: dict[str, Any]) -> None:
    """Send a text to its translators and go as far as `state` says."""
    translator, reviewer = people[accounts.TRANSLATORS[language]], people[accounts.REVIEWERS[language]]
    [translation] = send_for_translation(source, languages=[language], user=people[accounts.EDITOR])
    texts = _texts(entry, translation, language)
    if state is State.IN_TRANSLATION:
        texts = dict(list(texts.items())[: len(texts) // 2])
    refused = save_texts(translation, texts, user=translator)
    if refused:
        raise ContentError([_problem(entry, language, "", message) for message in refused.values()])
    if state is State.IN_TRANSLATION:
        return
    try:
        submit_for_review(translation, user=translator)
    except SubmissionRefusedError as error:
        raise ContentError([_problem(entry, language, "", problem.message) for problem in error.problems]) from error
    if state is not State.IN_REVIEW:
        approve(translation.get_target_instance(), user=reviewer)


def _problem(entry: Entry, language: str, field: str, message: str) -> Problem:
    return Problem(f"{language}/{entry.file}", str(entry), field, message)


def _texts(entry: Entry, translation: Translation, language: str) -> dict[str, str]:
    """Return segment id → translation, found by the English text of the segment within its field."""
    translations = entry.translations(language)
    texts, problems = {}, []
    for segment in list_segments(translation):
        text = translations.get(segment.field, {}).get(segment.source)
        if text is None:
            message = f"has no text for the English “{segment.source}”"
            problems.append(_problem(entry, language, segment.field, message))
        else:
            texts[segment.id] = text
    if problems:
        raise ContentError(problems)
    return texts


def _refused(entry: Entry, error: ValidationError) -> list[Problem]:
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return [
        _problem(entry, SOURCE_LANGUAGE, "" if field == "__all__" else field, message)
        for field, messages in fields.items()
        for message in messages
    ]
