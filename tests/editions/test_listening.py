"""The ways in which the tests look at PDFs are sharp: each notices a sample that is broken on purpose."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from cms.editions.accessible_pdf import make_pdf
from tests.editions.listening import arabic_found, share_heard, share_heard_in_order, visible_text


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(target)
    return target.getvalue()


def turned_round(tag: pikepdf.Dictionary) -> None:
    """Turn the order of what stands below a tag round, as far down as it has several parts."""
    children = tag.get("/K")
    if isinstance(children, pikepdf.Dictionary):
        turned_round(children)
    elif isinstance(children, pikepdf.Array):
        parts = list(children)
        for part in parts:
            if isinstance(part, pikepdf.Dictionary):
                turned_round(part)
        tag.K = pikepdf.Array(reversed(parts))


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_words_in_another_order_are_noticed(language, specimen, specimen_pdf):
    text = visible_text(specimen(language))
    wrong = changed(specimen_pdf(language), lambda pdf: turned_round(pdf.Root.StructTreeRoot))
    # Nearly all of them are there: it is the order that is noticed.
    assert share_heard(wrong, text) >= 0.9
    assert share_heard_in_order(wrong, text) < 0.8


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_paragraph_that_is_not_heard_is_noticed(language, specimen, specimen_pdf, tags):
    def silence(pdf: pikepdf.Pdf) -> None:
        longest = max(tags(pdf, "/P"), key=lambda tag: len(tag.get("/K", [])))
        longest.K = pikepdf.Array()

    assert share_heard_in_order(changed(specimen_pdf(language), silence), visible_text(specimen(language))) < 0.98


def test_letters_that_no_search_finds_are_noticed(specimen, specimen_pdf):
    def forget_names(pdf: pikepdf.Pdf) -> None:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item and "Amiri" in str(item.BaseFont):
                del item["/ToUnicode"]

    found, wanted = arabic_found(changed(specimen_pdf("ar"), forget_names), visible_text(specimen("ar")))
    assert found / wanted < 0.9


def test_another_day_makes_other_bytes(specimen, specimen_pdf):
    later = specimen("en").replace("2026-05-12", "2026-05-13")
    assert later != specimen("en")
    assert make_pdf(later, address="https://site.example/en/x/").content != specimen_pdf("en")
