"""Pages that were public and are no longer: what their addresses say from then on."""

import re
from typing import Any, Self

from django.db import models
from django.db.models.functions import Length, Substr
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from cms.languages.languages import SOURCE_LANGUAGE

# What is below the address of a page and no page: its PDF, its handouts, its versions.
BELOW_A_PAGE = re.compile(r"(?:pdf|handout(?:/\w+)?|v/[0-9.]+(?:/pdf)?)/$")


class Reason(models.TextChoices):
    """Sentences for the public, so that every language has them at once."""

    OUTDATED = "outdated", _("What it said no longer holds.")
    ASKED = "asked", _("Somebody it was about asked us to take it down.")
    MISTAKE = "mistake", _("It should not have been published.")
    RIGHTS = "rights", _("We may no longer show what was in it.")
    MERGED = "merged", _("What it said is on another page now.")


class WithdrawalQuerySet(models.QuerySet):
    def at(self, url_path: str) -> Self:
        """
        Return the withdrawal of the English page that had this place in the tree, or had it above a PDF or version.

        None of a page that was never public, is closed, or stands below one that is.
        """
        page_path = BELOW_A_PAGE.sub("", url_path)
        pages = Page.objects.filter(
            url_path__in={url_path, page_path}, live=False, locale__language_code=SOURCE_LANGUAGE
        )
        path = Substr(models.OuterRef("path"), 1, Length("page__path"))
        closed = models.Exists(PageViewRestriction.objects.filter(page__path=path))
        return self.filter(page__in=pages.exclude(closed)).select_related("page", "taken_in_by__locale")


class Withdrawal(models.Model):
    """
    That an English page was taken from the public, in all languages: since when, and what readers are told.

    Where another page took it in, its addresses lead there.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="withdrawal")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(_("what readers are told"), max_length=10, choices=Reason.choices, blank=True)
    taken_in_by = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page that took it in"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="took_in",
        help_text=_("Its addresses lead there, in every language."),
    )

    objects = WithdrawalQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.page_id} {self.reason}"


@receiver(page_unpublished)
def _withdraw(instance: Page, **kwargs: Any) -> None:
    # A page that is being deleted is "unpublished" too, and stays live in the database until it is gone.
    pages = Page.objects.filter(pk=instance.pk, live=False, locale__language_code=SOURCE_LANGUAGE)
    if pages.exists():
        Withdrawal.objects.get_or_create(page_id=instance.pk)


@receiver(page_published)
def _bring_back(instance: Page, **kwargs: Any) -> None:
    Withdrawal.objects.filter(page_id=instance.pk).delete()
