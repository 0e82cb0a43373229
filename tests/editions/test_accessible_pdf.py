"""The engine on real files: what a machine can read in an edition, and what it cannot be made to do."""

import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from cms.editions import accessible_pdf
from cms.editions.accessible_pdf import PrintDocument, make_pdf
from cms.editions.gate import OUR_FACES, embedded_fonts
from tests.editions.listening import arabic_found, share_heard_in_order, visible_text

LANGUAGES = ["en", "es", "ar"]
ADDRESS = "https://site.example/en/x/"


def page_of(language: str, body: str, *, direction: str = "ltr") -> str:
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>Title</title>'
        f'<link rel="stylesheet" href="edition:edition.css"></head><body>{body}</body></html>'
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_heard_through_the_tags_in_its_order(language, specimen, specimen_pdf):
    assert share_heard_in_order(specimen_pdf(language), visible_text(specimen(language))) >= 0.98


def test_arabic_is_heard_in_order_and_spelled_forwards(specimen_pdf, heard):
    text = heard(specimen_pdf("ar"))
    assert "في العام الدراسي 2023-24 أنفقت المنطقة $9,120 على كل طالب" in text
    assert "أو الاتصال على +1 (916) 555-0142." in text
    assert "ما الذي جرّبته منطقة أخرى قريبة" in text


def test_arabic_is_found_by_a_search_in_the_page(specimen, specimen_pdf):
    found, wanted = arabic_found(specimen_pdf("ar"), visible_text(specimen("ar")))
    assert found / wanted >= 0.95


def test_words_do_not_stick_together_at_line_ends(heard):
    text = "word " * 400
    assert "wordword" not in heard(make_pdf(page_of("en", f"<p>{text}</p>"), address=ADDRESS).content)


@pytest.mark.parametrize(
    ("written", "heard_as"),
    [("low\u00adincome", "lowincome"), ("low\u2010income", "low\u2010income"), ("low-income", "low-income")],
)
def test_a_word_that_is_broken_at_a_line_end_is_heard_whole(written, heard_as, heard):
    # So narrow that each word stands on a line, and this one on two.
    html = f'<p style="inline-size: 14mm; font-size: 14pt">begin {written} end</p>'
    content = make_pdf(page_of("en", html), address=ADDRESS).content
    with pypdfium2.PdfDocument(content) as pdf:
        drawn = pdf[0].get_textpage()
        places = [drawn.get_charbox(drawn.get_text_range().index(part))[3] for part in ("low", "come")]
    assert places[0] > places[1] + 10
    assert " ".join(heard(content).split()) == f"begin {heard_as} end"


@pytest.mark.parametrize("language", LANGUAGES)
def test_document_names_its_language_title_and_direction(language, specimen_pdf, opened):
    pdf = opened(specimen_pdf(language))
    assert str(pdf.Root.Lang) == language
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert (pdf.Root.ViewerPreferences.get("/Direction") == "/R2L") is (language == "ar")
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"]
        assert metadata["xmp:ModifyDate"] == "2026-05-12T17:00:00Z"


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_our_fonts_are_embedded(language, specimen_pdf, opened):
    fonts = embedded_fonts(opened(specimen_pdf(language)))
    assert fonts
    assert all(OUR_FACES.fullmatch(font) for font in fonts)


def test_a_face_of_the_machine_is_never_used(opened):
    pdf = opened(make_pdf(page_of("en", '<p style="font-family: DejaVu Sans">Text</p>'), address=ADDRESS).content)
    assert {font.split("-")[0] for font in embedded_fonts(pdf)} <= {"Amiri", "Source"}


def test_running_lines_and_decoration_are_not_heard(specimen_pdf, heard):
    text = heard(specimen_pdf("en"))
    assert "Running title" not in text
    assert "Sheet" not in text
    assert "Ornament" not in text


def test_a_decorative_picture_is_no_figure(specimen_pdf, opened, tags):
    figures = tags(opened(specimen_pdf("en")), "/Figure")
    assert [str(figure.Alt) for figure in figures] == ["A beacon on a hill"]


def test_parts_name_their_language(specimen_pdf, opened):
    languages = {str(item.Lang) for item in opened(specimen_pdf("en")).objects if "/Lang" in keys(item)}
    assert languages == {"en", "ar"}


def keys(item: object) -> list[str]:
    return list(item.keys()) if isinstance(item, pikepdf.Dictionary) else []


@pytest.mark.parametrize("language", LANGUAGES)
def test_header_cells_say_what_they_head(language, specimen_pdf, opened, tags):
    scopes = [str(cell.A.Scope) for cell in tags(opened(specimen_pdf(language)), "/TH")]
    assert scopes == ["/Column", "/Column", "/Row"]


def test_a_link_is_one_link_and_says_its_words(specimen_pdf, opened):
    pdf = opened(specimen_pdf("en"))
    links = [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
    assert {str(link.Contents) for link in links} == {
        "the other district tried",
        "the whole report",
        "help@example.org",
    }
    assert len(links) == 3
    assert "https://site.example/en/stories/two/" in {str(link.A.URI) for link in links}


def test_headings_are_bookmarks(specimen_pdf, opened):
    with opened(specimen_pdf("ar")).open_outline() as outline:
        assert outline.root[0].title == "الإصغاء أولًا: كيف تموّل منطقة تعليمية الانتماء"
        assert outline.root[0].children[0].title == "ما الذي جرّبته منطقة أخرى قريبة"


def test_the_same_input_gives_the_same_bytes_in_another_process(specimen, specimen_pdf, tmp_path):
    source, target = tmp_path / "ar.html", tmp_path / "ar.pdf"
    source.write_text(specimen("ar"))
    program = (
        "import sys, pathlib, django; django.setup();"
        "from cms.editions.accessible_pdf import make_pdf;"
        "html = pathlib.Path(sys.argv[1]).read_text();"
        "pathlib.Path(sys.argv[2]).write_bytes(make_pdf(html, address='https://site.example/ar/x/').content)"
    )
    subprocess.run([sys.executable, "-c", program, source, target], check=True)
    assert target.read_bytes() == specimen_pdf("ar")


def test_the_fingerprint_changes_with_what_goes_in(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    html = page_of("en", '<p>Text <img alt="Hill" src="/files/hill.png"></p>')
    without_picture = PrintDocument(html, address=ADDRESS).fingerprint
    assert PrintDocument(html, address=ADDRESS).fingerprint == without_picture
    (tmp_path / "hill.png").write_bytes(b"picture")
    assert PrintDocument(html, address=ADDRESS).fingerprint != without_picture
    assert PrintDocument(html.replace("Text", "Texts"), address=ADDRESS).fingerprint != without_picture


@pytest.mark.parametrize("picture", ["missing", b"", b"no picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR cut"])
def test_a_broken_picture_does_not_stop_the_edition(picture, settings, tmp_path, heard):
    settings.MEDIA_ROOT = tmp_path
    if picture != "missing":
        (tmp_path / "hill.png").write_bytes(picture)
    html = page_of("en", '<p>Before</p><p><img alt="The hill" src="/files/hill.png"></p><p>After</p>')
    text = heard(make_pdf(html, address=ADDRESS).content)
    assert "Before" in text
    assert "After" in text


def test_every_glyph_of_arabic_has_its_own_name():
    text = "للكوادر بِكُلِّ الملكية، كلمةٍ بِجِدٍّ (التكامل) هكذا لكم، لا لأنّ"
    pdf = pypdfium2.PdfDocument(make_pdf(page_of("ar", f"<p>{text}</p>", direction="rtl"), address=ADDRESS).content)
    found = pdf[0].get_textpage().get_text_range()
    for word in ("للكوادر", "الملكية", "(التكامل)", "هكذا", "لكم"):
        assert word in found
    assert sorted(re.findall("[\u0621-\u064a]", found)) == sorted(re.findall("[\u0621-\u064a]", text))


@pytest.mark.parametrize("module", ["accessible_pdf.py", "allowed_files.py", "weasyprint_accessibility.py"])
def test_a_change_of_the_engine_is_another_input(module, tmp_path, monkeypatch):
    for file in Path(accessible_pdf.__file__).parent.glob("*.py"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(accessible_pdf, "__file__", str(tmp_path / "accessible_pdf.py"))
    document = PrintDocument("<p>Words</p>", address="https://site.example/en/x/")
    before = document.fingerprint
    assert document.fingerprint == before
    (tmp_path / module).write_text("changed")
    assert document.fingerprint != before
