"""Every page of the demo that has an edition, in each language: the PDF is accessible and holds what the page shows."""

import re
from html import unescape
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.test import Client
from django.utils.translation import override
from wagtail.models import Page

from cms.editions.accessible_pdf import Pdf, make_pdf
from cms.editions.gate import faults
from cms.editions.making import make_edition_of
from cms.editions.mixins import WithEdition
from cms.editions.printing import permanent_address, print_html
from cms.languages.languages import LANGUAGES
from demo.specimen import dated, load_specimen
from tests.sites import Site

KINDS = {"StoryPage", "ReleasePage", "BriefPage", "PolicyPlatformPage", "RecommendationPage", "InitiativePage"}
ARABIC_WORD = re.compile("[\u0621-\u064a]{3,}")


@pytest.fixture(autouse=True)
def files_of_the_demo(_demo_of_the_process: Site, settings: Any) -> None:
    settings.MEDIA_ROOT = _demo_of_the_process.folder / "files"


def pages_with_edition(language: str) -> list[WithEdition]:
    pages = Page.objects.live().filter(locale__language_code=language).specific()
    return [page for page in pages if isinstance(page, WithEdition)]


def body_of(html: str) -> str:
    """The text inside the `body` hook of a page, which is a `div`."""
    inside = html[html.index('data-test="body"') :].partition(">")[2]
    depth = 1
    for tag in re.finditer(r"<(/?)div\b", inside):
        depth += -1 if tag[1] else 1
        if depth == 0:
            inside = inside[: tag.start()]
            break
    return unescape(re.sub(r"<[^>]+>", " ", inside))


def pdf_of(page: WithEdition) -> Pdf:
    return make_pdf(print_html(page), address=permanent_address(page))


@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
def test_every_edition_passes_and_holds_what_its_page_shows(demo, language, share_heard_in_order, opened):
    pages = pages_with_edition(language)
    assert {type(page).__name__ for page in pages} == KINDS
    found: list[float] = []
    compared = set()
    for page in pages:
        pdf = pdf_of(page)
        assert faults(pdf.content, language=language, title=page.title) == [], page.url
        assert pdf.remarks == ()
        shown = f"{page.title} {body_of(Client().get(page.url).content.decode())}"
        assert share_heard_in_order(pdf.content, shown) >= 0.98, page.url
        assert len(pdf.content) <= 600 * 1024
        assert not figures_without_words(opened(pdf.content))
        if language == "ar":
            found.append(share_found(pdf.content, shown))
            assert found[-1] >= 0.9, page.url
        if type(page) not in compared:
            compared.add(type(page))
            assert pdf_of(page).content == pdf.content, page.url
    assert language != "ar" or sum(found) / len(found) >= 0.95


def test_the_long_specimen_passes_in_arabic(demo, opened, share_heard_in_order):
    page = dated(load_specimen()["ar"])
    pdf = pdf_of(page)
    assert pdf.pages >= 12
    assert faults(pdf.content, language="ar", title=page.title) == []
    assert not figures_without_words(opened(pdf.content))
    with override("ar"):
        text = page.reading_text()
    assert share_heard_in_order(pdf.content, text) >= 0.98
    assert share_found(pdf.content, page.reading_text()) >= 0.95


def share_found(content: bytes, text: str) -> float:
    """The share of the Arabic words of a text that a browser's own reader finds in a PDF."""
    with pypdfium2.PdfDocument(content) as pdf:
        drawn = " ".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    wanted = set(ARABIC_WORD.findall(text))
    return len({word for word in wanted if word in drawn}) / len(wanted)


def figures_without_words(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    items = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
    return [item for item in items if item.get("/S") == "/Figure" and not str(item.get("/Alt", "")).strip()]


@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
def test_the_edition_of_a_story_is_the_one_of_its_live_revision(demo, language):
    """Its stamp is what went in: the revision that is live in that language."""
    page = next(page for page in pages_with_edition(language) if type(page).__name__ == "StoryPage")
    edition = make_edition_of(page.pk)
    assert edition is not None
    assert edition.revision_id == page.live_revision_id
    assert Page.objects.get(pk=page.pk).specific.edition == edition
