"""Which pages show a thing that is kept once: what is made of them is made anew when it changes."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex, TranslatableMixin


def pages_showing(instance: Any) -> set[int]:
    """
    Return the keys of the pages that refer to an object or to one of its translations: relations point at the source.

    The object is an entry of the directory, a page that others link to, or a picture.

    Also those that refer to it by way of another object, as a page does to a funder by way of an acknowledgment.
    """
    page_type = ContentType.objects.get_for_model(Page).pk
    pages: set[int] = set()
    seen: set[Model] = set()
    waiting = [instance]
    while waiting:
        entry = waiting.pop()
        if entry in seen:
            continue
        versions = entry.get_translations(inclusive=True) if isinstance(entry, TranslatableMixin) else [entry]
        seen.update(versions)
        references = ReferenceIndex.get_references_to_in_bulk(versions)
        for content_type, key in references.values_list("base_content_type", "object_id").distinct():
            if content_type == page_type:
                pages.add(int(key))
            else:
                waiting += _entry(content_type, key)
    return pages


def _entry(content_type: int, key: str) -> list[Any]:
    model: Any = ContentType.objects.get_for_id(content_type).model_class()
    return list(model.objects.filter(pk=key)) if model and issubclass(model, TranslatableMixin) else []
