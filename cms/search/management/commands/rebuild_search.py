from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Page

from cms.search.index import update_branch
from cms.search.models import IndexEntry, IndexWord


class Command(BaseCommand):
    help = "Make the search index anew from the live pages, as after an upgrade."

    def handle(self, *args: Any, **options: Any) -> None:
        IndexWord.objects.all().delete()
        for root in Page.objects.filter(depth=2):
            update_branch(root)
        self.stdout.write(f"{IndexEntry.objects.count()} pages can be found.")
