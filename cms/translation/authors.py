"""Who wrote a revision: nobody approves their own text."""

from collections.abc import Collection, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

Text = tuple[int, str]


def authors_of(revision: Revision) -> set[int]:
    """
    Return the primary keys of all who wrote a part of `revision`.

    For a translation these are its translators; for an English text all who saved a revision since the live one. A
    reviewer whose suggestion a translator accepted is no author: the translator read it and took it over, so that two
    people have seen every word. The translator remains one.
    """
    return authors_of_each([revision])[revision.pk]


def authors_of_each(revisions: Collection[Revision]) -> dict[int, set[int]]:
    """Return revision key → its authors, as `authors_of`; a query for each kind of text, and one for all of them."""
    authors = {revision.pk: {revision.user_id} for revision in revisions}
    written = []
    for revision in revisions:
        translated = getattr(revision, "translated_from", None)
        if translated is not None:
            authors[revision.pk].update(translated.translators)
        else:
            written.append(revision)
    live = dict(_live_revisions(written))
    saved: dict[Text, list[tuple[int, int]]] = {}
    rows = Revision.objects.filter(
        base_content_type__in={type_id for type_id, _pk in live}, object_id__in={pk for _type, pk in live}
    )
    for type_id, object_id, pk, user_id in rows.values_list("base_content_type_id", "object_id", "pk", "user_id"):
        saved.setdefault((type_id, object_id), []).append((pk, user_id))
    for revision in written:
        text = _text(revision)
        since = live.get(text, 0)
        authors[revision.pk].update(user for pk, user in saved.get(text, []) if since < pk <= revision.pk)
    return {pk: users - {None} for pk, users in authors.items()}


def _text(revision: Revision) -> Text:
    return revision.base_content_type_id, revision.object_id


def _live_revisions(revisions: Collection[Revision]) -> Iterator[tuple[Text, int]]:
    """Yield the text of each revision with its live revision, 0 where it is not live."""
    texts = {_text(revision) for revision in revisions}
    for type_id in sorted({type_id for type_id, _pk in texts}):
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        rows = model._base_manager.filter(pk__in=[pk for of_type, pk in texts if of_type == type_id])
        for pk, live in rows.values_list("pk", "live_revision_id"):
            yield (type_id, str(pk)), live or 0
