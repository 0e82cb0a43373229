"""Notes: a raised number in the text, a list at the end, and a way between them in both directions."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from cms.languages.notes import note_numbers
from cms.languages.refusals import refusals
from cms.pages.content_checks import advice
from cms.pages.templatetags.texts import noted
from cms.translation.review import submit_source
from tests.briefs.conftest import Brief
from tests.house import House

TEXT = (
    '<p>We asked.<a href="#note-1">[1]</a> They answered.<a href="#note-2">2</a> '
    'We listened.<a href="#note-1">1</a></p>'
)
NOTES = [("note", "<p>In a <i>needs assessment</i>.</p>"), ("note", "<p>Over 600 people.</p>")]


@pytest.mark.parametrize(
    ("html", "numbers"),
    [
        (TEXT, [1, 2, 1]),
        ('<p><a href="#note-12"><b>12</b></a></p>', [12]),
        ('<p><a href="#part-1">Part</a> <a href="https://example.org/#note-1">x</a></p>', []),
        ("", []),
    ],
)
def test_references_are_found(html: str, numbers: list[int]) -> None:
    assert note_numbers(html) == numbers


def test_a_reference_is_a_raised_number_with_a_name() -> None:
    references = BeautifulSoup(noted(TEXT), "html.parser").select("sup > a[role=doc-noteref]")
    assert [link.get_text() for link in references] == ["1", "2", "1"]
    assert [link["href"] for link in references] == ["#note-1", "#note-2", "#note-1"]
    assert [link["aria-label"] for link in references] == ["Note 1", "Note 2", "Note 1"]
    # A note leads back to where it is first referred to.
    assert [link.get("id") for link in references] == ["note-reference-1", "note-reference-2", None]


@pytest.mark.parametrize(("code", "heading"), [("en", "Notes"), ("es", "Notas"), ("ar", "الحواشي")])
def test_the_ways_lead_there_and_back_in_every_language(
    house: House, brief: Brief, client: Client, code: str, heading: str
) -> None:
    source = house.go_live(brief(body=[("text", TEXT)], notes=NOTES))
    if code != "en":
        house.translate(source, code)
    soup = BeautifulSoup(client.get(f"/{code}/briefs/a-brief/").content, "html.parser")
    notes = soup.select_one("section[role=doc-endnotes]")
    assert notes.h2.get_text() == heading
    for link in soup.select("a[role=doc-noteref], a[role=doc-backlink]"):
        assert len(soup.select(link["href"])) == 1
        assert link["aria-label"] != link.get_text()
    assert [link["href"] for link in notes.select("a[role=doc-backlink]")] == ["#note-reference-1", "#note-reference-2"]
    assert "Over 600 people." in notes.select_one("#note-2").get_text()


def test_a_text_that_refers_to_no_note_there_is_waits_for_it(house: House, brief: Brief) -> None:
    page = brief(body=[("text", "<p>No note.</p>"), ("text", TEXT)], notes=NOTES[:1])
    (refusal,) = refusals(page)
    assert (refusal.field, refusal.block) == ("body", 1)
    with pytest.raises(ValidationError, match="no note 2"):
        submit_source(page, user=house.people.editor)
    assert refusals(house.change(page, notes=NOTES)) == []


def test_a_text_without_a_list_has_no_notes(house: House) -> None:
    assert [refusal.field for refusal in refusals(house.story(body=[("text", TEXT)]))] == ["body"] * 3


def test_a_note_that_nothing_refers_to_is_advised_against(brief: Brief) -> None:
    page = brief(body=[("text", '<p>We asked.<a href="#note-1">1</a></p>')], notes=NOTES)
    (found,) = advice(page, page.reading_fields)
    assert (found.field, found.block) == ("notes", 1)
    assert "note 2" in found.message
    assert refusals(page) == []


def test_such_a_note_is_listed_without_a_way_back(house: House, brief: Brief, client: Client) -> None:
    house.go_live(brief(notes=NOTES[:1]))
    soup = BeautifulSoup(client.get("/en/briefs/a-brief/").content, "html.parser")
    assert soup.select_one("#note-1").get_text(" ", strip=True).startswith("1 In a")
    assert not soup.select("[role=doc-backlink]")


def test_notes_are_read_with_the_page(brief: Brief) -> None:
    assert "Over 600 people." in brief(body=[("text", TEXT)], notes=NOTES).reading_text()
