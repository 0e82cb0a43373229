"""What a public translation does not follow yet, for the reader who asks."""

from collections.abc import Iterator
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail_localize.models import RelatedObjectSegment

from cms.languages.freshness import behind
from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.models import TranslatedRevision
from cms.translation.segments import missing_texts, source_parts
from cms.translation.shown import terms_of_source


def english_not_followed(page: Page) -> list[str]:
    """
    Return the English of the parts that the public translation `page` does not have yet, in the order of the page.

    After its own come those of the shared texts and terms that it shows. What the English no longer has is not among
    them.
    """
    return [unescape(strip_tags(text)) for late in _late(page) for text in _not_followed(late)]


def _late(page: Page) -> Iterator[Any]:
    """Yield the page, and what it shows that is behind too, each as the language has it."""
    yield page.specific
    shared = RelatedObjectSegment.objects.filter(
        source__object_id=page.translation_key, source__locale__language_code=SOURCE_LANGUAGE
    )
    around = [
        *(segment.object.get_instance_or_none(page.locale) for segment in shared.select_related("object")),
        *(term.get_translation_or_none(page.locale) for term in terms_of_source(page.translation_key)),
    ]
    texts = {text.translation_key: text for text in around if text is not None}
    yield from (texts[key] for key in behind(texts, page.locale.language_code))


def _not_followed(text: Any) -> list[str]:
    made_from = TranslatedRevision.objects.filter(revision=text.live_revision_id).first()
    source = text.get_translations().filter(locale__language_code=SOURCE_LANGUAGE, live=True).first()
    return missing_texts(made_from.source_parts, source_parts(source)) if made_from and source else []
