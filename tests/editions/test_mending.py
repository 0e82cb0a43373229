"""Whatever breaks outside the engine is told, and the daily run mends what failed or was lost."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend
from django_tasks.signals import task_finished

from cms.editions import handouts, making, models, own_pdfs, standing
from cms.editions.doctor import missing_files
from cms.editions.making import make_edition_of, make_handouts_of
from cms.editions.models import Edition, OwnPdf, PdfCheck
from cms.editions.own_pdfs import check_pdf
from cms.editions.standing import standing_of
from cms.editions.tasks import check_document, make_edition
from cms.library.models import LibraryDocument
from stories.models import StoryPage
from tests.editions.conftest import Asked
from tests.house import fresh

NO_FACE_HAS = "\N{CJK UNIFIED IDEOGRAPH-6F22}"
POINTS = [("point", f"Point {number}.") for number in range(3)]


@pytest.fixture
def english(story: Callable[..., StoryPage]) -> StoryPage:
    return published(story("en", "Listening first", "What one school heard."), handout_points=POINTS)


@pytest.fixture
def document(db: None, specimen_pdf: Callable[[str], bytes]) -> LibraryDocument:
    file = ContentFile(specimen_pdf("en"), "brief.pdf")
    return LibraryDocument.objects.create(title="Designed", language="en", file=file)


def published(page: StoryPage, **values: object) -> StoryPage:
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return fresh(page)


def keys(page: StoryPage) -> list[str]:
    stands = standing_of(fresh(page))
    return [stands.key, *(part.key for part in stands.parts)]


def broken(*_arguments: object, **_words: object) -> str:
    raise RuntimeError("a template is wrong")


def test_a_template_that_breaks_is_told_and_the_handout_is_made_all_the_same(english, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(making, "print_html", broken)
        make_edition.call(english.pk)
    assert keys(english) == ["failed", "current"]
    stands = standing_of(fresh(english))
    assert "a template is wrong" in stands.reasons[0].detail
    assert stands.may_try_again
    make_edition.call(english.pk)
    assert keys(english) == ["current", "current"]
    assert Edition.objects.count() == 2


def test_a_handout_that_breaks_is_told_and_may_be_tried_again(english, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(handouts, "render_to_string", broken)
        make_edition.call(english.pk)
    assert keys(english) == ["current", "failed"]
    assert standing_of(fresh(english)).may_try_again


def test_a_pdf_of_its_own_whose_file_is_gone_is_told_and_the_text_has_its_pdf(english, document):
    page = published(english, own_pdfs=[OwnPdf(document=document)])
    Path(document.file.path).unlink()
    make_edition.call(page.pk)
    page = fresh(page)
    assert page.edition.is_current
    assert not page.edition.is_own
    stands = standing_of(page)
    assert "The file is gone from the library. Upload it there again." in {each.sentence for each in stands.reasons}
    assert page.pk in standing.pages_to_look_at().values_list("pk", flat=True)


def test_a_task_that_is_given_up_is_told(english, asked: Asked):
    result = make_edition.enqueue(english.pk)
    assert keys(english)[0] == "pending"
    object.__setattr__(result, "status", TaskResultStatus.FAILED)
    task_finished.send(sender=type(default_task_backend), task_result=result)
    assert keys(english)[0] == "failed"


@pytest.mark.parametrize("lost", ["page", "handout", "failed handout", "failed page"])
def test_the_daily_run_asks_for_what_failed_or_was_lost(lost, english, asked: Asked):
    make_edition.call(english.pk)
    asked.pages()
    call_command("refresh_editions", verbosity=0)
    assert asked.pages() == set()
    kind = lost.rpartition(" ")[2]
    if lost.startswith("failed"):
        Edition.objects.filter(kind=kind).update(file="", faults=[{"rule": "engine", "message": "it broke off"}])
    else:
        Edition.objects.filter(kind=kind).delete()
    StoryPage.objects.update(last_published_at=timezone.now() - timedelta(hours=2))
    call_command("refresh_editions", verbosity=0)
    assert asked.pages() == {english.pk}
    make_edition.call(english.pk)
    call_command("refresh_editions", verbosity=0)
    assert asked.pages() == set()


def test_a_page_without_points_is_not_asked_for_its_handout_every_day(english, asked: Asked):
    published(english, handout_points=[])
    asked.work()
    StoryPage.objects.update(last_published_at=timezone.now() - timedelta(hours=2))
    call_command("refresh_editions", verbosity=0)
    assert asked.pages() == set()


def test_what_was_published_just_now_has_its_turn_before_it_counts_as_lost(english, asked: Asked):
    asked.pages()
    call_command("refresh_editions", verbosity=0)
    assert asked.pages() == set()


def test_what_an_earlier_text_left_does_not_come_back_every_day(english, asked: Asked):
    """A shared text that was mended: the same revision has been made twice."""
    make_edition.call(english.pk)
    Edition.objects.update(outdated=True, input_sha256="0")
    make_edition.call(english.pk)
    asked.pages()
    call_command("refresh_editions", verbosity=0)
    assert asked.pages() == set()


def test_old_files_go_that_nobody_is_offered(english, django_capture_on_commit_callbacks):
    made = []
    for title in ("One", "Two", "Three"):
        published(fresh(english), title=title)
        made.append(make_edition_of(english.pk))
    Edition.objects.exclude(pk=made[1].pk).update(checked_at=timezone.now() - timedelta(days=31))
    # The newest, which is offered, however long ago it was confirmed.
    Edition.objects.filter(pk=made[2].pk).update(checked_at=timezone.now() - timedelta(days=29))
    Edition.objects.filter(pk=made[1].pk).update(checked_at=timezone.now() - timedelta(days=30, hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("refresh_editions", verbosity=0)
    assert [Path(edition.file.path).exists() for edition in made] == [False, False, True]


def test_the_last_one_that_passed_stays_while_the_newest_text_fails(english):
    first = make_edition_of(english.pk)
    published(fresh(english), summary=NO_FACE_HAS)
    make_edition_of(english.pk)
    Edition.objects.update(checked_at=timezone.now() - timedelta(days=90))
    Edition.objects.filter(pk=first.pk).update(checked_at=timezone.now() - timedelta(days=91))
    call_command("refresh_editions", verbosity=0)
    assert fresh(english).edition == first


def test_two_editions_with_one_file_do_not_take_it_from_each_other(english, django_capture_on_commit_callbacks):
    edition = make_edition_of(english.pk)
    twin = Edition.objects.get(pk=edition.pk)
    twin.pk, twin.kind = None, Edition.Kind.VERSION
    twin.save()
    file = Path(edition.file.path)
    for each, is_there in ((edition, True), (twin, False)):
        with django_capture_on_commit_callbacks(execute=True):
            each.delete()
        assert file.exists() == is_there


@pytest.mark.parametrize("kind", ["page", "handout", "own"])
def test_a_lost_file_is_made_again_and_knows_what_it_was_for(kind, english, document):
    if kind == "own":
        english = published(english, own_pdfs=[OwnPdf(document=document)])
        make_edition.call(english.pk)
        english = published(english, summary="What two schools heard.")
    make_edition.call(english.pk)
    edition = Edition.objects.get(kind="handout" if kind == "handout" else "page", document__isnull=kind != "own")
    before = (edition.words_sha256, edition.outdated)
    Path(edition.file.path).unlink()
    for finding in missing_files():
        finding.mend()
    make_edition.call(english.pk)
    edition.refresh_from_db()
    assert (edition.words_sha256, edition.outdated) == before
    assert Path(edition.file.path).exists()
    assert not list(missing_files())


def test_a_corrected_language_is_checked_anew(document):
    assert check_pdf(document).passed
    LibraryDocument.objects.filter(pk=document.pk).update(language="es")
    check_document.call(document.pk)
    assert [fault.rule for fault in PdfCheck.objects.get().found_faults] == ["language"]


def test_a_newer_gate_looks_at_uploads_again(document, english, asked: Asked, monkeypatch):
    check_pdf(document)
    for module in (own_pdfs, "cms.editions.management.commands.refresh_editions"):
        path = module if isinstance(module, str) else module.__name__
        monkeypatch.setattr(f"{path}.gate_version", lambda: "newer")
    default_task_backend.clear()
    call_command("refresh_editions", verbosity=0)
    assert [document.pk] in [each.args for each in default_task_backend.results if each.task.name == "check_document"]
    monkeypatch.setattr(own_pdfs, "_look_into", lambda _document: (1, []))
    check_document.call(document.pk)
    assert PdfCheck.objects.get().pages == 1


def test_a_language_that_is_corrected_after_the_review_moves_no_pdf_to_another_page(english, story, document):
    arabic = story("ar", "الإصغاء أولًا", "نص", of=english)
    page = published(english, own_pdfs=[OwnPdf(document=document)])
    make_edition.call(page.pk)
    document.language = "ar"
    document.save()
    for each in (page, arabic):
        make_edition.call(each.pk)
    assert fresh(page).edition.is_own
    assert not fresh(arabic).edition.is_own
    assert fresh(page).own_pdfs.get().is_replaced


def test_a_handout_that_fails_leaves_the_older_one_which_says_so(english, client: Client):
    older = make_handouts_of(english.pk)[0]
    page = published(english, handout_points=[*POINTS, ("point", NO_FACE_HAS)])
    assert client.get(f"{page.url}handout/").status_code == 404
    assert not make_handouts_of(page.pk)[0].passed
    with older.file.open("rb") as file:
        assert client.get(f"{page.url}handout/").getvalue() == file.read()
    html = client.get(page.url).content.decode()
    assert html.count('data-test="handout-older"') == 1
    assert models.Offer(older, is_pending=False) == Edition.objects.offer_for(page, "handout")
