from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

# Nobody writes a sentence within two seconds, and no page stays open for longer than a day.
LEAST_SECONDS, MOST_SECONDS = 2, 24 * 60 * 60


class ProblemForm(forms.Form):
    """
    What is wrong with a translation. Robots are told apart by what they do: fill in all that there is, and at once.

    A form that is refused keeps what was written and has a stamp of its own time.
    """

    passage = forms.CharField(
        label=_("Which words? You can copy them from the page."),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    message = forms.CharField(
        label=_("What is wrong, and where?"),
        help_text=_("Please do not write names or other personal details."),
        max_length=1000,
        error_messages={"required": _("This field is needed.")},
        widget=forms.Textarea({"rows": 5, "required": True}),
    )
    # For people it is not there; see the style sheet.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, page: Page, passage: str = "") -> None:
        self._signer = signing.TimestampSigner(salt=f"feedback.problem.{page.pk}")
        self._given = data.get("stamp", "") if data else ""
        stamp = {"stamp": self._signer.sign("opened")}
        super().__init__({**data.dict(), **stamp} if data else None, initial={"passage": passage, **stamp})

    @property
    def is_of_robot(self) -> bool:
        """Whether something was written where people see nothing."""
        return bool(self.data.get("website"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self._is_recent() or not self._took_time():
            raise forms.ValidationError(_("Nothing was sent yet. Please press “Send” once more."))
        return cleaned

    def _is_recent(self) -> bool:
        try:
            self._signer.unsign(self._given, max_age=MOST_SECONDS)
        except signing.BadSignature:
            return False
        return True

    def _took_time(self) -> bool:
        try:
            self._signer.unsign(self._given, max_age=LEAST_SECONDS)
        except signing.SignatureExpired:
            return True
        return False
