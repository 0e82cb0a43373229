"""What can be wrong with the versions of briefs."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Q

from briefs.models import BriefPage
from briefs.tasks import keep_version, make_version_pdf
from briefs.versions import BriefVersion
from cms.languages.doctor import Finding, looks_at


@looks_at("versions of briefs")
def missing_versions() -> Iterator[Finding]:
    """Yield briefs that are live and were never kept, and versions without a PDF."""
    for brief in BriefPage.objects.live().filter(versions__isnull=True, live_revision__isnull=False):
        yield Finding(
            about=f"brief {brief.pk} “{brief.title}”",
            wrong="no version of it is kept",
            advice="Run this command with --fix: what is live now is kept.",
            mend=partial(keep_version, brief),
        )
    without_pdf = Q(edition__isnull=True) | Q(edition__file="")
    for version in BriefVersion.objects.filter(without_pdf).defer("text", "html", "print_html"):
        yield Finding(
            about=f"version {version.number} of brief {version.page_id} “{version.title}”",
            wrong="its PDF is missing",
            advice="Run this command with --fix: the worker makes it.",
            mend=partial(make_version_pdf.enqueue, version.pk),
        )
