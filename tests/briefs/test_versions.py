"""Versions of a brief: what was published stays readable under its number, in each language, and says what it is."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from wagtail.models import PageViewRestriction, Revision

from briefs.doctor import missing_versions
from briefs.models import BriefPage
from briefs.tasks import make_version_pdf
from briefs.versions import BriefVersion
from cms.directory.models import PageStatistic, Statistic
from cms.editions import making
from cms.editions.models import Edition, OwnPdf
from cms.editions.tasks import make_edition
from cms.library.models import LibraryDocument
from tests.briefs.conftest import Brief
from tests.editions.listening import listen
from tests.house import House, fresh

ADDRESS = "briefs/a-brief"


def text(words: str) -> list[tuple[str, str]]:
    return [("text", f"<h2>What we found</h2><p>{words}</p>")]


@pytest.fixture
def first(house: House, brief: Brief) -> BriefPage:
    """Version 1.0, live in English and in Spanish."""
    page = house.go_live(brief(body=text("The first words."), authors="The Alliance"))
    house.translate(page, "es")
    return page


@pytest.fixture
def second(house: House, first: BriefPage) -> BriefPage:
    """Version 1.1, live in English; the Spanish is that of 1.0 still."""
    house.change(first, body=text("The second words."), version="1.1", title="A better brief")
    return house.go_live(first)


@pytest.fixture
def read(client: Client) -> Callable[..., BeautifulSoup]:
    def page(address: str, status: int = 200) -> BeautifulSoup:
        response = client.get(address)
        assert response.status_code == status, address
        return BeautifulSoup(response.content, "html.parser")

    return page


def numbers(code: str) -> list[str]:
    versions = BriefVersion.objects.filter(page__locale__language_code=code).order_by("pk")
    return list(versions.values_list("number", flat=True))


def test_an_older_version_stays_and_says_that_there_is_a_newer_one(second, read) -> None:
    old = read(f"/en/{ADDRESS}/v/1.0/")
    assert "The first words." in old.select_one("[data-test=body]").get_text()
    assert old.h1.get_text(strip=True) == "A brief"
    assert "second words" not in old.get_text()
    notice = old.select_one("[data-test=version-notice]")
    assert "You are reading version 1.0. There is a newer version." in notice.get_text()
    assert notice.a["href"] == f"/en/{ADDRESS}/"
    assert old.select_one("meta[name=robots]")["content"] == "noindex"
    assert not old.select("link[rel=canonical], link[rel=alternate]")

    assert old.select_one("[data-test=next-step]")["href"] == f"/en/{ADDRESS}/"

    new = read(f"/en/{ADDRESS}/v/1.1/")
    assert "The second words." in new.select_one("[data-test=body]").get_text()
    assert not new.select("[data-test=version-notice], meta[name=robots]")
    assert new.select_one("link[rel=canonical]")["href"] == f"http://testserver/en/{ADDRESS}/"
    assert "v/1." not in read("/sitemap.xml").get_text()
    assert read(f"/en/{ADDRESS}/").select_one(f'a[href="/en/{ADDRESS}/v/1.1/"]')
    read(f"/en/{ADDRESS}/v/2.0/", 404)


def test_a_translation_has_the_number_of_what_it_was_made_from(house, second, read) -> None:
    assert numbers("es") == ["1.0"]
    assert "Versión 1.0" in read(f"/es/{ADDRESS}/").select_one(".kicker").get_text(" ", strip=True)
    read(f"/es/{ADDRESS}/v/1.1/", 404)
    house.translate(second, "es")
    assert numbers("es") == ["1.0", "1.1"]
    old = read(f"/es/{ADDRESS}/v/1.0/")
    assert old.html["lang"] == "es"
    assert "es: " in old.select_one("[data-test=body]").get_text()
    assert "Hay una versión más reciente." in old.select_one("[data-test=version-notice]").get_text()
    links = {link["hreflang"]: link["href"] for link in old.select("[data-test=language-link][href]")}
    # The same version where it is there, else the page.
    assert links == {"en": f"/en/{ADDRESS}/v/1.0/", "ar": f"/ar/{ADDRESS}/"}


def test_the_versions_of_a_brief_that_a_language_has_lost_are_not_led_to(first, read) -> None:
    BriefPage.objects.get(locale__language_code="es").unpublish()
    links = {
        link["hreflang"]: link["href"]
        for link in read(f"/en/{ADDRESS}/v/1.0/").select("[data-test=language-link][href]")
    }
    assert links["es"] == f"/es/{ADDRESS}/"


def test_a_version_of_a_brief_that_is_not_in_a_language_leads_to_where_it_can_be_read(first, read) -> None:
    for below in ("v/1.0/", "v/1.0/pdf/"):
        assert read(f"/ar/{ADDRESS}/{below}", 404).select(f'main a[href="/ar/{ADDRESS}/"]')


def test_programs_are_told_the_version_that_each_language_shows(house, second, client: Client, read) -> None:
    def told(code: str) -> str:
        (item,) = client.get(f"/api/briefs.json?language={code}").json()["items"]
        return item["version"]

    assert (told("en"), told("es")) == ("1.1", "1.0")
    house.change(second, body=text("One word is mended."))
    house.go_live(second)
    assert told("en") == "1.1.1"
    assert f"Version {told('en')}" in read(f"/en/{ADDRESS}/").select_one(".kicker").get_text(" ", strip=True)
    BriefVersion.objects.all().delete()
    assert told("en") == "1.1"


def test_a_text_under_a_number_that_is_taken_gets_one_below_it(house, first, read) -> None:
    house.change(first, body=text("One word is mended."))
    house.go_live(first)
    assert numbers("en") == ["1.0", "1.0.1"]
    assert "The first words." in read(f"/en/{ADDRESS}/v/1.0/").get_text()
    assert "One word is mended." in read(f"/en/{ADDRESS}/v/1.0.1/").get_text()
    assert "Version 1.0.1" in read(f"/en/{ADDRESS}/").select_one(".kicker").get_text(" ", strip=True)


def test_what_is_no_text_makes_no_version(house, first) -> None:
    house.change(first, search_description="Another description.")
    house.go_live(first)
    assert numbers("en") == numbers("es") == ["1.0"]


def test_a_shared_figure_that_changes_leaves_the_older_version_as_it_was(house, brief, read) -> None:
    figure = house.go_live(house.snippet(Statistic(key="heard", value=600, caption="people heard")))
    house.go_live(brief(page_statistics=[PageStatistic(statistic=figure)]))
    house.change(figure, value=700)
    house.go_live(figure)
    assert numbers("en") == ["1.0", "1.0.1"]
    assert "600" in read(f"/en/{ADDRESS}/v/1.0/").main.get_text()
    assert "700" in read(f"/en/{ADDRESS}/v/1.0.1/").main.get_text()
    assert "700" in read(f"/en/{ADDRESS}/").main.get_text()


def test_each_version_has_its_pdf(first, second, client: Client, read) -> None:
    assert "being made" in read(f"/en/{ADDRESS}/v/1.0/pdf/", 404).h1.get_text()
    for version in BriefVersion.objects.all():
        make_version_pdf.call(version.pk)
    assert [version.edition.failure for version in BriefVersion.objects.all()] == ["", "", ""]
    response = client.get(f"/en/{ADDRESS}/v/1.0/pdf/")
    said = listen(response.getvalue())
    assert "The first words." in said
    assert f"http://testserver/en/{ADDRESS}/v/1.0/" in said
    assert response["Link"] == f'<http://testserver/en/{ADDRESS}/v/1.0/>; rel="canonical"'
    assert "The second words." in listen(client.get(f"/en/{ADDRESS}/v/1.1/pdf/").getvalue())
    spanish = client.get(f"/es/{ADDRESS}/v/1.0/pdf/")
    assert spanish["Content-Language"] == "es"
    assert read(f"/en/{ADDRESS}/v/1.0/").select_one("[data-test=pdf-link]")["href"] == f"/en/{ADDRESS}/v/1.0/pdf/"
    read(f"/en/{ADDRESS}/v/2.0/pdf/", 404)


def test_old_revisions_may_go_and_the_pdfs_of_versions_stay(first, second, client: Client) -> None:
    made, waiting = BriefVersion.objects.filter(page=first).order_by("pk")
    make_version_pdf.call(made.pk)
    call_command("purge_revisions", stdout=StringIO())
    assert not Revision.objects.filter(pk=made.revision_id).exists()
    assert "The first words." in listen(client.get(f"/en/{ADDRESS}/v/1.0/pdf/").getvalue())
    make_version_pdf.call(waiting.pk)
    assert "The second words." in listen(client.get(f"/en/{ADDRESS}/v/1.1/pdf/").getvalue())


def test_one_whose_pdf_failed_is_told_and_mended_by_the_next_run(first, client: Client, read, monkeypatch) -> None:
    version = BriefVersion.objects.get(page=first)
    with monkeypatch.context() as broken:
        broken.setattr(making, "_set", lambda *_arguments, **_words: 1 / 0)
        make_version_pdf.call(version.pk)
    assert "There is no PDF" in read(f"/en/{ADDRESS}/v/1.0/pdf/", 404).h1.get_text()
    assert "version 1.0" in {finding.about.partition(" of ")[0] for finding in missing_versions()}
    make_edition.call(first.pk)
    assert client.get(f"/en/{ADDRESS}/v/1.0/pdf/").status_code == 200


def test_a_version_gives_the_pdf_that_its_readers_had(house, first, client: Client, specimen_pdf) -> None:
    document = LibraryDocument(title="Designed", language="en", file=ContentFile(specimen_pdf("en"), "brief.pdf"))
    document.save()
    make_edition.call(first.pk)
    assert "The first words." in listen(client.get(f"/en/{ADDRESS}/v/1.0/pdf/").getvalue())
    house.change(first, own_pdfs=[OwnPdf(document=document)])
    house.go_live(first)
    make_edition.call(first.pk)
    assert client.get(f"/en/{ADDRESS}/v/1.0/pdf/").getvalue() == specimen_pdf("en")
    # The next version has words that the designed one has not.
    house.change(first, body=text("The second words."), version="1.1")
    house.go_live(first)
    make_edition.call(first.pk)
    assert client.get(f"/en/{ADDRESS}/v/1.0/pdf/").getvalue() == specimen_pdf("en")
    assert "The second words." in listen(client.get(f"/en/{ADDRESS}/v/1.1/pdf/").getvalue())


def test_the_pdf_of_a_version_outlives_the_document_in_the_library(
    house, first, client: Client, specimen_pdf, django_capture_on_commit_callbacks
) -> None:
    document = LibraryDocument(title="Designed", language="en", file=ContentFile(specimen_pdf("en"), "brief.pdf"))
    document.save()
    house.change(first, own_pdfs=[OwnPdf(document=document)])
    house.go_live(first)
    make_edition.call(first.pk)
    house.change(first, body=text("The second words."), version="1.1", own_pdfs=[])
    house.go_live(first)
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert not Edition.objects.own().exists()
    assert client.get(f"/en/{ADDRESS}/v/1.0/pdf/").getvalue() == specimen_pdf("en")


def test_taken_back_while_it_is_live_the_version_has_the_pdf_of_its_text(
    house, first, client: Client, specimen_pdf
) -> None:
    document = LibraryDocument(title="Designed", language="en", file=ContentFile(specimen_pdf("en"), "brief.pdf"))
    document.save()
    for rows in ([OwnPdf(document=document)], []):
        house.change(first, own_pdfs=rows)
        house.go_live(first)
        make_edition.call(first.pk)
    assert "The first words." in listen(client.get(f"/en/{ADDRESS}/v/1.0/pdf/").getvalue())


def test_the_page_lists_its_older_versions_the_newest_first(house, second, read) -> None:
    house.change(second, body=text("The third words."), version="1.2")
    house.go_live(second)
    links = read(f"/en/{ADDRESS}/").select("[data-test=older-versions] a")
    assert [(link["href"], link.get_text()) for link in links] == [
        (f"/en/{ADDRESS}/v/1.1/", "Version 1.1"),
        (f"/en/{ADDRESS}/v/1.0/", "Version 1.0"),
    ]
    assert not read(f"/es/{ADDRESS}/").select("[data-test=older-versions]")


def test_an_older_version_is_cited_with_its_own_authors_and_date(house, brief, read) -> None:
    page = house.go_live(brief(authors="The first team", source_date=date(2025, 3, 1)))
    house.change(page, authors="Another team", source_date=date(2026, 3, 1), version="2.0")
    house.go_live(page)
    old = read(f"/en/{ADDRESS}/v/1.0/").select_one("#citation").get_text(" ")
    assert "The first team" in old
    assert "2025" in old
    new = read(f"/en/{ADDRESS}/").select_one("#citation").get_text(" ")
    assert "Another team" in new
    assert "2026" in new


@pytest.mark.parametrize("way", ["withdrawn", "private"])
def test_nothing_of_a_version_is_told_when_the_page_is_gone(way: str, second, client: Client) -> None:
    make_version_pdf.call(BriefVersion.objects.get(page=second, number="1.0").pk)
    if way == "withdrawn":
        second.unpublish()
    else:
        PageViewRestriction.objects.create(page=second, restriction_type=PageViewRestriction.LOGIN)
    for tail in ("v/1.0/", "v/1.0/pdf/", "v/1.1/"):
        assert client.get(f"/en/{ADDRESS}/{tail}").status_code in (404, 410)


def test_permanent_means_after_a_move_too(
    second, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    second.slug = "another-name"
    with django_capture_on_commit_callbacks(execute=True):
        second.save_revision().publish()
    for tail in ("v/1.0/", "v/1.0/pdf/", "pdf/"):
        response = client.get(f"/en/{ADDRESS}/{tail}")
        assert response.status_code == 301
        assert response["Location"] == f"/en/briefs/another-name/{tail}"


@pytest.mark.parametrize("number", ["one", "1/2", "1.", "", "v1", "١.٠", "1.٠"])
def test_a_number_that_could_not_stand_in_an_address_is_refused(brief: Brief, number: str) -> None:
    page = brief()
    page.version = number
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "version" in refused.value.message_dict


def test_doctor_keeps_what_was_live_before_versions_were_kept(first, second) -> None:
    BriefVersion.objects.all().delete()
    call_command("doctor", "--fix", stdout=StringIO())
    assert numbers("en") == ["1.1"]
    assert numbers("es") == ["1.0"]


def test_a_draft_is_no_version(house, first) -> None:
    house.change(first, body=text("Nobody has approved this."), version="9.9")
    assert numbers("en") == ["1.0"]
    preview = fresh(first).get_latest_revision_as_object().make_preview_request()
    assert "Version 9.9" in BeautifulSoup(preview.rendered_content, "html.parser").select_one(".kicker").get_text(" ")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "The Alliance. “A brief.” Version 1.0. n.d. http://testserver/en/briefs/a-brief/v/1.0/"),
        ("es", "The Alliance. “es: A brief”. Versión 1.0. s. f. http://testserver/es/briefs/a-brief/v/1.0/"),
    ],
)
def test_the_page_says_how_it_is_cited(first, read, code: str, words: str) -> None:
    cite = read(f"/{code}/{ADDRESS}/").select_one("[data-test=cite]")
    assert " ".join(cite.select_one("#citation").get_text().split()) == words
    assert cite.select_one("[data-test=bibtex]").get_text().startswith("@misc{a-brief-v1.0-")
    # Without a script nothing is there that does not work.
    # Without a script there is nothing to press.
    assert all("scripted" in button["class"] for button in cite.select("button"))
