"""What is asked of the worker: the PDF of a version."""

from django.conf import settings
from django_tasks import task

from briefs.models import BriefPage
from briefs.versions import BriefVersion, record_version


def keep_version(brief: BriefPage) -> None:
    """Keep what is live on a brief, and have its PDF made where it is a new version."""
    version = record_version(brief)
    if version is not None and settings.EDITIONS_ON_PUBLISH:
        make_version_pdf.enqueue(version.pk)


@task(queue_name="editions")
def make_version_pdf(version_id: int) -> None:
    """Make the PDF of a version from what was kept of it; may run twice."""
    # Only the worker pays for the engine and its libraries.
    from cms.editions.making import make_version

    version = BriefVersion.objects.select_related("revision").filter(pk=version_id).first()
    if version is not None and version.revision is not None:
        page = version.revision.as_object()
        page.live_revision = version.revision
        version.edition = make_version(page, version.print_html)
        version.save(update_fields=["edition"])
