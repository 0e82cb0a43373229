"""When an edition is made anew, and when its file goes."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished
from wagtail.models import Page, PageViewRestriction, Revision, TranslatableMixin
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move, published, unpublished

from cms.editions.faults import Fault
from cms.editions.handouts import WithHandout
from cms.editions.models import Edition, OwnPdf, PdfCheck
from cms.editions.tasks import check_document, make_edition, printed_in, refresh_editions
from cms.languages.languages import SOURCE_LANGUAGE
from cms.library.models import LibraryDocument, LibraryImage
from cms.pages.references import pages_showing


@receiver(page_published)
def make_on_publish(instance: Page, **_: Any) -> None:
    """A page may be printed in another one's PDF too: `printed_in`."""
    refresh_editions([instance, *_with_another_pdf(instance)])


@receiver(page_unpublished)
def make_on_unpublish(instance: Page, **_: Any) -> None:
    """What is not public any more is offered nowhere, and a link to it may lead nowhere."""
    shown_on = [instance, *printed_in(instance)]
    Edition.objects.withdraw(shown_on)
    refresh_editions([*shown_on, *_pages(pages_showing(instance))])


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def make_on_privacy(instance: PageViewRestriction, **_: Any) -> None:
    """What is private stands in nobody else's PDF."""
    Edition.objects.withdraw(printed_in(instance.page))
    refresh_editions([instance.page])


@receiver(page_slug_changed)
@receiver(post_page_move)
def make_on_new_address(instance: Page, **_: Any) -> None:
    """A PDF ends with the permanent address of its page, and links to those of others."""
    moved = list(instance.get_descendants(inclusive=True))
    linking = {page for each in moved for page in pages_showing(each)}
    refresh_editions([*moved, *_pages(linking)])


@receiver(published)
def make_on_shared_text(instance: models.Model, **_: Any) -> None:
    """A text that several pages show has changed in one language; which of them show it, the reference index knows."""
    if isinstance(instance, TranslatableMixin) and not isinstance(instance, Page):
        refresh_editions(_pages(pages_showing(instance)))


@receiver(unpublished)
def make_without_shared_text(instance: models.Model, **_: Any) -> None:
    """A text is not public any more: no PDF that shows it is offered again, whatever becomes of the next one."""
    if isinstance(instance, TranslatableMixin) and not isinstance(instance, Page):
        _withdraw_and_refresh(instance)


@receiver(post_save, sender=LibraryImage)
def make_on_picture(instance: LibraryImage, **_: Any) -> None:
    """A picture has been replaced, cut or credited in another way."""
    refresh_editions(_pages(pages_showing(instance)))


@receiver(pre_delete, sender=LibraryImage)
def make_without_picture(instance: LibraryImage, **_: Any) -> None:
    """A picture goes, perhaps because nobody may see it any more."""
    _withdraw_and_refresh(instance)


@receiver(post_save, sender=LibraryDocument)
def check_on_upload(instance: LibraryDocument, **_: Any) -> None:
    """Whoever gives a PDF to a page wants to know what the gate says of it."""
    if instance.is_pdf and settings.EDITIONS_ON_PUBLISH:
        check_document.enqueue(instance.pk)


@receiver(post_save, sender=Revision)
def reserve_what_was_chosen(instance: Revision, created: bool, **_: Any) -> None:
    """A PDF that a draft gives to a page is no more public than that page."""
    rows = instance.content.get("own_pdfs") or []
    _reserve(row["document"] for row in rows)


@receiver(post_save, sender=OwnPdf)
def reserve_what_is_given(instance: OwnPdf, **_: Any) -> None:
    _reserve([instance.document_id])


@receiver(post_delete, sender=OwnPdf)
def make_when_taken_back(instance: OwnPdf, **_: Any) -> None:
    """The document may have been deleted: its page gets the PDF that is made of its text."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        refresh_editions(_with_another_pdf(page))


@receiver(task_finished)
def tell_what_was_given_up(task_result: TaskResult, **_: Any) -> None:
    """A task that ended without a word, such as one that its workers died of, has made nothing: staff are told."""
    if task_result.status != TaskResultStatus.FAILED or task_result.task.module_path != make_edition.module_path:
        return
    page = Page.objects.filter(pk=task_result.args[0], live=True).select_related("locale").first()
    if page is None or page.live_revision_id is None:
        return
    kind = Edition.Kind.HANDOUT if Edition.objects.current_for(page) else Edition.Kind.PAGE
    if kind == Edition.Kind.PAGE or issubclass(page.specific_class or Page, WithHandout):
        Edition.objects.keep_failure(page, kind, Fault("engine", f"The task {task_result.id} was given up."))


@receiver(post_delete, sender=Edition)
def delete_file(instance: Edition, **_: Any) -> None:
    transaction.on_commit(instance.delete_file)


def _withdraw_and_refresh(shown: models.Model) -> None:
    pages = _pages(pages_showing(shown))
    Edition.objects.withdraw(each for page in pages for each in (page, *printed_in(page)))
    refresh_editions(pages)


def _with_another_pdf(source: Page) -> list[Page]:
    """
    Return the versions of an English page whose PDF editors gave it, took back or exchanged just now.

    What was taken back is offered no more, from this moment on.
    """
    if source.locale.language_code != SOURCE_LANGUAGE:
        return []
    given = dict(
        OwnPdf.objects.filter(page=source.pk).order_by("-sort_order", "-pk").values_list("language", "document_id")
    )
    changed = []
    for version in Page.objects.filter(translation_key=source.translation_key, live=True).select_related("locale"):
        held = Edition.objects.own().filter(page=version.pk, withdrawn=False)
        wanted = given.get(version.locale.language_code)
        known = set(held.values_list("document_id", flat=True))
        held.exclude(document=wanted).update(withdrawn=True)
        if known != ({wanted} if wanted else set()):
            changed.append(version)
    return changed


def _reserve(documents: Iterable[int]) -> None:
    for document in LibraryDocument.objects.filter(pk__in=list(documents)):
        PdfCheck.objects.update_or_create(document=document, defaults={"is_of_page": True})


def _pages(keys: Iterable[int]) -> models.QuerySet[Page]:
    return Page.objects.filter(pk__in=list(keys))
