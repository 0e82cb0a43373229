"""A file of translations, and the confirmation of what it does."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FILE_LIMIT = 5 * 1024 * 1024


class UploadForm(forms.Form):
    """A file of translations; `extension` is what its name ends in."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("The file is empty.")},
    )

    def __init__(self, *args: Any, extension: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget = forms.FileInput(attrs={"accept": f".{extension}"})

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > FILE_LIMIT:
            message = _("The file is too large: it can have %(limit)s at most.")
            raise forms.ValidationError(message % {"limit": filesizeformat(FILE_LIMIT)})
        return file.read()


class ConfirmForm(forms.Form):
    """What the file said, which changes were shown for it, and for which parts its text is wanted all the same."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=FILE_LIMIT, strip=False)
    fingerprint = forms.CharField(widget=forms.HiddenInput)
