"""What can be wrong with the library."""

from collections.abc import Iterator
from typing import Any

from cms.languages.doctor import Finding, looks_at
from cms.library.models import LibraryDocument, LibraryImage, Recording


@looks_at("files of the library")
def missing_files() -> Iterator[Finding]:
    """Yield what has lost its file."""
    models: tuple[Any, ...] = (LibraryImage, LibraryDocument, Recording)
    for model in models:
        items = model.objects.exclude(file="", hosted_at__gt="") if model is Recording else model.objects.all()
        for item in items.only("title", "file"):
            if not item.file or not item.file.storage.exists(str(item.file.name)):
                yield Finding(
                    about=f"{model._meta.verbose_name} {item.pk} “{item.title}”",
                    wrong=f"the file {item.file.name or '(no name)'} is missing",
                    advice="Restore it from a backup, or upload the file again on the form of this item.",
                )
