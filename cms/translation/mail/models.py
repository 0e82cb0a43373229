"""Which mails a person wants."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MailWishes(models.Model):
    """What one person is told by mail about translations; without a row everything."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_wishes")
    assigned = models.BooleanField(_("A text is for me to translate"), default=True)
    returned = models.BooleanField(_("A translation of mine was returned"), default=True)
    approved = models.BooleanField(_("A translation of mine was approved"), default=True)
    questions = models.BooleanField(_("A question about the English, or its answer, is for me"), default=True)

    class Meta:
        verbose_name_plural = "mail wishes"

    def __str__(self) -> str:
        return f"{self.user_id}"
