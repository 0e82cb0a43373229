"""What a page shows that is translated elsewhere: its shared texts and its terms."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import RelatedObjectSegment, Translation

from cms.directory.models import Term
from cms.languages.languages import SOURCE_LANGUAGE


class Missing(NamedTuple):
    """What is not live in a language yet: a sentence that says so, and the text there, where it was begun."""

    message: str
    target: Any | None


def terms_of_source(key: Any) -> QuerySet[Term]:
    """Return the live English terms of the English page with this translation key; none for what is no page."""
    pages = Page.objects.filter(translation_key=key, locale__language_code=SOURCE_LANGUAGE)
    return Term.objects.filter(page_terms__page__in=pages, live=True).distinct()


def missing_shared_texts(translation: Translation) -> Iterator[Missing]:
    """
    Yield the shared texts inside that are not live there; wagtail-localize takes an English draft for one.

    A query, and one for each kind of text.
    """
    inside = RelatedObjectSegment.objects.filter(source=translation.source).select_related("object__content_type")
    shared = [segment.object for segment in inside.order_by("order")]
    here, there = translation.source.locale_id, translation.target_locale_id
    versions = {
        (version.translation_key, version.locale_id): version
        for model in {text.content_type.model_class() for text in shared}
        for version in model.objects.filter(
            translation_key__in=[text.translation_key for text in shared], locale__in=[here, there]
        )
    }
    for text in shared:
        related = versions.get((text.translation_key, there))
        if related is None or not related.live:
            name = versions.get((text.translation_key, here), "")
            message = _("The shared text “%(name)s” is not live in this language yet.") % {"name": name}
            yield Missing(message, related)


def missing_terms(translation: Translation) -> Iterator[Missing]:
    """Yield the terms of the page that are not live there; two queries."""
    terms = list(terms_of_source(translation.source.object_id))
    there = Term.objects.filter(
        translation_key__in=[term.translation_key for term in terms], locale=translation.target_locale_id
    )
    targets = {target.translation_key: target for target in there} if terms else {}
    for term in terms:
        target = targets.get(term.translation_key)
        if target is None or not target.live:
            yield Missing(_("The term “%(name)s” is not live in this language yet.") % {"name": term.name}, target)


def missing_around(instance: Any) -> list[Missing]:
    """
    Return what stands in the way of approving the translation `instance`.

    A public page would show these in English.
    """
    translation = (
        Translation.objects.filter(
            source__object_id=instance.translation_key, target_locale=instance.locale_id, enabled=True
        )
        .select_related("source__locale", "target_locale")
        .first()
    )
    if translation is None:
        return []
    return [*missing_shared_texts(translation), *missing_terms(translation)]
