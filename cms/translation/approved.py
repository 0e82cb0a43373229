"""Which English text is approved: what may be translated, and what a translation may follow to the public."""

from typing import Any

from wagtail.models import Revision

from cms.languages.languages import SOURCE_LANGUAGE


def approved_revision(source: Any) -> Revision | None:
    """Return the newest revision that a review approved: live, or waiting for its time; None where there is none."""
    scheduled = source.revisions.filter(approved_go_live_at__isnull=False).order_by("-pk").first()
    if scheduled is not None:
        return scheduled
    return source.live_revision if source.live else None


def has_approved_revision(source: Any) -> bool:
    """Return whether there is an `approved_revision`; no query for the pages of a list, which know it already."""
    return (source.live and source.live_revision_id is not None) or bool(source.approved_schedule)


def has_approved_source(instance: Any) -> bool:
    """Return whether the English text of `instance` is public or will be; an English text is its own source."""
    if instance.locale.language_code == SOURCE_LANGUAGE:
        return True
    versions = type(instance).objects.filter(translation_key=instance.translation_key)
    source = versions.filter(locale__language_code=SOURCE_LANGUAGE).first()
    return source is not None and approved_revision(source) is not None
