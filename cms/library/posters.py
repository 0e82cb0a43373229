"""The poster of a video in the size that a page shows it in: it cannot offer several, as pictures do."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

# Twice as fine as the widest recording on a page would be 1664 pixels; a poster is looked at for a moment.
WIDEST = 1280
QUALITY = 68


def poster(upload: UploadedFile) -> UploadedFile:
    """Return an uploaded picture as a JPEG, at most `WIDEST` pixels wide; raises `ValidationError` for a broken one."""
    try:
        with Image.open(upload) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This picture cannot be read. Save it again, or choose another one.")) from error
    upright.thumbnail((WIDEST, WIDEST * 4))
    made = BytesIO()
    upright.save(made, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    name = f"{(upload.name or 'poster').rpartition('.')[0]}.jpg"
    return SimpleUploadedFile(name, made.getvalue(), "image/jpeg")
