"""Where a person turns mails on and off: in the account settings, beside Wagtail's own switches."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.admin.widgets import SwitchInput
from wagtail.users.models import UserProfile

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.accounts.roles import TARGET_CODES, is_editor, is_translator
from cms.translation.mail.models import MailWishes

OF_TRANSLATORS = ("assigned", "returned", "approved", "questions")
OF_EDITORS = ("questions",)


class MailWishesForm(forms.ModelForm):
    """The mails that this person can come to have."""

    class Meta:
        model = MailWishes
        fields = OF_TRANSLATORS
        widgets = dict.fromkeys(OF_TRANSLATORS, SwitchInput())

    def __init__(self, data: Any = None, files: Any = None, *, instance: User, prefix: str) -> None:
        wishes = MailWishes.objects.filter(user=instance).first() or MailWishes(user=instance)
        super().__init__(data, files, instance=wishes, prefix=prefix)
        for name in set(self.fields) - set(_of(instance)):
            del self.fields[name]


class MailPanel(BaseSettingsPanel):
    name = "mail"
    title = _("Email about translations")
    tab = notifications_tab
    order = 50
    form_class = MailWishesForm

    def is_active(self) -> bool:
        return settings.STAFF_MAIL and bool(_of(self.user))


def mail_panel(request: StaffRequest, user: User, profile: UserProfile) -> MailPanel:
    return MailPanel(request, user, profile)


def _of(user: User) -> tuple[str, ...]:
    if any(is_translator(user, code) for code in TARGET_CODES):
        return OF_TRANSLATORS
    return OF_EDITORS if is_editor(user) else ()
