from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.accounts.roles import translators_into
from cms.languages.languages import TARGET_LANGUAGES
from cms.translation.assignments import Order

MOST_LETTERS_OF_A_NOTE = 1000


class TranslatorField(forms.ModelChoiceField):
    """One of the active translators of a language, by name."""

    def label_from_instance(self, user: User) -> str:
        return user.get_full_name() or user.get_username()


class SendForm(forms.Form):
    """Which languages a text is sent to, and what is asked for with it: one translator for each language."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(language.code, language.name) for language in TARGET_LANGUAGES],
        initial=[language.code for language in TARGET_LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    due = forms.DateField(
        label=_("Due date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as year-month-day, for example 2026-03-31.")},
    )
    note = forms.CharField(
        label=_("Note for the translator"),
        help_text=_("What to know about this text: for whom it is, what must not be missed."),
        required=False,
        max_length=MOST_LETTERS_OF_A_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, standing: Order | None = None, **kwargs: Any) -> None:
        """`standing` is what was asked for before; the form shows it, and what is emptied there is taken back."""
        super().__init__(*args, **kwargs)
        self.replaces = standing is not None
        standing = standing or Order()
        self.fields["due"].widget.attrs["min"] = timezone.localdate().isoformat()
        # A day that has passed is no proposal for another one.
        self.initial["due"] = standing.due if standing.due and standing.due >= timezone.localdate() else None
        self.initial["note"] = standing.note
        for language in TARGET_LANGUAGES:
            self.fields[f"assignee_{language.code}"] = TranslatorField(
                label=_("Translator"),
                queryset=translators_into(language.code),
                required=False,
                empty_label=_("Anybody"),
            )
            self.initial[f"assignee_{language.code}"] = standing.assignees.get(language.code)

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due is not None and due < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        return due

    def by_language(self) -> Iterator[tuple[BoundWidget, BoundField]]:
        """Yield the box that chooses a language and the list of its translators."""
        for box, language in zip(self["languages"], TARGET_LANGUAGES, strict=True):
            yield box, self[f"assignee_{language.code}"]

    def order(self) -> Order:
        """Return what a valid form asks for."""
        chosen = self.cleaned_data["languages"]
        return Order(
            assignees={code: self.cleaned_data[f"assignee_{code}"] for code in chosen},
            due=self.cleaned_data["due"],
            note=self.cleaned_data["note"],
            replaces=self.replaces,
        )


class ReturnForm(forms.Form):
    """Why a text goes back to who wrote it."""

    comment = forms.CharField(
        label=_("Comment"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what needs to change.")},
    )
