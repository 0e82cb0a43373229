"""Exactly the editions that are concerned are made anew, once; staff see which, and why one failed."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks import default_task_backend
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from cms.directory.models import Organisation, PageOrganisation, ReusableText
from cms.editions import models, program
from cms.editions.making import make_edition_of
from cms.editions.models import Edition
from cms.editions.tasks import make_edition
from cms.library.models import LibraryImage
from initiatives.models import InitiativeIndexPage, InitiativePage
from stories.models import StoryPage
from tests.editions.asking import Asked
from tests.house import House, fresh


@pytest.fixture
def two(story: Callable[..., StoryPage], asked: Asked) -> tuple[StoryPage, StoryPage]:
    """Two stories, each with its PDF."""
    stories = (story("en", "Listening first", "What one school heard."), story("en", "Planting trees", "What grew."))
    asked.work()
    return stories


def test_publishing_makes_the_one_page_anew(two, asked):
    first, _second = two
    page = fresh(first)
    page.summary = "What two schools heard."
    page.save_revision().publish()
    assert asked.work() == [first.pk]
    call_command("refresh_editions", verbosity=0)
    assert asked.pages() == set()


def test_a_shared_text_makes_the_pages_anew_that_show_it(two, asked):
    first, second = two
    shared = ReusableText(key="shared", text="<p>Words of the first day.</p>", locale=first.locale)
    shared.save()
    shared.save_revision().publish()
    page = fresh(first)
    page.body = [("reusable_text", shared)]
    page.save_revision().publish()
    asked.work()
    shared.text = "<p>Words of the second day.</p>"
    shared.save_revision().publish()
    assert fresh(second).edition.is_current
    assert fresh(first).edition is None
    assert asked.work() == [first.pk]


def test_renaming_an_organization_makes_the_pages_anew_that_name_it(indexes, asked):
    home = indexes["en"].get_parent()
    index = home.add_child(instance=InitiativeIndexPage(title="Initiatives", slug="initiatives", locale=home.locale))
    institute = Organisation(key="institute", name="The Institute", locale=home.locale)
    institute.save()
    institute.save_revision().publish()
    pages = []
    for slug, rows in (("one", [PageOrganisation(organisation=institute, role="leads")]), ("two", [])):
        page = InitiativePage(title=slug, slug=slug, summary="…", locale=home.locale)
        page.live = False
        index.add_child(instance=page)
        page.page_organisations = rows
        page.save_revision().publish()
        pages.append(page)
    assert asked.work() == sorted(page.pk for page in pages)
    institute.name = "The Learning Institute"
    institute.save_revision().publish()
    assert asked.work() == [pages[0].pk]


def test_a_language_gets_its_pdf_when_it_is_approved(house: House, asked, client):
    house.story_index("es", "ar")
    source = house.go_live(house.story())
    house.translate(source, "es")
    asked.work()
    for code in ("en", "es"):
        link = soup(client, f"/{code}/stories/{source.slug}/").select_one("[data-test=pdf-link]")
        assert link["data-language"] == code
        assert int(link["data-bytes"]) == len(client.get(link["href"]).getvalue())
    address = f"/ar/stories/{source.slug}/"
    assert soup(client, address).select_one("[data-test=not-translated]")
    assert client.get(f"{address}pdf/").status_code == 404
    arabic = house.translate(source, "ar")
    assert asked.work() == [arabic.pk]
    assert soup(client, address).select_one("[data-test=pdf-link]")["data-language"] == "ar"


def test_a_new_address_makes_the_pages_anew_that_link_there(two, asked, django_capture_on_commit_callbacks):
    first, second = two
    page = fresh(first)
    page.body = [("text", f'<p>See <a linktype="page" id="{second.pk}">the trees</a>.</p>')]
    page.save_revision().publish()
    asked.work()
    page = fresh(second)
    page.slug = "trees"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert asked.work() == sorted([first.pk, second.pk])


def test_a_new_version_of_the_site_makes_anew_what_it_changes(two, asked, monkeypatch):
    version = program.program_version()
    monkeypatch.setattr(models, "program_version", lambda: "new")
    monkeypatch.setattr("cms.editions.standing.program_version", lambda: "new")
    call_command("refresh_editions", verbosity=0)
    assert asked.work() == []
    assert set(Edition.objects.values_list("program", flat=True)) == {"new"}
    assert version != "new"
    call_command("refresh_editions", verbosity=0)
    assert asked.pages() == set()


def test_the_version_of_the_site_changes_with_a_template(tmp_path, monkeypatch):
    def version() -> str:
        program.program_version.cache_clear()
        return program.program_version()

    before = version()
    assert version() == before
    monkeypatch.setattr(program, "FOLDERS", (*program.FOLDERS, str(tmp_path)))
    (tmp_path / "page.html").write_text("new")
    after = version()
    (tmp_path / "page.html").write_text("newer")
    assert len({before, after, version()}) == 3
    program.program_version.cache_clear()


def test_the_version_of_the_site_changes_with_a_package(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    (tmp_path / "requirements").mkdir()
    versions = set()
    for pin in ("weasyprint==70.0", "weasyprint==71.0"):
        (tmp_path / "requirements/base.txt").write_text(pin)
        program.program_version.cache_clear()
        versions.add(program.program_version())
    program.program_version.cache_clear()
    assert len(versions) == 2


@pytest.fixture
def failed(two) -> StoryPage:
    """A story whose newest text no face can show, with the PDF of its older text."""
    page = fresh(two[0])
    page.body = [("text", "<p>Words.</p>"), ("text", "<p>No face has \N{CJK UNIFIED IDEOGRAPH-6F22}.</p>")]
    page.save_revision().publish()
    make_edition_of(page.pk)
    return fresh(page)


def soup(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_staff_see_what_failed_and_where_and_try_again(failed, house: House, client, asked):
    asked.pages()
    client.force_login(house.people.editor)
    (row,) = soup(client, reverse("pdfs_report")).select("[data-test=pdf-row]")
    assert row["data-state"] == "failed"
    for words in ("Listening first", "Text, block 2", "A character is in none of our typefaces", "ua1:", "earlier one"):
        assert words in row.get_text(" ")
    editor = reverse("wagtailadmin_pages:edit", args=[failed.pk])
    (line,) = soup(client, editor).select("[data-test=pdf-line]")
    assert (line["data-locale"], line["data-state"]) == ("en", "failed")
    address = line.find("form")["action"]
    assert client.post(address, {"next": editor}).url == editor
    assert asked.pages() == {failed.pk}
    assert soup(client, editor).select_one("[data-test=pdf-line]")["data-state"] == "pending"
    assert client.post(reverse("pdfs_all_again"), {"next": "https://elsewhere.example/"}).url == reverse("pdfs_report")
    assert asked.pages() == {failed.pk}


def test_the_panel_says_by_itself_when_a_pdf_is_there(two, house: House, client, asked):
    page = fresh(two[0])
    page.handout_points = [("point", f"Point {number}.") for number in range(3)]
    page.save_revision().publish()
    client.force_login(house.people.editor)
    panel = soup(client, reverse("wagtailadmin_pages:edit", args=[page.pk])).select_one("[data-pdfs]")
    assert panel.has_attr("data-waits")
    assert [part["data-state"] for part in panel.select("[data-test=pdf-part]")] == ["pending"]
    make_edition.call(page.pk)
    after = soup(client, panel["data-pdfs"]).select_one("[data-pdfs]")
    assert not after.has_attr("data-waits")
    assert after.select_one("[data-test=pdf-line]")["data-state"] == "current"
    assert [part["data-state"] for part in after.select("[data-test=pdf-part]")] == ["current"]
    client.force_login(house.people.translator_ar)
    assert client.get(panel["data-pdfs"]).status_code in (302, 403)


def test_a_page_as_it_should_be_is_not_in_the_report(two, house: House, client):
    client.force_login(house.people.editor)
    report = soup(client, reverse("pdfs_report"))
    assert not report.select("[data-test=pdf-row]")
    assert "All PDFs are up to date." in report.get_text()


def test_only_those_who_write_see_the_report(two, house: House, client):
    client.force_login(house.people.translator_ar)
    page = Page.objects.get(pk=two[0].pk)
    for address, answer in (
        (reverse("pdfs_report"), client.get),
        (reverse("pdfs_all_again"), client.post),
        (reverse("pdfs_again", args=[page.pk]), client.post),
    ):
        assert answer(address).status_code in (302, 403)
        assert not settings.EDITIONS_ON_PUBLISH or default_task_backend.results == []


@pytest.mark.parametrize("gone", ["picture", "shared text"])
def test_what_is_not_there_any_more_is_never_offered_again(two, asked, gone):
    page, shared = fresh(two[0]), ReusableText(key="shared", text="<p>A name.</p>", locale=two[0].locale)
    shared.save()
    shared.save_revision().publish()
    picture = LibraryImage.objects.create(title="Trees", file=get_test_image_file())
    page.body = [("reusable_text", shared)]
    page.lead_image, page.lead_image_alt = picture, "Trees"
    page.save_revision().publish()
    asked.work()
    assert fresh(page).edition.is_current
    if gone == "picture":
        picture.delete()
    else:
        shared.unpublish()
    page = fresh(page)
    page.summary = "\N{CJK UNIFIED IDEOGRAPH-6F22}"
    page.save_revision().publish()
    assert not make_edition_of(page.pk).passed
    assert fresh(page).edition is None
