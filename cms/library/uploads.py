"""Is an uploaded file what its name says?"""

from pathlib import PurePath
from typing import IO, Any

import filetype
from django.core.files import File

TEXT_EXTENSIONS = {"csv", "txt", "vtt", "srt"}
# Extensions whose files begin with the signature of another kind.
SAME_KIND = {"jpeg": "jpg", "m4v": "mp4", "oga": "ogg", "ogv": "ogg"}
SIGNATURE_BYTES = 8192


def matches_its_name(file: IO[bytes] | File[Any], name: str) -> bool:
    """Return whether the content of `file` is of the kind that the extension of `name` promises."""
    extension = PurePath(name).suffix.lower().lstrip(".")
    file.seek(0)
    head = file.read(SIGNATURE_BYTES)
    file.seek(0)
    if not head:
        return False
    if extension in TEXT_EXTENSIONS:
        return _is_text(head)
    kind = filetype.guess(head)
    return kind is not None and _same_kind(kind.extension) == _same_kind(extension)


def _same_kind(extension: str) -> str:
    return SAME_KIND.get(extension, extension)


def _is_text(head: bytes) -> bool:
    try:
        # A multi-byte character may be cut at the end of what was read.
        head[: len(head) - 3 if len(head) == SIGNATURE_BYTES else None].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in head
