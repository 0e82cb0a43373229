"""
What was sent is read anew where the code of the site has changed since.

The parts of a block that the code no longer has would stop the making of all the rest, and those of a new field would
be missing: wagtail_localize/segments/ingest.py looks blocks up by the ids that it stored.
"""

from django.db import transaction
from wagtail_localize.models import TranslationSource, get_schema_version

from cms.translation.sending import keep_content
from cms.translation.status import refresh_status


def read_sources_anew() -> int:
    """Read anew what was sent under another schema, each text in a transaction; return how many there were."""
    versions: dict[str, str] = {}
    read = 0
    for source in TranslationSource.objects.filter(sent__isnull=False).select_related("specific_content_type", "sent"):
        label = source.specific_content_type.app_label
        version = versions.setdefault(label, get_schema_version(label))
        if source.schema_version != version:
            with transaction.atomic():
                instance = source.sent.revision.as_object()
                keep_content(source, instance)
                refresh_status(instance)
            read += 1
    return read
