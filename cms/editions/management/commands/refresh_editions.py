from typing import Any

from django.core.management.base import BaseCommand

from cms.editions.standing import pages_to_refresh
from cms.editions.tasks import ask_worker


class Command(BaseCommand):
    """
    The worker runs it at its start and every day: after a new version of the site nobody has to think of the PDFs.

    Those that the new version does not change are confirmed, and not made anew.
    """

    help = "Have the PDFs looked at that another version of the site made, or that failed."

    def handle(self, *args: Any, **options: Any) -> None:
        pages = list(pages_to_refresh().values_list("pk", flat=True))
        ask_worker(pages)
        if options["verbosity"]:
            self.stdout.write(f"PDFs to look at: {len(pages)}")
