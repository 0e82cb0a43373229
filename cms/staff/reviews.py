"""What is in review, and who can decide on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Revision, TaskState

from cms.accounts.models import User
from cms.accounts.roles import is_editor
from cms.languages.languages import SOURCE_LANGUAGE, Language, language
from cms.staff.texts import Versions, edit_address, load_objects, load_versions, title_of
from cms.translation.authors import authors_of_each
from cms.translation.policies import deciders


@dataclass(frozen=True)
class Review:
    """A text in review. `deciders` is empty where everybody who could decide has written a part of it."""

    title: str
    language: Language
    url: str
    since: datetime
    submitted_by: User | None
    deciders: list[User]


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
    by_language = deciders()
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
            )
        )
    return rows


def _key(revision: Revision) -> tuple[int, str]:
    return revision.base_content_type_id, revision.object_id


def _english(text: Any, versions: Versions) -> Any:
    return versions.get((text.translation_key, SOURCE_LANGUAGE), text)
