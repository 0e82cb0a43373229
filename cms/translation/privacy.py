"""A translation is never more public than its source."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction

from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.status import refresh_branch


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def follow_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Whoever restricts an English page restricts it in every language, in the same transaction."""
    page = Page.objects.filter(pk=instance.page_id, locale__language_code=SOURCE_LANGUAGE).first()
    if page is not None:
        for translation in page.get_translations():
            mirror_restriction(page, translation)
        refresh_branch(page)


def mirror_restriction(source: Page, translation: Page) -> None:
    """
    Make `translation` private if and only if `source` is.

    Which restriction the source has does not matter: of a private source nothing is told in other languages.
    """
    if not PageViewRestriction.objects.filter(page=source.pk).exists():
        PageViewRestriction.objects.filter(page=translation.pk).delete()
    elif not PageViewRestriction.objects.filter(page=translation.pk).exists():
        PageViewRestriction.objects.create(page=translation, restriction_type=PageViewRestriction.LOGIN)
