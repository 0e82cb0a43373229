"""The English that a translation is looked at beside."""

from typing import Any

from wagtail.models import Revision
from wagtail_localize.models import Translation

from cms.translation.models import TranslatedRevision


def english_of(translation: Translation, revision: Revision | None = None) -> Any:
    """Return the English as it was sent; of a `revision` that was submitted, what it was made from."""
    if revision is not None:
        made_from = TranslatedRevision.objects.filter(revision=revision).select_related("source_revision").first()
        if made_from is not None and made_from.source_revision is not None:
            return made_from.source_revision.as_object()
    return translation.source.as_instance()
