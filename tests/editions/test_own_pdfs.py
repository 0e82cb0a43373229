"""A page's own PDF: given by editors, reviewed and checked, offered in its language, as public as its page."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry, PageViewRestriction

from cms.editions.making import make_edition_of
from cms.editions.models import OwnPdf, PdfCheck
from cms.editions.own_pdfs import check_pdf
from cms.editions.templatetags import pdf_verdicts
from cms.library.models import LibraryDocument
from stories.models import StoryPage
from tests.forms import sent
from tests.house import House, fresh


@pytest.fixture
def english(story: Callable[..., StoryPage]) -> StoryPage:
    return story("en", "Listening first", "What one school heard.")


@pytest.fixture
def arabic(story: Callable[..., StoryPage], english: StoryPage) -> StoryPage:
    return story("ar", "الإصغاء أولًا", "ما سمعته مدرسة.", of=english)


@pytest.fixture
def designed(specimen_pdf: Callable[[str], bytes]) -> Callable[[str], LibraryDocument]:
    """A designed brief in the library."""
    return lambda code: uploaded(specimen_pdf(code), code)


def uploaded(content: bytes, code: str) -> LibraryDocument:
    document = LibraryDocument(
        title=f"Designed ({code})", language=code, file=ContentFile(content, f"brief-{code}.pdf")
    )
    document.save()
    return document


def plain_pdf() -> bytes:
    """One that nobody made accessible."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target)
    return target.getvalue()


def publish(page: StoryPage, *documents: LibraryDocument, **changes: object) -> StoryPage:
    """Publish the page with these PDFs of its own, and let the worker do its part."""
    page = fresh(page)
    for name, value in changes.items():
        setattr(page, name, value)
    page.own_pdfs = [OwnPdf(document=document) for document in documents]
    page.save_revision().publish()
    make_all()
    return fresh(page)


def make_all() -> None:
    for page in StoryPage.objects.live():
        make_edition_of(page.pk)


def read(address: str) -> bytes:
    response = Client().get(f"{address}pdf/")
    return response.getvalue() if response.status_code == 200 else b""


def test_it_wins_in_its_language_alone(english, arabic, designed):
    document = designed("ar")
    page = publish(english, document)
    assert read(page.url) not in (b"", document.file.read())
    document.file.seek(0)
    assert read(arabic.url) == document.file.read()
    edition = fresh(arabic).edition
    assert (edition.language, edition.pages, edition.bytes, edition.is_current) == ("ar", 2, document.file.size, True)
    shown = Client().get(arabic.url).content.decode()
    assert 'data-language="ar"' in shown
    assert f'data-bytes="{document.file.size}"' in shown
    assert "صفحت" in shown


def test_taken_back_it_is_gone_at_once_and_the_text_has_its_pdf_again(english, designed):
    page = publish(english, designed("en"))
    assert page.edition.is_own
    page.own_pdfs = []
    page.save_revision().publish()
    assert fresh(page).edition is None
    make_all()
    assert not fresh(page).edition.is_own


def test_deleting_the_document_gives_the_text_its_pdf_again(english, designed):
    document = designed("en")
    page = publish(english, document)
    document.delete()
    assert fresh(page).edition is None
    make_all()
    assert not fresh(page).edition.is_own


def test_when_the_text_changes_it_says_so_and_stays(english, designed):
    page = publish(english, document := designed("en"))
    assert "earlier text" not in Client().get(page.url).content.decode()
    page = publish(page, document, search_description="Only search engines show this.")
    assert page.edition.is_current
    page = publish(page, document, summary="What two schools heard.")
    assert page.edition.is_own
    assert not page.edition.is_current
    assert "This PDF was made from an earlier text" in Client().get(page.url).content.decode()
    page = publish(page, designed("en"))
    assert page.edition.is_current


def test_an_editor_may_say_that_it_fits_the_new_text(house: House, designed, client):
    house.story_index()
    document = designed("en")
    page = publish(house.story(), document)
    page = publish(page, document, summary="What two schools heard.")
    client.force_login(house.people.editor)

    def button() -> Tag | None:
        panel = client.get(reverse("pdfs_state", args=[page.pk])).content
        return BeautifulSoup(panel, "html.parser").select_one("[data-test=still-fits]")

    form = button().find_parent("form")
    sent = {field["name"]: field["value"] for field in form.select("input[value]")}
    later = publish(page, document, summary="What three schools heard.")
    client.post(form["action"], sent)
    make_all()
    assert not fresh(later).edition.is_current
    form = button().find_parent("form")
    sent = {field["name"]: field["value"] for field in form.select("input[value]")}
    assert client.post(form["action"], sent).status_code == 302
    make_all()
    assert fresh(page).edition.is_current
    assert button() is None
    assert PageLogEntry.objects.filter(action="beacons.pdf_fits", page=page.pk).count() == 1
    page = publish(page, document, summary="What four schools heard.")
    assert not page.edition.is_current


def test_what_is_not_approved_is_not_given_out(english, designed):
    page = publish(english)
    made = read(page.url)
    page.own_pdfs = [OwnPdf(document=designed("en"))]
    page.save_revision()
    make_all()
    assert read(page.url) == made


def test_a_file_that_was_replaced_after_the_review_is_not_given_out(english, designed, specimen_pdf):
    document = designed("en")
    page = publish(english, document)
    document.file.save("other.pdf", ContentFile(specimen_pdf("es")))
    document._set_document_file_metadata()
    document.save()
    make_all()
    assert read(page.url) == specimen_pdf("en")


def test_no_translation_ever_has_a_copy(house: House, designed):
    house.story_index("es")
    story = house.story()
    story.own_pdfs = [OwnPdf(document=designed("en")), OwnPdf(document=designed("es"))]
    story.save_revision(user=house.people.editor)
    house.go_live(story)
    spanish = house.translate(story, "es")
    fresh(story).save_revision().publish()
    assert set(OwnPdf.objects.values_list("page", flat=True)) == {story.pk}
    make_edition_of(spanish.pk)
    assert fresh(spanish).edition.is_own


@pytest.mark.parametrize("closed", ["private", "withdrawn", "draft"])
def test_it_is_as_public_as_its_page(closed, english, designed, client):
    document = designed("en")
    if closed == "draft":
        page = publish(english)
        page.own_pdfs = [OwnPdf(document=document)]
        page.save_revision()
    else:
        page = publish(english, document)
        assert read(page.url)
    if closed == "private":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    if closed == "withdrawn":
        page.unpublish()
    if closed != "draft":
        assert not read(page.url)
    assert client.get(document.url).status_code == 404


def test_staff_may_open_it_in_the_library(house: House, designed, client):
    document = designed("en")
    PdfCheck.objects.create(document=document, is_of_page=True)
    client.force_login(house.people.editor)
    assert client.get(document.url).status_code == 200
    client.force_login(house.people.reviewer_ar)
    assert client.get(document.url).status_code == 404


def test_an_accessible_one_passes_and_another_says_why(db, designed):
    assert check_pdf(designed("ar")).passed
    check = check_pdf(uploaded(plain_pdf(), "en"))
    assert not check.passed
    assert check.pages == 1
    assert {"language", "title", "tags"} <= {fault.rule for fault in check.found_faults}


def test_one_that_does_not_pass_is_given_out_with_a_warning(english):
    document = uploaded(plain_pdf(), "en")
    page = publish(english, document)
    assert read(page.url) == document.file.read()
    assert "A screen reader may not read all of it" in Client().get(page.url).content.decode()


def test_the_editor_gives_it_in_the_form_of_the_page(house: House, designed, client):
    story = house.story()
    client.force_login(house.people.editor)
    document = designed("en")
    text = uploaded(b"words", "en")
    LibraryDocument.objects.filter(pk=text.pk).update(file="documents/words.txt")
    rows = {"own_pdfs-TOTAL_FORMS": "1", "own_pdfs-0-ORDER": "1", "own_pdfs-0-id": "", "own_pdfs-0-DELETE": ""}
    address = f"/admin/pages/{story.pk}/edit/"
    refused = client.post(address, {**sent(story), **rows, "own_pdfs-0-document": text.pk})
    assert "This is not a PDF" in refused.content.decode()
    assert client.post(address, {**sent(story), **rows, "own_pdfs-0-document": document.pk}).status_code == 302
    draft = fresh(story).get_latest_revision_as_object()
    assert [row.document for row in draft.own_pdfs.all()] == [document]
    assert draft.own_pdfs.first().file_hash == document.get_file_hash()


def test_the_form_of_the_library_says_whether_a_pdf_passes(house: House, designed, specimen_pdf, client, monkeypatch):
    client.force_login(house.people.editor)
    fine, plain = designed("ar"), uploaded(plain_pdf(), "en")

    def said(document: LibraryDocument) -> str:
        shown = client.get(f"/admin/documents/edit/{document.pk}/")
        section = BeautifulSoup(shown.content, "html.parser").select_one("[data-test=pdf-verdict]")
        return " ".join(section.get_text(" ").split())

    assert "It is being checked." in said(fine)
    for document in (fine, plain):
        check_pdf(document)
    assert "Passed: it is accessible" in said(fine)
    assert "Failed: a screen reader may not read all of it. Why:" in said(plain)
    assert "It has no tags" in said(plain)
    assert "600 KB" not in said(fine)
    monkeypatch.setattr(pdf_verdicts, "MOST_BYTES", 1024)
    assert "at most 600 KB is better" in said(fine)
    # It is advice, not a fault.
    assert check_pdf(fine).passed
    # What was found is of the file that was looked into.
    plain.file.save("other.pdf", ContentFile(specimen_pdf("en")))
    plain._set_document_file_metadata()
    plain.save()
    assert "It is being checked." in said(plain)


def test_only_a_pdf_has_a_verdict(house: House, client):
    document = LibraryDocument.objects.create(title="List", file=ContentFile(b"a,b", "list.csv"))
    client.force_login(house.people.editor)
    assert "pdf-verdict" not in client.get(f"/admin/documents/edit/{document.pk}/").content.decode()
