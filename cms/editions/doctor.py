"""What can be wrong with the PDFs."""

from collections.abc import Iterator
from functools import partial

from cms.editions.models import Edition
from cms.editions.tasks import make_edition
from cms.languages.doctor import Finding, looks_at


@looks_at("files of editions")
def missing_files() -> Iterator[Finding]:
    """Yield editions whose PDF is not there any more."""
    for edition in Edition.objects.exclude(file="").select_related("page"):
        if not edition.file.storage.exists(edition.file.name or ""):
            yield Finding(
                about=f"PDF of page {edition.page_id} “{edition.page.title}” ({edition.language})",
                wrong=f"the file {edition.file.name} is missing",
                advice="Run this command with --fix: the worker makes it again.",
                mend=partial(_make_again, edition),
            )


def _make_again(edition: Edition) -> None:
    """Have it made anew in its place, which knows what it is for; one of an earlier text is gone for good."""
    is_of_live_text = edition.is_own or edition.revision_id == edition.page.live_revision_id
    if edition.kind == Edition.Kind.VERSION or (is_of_live_text and not edition.withdrawn):
        Edition.objects.filter(pk=edition.pk).update(file="", outdated=True)
        make_edition.enqueue(edition.page_id)
    else:
        edition.delete()
