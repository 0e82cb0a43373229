"""Every page of the demo that has an edition, in each language: the PDF is accessible and holds what the page shows."""

import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

import pikepdf
import pypdfium2
import pytest
import segno
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.utils.translation import override
from wagtail.models import Page

from briefs.models import BriefPage
from briefs.versions import BriefVersion
from cms.directory.models import Organisation
from cms.editions.accessible_pdf import Pdf, PrintDocument, make_pdf
from cms.editions.faults import MOST_BYTES
from cms.editions.gate import faults
from cms.editions.handouts import WithHandout
from cms.editions.making import make_edition_of, make_handouts_of
from cms.editions.mixins import WithEdition
from cms.editions.models import OwnPdf
from cms.editions.printing import permanent_address, print_html
from cms.languages.languages import LANGUAGES
from cms.library.models import LibraryDocument
from demo.specimen import dated, load_specimen
from stories.models import StoryPage
from tests.editions.listening import arabic_found, listen, share_heard_in_order
from tests.sites import Site

KINDS = {"StoryPage", "ReleasePage", "BriefPage", "PolicyPlatformPage", "RecommendationPage", "InitiativePage"}
# Where the code of a handout stands on a drawn sheet: left, top, right, bottom in dots, with its white edge.
DOTS = 144
CODE_BOX = (95, 1290, 312, 1510)


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


CODES = [language.code for language in LANGUAGES]

# What another process gets of the same input: file and addresses in, the hashes of the PDFs out.
AGAIN = """
import hashlib, json, sys, django
django.setup()
from django.conf import settings
from cms.editions.accessible_pdf import make_pdf
settings.MEDIA_ROOT = sys.argv[1]
for html, address in json.load(sys.stdin):
    print(hashlib.sha256(make_pdf(html, address=address).content).hexdigest())
"""


@contextmanager
def made_again(pages: list[WithEdition]) -> Iterator[Callable[[], list[str]]]:
    """Have all PDFs made once more by another process at the same time; what is yielded waits for their hashes."""
    inputs = json.dumps([(print_html(page), permanent_address(page)) for page in pages])
    command = [sys.executable, "-c", AGAIN, str(settings.MEDIA_ROOT)]
    # With another order of every set and dictionary of the engine that has one by chance.
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    ) as process:
        process.stdin.write(inputs)
        process.stdin.close()
        yield lambda: process.stdout.read().split()


@pytest.mark.parametrize("language", CODES)
def test_every_edition_passes_and_holds_what_its_page_shows(demo, language, opened):
    pages = pages_with_edition(language)
    assert {type(page).__name__ for page in pages} == KINDS
    found, hashes = [], []
    with made_again(pages) as hashes_of_the_other:
        for page in pages:
            pdf = pdf_of(page)
            hashes.append(hashlib.sha256(pdf.content).hexdigest())
            assert faults(pdf.content, language=language, title=page.title) == [], page.url
            assert pdf.remarks == ()
            shown = f"{page.title} {body_of(Client().get(page.url).content.decode())}"
            assert share_heard_in_order(pdf.content, shown) >= 0.98, page.url
            assert len(pdf.content) <= MOST_BYTES
            assert not figures_without_words(opened(pdf.content))
            if language == "ar":
                here, wanted = arabic_found(pdf.content, shown)
                found.append((here, wanted))
                assert here / wanted >= 0.9, page.url
        assert hashes_of_the_other() == hashes
    if language == "ar":
        assert sum(here for here, _ in found) / sum(wanted for _, wanted in found) >= 0.95


@pytest.mark.parametrize("language", CODES)
def test_every_handout_is_one_sheet_that_passes_and_leads_to_its_page(demo, language):
    stories = [page for page in pages_with_edition(language) if isinstance(page, WithHandout) and page._has_points]
    assert len(stories) >= 6
    for page in stories:
        editions = make_handouts_of(page.pk)
        assert {edition.kind for edition in editions} == {"handout"} | ({"bilingual"} if language != "en" else set())
        for edition in editions:
            assert (edition.faults, edition.pages) == ([], 1), page.url
            with edition.file.open("rb") as file:
                content = file.read()
            expected = code_of(permanent_address(page))
            assert code_on(content, size=len(expected), at_the_right=language == "ar") == expected, page.url


@pytest.mark.parametrize("language", CODES)
def test_every_version_passes(demo, language):
    versions = BriefVersion.objects.filter(page__locale__language_code=language).select_related("page__locale")
    assert versions.exists()
    for version in versions:
        pdf = make_pdf(version.print_html, address=permanent_address(version.page))
        assert faults(pdf.content, language=language, title=version.title) == []


def code_of(address: str) -> list[list[bool]]:
    """The dark squares of the code for an address, as a camera has to see them."""
    return [[bool(module) for module in row] for row in segno.make_qr(address, error="m").matrix]


def code_on(content: bytes, *, size: int, at_the_right: bool) -> list[list[bool]]:
    """The dark squares of the code on a sheet, read from the drawn page at the middle of each; `size` in a row."""
    with pypdfium2.PdfDocument(content) as pdf:
        drawn = pdf[0].render(scale=DOTS / 72).to_pil().convert("L")
    left, top = drawn.width - CODE_BOX[2] if at_the_right else CODE_BOX[0], CODE_BOX[1]
    area = drawn.crop((left, top, left + CODE_BOX[2] - CODE_BOX[0], CODE_BOX[3])).point(
        lambda light: 255 * (light < 128)
    )
    # Its three corners reach to the edges of the code.
    code = area.crop(area.getbbox())
    step = code.width / size
    return [
        [bool(code.getpixel((int((x + 0.5) * step), int((y + 0.5) * step)))) for x in range(size)] for y in range(size)
    ]


def test_the_long_specimen_passes_in_arabic(demo, opened):
    page = dated(load_specimen()["ar"])
    pdf = pdf_of(page)
    assert pdf.pages >= 12
    assert faults(pdf.content, language="ar", title=page.title) == []
    assert not figures_without_words(opened(pdf.content))
    with override("ar"):
        text = page.reading_text()
    assert share_heard_in_order(pdf.content, text) >= 0.98
    found, wanted = arabic_found(pdf.content, text)
    assert found / wanted >= 0.95


def figures_without_words(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    items = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
    return [item for item in items if item.get("/S") == "/Figure" and not str(item.get("/Alt", "")).strip()]


@pytest.mark.parametrize("language", CODES)
def test_the_edition_of_each_story_is_the_one_of_its_live_revision(demo, language):
    """E.6: its stamp is what went in, the revision that is live in that language."""
    stories = [page for page in pages_with_edition(language) if isinstance(page, StoryPage)]
    assert len(stories) == 6
    for page in stories:
        edition = make_edition_of(page.pk)
        assert (edition.revision_id, edition.language, edition.faults) == (page.live_revision_id, language, [])
        assert edition.input_sha256 == PrintDocument(print_html(page), address=permanent_address(page)).fingerprint
        assert StoryPage.objects.get(pk=page.pk).edition == edition
        served = Client().get(f"{page.url}pdf/").getvalue()
        assert page.title in " ".join(listen(served).split())


def test_a_funder_that_is_renamed_is_renamed_on_every_page_and_in_every_pdf(demo):
    """A.6"""
    old, new = "Stuart Foundation", "Stuart and Friends Foundation"
    naming = {
        code: [page for page in pages_with_edition(code) if old in Client().get(page.url).content.decode()]
        for code in CODES
    }
    assert all(naming.values())
    funder = Organisation.objects.get(name=old)
    for pages in naming.values():
        for page in pages:
            make_edition_of(page.pk)
    funder.name = new
    funder.save_revision().publish()
    for page in itertools.chain(*naming.values()):
        shown = Client().get(page.url).content.decode()
        assert new in shown
        assert old not in shown
        # The earlier one is offered no more.
        assert Client().get(f"{page.url}pdf/").status_code == 404
        make_edition_of(page.pk)
        said = " ".join(listen(Client().get(f"{page.url}pdf/").getvalue()).split())
        assert new in said
        assert old not in said


def test_the_needs_assessment_has_a_pdf_of_its_own_in_two_languages_and_one_of_its_text_in_the_third(
    demo, specimen_pdf
):
    """B.5"""
    versions = {page.locale.language_code: page for page in BriefPage.objects.filter(slug="needs-assessment")}
    versions["ar"].unpublish()
    english = BriefPage.objects.get(pk=versions["en"].pk)
    english.own_pdfs = [
        OwnPdf(
            document=LibraryDocument.objects.create(
                title=f"Designed {code}", language=code, file=ContentFile(specimen_pdf(code), f"needs-{code}.pdf")
            )
        )
        for code in ("en", "es")
    ]
    english.save_revision().publish()
    for code in ("en", "es"):
        make_edition_of(versions[code].pk)
        link = BeautifulSoup(Client().get(versions[code].url).content, "html.parser").select_one("[data-test=pdf-link]")
        assert (link["data-language"], int(link["data-bytes"])) == (code, len(specimen_pdf(code)))
        assert "KB" in link.get_text()
        assert Client().get(link["href"]).getvalue() == specimen_pdf(code)
    address = versions["ar"].url
    arabic = BeautifulSoup(Client().get(address).content, "html.parser")
    assert arabic.html["lang"] == "ar"
    assert not arabic.select("[data-test=pdf-link]")
    assert Client().get(f"{address}pdf/").status_code in (404, 410)
    # Approved, it has one, and nobody has uploaded a file.
    BriefPage.objects.get(pk=versions["ar"].pk).save_revision().publish()
    edition = make_edition_of(versions["ar"].pk)
    assert not edition.is_own
    assert edition.faults == []
    link = BeautifulSoup(Client().get(address).content, "html.parser").select_one("[data-test=pdf-link]")
    assert link["data-language"] == "ar"
    assert versions["ar"].title in " ".join(listen(Client().get(link["href"]).getvalue()).split())
