"""The handout: one sheet of sentences that stand alone, in one language or in two, in step with what it shows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from cms.editions.gate import embedded_fonts
from cms.editions.making import make_edition_of, make_handouts_of
from cms.editions.models import Edition
from cms.editions.standing import pages_to_look_at, standing_of
from cms.languages.models import LanguageStatus
from stories.models import StoryPage

POINTS = {
    "en": ["Ask before you plan.", "In 2023-24 we heard over 600 people.", "Tell families what you changed."],
    "es": ["Pregunten antes de planear.", "En 2023-24 escuchamos a más de 600 personas.", "Cuenten qué cambió."],
    "ar": ["اسألوا قبل أن تخططوا.", "في العام 2023-24 استمعنا إلى أكثر من 600 شخص.", "أخبروا الأسر بما تغيّر."],
}
TITLES = {"en": "Listening first", "es": "Primero, escuchar", "ar": "الإصغاء أولًا"}


@pytest.fixture
def pages(story: Callable[..., StoryPage]) -> dict[str, StoryPage]:
    """Language code → the same story with its points."""
    made: dict[str, StoryPage] = {}
    for code, title in TITLES.items():
        page = story(code, title, "…", of=made.get("en"))
        made[code] = published(page, POINTS[code])
    return made


def published(page: StoryPage, points: list[str], **values: Any) -> StoryPage:
    page.handout_points = [("point", point) for point in points]
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return StoryPage.objects.get(pk=page.pk)


def made(page: StoryPage) -> dict[str, Edition]:
    return {edition.kind: edition for edition in make_handouts_of(page.pk)}


@pytest.mark.parametrize("code", TITLES)
def test_one_sheet_with_its_points_and_its_title_in_three_languages(code, pages, client: Client, heard, opened, tags):
    edition = made(pages[code])["handout"]
    response = client.get(f"{pages[code].url}handout/")
    content = response.getvalue()
    assert edition.failure == ""
    assert edition.pages == 1
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Language"] == code
    text = heard(content)
    assert all(point in text for point in POINTS[code])
    assert all(title in text for title in TITLES.values())
    pdf: pikepdf.Pdf = opened(content)
    assert [str(figure.Alt) for figure in tags(pdf, "/Figure")] != [""]
    assert len(tags(pdf, "/Figure")) == 1
    assert f"http://testserver{pages[code].url}" in links(pdf)
    assert all(font.startswith(("Amiri", "Source")) for font in embedded_fonts(pdf))
    # Nothing is in color: red, green and blue are the same wherever there are three.
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        if str(operator) in ("rg", "RG"):
            assert len({round(float(part), 3) for part in operands}) == 1


def links(pdf: pikepdf.Pdf) -> set[str]:
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    return {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}


@pytest.mark.parametrize("code", ["es", "ar"])
def test_two_languages_side_by_side_each_in_its_direction(code, pages, client: Client, heard, opened, tags):
    edition = made(pages[code])["bilingual"]
    response = client.get(f"{pages[code].url}handout/en/")
    content = response.getvalue()
    assert (edition.failure, edition.pages) == ("", 1)
    assert response["Content-Language"] == f"en, {code}"
    text = heard(content)
    assert all(point in text for language in ("en", code) for point in POINTS[language])
    sections = [tag for tag in opened(content).objects if isinstance(tag, pikepdf.Dictionary) and "/Lang" in tag]
    assert "en" in {str(tag.Lang) for tag in sections}
    # English stands on the left in both.
    drawn = pypdfium2.PdfDocument(content)[0].get_textpage()
    place = drawn.get_text_range().index("Ask")
    assert drawn.get_charbox(place)[0] < 100


def test_the_source_has_none_in_two_languages(pages, client: Client):
    assert set(made(pages["en"])) == {"handout"}
    response = client.get(f"{pages['en'].url}handout/en/")
    assert response.status_code == 404
    assert "There is no handout of this page." in response.content.decode()


def test_without_points_there_is_no_handout_never_a_cut_text(story, client: Client):
    page = story("ar", "الإصغاء أولًا", "نص", of=story("en", "Listening first"))
    assert make_handouts_of(page.pk) == []
    response = client.get(f"{page.url}handout/")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert soup.html["lang"] == "ar"
    assert not soup.select("[data-test=handout-link]")


def test_a_point_of_a_draft_is_on_no_handout(pages, heard):
    page = pages["en"]
    page.handout_points = [("point", "Nobody approved this.")] * 3
    page.save_revision()
    with made(page)["handout"].file.open("rb") as file:
        assert "Nobody approved" not in heard(file.read())


def test_the_longest_texts_stay_on_one_sheet(pages):
    longest = {
        "en": "A sentence which has as many letters as a point may have. ",
        "ar": "جملة فيها من الحروف ما يسمح به. ",
    }
    for code, words in longest.items():
        point, title = (words * 10)[:140], (words * 10)[:250]
        pages[code] = published(pages[code], [point] * 5, title=title)
    for edition in [*made(pages["en"]).values(), *made(pages["ar"]).values()]:
        assert (edition.failure, edition.pages) == ("", 1)


def test_a_new_title_in_another_language_takes_the_handout_back_until_it_is_made_again(pages, client: Client, heard):
    page = pages["es"]
    make_edition_of(page.pk)
    made(page)
    published(pages["en"], POINTS["en"], title="Listening, then acting")
    assert client.get(f"{page.url}handout/").status_code == 404
    # The page itself shows nothing of it.
    assert client.get(f"{page.url}pdf/").status_code == 200
    made(page)
    assert "Listening, then acting" in heard(client.get(f"{page.url}handout/").getvalue())


def test_what_is_behind_the_english_stands_beside_it_no_more(pages):
    key = pages["ar"].translation_key
    LanguageStatus.objects.update_or_create(translation_key=key, language="ar", defaults={"parts_behind": 1})
    assert set(made(pages["ar"])) == {"handout"}


def test_the_page_offers_what_there_is(pages, client: Client):
    for page in pages.values():
        made(page)
    offered = {}
    for code, page in pages.items():
        soup = BeautifulSoup(client.get(page.url).content, "html.parser")
        links = soup.select("[data-test=handout-link], [data-test=bilingual-handout-link]")
        offered[code] = [link["href"] for link in links]
        assert all(client.get(link["href"]).status_code == 200 for link in links)
        assert "en, " not in soup.select_one("[data-test=handout-link]").get_text()
    slug = pages["en"].slug
    assert offered == {
        "en": [f"/{code}/stories/{slug}/handout/{tail}" for code, tail in (("en", ""), ("ar", "en/"), ("es", "en/"))],
        "es": [f"/es/stories/{slug}/handout/", f"/es/stories/{slug}/handout/en/"],
        "ar": [f"/ar/stories/{slug}/handout/", f"/ar/stories/{slug}/handout/en/"],
    }


def test_a_handout_below_a_private_translation_is_not_offered(pages, client: Client):
    for page in pages.values():
        made(page)
    PageViewRestriction.objects.create(page=pages["ar"], restriction_type=PageViewRestriction.LOGIN)
    for code in ("en", "es"):
        made(pages[code])
    links = BeautifulSoup(client.get(pages["en"].url).content, "html.parser").select("[data-test$=handout-link]")
    assert [link["href"].split("/")[1] for link in links] == ["en", "es"]


def test_a_translation_that_falls_behind_has_no_older_one_beside_the_english(pages):
    made(pages["ar"])
    LanguageStatus.objects.update_or_create(
        translation_key=pages["ar"].translation_key, language="ar", defaults={"parts_behind": 1}
    )
    made(pages["ar"])
    assert [offered.label for offered in pages["ar"].offered_handouts()] == ["One-page handout"]


def test_one_that_fails_with_none_before_is_not_offered_and_staff_are_told_where(pages, client: Client):
    page = published(pages["es"], [*POINTS["es"], "\N{CJK UNIFIED IDEOGRAPH-6F22}"])
    make_edition_of(page.pk)
    assert made(page)["handout"].failure
    # None was made before: there is no older one.
    assert client.get(f"{page.url}handout/").status_code == 404
    assert page.pk in pages_to_look_at().values_list("pk", flat=True)
    # The request above was for a Spanish page.
    with override("en"):
        standing = standing_of(page)
        assert standing.key == "current"
        assert "Points of the handout" in {str(reason.place) for reason in standing.reasons}


@pytest.mark.parametrize("way", ["private", "withdrawn", "embargoed"])
@pytest.mark.parametrize("tail", ["handout/", "handout/en/"])
def test_it_is_as_public_as_its_page(way: str, tail: str, pages, client: Client):
    page = pages["es"]
    made(page)
    address = f"{page.url}{tail}"
    assert client.get(address).status_code == 200
    if way == "private":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    else:
        page.unpublish()
    if way == "embargoed":
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision().publish()
        assert not StoryPage.objects.get(pk=page.pk).live
    made(page)
    answer = client.get(address)
    assert answer.status_code in (302, 404, 410)
    assert not any(point in answer.getvalue().decode() for point in POINTS["es"])


@pytest.mark.parametrize("way", ["private", "withdrawn"])
def test_the_words_of_a_page_that_is_closed_stand_beside_no_other(way: str, pages, client: Client, heard):
    made(pages["es"])
    address = pages["es"].url
    if way == "private":
        PageViewRestriction.objects.create(page=pages["en"], restriction_type=PageViewRestriction.LOGIN)
    else:
        pages["en"].unpublish()
    assert client.get(f"{address}handout/en/").status_code != 200
    assert client.get(f"{address}handout/").status_code != 200
    assert set(made(pages["es"])) <= {"handout"}
    assert client.get(f"{address}handout/en/").status_code != 200
    answer = client.get(f"{address}handout/")
    # Where the page itself is still open, its own handout is back, without the English title.
    if answer.status_code == 200:
        assert TITLES["en"] not in heard(answer.getvalue())
