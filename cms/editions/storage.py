"""Where editions lie: outside the folder of public files, because a page's privacy holds for its PDF."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage


def private_storage() -> Storage:
    """Return the folder of the editions; a second making of the same input takes the place of the first."""
    return FileSystemStorage(location=settings.DATA_DIR / "editions", allow_overwrite=True)
