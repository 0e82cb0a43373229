from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtailmedia.forms import BaseMediaForm

from cms.languages.languages import LANGUAGES, Language
from cms.library.files import delete_file
from cms.library.models import RecordingText


class RecordingTextForm(forms.ModelForm):
    """What readers of one language get with a recording; left empty, they get nothing."""

    class Meta:
        model = RecordingText
        fields = ("title", "description", "captions", "transcript")

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        kwargs |= {"prefix": language.code, "use_required_attribute": False}
        super().__init__(*args, **kwargs)
        self.language = language
        self.instance.language = language.code
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
    """The form of a recording with its texts in every language, once the recording itself is there."""

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
