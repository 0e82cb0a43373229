"""Is a file what a browser can show as captions? (https://www.w3.org/TR/webvtt1/)"""

import re

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

# Captions of three hours are some 300 KB.
MOST_BYTES = 2 * 1024 * 1024
SIGNATURE = re.compile(r"WEBVTT(?=[ \t\n]|\Z)")
TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
TIMING = re.compile(rf"^{TIME}[ \t]+-->[ \t]+{TIME}(?=[ \t]|$)", re.MULTILINE)


def validate_captions(file: FieldFile) -> None:
    """Raise `ValidationError` where a new file has no captions; what is stored already was asked when it was new."""
    upload = getattr(file, "_file", None)
    if not isinstance(upload, UploadedFile):
        return
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("This file is too large for captions: at most 2 MB."))
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    if not are_captions(content):
        raise ValidationError(
            _(
                "This is not a caption file. Its first line has to be WEBVTT, and each caption needs its time before"
                " it, such as 00:00:01.000 --> 00:00:04.000."
            )
        )


def are_captions(content: bytes) -> bool:
    """Return whether `content` is WebVTT with at least one caption."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\x00" not in text and bool(SIGNATURE.match(text)) and bool(TIMING.search(text))
