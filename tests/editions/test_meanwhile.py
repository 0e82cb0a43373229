"""What changes while a PDF is made: half a minute in which editors go on, and other workers too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from cms.directory.models import ReusableText
from cms.editions import making
from cms.editions.making import make_edition_of, make_handouts_of
from cms.editions.models import Edition, OwnPdf
from cms.editions.tasks import refresh_editions
from cms.library.models import LibraryDocument
from stories.models import StoryPage
from tests.house import fresh

Meanwhile = Callable[[Callable[[], object]], None]


@pytest.fixture
def english(story: Callable[..., StoryPage]) -> StoryPage:
    page = story("en", "Listening first", "What one school heard.")
    page.handout_points = [("point", f"Point {number}.") for number in range(3)]
    return published(page)


@pytest.fixture
def shared(english: StoryPage) -> ReusableText:
    text = ReusableText(key="shared", text="<p>Words of the first day.</p>", locale=english.locale)
    text.save()
    text.save_revision().publish()
    published(english, body=[("reusable_text", text)])
    return text


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Let something happen once, while the next PDF is set."""

    def happen(what: Callable[[], object]) -> None:
        run = making.run_limited

        def set_and_more(*arguments: Any, **named: Any) -> Any:
            monkeypatch.setattr(making, "run_limited", run)
            result = run(*arguments, **named)
            what()
            return result

        monkeypatch.setattr(making, "run_limited", set_and_more)

    return happen


def published(page: StoryPage, **values: object) -> StoryPage:
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return fresh(page)


def correct(text: ReusableText) -> None:
    text.text = "<p>Words of the second day.</p>"
    text.save_revision().publish()


@pytest.mark.parametrize("is_known", [False, True], ids=["the first PDF", "a later one"])
def test_a_text_that_is_corrected_meanwhile_is_not_offered_as_it_was(english, shared, meanwhile, heard, is_known):
    if is_known:
        make_edition_of(english.pk)
        published(fresh(english), title="A better title")
    meanwhile(lambda: correct(shared))
    assert make_edition_of(english.pk) is None
    assert fresh(english).edition is None
    assert fresh(english).edition_pending
    assert "second day" in heard(make_edition_of(english.pk).file.read())
    assert fresh(english).edition.is_current


def test_what_becomes_private_or_is_withdrawn_meanwhile_stays_so(english, shared, meanwhile):
    first = make_edition_of(english.pk)
    refresh_editions([english])
    Edition.objects.filter(pk=first.pk).update(file="")
    meanwhile(shared.unpublish)
    assert make_edition_of(english.pk) is None
    first.refresh_from_db()
    assert (first.withdrawn, first.outdated) == (True, True)


def test_a_page_that_is_closed_meanwhile_keeps_its_handout_from_its_neighbor(story, english, meanwhile):
    arabic = story("ar", "الإصغاء أولًا", "نص", of=english)
    arabic.handout_points = [("point", f"نقطة {number}.") for number in range(3)]
    arabic = published(arabic)
    meanwhile(lambda: PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN))
    assert "handout" not in {edition.kind for edition in make_handouts_of(arabic.pk)}
    assert not fresh(arabic).offered_handouts()


def test_the_slower_of_two_workers_does_not_win(english, meanwhile):
    """The first reads the old text, and ends after the second has made the new one."""

    def second_worker() -> None:
        published(fresh(english), title="The newer title")
        assert make_edition_of(english.pk).passed

    meanwhile(second_worker)
    assert make_edition_of(english.pk) is None
    assert fresh(english).edition.is_current
    assert Edition.objects.made().get().revision_id == fresh(english).live_revision_id


def test_two_workers_with_the_same_page_keep_one_edition(english, meanwhile):
    meanwhile(lambda: make_edition_of(english.pk))
    assert make_edition_of(english.pk).passed
    assert Edition.objects.made().count() == 1
    assert fresh(english).edition.is_current


def test_a_pdf_that_is_taken_back_meanwhile_is_not_given_out(english, specimen_pdf, monkeypatch):
    document = LibraryDocument(title="Designed", language="en", file=ContentFile(specimen_pdf("en"), "brief.pdf"))
    document.save()
    page = published(fresh(english), own_pdfs=[OwnPdf(document=document)])
    from cms.editions import own_pdfs

    look = own_pdfs._look_into

    def look_while_it_is_taken_back(checked: LibraryDocument) -> Any:
        published(fresh(page), own_pdfs=[])
        return look(checked)

    monkeypatch.setattr(own_pdfs, "_look_into", look_while_it_is_taken_back)
    make_edition_of(page.pk)
    assert fresh(page).edition is None
    assert not make_edition_of(page.pk).is_own
