"""A page of the demo of each kind that has editions is offered one; what pages show, their PDFs hold."""

import re
from html import unescape

import pikepdf
import pytest
from django.test import Client
from wagtail.models import Page

from cms.editions.accessible_pdf import make_pdf
from cms.editions.gate import faults
from cms.editions.making import make_edition_of
from cms.editions.mixins import WithEdition
from cms.editions.printing import permanent_address, print_html

KINDS = ["StoryPage", "ReleasePage", "BriefPage", "PolicyPlatformPage", "RecommendationPage", "InitiativePage"]


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


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_a_page_of_each_kind_is_offered_its_edition(demo, language):
    pages = {type(page): page for page in pages_with_edition(language)}
    assert len(pages) >= len(KINDS)
    for page in pages.values():
        make_edition_of(page.pk)
    assert [page.url for kind, page in pages.items() if kind.objects.get(pk=page.pk).edition is None] == []


@pytest.mark.parametrize("language", ["en", "es", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_holds_what_the_page_shows(demo, language, kind, share_heard, opened):
    page = next(page for page in pages_with_edition(language) if type(page).__name__ == kind)
    shown = body_of(Client().get(page.url).content.decode())
    pdf = make_pdf(print_html(page), address=permanent_address(page))
    assert faults(pdf.content, language=language, title=page.title) == []
    assert share_heard(pdf.content, f"{page.title} {shown}") >= 0.98
    assert len(pdf.content) <= 600 * 1024
    assert not figures_without_words(opened(pdf.content))


def figures_without_words(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    items = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
    return [item for item in items if item.get("/S") == "/Figure" and not str(item.get("/Alt", "")).strip()]
