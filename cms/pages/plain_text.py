"""The plain text of what a page's fields hold."""

from collections.abc import Iterator

from django.utils.translation import get_language
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, get_text_for_indexing

from cms.directory.models import ReusableText
from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.blocks import QuotationValue
from cms.pages.charts import ChartValue
from cms.pages.relations import reusable_text_in
from cms.pages.tables import TableValue


def plain_texts(value: object) -> Iterator[str]:
    """
    Yield the texts of a field or block in reading order, without markup; missing values are left out.

    A reusable text is read in the active language, as the page shows it; one that has no such version is no part of it.
    """
    if isinstance(value, StreamValue):
        for block in value:
            yield from plain_texts(block.value)
    elif isinstance(value, RichText):
        yield get_text_for_indexing(value.source)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, ReusableText):
        shown = reusable_text_in(value, get_language() or SOURCE_LANGUAGE)
        if shown and not shown.is_fallback:
            yield get_text_for_indexing(shown.object.text)
    elif isinstance(value, TableValue | ChartValue | QuotationValue):
        yield from value.plain_texts()
    elif isinstance(value, dict):
        for part in value.values():
            yield from plain_texts(part)
