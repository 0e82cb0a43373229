"""The forms of the glossary's screens."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cms.languages.languages import SOURCE_LANGUAGE, TARGET_LANGUAGES, language
from cms.translation.glossary.terms import Kind

FILE_LIMIT = 1_000_000


class EntryForm(WagtailAdminModelForm):
    """
    An entry with its forms, each shown in the direction of its language.

    What the flag says and what the forms say agree.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("term", "note"):
            _write_in(SOURCE_LANGUAGE, self.fields[name])
        for row in self.formsets["wordings"].forms:
            if row.instance.language:
                _write_in(row.instance.language, row.fields["text"])

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
        contradiction = self._contradiction() if is_valid else ""
        if contradiction:
            self.add_error("do_not_translate", contradiction)
        return is_valid and not contradiction

    def _contradiction(self) -> str:
        preferred = [
            (row.cleaned_data["language"], row.cleaned_data["text"])
            for row in self.formsets["wordings"].forms
            if row not in self.formsets["wordings"].deleted_forms
            and row.cleaned_data.get("kind") == Kind.PREFERRED
            and row.cleaned_data.get("text")
        ]
        if self.cleaned_data["do_not_translate"]:
            return (
                _("A name that is not translated has no preferred forms; others may be allowed.") if preferred else ""
            )
        in_english = sorted((target.code, self.cleaned_data["term"]) for target in TARGET_LANGUAGES)
        if sorted(preferred) == in_english:
            return _("Every language says this in English: mark it as not translated, and remove the forms.")
        return ""


def _write_in(code: str, field: forms.Field) -> None:
    own = language(code)
    field.widget.attrs.update(lang=own.code, dir=own.direction)


class UploadForm(forms.Form):
    """A file of the glossary."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > FILE_LIMIT:
            raise forms.ValidationError(_("The file is too large for a glossary."))
        return file.read()


class ConfirmForm(forms.Form):
    """What the file said, and which changes were shown for it."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=FILE_LIMIT, strip=False)
    fingerprint = forms.CharField(widget=forms.HiddenInput)
