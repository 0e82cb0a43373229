"""The parts of texts as they go out: of one text, of a section, of everything in a language."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.exchange.entries import Batch, Entry
from cms.translation.models import Draft
from cms.translation.segments import DRAFTS, Segment, list_segments, segment_rows

# So many characters of the hash of an English tell the parts of one field or block from each other.
HASH_LENGTH = 12


def with_translators(code: str) -> QuerySet[Translation]:
    """Return the texts that are with the translators of a language."""
    translations = Translation.objects.filter(target_locale__language_code=code, enabled=True)
    return translations.select_related("source__specific_content_type", "source__sent", "target_locale")


def texts_below(page: Page, code: str) -> list[Translation]:
    """Return what is with the translators of an English page and of those below it, in the order of the tree."""
    pages = Page.objects.descendant_of(page, inclusive=True).filter(locale__language_code=SOURCE_LANGUAGE)
    keys = pages.values("translation_key")
    return _in_order_of_tree(with_translators(code).filter(source__object_id__in=keys))


def texts_of_language(code: str) -> list[Translation]:
    """Return all that is with the translators of a language: pages in the order of the tree, then shared texts."""
    return _in_order_of_tree(with_translators(code))


def collect(translations: Iterable[Translation], *, code: str) -> Batch:
    """Return the parts of texts in the language `code`, in their order; the same data gives the same parts."""
    listed = list(translations)
    # What is said beside the English is in English, whoever asks: the same texts are the same file.
    with override(SOURCE_LANGUAGE):
        entries = tuple(entry for translation in listed for entry in _entries(translation))
    return Batch(
        language=code,
        texts={str(one.source.object_id): one.source.sent.revision_id for one in listed},
        made_at=max(one.source.last_updated_at for one in listed),
        known_until=_known_until(listed),
        entries=entries,
    )


def place_of(row: StringSegment) -> str:
    """Return what stays of a part however the page is rearranged: its field or block, and which English it is."""
    return f"{row.context.path}#{row.string.data_hash.hex[:HASH_LENGTH]}"


def _entries(translation: Translation) -> Iterable[Entry]:
    rows = segment_rows(translation)
    key = str(translation.source.object_id)
    note = str(getattr(translation.source.as_instance(), "note_for_translators", "") or "")
    model = translation.source.specific_content_type.model
    for segment in list_segments(translation):
        row = rows[segment.id]
        yield Entry(
            text=key,
            place=place_of(row),
            source=segment.source,
            target=segment.text,
            is_draft=bool(segment.text) and not segment.is_done,
            earlier_source=segment.earlier_source,
            notes=tuple(_notes(translation, segment, note)),
            reference=f"{model}/{row.context.path}",
        )


def _notes(translation: Translation, segment: Segment, note: str) -> Iterable[str]:
    yield translation.source.object_repr
    yield segment.label
    if segment.state in DRAFTS:
        yield _("Machine draft") if segment.state == "machine" else _("Draft")
    if note:
        yield _("Note for translators: %(note)s") % {"note": note}


def _known_until(translations: list[Translation]) -> datetime:
    """Return when the newest of these translations was typed, or where none was, when the English was sent."""
    objects = {translation.source.object_id for translation in translations}
    locales = {translation.target_locale_id for translation in translations}
    typed = Draft.objects.filter(translation__in=translations).aggregate(at=Max("typed_at"))["at"]
    stored = StringTranslation.objects.filter(locale__in=locales, context__object__in=objects)
    instants = [typed, stored.aggregate(at=Max("updated_at"))["at"]]
    instants += [translation.source.last_updated_at for translation in translations]
    return max(instant for instant in instants if instant)


def _in_order_of_tree(translations: QuerySet[Translation]) -> list[Translation]:
    pages = Page.objects.filter(locale__language_code=SOURCE_LANGUAGE).order_by("path")
    paths: dict[UUID, str] = dict(pages.values_list("translation_key", "path"))

    def place(translation: Translation) -> tuple[bool, str, str]:
        path = paths.get(translation.source.object_id, "")
        return not path, path, str(translation.source.object_id)

    return sorted(translations, key=place)
