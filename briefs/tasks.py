"""What is asked of the worker: the PDF of a version."""

from django.conf import settings
from django_tasks import task

from briefs.models import BriefPage
from briefs.versions import BriefVersion, record_version
from cms.editions.models import Edition
from cms.editions.printing import permanent_address


def keep_version(brief: BriefPage) -> None:
    """Keep what is live on a brief, and have its PDF made where it is a new version."""
    version = record_version(brief)
    if version is not None and settings.EDITIONS_ON_PUBLISH:
        make_version_pdf.enqueue(version.pk)


@task(queue_name="editions")
def make_version_pdf(version_id: int) -> None:
    """Make the PDF of a version from what was kept of it; may run twice. A lost copy of a page's own is made so too."""
    # Only the worker pays for the engine and its libraries.
    from cms.editions.making import make_version

    version = BriefVersion.objects.select_related("edition", "page__locale").filter(pk=version_id).first()
    if version is not None and not (version.edition and version.edition.has_file):
        edition = version.give_pdf()
        make_version(edition, version.print_html, title=version.title, address=permanent_address(version.page))


def bring_versions_up_to_date(page_id: int) -> None:
    """
    Make the PDFs that versions of a page lack, and give its newest version the PDF that editors gave the page.

    A version keeps what its readers had: who follows a citation finds the sheets that were cited. Where editors take
    their PDF back while the version is live, it gets the one that is made of its text.
    """
    versions = BriefVersion.objects.filter(page=page_id).select_related("edition", "page__locale").order_by("-pk")
    for version in versions[:1]:
        own = Edition.objects.current_for(version.page)
        if own and own.is_own:
            copy = version.give_pdf(own.input_sha256)
            copy.file, copy.bytes, copy.pages, copy.faults = own.file.name, own.bytes, own.pages, own.faults
            copy.confirm()
            copy.save()
        elif version.is_own_pdf:
            version.give_pdf()
    for version in versions.defer("text", "html", "print_html"):
        if not (version.edition and version.edition.has_file):
            make_version_pdf.call(version.pk)
