from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.editions.models import Edition, PdfCheck
from cms.editions.program import gate_version
from cms.editions.standing import pages_to_refresh
from cms.editions.tasks import ask_worker, check_document

# So long a PDF that nobody is offered any more is kept: an editor may take a change back.
KEPT_DAYS = 30


class Command(BaseCommand):
    """
    The worker runs it at its start and every day: after a new version of the site nobody has to think of the PDFs.

    Those that the new version does not change are confirmed, and not made anew.
    """

    help = (
        "Have the PDFs looked at that another version of the site made, that failed or that were lost; remove old ones."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        pages = pages_to_refresh()
        ask_worker(pages)
        if settings.EDITIONS_ON_PUBLISH:
            for check in PdfCheck.objects.exclude(checked_at=None).exclude(program=gate_version()):
                check_document.enqueue(check.document_id)
        Edition.objects.superseded(timezone.now() - timedelta(days=KEPT_DAYS)).delete()
        if options["verbosity"]:
            self.stdout.write(f"PDFs to look at: {len(pages)}")
