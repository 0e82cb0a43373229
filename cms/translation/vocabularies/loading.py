"""From the database to the sheet of a vocabulary."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q
from wagtail.models import TaskState, WorkflowState
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.directory.models import PageTerm, Term, Vocabulary
from cms.languages.languages import SOURCE_LANGUAGE, TARGET_LANGUAGES
from cms.languages.models import LanguageStatus, State
from cms.translation.assignments import Assignment
from cms.translation.authors import authors_of_each
from cms.translation.models import Draft
from cms.translation.segments import Segment, list_segments_of
from cms.translation.submitted import submitted_fields
from cms.translation.suggestions import from_memory
from cms.translation.vocabularies.sheet import Column, Entry, Sheet, Version

Key = tuple[UUID, str]


def load_sheet(vocabulary: Vocabulary, user: User) -> Sheet:
    """Return the approved terms of a vocabulary in their order; a fixed number of queries, however many they are."""
    terms = list(_approved_terms(vocabulary))
    columns = tuple(Column.of(language, user) for language in TARGET_LANGUAGES)
    pages = _pages_about(terms)
    versions = _versions(terms, columns, user)
    return Sheet(
        vocabulary,
        columns,
        tuple(
            Entry(
                term,
                pages.get(term.pk, 0),
                tuple(versions[term.translation_key, column.language.code] for column in columns),
            )
            for term in terms
        ),
    )


def _approved_terms(vocabulary: Vocabulary) -> Iterable[Term]:
    """Terms that are public, or on their way: of what nobody has approved, only those who write it know."""
    sent = Translation.objects.filter(source__object_id=OuterRef("translation_key"), enabled=True)
    withdrawn = LanguageStatus.objects.filter(translation_key=OuterRef("translation_key"), state=State.WITHHELD)
    english = Term.objects.filter(vocabulary=vocabulary, locale__language_code=SOURCE_LANGUAGE)
    return english.filter(Q(live=True) | Q(Exists(sent), ~Exists(withdrawn))).order_by("order", "key")


def _pages_about(terms: Iterable[Term]) -> dict[int, int]:
    """Return the key of each term that public English pages have → how many; one query."""
    uses = PageTerm.objects.filter(term__in=terms, page__live=True, page__locale__language_code=SOURCE_LANGUAGE)
    return dict(uses.order_by().values_list("term").annotate(Count("page", distinct=True)))


def _versions(terms: list[Term], columns: tuple[Column, ...], user: User) -> dict[Key, Version]:
    keys = [term.translation_key for term in terms]
    codes = {column.language.code: column for column in columns}
    targets = {
        (term.translation_key, term.locale.language_code): term
        for term in Term.objects.filter(translation_key__in=keys, locale__language_code__in=codes)
    }
    translations = {
        (translation.source.object_id, translation.target_locale.language_code): translation
        for translation in Translation.objects.filter(
            source__object__in=keys, target_locale__language_code__in=codes, enabled=True
        ).select_related("source__specific_content_type", "target_locale")
    }
    statuses = {
        (status.translation_key, status.language): status
        for status in LanguageStatus.objects.filter(translation_key__in=keys)
    }
    assignments = Assignment.objects.by_text(keys)
    decisions = _decisions(targets)
    reviews = {text: state for text, state in decisions.items() if state.status == TaskState.STATUS_IN_PROGRESS}
    authors = authors_of_each([state.revision for state in reviews.values()])
    # What is not public in a language is for those who work in it.
    parts = _parts({text: each for text, each in translations.items() if codes[text[1]].may_see}, reviews)
    return {
        (key, code): Version(
            term=term,
            column=column,
            target=targets.get((key, code)),
            translation=translations.get((key, code)),
            status=statuses.get((key, code)),
            assignment=assignments.get((key, code)),
            segments={segment.field: segment for segment in parts.get((key, code), [])},
            review=reviews.get((key, code)),
            returned=decisions.get((key, code)) if (key, code) not in reviews else None,
            is_own=(key, code) in reviews and user.pk in authors[reviews[key, code].revision_id],
        )
        for key, term in zip(keys, terms, strict=True)
        for code, column in codes.items()
    }


def _decisions(targets: dict[Key, Term]) -> dict[Key, TaskState]:
    """Return the decision on each translated term that is waited for, or that gave it back."""
    texts = {str(term.pk): text for text, term in targets.items()}
    states = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(Term), object_id__in=texts
    )
    return {
        texts[state.object_id]: state.current_task_state
        for state in states.select_related(
            "current_task_state__revision__translated_from", "current_task_state__finished_by"
        )
        if state.current_task_state is not None
    }


def _parts(translations: dict[Key, Translation], reviews: dict[Key, TaskState]) -> dict[Key, list[Segment]]:
    """Return the parts of each translation: in review what was submitted, else what stands on the desk."""
    on_desk = {text: translation for text, translation in translations.items() if text not in reviews}
    segments = list_segments_of(list(on_desk.values()), checked=True)
    found = {text: segments[translation.pk] for text, translation in on_desk.items()}
    for language in TARGET_LANGUAGES:
        texts = [text for text in found if text[1] == language.code]
        filled = iter(from_memory([segment for text in texts for segment in found[text]], language.code))
        found |= {text: [next(filled) for _segment in found[text]] for text in texts}
    submitted = {text: translation for text, translation in translations.items() if text in reviews}
    reasons = _reasons(submitted.values())
    for text, translation in submitted.items():
        found[text] = [
            replace(segment, reason=reasons.get((translation.pk, segment.text), ""))
            for segment in submitted_fields(reviews[text].revision, Term)
        ]
    return found


def _reasons(translations: Collection[Translation]) -> dict[tuple[int, str], str]:
    """Return (translation, text) → why what the checks found is right there."""
    drafts = Draft.objects.filter(translation__in=translations, is_done=True).exclude(reason="")
    return {(draft.translation_id, draft.text): draft.reason for draft in drafts}
