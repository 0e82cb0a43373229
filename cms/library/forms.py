from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from wagtailmedia.forms import BaseMediaForm

from cms.languages.languages import LANGUAGES, Language
from cms.library.files import delete_file
from cms.library.models import RecordingText
from cms.library.posters import poster
from cms.library.uploads import matches_its_name


class RecordingTextForm(forms.ModelForm):
    """What readers of one language get with a recording; left empty, they get nothing."""

    class Meta:
        model = RecordingText
        fields = ("title", "description", "captions", "has_hosted_captions", "transcript")

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        kwargs |= {"prefix": language.code, "use_required_attribute": False}
        super().__init__(*args, **kwargs)
        self.language = language
        self.instance.language = language.code
        del self.fields["captions" if self.instance.recording.hosted_at else "has_hosted_captions"]
        for name in ("title", "description", "transcript"):
            self.fields[name].widget.attrs.update(lang=language.code, dir=language.direction)

    def save(self, commit: bool = True) -> RecordingText:
        """Keep the text, or remove one that says nothing any more; a caption file that was replaced goes."""
        replaced = self.initial.get("captions") if "captions" in self.changed_data else None
        if replaced:
            delete_file(self.instance.captions.storage, replaced.name)
        if not self.instance.is_empty:
            return super().save(commit)
        if self.instance.pk:
            self.instance.delete()
        return self.instance


class RecordingForm(BaseMediaForm):
    """
    The form of a recording with its texts in every language, once the recording itself is there.

    What began as a file stays one, and what lies on another site stays there: its captions are of another kind.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recording = self.instance
        if recording.type == "audio" or (recording.pk and not recording.hosted_at):
            self.fields.pop("hosted_at", None)
        elif recording.pk:
            self.fields.pop("file", None)
        if "hosted_at" not in self.fields and "file" in self.fields:
            self.fields["file"].required = True

    def clean_thumbnail(self) -> Any:
        """A new poster is made smaller; one that is not what its name says is refused by the recording itself."""
        upload = self.cleaned_data["thumbnail"]
        is_new = isinstance(upload, UploadedFile) and matches_its_name(upload, upload.name or "")
        return poster(upload) if is_new else upload

    def clean_duration(self) -> float:
        return self.cleaned_data["duration"] or 0

    @cached_property
    def texts(self) -> list[RecordingTextForm]:
        if self.instance.pk is None:
            return []
        existing = {text.language: text for text in self.instance.texts.all()}
        data, files = (self.data, self.files) if self.is_bound else (None, None)
        return [
            RecordingTextForm(
                data,
                files,
                language=language,
                instance=existing.get(language.code) or RecordingText(recording=self.instance),
            )
            for language in LANGUAGES
        ]

    def is_valid(self) -> bool:
        # Every part is asked, so that every mistake is shown at once.
        return all([super().is_valid(), *(text.is_valid() for text in self.texts)])

    def save(self, commit: bool = True) -> Any:
        recording = super().save(commit)
        for text in self.texts:
            text.save(commit)
        return recording
