"""What keeps a text from its review: what links are called, pictures that say nothing, too many words."""

import pytest
from django.core.exceptions import ValidationError

from cms.languages.link_texts import is_address, link_texts, says_nothing
from cms.languages.refusals import refusals
from cms.translation.review import submit_source
from tests.house import House, fresh

LINK = '<p>Our report: <a href="https://example.org/report">{}</a>.</p>'


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "click here"),
        ("en", " Click\n here! "),
        ("en", "HERE"),
        ("en", "here."),
        ("en", "Read more »"),
        ("en", "→ link"),
        ("en", "Learn\xa0more"),
        ("es", "Haga clic aquí"),
        ("es", "Leer más…"),
        ("es", "AQUI\u0301"),
        ("ar", "اضغط هنا"),
        ("ar", "اِضْغَطْ هُنَا"),
        ("ar", "«المزيد»"),
    ],
)
def test_a_link_that_says_nothing_is_found(code: str, text: str) -> None:
    assert says_nothing(text, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "the needs assessment"),
        ("en", "Here to stay"),
        ("en", "More teachers, smaller classes"),
        ("en", "aquí"),
        ("es", "El estudio de necesidades"),
        ("es", "here"),
        ("ar", "تقييم الاحتياجات"),
        ("en", ""),
    ],
)
def test_a_link_that_names_its_page_is_left_alone(code: str, text: str) -> None:
    assert not says_nothing(text, code)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org/a/b?c=d#e",
        "www.example.org",
        "example.org",
        "Example.ORG/report",
        " sub.example.co.uk/ ",
        "https://example.org:8443/x",
        "https://مثال.إختبار/صفحة",
    ],
)
def test_a_bare_address_is_found(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    ["press@example.org", "U.S. report", "the report on example.org", "Grades 6.5", "3.14", "No. 4", "Dr.", "", "page"],
)
def test_words_are_no_address(text: str) -> None:
    assert not is_address(text)


def test_a_link_is_read_as_a_reader_hears_it() -> None:
    html = '<p><a href="/x">click <b>here</b></a> and <a linktype="page" id="3">the  plan</a><a>x</a></p>'
    assert link_texts(html) == ["click here", "the plan", "x"]


def test_every_place_of_a_page_is_looked_at(house: House) -> None:
    story = house.story(
        body=[
            ("text", LINK.format("the report")),
            ("text", LINK.format("click here") + LINK.format("www.example.org")),
        ]
    )
    found = [(refusal.field, refusal.block) for refusal in refusals(story)]
    assert found == [("body", 1), ("body", 1)]
    messages = " ".join(refusal.message for refusal in refusals(story))
    assert "“click here”" in messages
    assert "“www.example.org”" in messages


def test_a_review_does_not_begin_with_such_a_link(house: House) -> None:
    story = house.story(body=[("text", LINK.format("click here"))])
    with pytest.raises(ValidationError, match="“click here”"):
        submit_source(story, user=house.people.editor)
    assert not fresh(story).workflow_in_progress
    house.change(story, body=[("text", LINK.format("the report"))])
    assert house.go_live(story).live


def test_nor_that_of_a_shared_text(house: House) -> None:
    with pytest.raises(ValidationError, match="“here”"):
        house.reusable_text(text=LINK.format("here"))


def test_nor_without_what_a_page_needs(house: House) -> None:
    story = house.story()
    story.summary = ""
    # As the editor's form saves a draft.
    story.save_revision(user=house.people.editor, clean=False)
    with pytest.raises(ValidationError, match="blank"):
        submit_source(story, user=house.people.editor)


def test_a_picture_says_what_it_shows(house: House) -> None:
    story = house.story()
    story.lead_image_id = 1
    assert [refusal.field for refusal in refusals(story)] == ["lead_image_alt"]
    story.lead_image_alt = " \t"
    assert [refusal.field for refusal in refusals(story)] == ["lead_image_alt"]
    story.lead_image_alt = "Students plant a tree"
    assert refusals(story) == []
