"""The English that a translation is looked at beside."""

import json
from typing import Any

from modelcluster.models import ClusterableModel, model_from_serializable_data
from wagtail.models import Revision
from wagtail_localize.models import Translation

from cms.translation.models import TranslatedRevision


def english_of(translation: Translation, revision: Revision | None = None) -> Any:
    """
    Return the English as it was sent, to read its texts; of a `revision` that was submitted, what it was made from.

    What it points at is looked up when it is asked for, so that a page with many relations takes no more queries.
    """
    sent = _source_revision(revision)
    content = sent.content if sent else json.loads(translation.source.content_json)
    model = translation.source.specific_content_type.model_class()
    if issubclass(model, ClusterableModel):
        instance = model.from_serializable_data(content, check_fks=False)
    else:
        instance = model_from_serializable_data(model, content, check_fks=False)
    for name in model.overridable_fields:
        files = model._meta.get_field(name).related_model._default_manager
        # One that has been deleted since is none.
        setattr(instance, name, files.filter(pk=getattr(instance, f"{name}_id")).first())
    return instance


def english_page_of(translation: Translation, revision: Revision | None = None) -> Any:
    """Return the same as a whole page, to be looked at."""
    sent = _source_revision(revision)
    return sent.as_object() if sent else translation.source.as_instance()


def _source_revision(revision: Revision | None) -> Revision | None:
    if revision is None:
        return None
    made_from = TranslatedRevision.objects.filter(revision=revision).select_related("source_revision").first()
    return made_from.source_revision if made_from else None
