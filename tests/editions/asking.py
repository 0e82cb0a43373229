"""What the worker is asked for, and doing it."""

from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist
from django_tasks import default_task_backend

from cms.editions.making import make_edition_of, make_handouts_of
from cms.editions.models import Edition


class Asked:
    """Which pages the worker was asked for since somebody last looked."""

    def pages(self) -> set[int]:
        results = list(default_task_backend.results)
        default_task_backend.clear()
        asked = {result.args[0] for result in results if result.task.name == "make_edition"}
        # What the worker does first: which page refers to what.
        for result in results:
            if result.task.name == "update_reference_index_task":
                # What was replaced meanwhile has nothing to refer with any more.
                with suppress(ObjectDoesNotExist):
                    result.task.call(*result.args)
        return asked

    def work(self) -> list[int]:
        """Do what was asked, and return the pages whose PDF was set anew."""
        before = files()
        for page in sorted(self.pages()):
            make_edition_of(page)
            make_handouts_of(page)
        after = files()
        return sorted(page for file, (page, written) in after.items() if before.get(file) != (page, written))


def files() -> dict[str, tuple[int, int]]:
    editions = Edition.objects.made().exclude(file="")
    return {each.file.name: (each.page_id, Path(each.file.path).stat().st_mtime_ns) for each in editions}
