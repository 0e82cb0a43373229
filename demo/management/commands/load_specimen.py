from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.directory.models import ReusableText
from demo.specimen import dated, load_specimen


class Command(BaseCommand):
    """Needs the demo content; a second run writes the specimen anew in its place."""

    help = "Write a brief with every part that a brief may have, in each language, where no reader sees it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pdf", type=Path, metavar="FOLDER", help="make its PDFs too and put them there")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            specimen = load_specimen()
        except ReusableText.DoesNotExist as error:
            raise CommandError("Load the demo content first: manage.py load_demo") from error
        for language, page in specimen.items():
            self.stdout.write(f"{language}: “{page.title}”, a draft, page {page.pk}")
            if options["pdf"]:
                self._print(page, options["pdf"] / f"{page.slug}.pdf")

    def _print(self, page: Any, path: Path) -> None:
        # Only who asks for PDFs pays for the engine and its libraries.
        from cms.editions.accessible_pdf import make_pdf
        from cms.editions.printing import permanent_address, print_html

        draft = dated(page)
        pdf = make_pdf(print_html(draft), address=permanent_address(draft))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf.content)
        self.stdout.write(f"    {path}: {pdf.pages} pages")
