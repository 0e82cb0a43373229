"""What a page shows that is translated elsewhere, as the desk shows it: read-only, with the way to it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import DateField, IntegerField
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex
from wagtail_localize.models import Translation

from cms.directory.models import ReusableText, Statistic
from cms.directory.models.entries import SOURCE_ROWS
from cms.languages.formats import format_number
from cms.pages.templatetags.texts import long_date
from cms.translation.desk.shape import blocks_of
from cms.translation.segments import field_labels
from cms.translation.shown import terms_of_source


@dataclass(frozen=True)
class Other:
    """
    A text of the directory: its `kind`, its English `words`, on how many `pages` it stands where that is counted.

    `figure` is a number that comes from data. `address` is where it is translated; empty where it was never sent.
    """

    kind: str
    words: str
    is_live: bool
    address: str
    pages: int = 0
    figure: str = ""


def shared_texts_of(translation: Translation, source: Any) -> dict[str, Other]:
    """Return path of a block → the shared text in it; four queries, none where there are none."""
    labels = field_labels(type(source))
    texts = {
        block.path: block.value
        for name in source.translated_fields
        for block in blocks_of(source, name, labels[name])
        if isinstance(block.value, ReusableText)
    }
    if not texts:
        return {}
    targets = _targets(ReusableText, translation, [text.translation_key for text in texts.values()])
    pages = _pages_with(list(texts.values()))
    return {
        path: _other(_("Shared text"), strip_tags(text.text), text, targets, pages=pages.get(text.pk, 0))
        for path, text in texts.items()
    }


def others_of(translation: Translation, source: Any) -> list[Other]:
    """Return the terms of a page that are missing in the language, then its figures."""
    if not isinstance(source, Page):
        return []
    terms = list(terms_of_source(source.translation_key))
    targets = _targets(type(terms[0]), translation, [term.translation_key for term in terms]) if terms else {}
    missing = [_other(_("Term"), term.name, term, targets) for term in terms]
    statistics = list(
        Statistic.objects.filter(
            page_statistics__page__translation_key=source.translation_key,
            page_statistics__page__locale=translation.source.locale_id,
            live=True,
            **SOURCE_ROWS,
        ).distinct()
    )
    known = _targets(Statistic, translation, [each.translation_key for each in statistics]) if statistics else {}
    figures = [_other(_("Figure"), each.caption, each, known, figure=each.figure) for each in statistics]
    return [*(other for other in missing if not other.is_live), *figures]


def facts_of(source: Any) -> list[tuple[str, str]]:
    """Return the dates and numbers of a text with their names: they come from data, and nobody types them."""
    if isinstance(source, Statistic):
        return [(_("Figure"), source.figure)]
    facts = []
    for name in source.synchronised_fields:
        field = source._meta.get_field(name)
        value = getattr(source, name) if isinstance(field, DateField | IntegerField) else None
        if value is not None:
            shown = long_date(value) if isinstance(field, DateField) else format_number(value)
            facts.append((capfirst(str(field.verbose_name)), shown))
    return facts


def _other(kind: str, words: str, english: Any, targets: dict[UUID, Any], *, pages: int = 0, figure: str = "") -> Other:
    target = targets.get(english.translation_key)
    address = AdminURLFinder().get_edit_url(target) or "" if target else ""
    return Other(kind, words, target is not None and target.live, address, pages, figure)


def _targets(model: Any, translation: Translation, keys: list[UUID]) -> dict[UUID, Any]:
    rows = model.objects.filter(translation_key__in=keys, locale=translation.target_locale_id)
    return {row.translation_key: row for row in rows}


def _pages_with(texts: list[ReusableText]) -> dict[int, int]:
    """Return key of an English shared text → on how many English pages it stands."""
    pairs = set(
        ReferenceIndex.objects.filter(
            to_content_type=ReferenceIndex._get_base_content_type(ReusableText),
            to_object_id__in=[str(text.pk) for text in texts],
            base_content_type=ReferenceIndex._get_base_content_type(Page),
        ).values_list("to_object_id", "object_id")
    )
    english = Page.objects.filter(pk__in=[page for _text, page in pairs], **SOURCE_ROWS)
    keys = {str(pk) for pk in english.values_list("pk", flat=True)}
    counts: dict[int, int] = {}
    for text, page in pairs:
        counts[int(text)] = counts.get(int(text), 0) + (page in keys)
    return counts
