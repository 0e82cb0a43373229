"""What can be wrong between the languages. That a page has one version in a language, the database itself holds."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.languages.doctor import Finding, looks_at
from cms.languages.languages import SOURCE_LANGUAGE
from cms.languages.models import LanguageStatus
from cms.languages.policy import translatable_models
from cms.pages.doctor import named
from cms.translation.markup import LINK, form_problem
from cms.translation.own_files import find_file
from cms.translation.privacy import mirror_restriction
from cms.translation.status import refresh_status

# Of a language root: /0001/0002/
ROOT_DEPTH = 2


def _translated_pages() -> QuerySet[Page]:
    """Return the pages below the roots of the target languages; wherever they stand, their locale says so."""
    pages = Page.objects.filter(depth__gt=ROOT_DEPTH).exclude(locale__language_code=SOURCE_LANGUAGE)
    return pages.select_related("locale").order_by("path")


def _source() -> QuerySet[Page]:
    """Return the English page of an outer page."""
    return Page.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code=SOURCE_LANGUAGE)


@looks_at("languages of the trees")
def wrong_tree() -> Iterator[Finding]:
    """Yield pages that stand in the tree of another language."""
    roots = dict(Page.objects.filter(depth=ROOT_DEPTH).values_list("path", "locale"))
    for page in Page.objects.filter(depth__gt=ROOT_DEPTH).select_related("locale"):
        if roots.get(page.path[: ROOT_DEPTH * Page.steplen]) != page.locale_id:
            yield Finding(
                about=named(page),
                wrong=f"its language, {page.locale.language_code}, is not that of the tree it stands in",
                advice="Delete it there and send its English page for translation again.",
            )


@looks_at("aliases")
def aliases() -> Iterator[Finding]:
    """Yield mirrors of another page: English under another language's address."""
    for page in Page.objects.exclude(alias_of=None):
        yield Finding(
            about=named(page),
            wrong=f"it is an alias of page {page.alias_of_id}",
            advice="Delete it and send the English page for translation.",
        )


@looks_at("translations without an English page")
def without_source() -> Iterator[Finding]:
    for page in _translated_pages().filter(~Exists(_source())):
        yield Finding(
            about=named(page),
            wrong="there is no English page that it translates",
            advice="Delete it, or restore the English page from a backup: nobody can work on it.",
        )


@looks_at("sources of translations")
def two_sources() -> Iterator[Finding]:
    """Yield texts with two sources for one language, and sources that are not English: no screen can show them."""
    translations = Translation.objects.values("source__object_id", "target_locale__language_code").order_by()
    for row in translations.annotate(count=Count("pk")).filter(count__gt=1):
        yield Finding(
            about=f"text {row['source__object_id']} ({row['target_locale__language_code']})",
            wrong="it is translated from two sources",
            advice="Delete the translation that is not made from English, in manage.py shell.",
        )
    for source in TranslationSource.objects.exclude(locale__language_code=SOURCE_LANGUAGE).select_related("locale"):
        yield Finding(
            about=f"source {source.pk} “{source.object_repr}”",
            wrong=f"its language is {source.locale.language_code}, not English",
            advice="Delete it in manage.py shell, and send the English text for translation.",
        )


@looks_at("replaced values")
def broken_overrides() -> Iterator[Finding]:
    """Yield values of a single language whose place the English lacks, or that cannot be used, or are not there."""
    replaceable = OverridableSegment.objects.filter(context=OuterRef("context"))
    overrides = SegmentOverride.objects.annotate(has_place=Exists(replaceable)).select_related("context")
    sources = TranslationSource.objects.filter(object__in=overrides.values("context__object"))
    models = {source.object_id: source.specific_content_type.model_class() for source in sources}
    for override in overrides:
        wrong = ""
        if override.has_error:
            wrong = f"it cannot be used: {override.field_error or 'its value does not fit'}"
        elif not override.has_place:
            wrong = "the English text has no such place any more"
        elif _points_at_nothing(override, models.get(override.context.object_id)):
            wrong = "it points at a file that is not in the library"
        if wrong:
            yield Finding(
                about=f"replaced value {override.pk} at {override.context.path}",
                wrong=wrong,
                advice="Delete it in manage.py shell: the English value is shown instead.",
            )


def _points_at_nothing(override: SegmentOverride, model: Any) -> bool:
    path = override.context.path
    return path in getattr(model, "overridable_fields", ()) and find_file(model, path, override.data) is None


@looks_at("markup of translations")
def unreadable_texts() -> Iterator[Finding]:
    """Yield finished texts whose formatting is broken, or that have a link which the English does not have."""
    for text in StringTranslation.objects.select_related("translation_of", "locale", "context").iterator():
        wrong = form_problem(text.data)
        if not wrong and not set(LINK.findall(text.data)) <= set(LINK.findall(text.translation_of.data)):
            wrong = "It has a link that the English does not have."
        if wrong:
            yield Finding(
                about=f"translation {text.pk} ({text.locale.language_code}) at {text.context.path}",
                wrong=wrong.rstrip("."),
                advice="Translate this part anew on the desk.",
            )


@looks_at("what is public")
def more_public_than_source() -> Iterator[Finding]:
    """Yield translations that are more public, or less, than their English page."""
    restrictions = PageViewRestriction.objects.filter(page=OuterRef("pk"))
    sources = {
        page.translation_key: page
        for page in Page.objects.filter(locale__language_code=SOURCE_LANGUAGE).annotate(is_closed=Exists(restrictions))
    }
    for page in _translated_pages().annotate(is_closed=Exists(restrictions)):
        source = sources.get(page.translation_key)
        if source is None:
            continue
        if page.live and not source.live:
            yield Finding(
                about=named(page),
                wrong="it is public, and its English page is not",
                advice="Run this command with --fix, which unpublishes it.",
                mend=partial(_unpublish, page),
            )
        if page.is_closed != source.is_closed:
            yield Finding(
                about=named(page),
                wrong=f"it is {'private' if page.is_closed else 'open'}, and its English page is not",
                advice="Run this command with --fix, which makes it as private as the English page.",
                mend=partial(mirror_restriction, source, page),
            )


def _unpublish(page: Page) -> None:
    page.specific.unpublish(log_action=True)


@looks_at("pages above translations")
def not_to_be_found() -> Iterator[Finding]:
    """Yield live translations below a page that is live in English only: their readers get “not found”."""
    live = set(Page.objects.filter(live=True).values_list("translation_key", "locale"))
    english = Locale.objects.get(language_code=SOURCE_LANGUAGE).pk
    above = {page.path: page for page in Page.objects.filter(depth__gt=1)}
    for page in _translated_pages().filter(live=True):
        steps = range(ROOT_DEPTH * Page.steplen, len(page.path), Page.steplen)
        for parent in (above[page.path[:step]] for step in steps if page.path[:step] in above):
            if not parent.live and (parent.translation_key, english) in live:
                yield Finding(
                    about=named(page),
                    wrong=f"it is live below “{parent.draft_title}”, which is not",
                    advice="Translate and approve the page above, or unpublish this one.",
                )
                break


@looks_at("drafts without a translation")
def drafts_without_translation() -> Iterator[Finding]:
    """Yield translated drafts that no translator finds: nothing was sent, or it was taken back."""
    sent = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale"), enabled=True
    )
    for page in _translated_pages().filter(~Exists(sent), Exists(_source()), live=False):
        yield Finding(
            about=named(page),
            wrong="it is a draft that is with no translator",
            advice="Send its English page for translation again.",
        )


@looks_at("states of the languages")
def wrong_states() -> Iterator[Finding]:
    """Yield texts whose stored state is not what the texts themselves say."""
    keys = set()
    models: Iterable[Any] = translatable_models()
    for model in models:
        for text in model._default_manager.filter(locale__language_code=SOURCE_LANGUAGE):
            keys.add(text.translation_key)
            stored, computed = _states(text)
            if stored != computed:
                yield Finding(
                    about=f"{model._meta.verbose_name} {text.pk} “{text}”",
                    wrong=f"its state is stored as {stored or 'none'}, and is {computed or 'none'}",
                    advice="Run this command with --fix.",
                    mend=partial(refresh_status, text),
                )
    for status in LanguageStatus.objects.exclude(translation_key__in=keys):
        yield Finding(
            about=f"state {status}",
            wrong="there is no such text",
            advice="Run this command with --fix.",
            mend=status.delete,
        )


def _states(text: Any) -> tuple[str, str]:
    """Return the states of an English text as they are stored and as they are computed now; nothing is written."""
    stored = _described(text)
    with transaction.atomic():
        refresh_status(text)
        computed = _described(text)
        transaction.set_rollback(True)
    return stored, computed


def _described(text: Any) -> str:
    rows = LanguageStatus.objects.filter(translation_key=text.translation_key).order_by("language")
    values = rows.values_list(
        "language", "state", "parts", "parts_done", "parts_behind", "is_approved", "second_reading"
    )
    return ", ".join(
        f"{code} {state} {done}/{parts} −{behind}{' approved' * waits}{reading and f' {reading}'}"
        for code, state, parts, done, behind, waits, reading in values
    )
