from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtailmedia.models import ALLOWED_EXTENSIONS_THUMBNAIL, AbstractMedia

from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE
from cms.library.captions import validate_captions
from cms.library.hosts import HostedVideo, hosted_video
from cms.library.uploads import matches_its_name

LANGUAGE_CHOICES = [(language.code, language.name) for language in LANGUAGES]


class HonestUpload(models.Model):
    """A library item whose new file must be what its name says."""

    upload_fields: tuple[str, ...] = ("file",)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self.refuse_what_is_not_what_its_name_says()

    def refuse_what_is_not_what_its_name_says(self) -> None:
        sentence = _("This file is not what its name says. Save it again in the right format.")
        errors = {name: sentence for name in self.upload_fields if not _is_honest(getattr(self, name))}
        if errors:
            raise ValidationError(errors)


def _is_honest(file: FieldFile) -> bool:
    upload = getattr(file, "_file", None)
    return not isinstance(upload, UploadedFile) or matches_its_name(upload, upload.name or "")


class LibraryImage(AbstractImage):
    """A picture. Its alternative text lives where it is used, because it is translated there."""

    credit = models.CharField(_("credit"), max_length=255, blank=True, help_text=_("Who made it, as it is to be named"))
    rights = models.CharField(
        _("rights"), max_length=255, blank=True, help_text=_("The license or permission under which we may use it")
    )

    admin_form_fields = (
        "title",
        "file",
        "credit",
        "rights",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        permissions = (("choose_image", "Can choose image"),)


class LibraryRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(LibraryImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class LibraryDocument(HonestUpload, AbstractDocument):  # noqa: DJ008 - the base has it
    """A file that readers download. It is in one language."""

    language = models.CharField(_("language"), max_length=12, choices=LANGUAGE_CHOICES, default=SOURCE_LANGUAGE)

    admin_form_fields = ("title", "file", "language", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        permissions = (("choose_document", "Can choose document"),)

    @property
    def is_pdf(self) -> bool:
        return self.file_extension.lower() == "pdf"

    def clean(self) -> None:
        super().clean()
        upload = getattr(self.file, "_file", None)
        if self.is_pdf and isinstance(upload, UploadedFile):
            # Only who uploads a PDF waits for what reads it.
            from cms.library.pdf_files import refusal

            if sentence := refusal(upload):
                raise ValidationError({"file": sentence})


class Recording(HonestUpload, AbstractMedia):  # noqa: DJ008 - the base has it
    """
    A video or an audio recording, in one language; what is said about it in each language is a `RecordingText`.

    It is a file of ours, or a video that lies on another site.
    """

    upload_fields = ("file", "thumbnail")

    file = models.FileField(_("file"), upload_to="media", blank=True)
    hosted_at = models.CharField(
        _("address on YouTube or Vimeo"),
        max_length=255,
        blank=True,
        help_text=_(
            "For a video that stays there instead of a file. Nothing loads from there until a reader presses play."
        ),
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        choices=LANGUAGE_CHOICES,
        default=SOURCE_LANGUAGE,
        help_text=_("The language that is spoken"),
    )
    credit = models.CharField(_("credit"), max_length=255, blank=True, help_text=_("Who made it, as it is to be named"))
    rights = models.CharField(
        _("rights"), max_length=255, blank=True, help_text=_("The license or permission under which we may use it")
    )

    admin_form_fields = (
        "title",
        "file",
        "hosted_at",
        "language",
        "credit",
        "rights",
        "collection",
        "duration",
        "width",
        "height",
        "thumbnail",
        "tags",
    )

    @property
    def hosted(self) -> HostedVideo | None:
        return hosted_video(self.hosted_at)

    @property
    def url(self) -> str:
        """Where it can be watched: the file, or the page of the video on its site."""
        return self.file.url if self.file else (self.hosted.address if self.hosted else "")

    @property
    def filename(self) -> str:
        return super().filename if self.file else self.hosted_at

    def clean(self) -> None:
        if self.file and self.hosted_at:
            raise ValidationError({"hosted_at": _("Choose a file or an address, not both.")})
        if self.file:
            super().clean()
            return
        if self.hosted is None:
            sentence = (
                _("This is not the address of a video on YouTube or Vimeo. Copy it from the page of the video.")
                if self.hosted_at
                else _("Choose a file, or give the address of the video on YouTube or Vimeo.")
            )
            raise ValidationError({"hosted_at" if self.hosted_at else "file": sentence})
        # The base asks every recording for the extension of its file.
        if self.thumbnail:
            FileExtensionValidator(ALLOWED_EXTENSIONS_THUMBNAIL)(self.thumbnail)
        self.refuse_what_is_not_what_its_name_says()


class RecordingText(models.Model):
    """What readers of one language get with a recording; any part may be missing. Edited on the recording's form."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12, choices=LANGUAGE_CHOICES)
    title = models.CharField(
        _("title"), max_length=255, blank=True, help_text=_("Where it is empty, the title of the recording is shown.")
    )
    description = models.TextField(_("description"), max_length=500, blank=True)
    captions = models.FileField(
        _("captions"),
        upload_to="captions",
        blank=True,
        validators=[FileExtensionValidator(["vtt"]), validate_captions],
        help_text=_("A WebVTT file (.vtt) with the captions of a video in this language"),
    )
    has_hosted_captions = models.BooleanField(
        _("has captions on its site"),
        default=False,
        help_text=_("For a video on YouTube or Vimeo: whether its player there offers captions in this language"),
    )
    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("All that is said, and what is heard or seen and matters")
    )

    class Meta:
        constraints = (models.UniqueConstraint("recording", "language", name="one_recording_text_per_language"),)

    def __str__(self) -> str:
        return f"{self.recording} ({self.language})"

    @property
    def is_empty(self) -> bool:
        return not (self.title or self.description or self.captions or self.has_hosted_captions or self.transcript)
