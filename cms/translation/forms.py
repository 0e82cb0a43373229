from django import forms
from django.utils.translation import gettext_lazy as _

from cms.languages.languages import TARGET_LANGUAGES


class SendForm(forms.Form):
    """Which languages a text is sent to."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(language.code, language.name) for language in TARGET_LANGUAGES],
        initial=[language.code for language in TARGET_LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )


class ReturnForm(forms.Form):
    """Why a text goes back to who wrote it."""

    comment = forms.CharField(
        label=_("Comment"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what is to be changed.")},
    )
