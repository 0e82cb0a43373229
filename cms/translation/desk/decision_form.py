"""What a reviewer says with a decision, and when what is approved goes live."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.translation.publishing import NOW, Moment
from cms.translation.waiting import page_to_come


class DecisionForm(forms.Form):
    """
    The form below a text in review.

    Who attests a translation, without being a reviewer of its language, says why and that the preview was read.
    """

    AT_ONCE, AT_A_TIME, WITH_ITS_PAGE = "now", "time", "page"

    go_live_at = forms.DateTimeField(
        label=_("Date and time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Choose a day and a time.")},
    )
    comment = forms.CharField(
        label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    has_read = forms.BooleanField(
        label=_("I have read the preview, and what the checks found."),
        required=False,
    )

    def __init__(self, *args: Any, instance: Any, attests: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attests = attests
        self.page = page_to_come(instance)
        choices: list[tuple[str, Any]] = [(self.AT_ONCE, _("Now")), (self.AT_A_TIME, _("At a time"))]
        if self.page is not None:
            with_page = _("With “%(page)s”, which is not public yet") % {"page": self.page.draft_title}
            choices.append((self.WITH_ITS_PAGE, with_page))
        self.fields["when"] = forms.ChoiceField(
            label=_("When it goes live"),
            initial=self.AT_ONCE,
            required=False,
            widget=forms.RadioSelect,
            choices=choices,
        )
        if attests:
            self.fields["comment"].label = _("Why no second reader of this language approves it")
        else:
            del self.fields["has_read"]

    def clean(self) -> dict[str, Any]:
        """Ask only for what the decision needs."""
        data = super().clean() or {}
        if self.data.get("action") != "approve":
            return data
        time = data.get("go_live_at")
        if data.get("when") == self.AT_A_TIME and "go_live_at" not in self.errors:
            if time is None:
                self.add_error("go_live_at", _("Choose a day and a time."))
            elif time <= timezone.now():
                self.add_error("go_live_at", _("Choose a later time."))
        if self.attests and not data.get("comment"):
            self.add_error("comment", _("Say why no second reader of this language approves the text."))
        if self.attests and not data.get("has_read"):
            self.add_error("has_read", _("Read the preview and what the checks found first."))
        return data

    @property
    def said(self) -> str:
        return self.cleaned_data.get("comment", "").strip()

    @property
    def moment(self) -> Moment:
        when = self.cleaned_data.get("when")
        if when == self.AT_A_TIME:
            return Moment(at=self.cleaned_data["go_live_at"])
        return Moment(with_page=self.page) if when == self.WITH_ITS_PAGE else NOW
