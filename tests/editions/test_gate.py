"""The gate lets good files through and is sharp: each bad sample is caught by its rule."""

import base64
import io

import pikepdf
import pytest
import weasyprint
from fontTools.ttLib import TTFont

from cms.editions import accessible_pdf
from cms.editions.accessible_pdf import make_pdf
from cms.editions.allowed_files import TYPOGRAPHY
from cms.editions.gate import faults

TITLES = {
    "en": "Listening first: how one district funds belonging",
    "es": "Primero escuchar: cómo un distrito financia la pertenencia",
    "ar": "الإصغاء أولًا: كيف تموّل منطقة تعليمية الانتماء",
}


def rules(content: bytes, language: str = "en") -> set[str]:
    return {fault.rule for fault in faults(content, language=language, title=TITLES[language])}


def changed(content: bytes, change) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize("language", TITLES)
def test_lets_a_good_edition_through(language, specimen_pdf):
    assert faults(specimen_pdf(language), language=language, title=TITLES[language]) == []


def test_catches_a_missing_language(specimen):
    html = specimen("en").replace('<html lang="en"', "<html")
    assert "language" in rules(make_pdf(html, address="https://site.example/").content)


def test_catches_the_wrong_language(specimen_pdf):
    assert rules(specimen_pdf("es"), "en") >= {"language", "title"}


def test_catches_a_missing_title(specimen):
    html = specimen("en").replace(f"<title>{TITLES['en']}</title>", "")
    found = rules(make_pdf(html, address="https://site.example/").content)
    assert "title" in found
    assert any(rule.startswith("ua1:") for rule in found)


def test_catches_a_title_that_is_not_shown(specimen_pdf):
    def hide(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.ViewerPreferences["/DisplayDocTitle"]

    assert "title" in rules(changed(specimen_pdf("en"), hide))


@pytest.mark.parametrize("family", ["Foreign", "Amiri Quran", "Amirination", "Source Serif 4 Display"])
def test_catches_a_foreign_font(family):
    face = "data:font/ttf;base64," + _foreign_face(family)
    html = (
        f'<html lang="en"><head><title>{TITLES["en"]}</title>'
        f'<style>@font-face{{font-family:"{family}";src:url("{face}")}}p{{font-family:"{family}"}}</style></head><body><p>Text</p></body></html>'
    )
    assert rules(weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")) == {"font"}


def _foreign_face(family: str) -> str:
    """One of our faces under another name: no test needs a font of the machine."""
    font = TTFont(TYPOGRAPHY / "fonts" / "SourceSans3-Regular.ttf")
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = family
    target = io.BytesIO()
    font.save(target)
    return base64.b64encode(target.getvalue()).decode()


def test_catches_a_picture_without_words(specimen):
    html = specimen("en").replace('alt="A beacon on a hill"', "")
    found = rules(make_pdf(html, address="https://site.example/").content)
    assert found == {"figure", "ua1:PDFUA1-FIGURE-ALTERNATIVE-TEXT-001"}


def test_catches_a_picture_whose_words_are_blank(specimen_pdf, tags):
    def blank(pdf: pikepdf.Pdf) -> None:
        for figure in tags(pdf, "/Figure"):
            figure.Alt = pikepdf.String("  ")

    assert "figure" in rules(changed(specimen_pdf("en"), blank))


def test_catches_a_table_without_headers(specimen):
    html = specimen("en").replace("<th ", "<td ").replace("</th>", "</td>")
    assert "table" in rules(make_pdf(html, address="https://site.example/").content)


def test_catches_a_header_that_does_not_say_what_it_heads(specimen_pdf, tags):
    def forget(pdf: pikepdf.Pdf) -> None:
        for cell in tags(pdf, "/TH"):
            del cell["/A"]

    assert "table" in rules(changed(specimen_pdf("en"), forget))


def _forget_scopes(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Take away what header cells say they head, as files of other programs have it; return the cells."""
    cells = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"]
    for cell in cells:
        del cell.A["/Scope"]
    return cells


def test_a_pdf_of_an_editor_says_what_header_cells_head_in_one_of_two_ways(specimen_pdf, tags):
    def own(change) -> set[str]:
        content = changed(specimen_pdf("en"), change)
        return {fault.rule for fault in faults(content, language="en", title=None, made_here=False)}

    def name_no_header(pdf: pikepdf.Pdf) -> None:
        _forget_scopes(pdf)
        for cell in tags(pdf, "/TD"):
            cell.A = pikepdf.Dictionary(O=pikepdf.Name.Table)

    def name_headers(pdf: pikepdf.Pdf) -> None:
        names = pikepdf.Array(cell.ID for cell in _forget_scopes(pdf))
        for cell in tags(pdf, "/TD"):
            cell.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Headers=names)

    def scope_in_a_list(pdf: pikepdf.Pdf) -> None:
        for cell in tags(pdf, "/TH"):
            cell.A = pikepdf.Array([cell.A, 0])

    def scope_in_a_class(pdf: pikepdf.Pdf) -> None:
        for cell in _forget_scopes(pdf):
            cell.C = pikepdf.Name.Heading
        attributes = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Column)
        pdf.Root.StructTreeRoot.ClassMap = pikepdf.Dictionary(Heading=attributes)
        for cell in tags(pdf, "/TD"):
            cell.A = pikepdf.Dictionary(O=pikepdf.Name.Table)

    assert "table" in own(name_no_header)
    for change in (name_headers, scope_in_a_list, scope_in_a_class):
        assert "table" not in own(change), change.__name__


def test_catches_a_skipped_heading_level(specimen):
    html = specimen("en").replace("<h2", "<h4").replace("</h2>", "</h4>")
    assert "ua1:PDFUA1-HEADING" in {
        rule[:18] for rule in rules(make_pdf(html, address="https://site.example/").content)
    }


def test_a_large_pdf_is_told_of(specimen, monkeypatch):
    monkeypatch.setattr(accessible_pdf, "MOST_BYTES", 1024)
    remarks = make_pdf(specimen("en"), address="https://site.example/").remarks
    assert [kind for kind, _words in remarks] == ["size"]


def test_catches_a_character_that_no_font_has(specimen):
    html = specimen("en").replace("Write it down", "Write it down \N{CJK UNIFIED IDEOGRAPH-6F22}")
    assert rules(make_pdf(html, address="https://site.example/").content)


def test_catches_a_file_that_is_no_pdf():
    assert rules(b"%PDF-1.7 not really") == {"unreadable"}


def test_catches_lost_tags(specimen_pdf):
    def untag(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/StructTreeRoot"]

    found = rules(changed(specimen_pdf("en"), untag))
    assert "tags" in found
    assert any(rule.startswith("ua1:") for rule in found)


def test_a_pdf_of_an_editor_may_have_faces_and_a_title_of_its_own(specimen_pdf):
    assert faults(specimen_pdf("es"), language="es", title=None, made_here=False) == []
