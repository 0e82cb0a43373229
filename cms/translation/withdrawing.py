"""Wagtail's screen for unpublishing, with what readers are told at the addresses of the page from then on."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.pages.unpublish import Unpublish
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.public import public_pages
from cms.pages.withdrawals import Reason, Withdrawal


class WithdrawalForm(forms.ModelForm):
    """What readers are told; the reasons are sentences that every language has."""

    reason = forms.ChoiceField(
        label=gettext_lazy("what readers are told"),
        choices=[("", gettext_lazy("Only that it was removed.")), *Reason.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Withdrawal
        fields = ("reason", "taken_in_by")
        widgets: ClassVar = {"taken_in_by": AdminPageChooser}

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._page = page

    def clean_taken_in_by(self) -> Page | None:
        target: Page | None = self.cleaned_data["taken_in_by"]
        if target is None:
            return None
        if target.pk == self._page.pk or target.is_descendant_of(self._page):
            raise ValidationError(_("This page itself cannot take it in. Choose another one."))
        if not public_pages().filter(pk=target.pk, locale__language_code=SOURCE_LANGUAGE).exists():
            raise ValidationError(_("Readers cannot open this page. Choose an English one that is public."))
        return target

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("taken_in_by") and not cleaned.get("reason"):
            cleaned["reason"] = Reason.MERGED
        return cleaned


class UnpublishPage(Unpublish):
    """With the form for an English page. Of a translation nothing is told: its address says what there is."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.locale.language_code != SOURCE_LANGUAGE:
            return super().post(request, *args, **kwargs)
        self.form = self._form(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        response = super().post(request, *args, **kwargs)
        withdrawal = Withdrawal.objects.filter(page=self.object.pk).first()
        if withdrawal:
            WithdrawalForm(request.POST, page=self.object, instance=withdrawal).save()
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.object.locale.language_code == SOURCE_LANGUAGE:
            form = getattr(self, "form", None) or self._form()
            context |= {"form": form, "media": context.get("media", forms.Media()) + form.media}
        return context

    def _form(self, data: Any = None) -> WithdrawalForm:
        return WithdrawalForm(data, page=self.object)
