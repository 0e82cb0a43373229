"""What is in review, and who can decide on it."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from wagtail.models import Revision, TaskState

from cms.accounts.models import User
from cms.accounts.roles import is_editor
from cms.languages.languages import SOURCE_LANGUAGE, Language, language
from cms.languages.models import LanguageStatus
from cms.staff.sheets import address_of_sheet, gathered, number_of_terms, title_of_sheet, vocabulary_of
from cms.staff.texts import Versions, edit_address, load_objects, load_versions, title_of
from cms.translation.authors import authors_of_each
from cms.translation.policies import deciders


@dataclass(frozen=True)
class Review:
    """
    A text in review. `deciders` is empty where everybody who could decide has written a part of it.

    `is_correction` where its language still shows an error that it mends. `terms` counts those of its `vocabulary`
    where it stands for several.
    """

    title: str
    language: Language
    url: str
    since: datetime
    submitted_by: User | None
    deciders: list[User]
    is_correction: bool = False
    vocabulary: str = ""
    terms: int = 0

    @property
    def is_sheet(self) -> bool:
        return bool(self.terms)

    @property
    def detail(self) -> str:
        return number_of_terms(self.terms) if self.terms else ""


def reviews(user: User) -> list[Review]:
    """Return what is in review as `user` may know of it, the oldest first; a fixed number of queries."""
    states = list(
        TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, workflow_state__status="in_progress")
        .select_related("revision__translated_from", "workflow_state__requested_by")
        .defer("revision__content")
        .order_by("started_at")
    )
    if not states:
        return []
    objects = load_objects(_key(state.revision) for state in states)
    authors = authors_of_each([state.revision for state in states])
    versions = load_versions((type(text), text.translation_key) for text in objects.values())
    by_language, corrections = deciders(), _corrections(text.translation_key for text in objects.values())
    rows = []
    for state in states:
        text = objects.get(_key(state.revision))
        if text is None:
            continue
        code, url = text.locale.language_code, edit_address(text, user)
        # Titles of drafts are for those who write them, translate them or decide on them.
        if not url and not is_editor(user):
            continue
        rows.append(
            Review(
                title=title_of(_english(text, versions)),
                language=language(code),
                url=url,
                since=state.started_at,
                submitted_by=state.workflow_state.requested_by,
                deciders=[person for person in by_language[code] if person.pk not in authors[state.revision.pk]],
                is_correction=(text.translation_key, code) in corrections,
                vocabulary=vocabulary_of(text),
            )
        )
    return rows


def _corrections(keys: Iterable[UUID]) -> set[tuple[UUID, str]]:
    """Return which texts, as (translation key, language code), still have an error that the English has no longer."""
    statuses = LanguageStatus.objects.filter(translation_key__in=set(keys), corrected_at__isnull=False)
    return set(statuses.values_list("translation_key", "language"))


def terms_together(in_review: Iterable[Review]) -> list[Review]:
    """Return the reviews with one for all terms of a vocabulary that the same people decide on."""
    return gathered(in_review, key=_people_of, together=_together)


def _people_of(review: Review) -> Hashable:
    deciders = tuple(person.pk for person in review.deciders)
    return review.vocabulary, review.language.code, review.submitted_by, deciders


def _together(of_terms: list[Review]) -> Review:
    oldest = of_terms[0]
    return replace(
        oldest,
        title=title_of_sheet(oldest.vocabulary),
        url=address_of_sheet(oldest.vocabulary),
        terms=len(of_terms),
    )


def _key(revision: Revision) -> tuple[int, str]:
    return revision.base_content_type_id, revision.object_id


def _english(text: Any, versions: Versions) -> Any:
    return versions.get((text.translation_key, SOURCE_LANGUAGE), text)
