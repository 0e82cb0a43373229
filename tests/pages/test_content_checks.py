"""What the editor advises: sentences, paragraphs and headings, each with the block it is in."""

import pytest

from cms.pages.content_checks import (
    advice,
    bold_paragraphs,
    headings_out_of_order,
    paragraphs_too_long,
    sentences,
    sentences_too_long,
)
from stories.models import StoryPage

LONG = "Every " + " ".join(["word"] * 25) + "."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("“We listened.” Then we asked.", ["“We listened.", "Then we asked."]),
        ("Dr. Lee and Ms. Ortiz met. They agreed.", ["Dr. Lee and Ms. Ortiz met.", "They agreed."]),
        ("It rose to 3.5 in 2020. Then it fell.", ["It rose to 3.5 in 2020.", "Then it fell."]),
        ("a list, e.g. pens. more", ["a list, e.g. pens. more"]),
        ("A line\nand another", ["A line", "and another"]),
        ("هل سألتم؟ نعم.", ["هل سألتم؟", "نعم."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_only_a_sentence_of_more_than_25_words_is_long() -> None:
    assert list(sentences_too_long(" ".join(["word"] * 25) + ". " + "A short one.")) == []
    (message,) = sentences_too_long("A short one. " + LONG)
    assert "26 words" in message


def test_only_a_paragraph_of_more_than_120_words_is_long() -> None:
    def paragraph(words: int) -> str:
        return "<p>" + " ".join(["word"] * words) + "</p>"

    assert list(paragraphs_too_long(paragraph(120) + paragraph(1))) == []
    (message,) = paragraphs_too_long(paragraph(120) + paragraph(121))
    assert "121 words" in message


@pytest.mark.parametrize(
    ("html", "above", "wrong"),
    [
        ("<h2>One</h2><h3>Two</h3><h2>Three</h2>", 1, 0),
        ("<h3>One</h3>", 1, 1),
        ("<h3>One</h3>", 2, 0),
        ("<h2>One</h2><h4>Two</h4>", 1, 1),
        ("<p>None</p>", 1, 0),
    ],
)
def test_headings_come_one_below_the_other(html: str, above: int, wrong: int) -> None:
    assert len(headings_out_of_order(html, above)[1]) == wrong


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p><b>How it began</b></p>", True),
        ("<p><b>How </b><strong>it began</strong></p>", True),
        ("<p><b>How</b> it began</p>", False),
        ("<p><b>We will not go back.</b></p>", False),
        (f"<p><b>{' '.join(['word'] * 13)}</b></p>", False),
        ("<h2>How it began</h2><p></p>", False),
    ],
)
def test_bold_is_no_heading(html: str, found: bool) -> None:
    assert bool(list(bold_paragraphs(html))) is found


def test_advice_says_in_which_block_it_is(db: None) -> None:
    story = StoryPage(
        title="A story",
        summary=LONG,
        body=[
            ("text", "<h2>How it began</h2><p>We listened.</p>"),
            ("quotation", {"words": LONG, "speaker": "A student"}),
            ("text", f"<h3>Then</h3><ul><li>{LONG}</li></ul><p><b>And then</b></p>"),
        ],
    )
    found = [(item.field, item.block) for item in advice(story, ("title", "summary", "body"))]
    assert found == [("summary", None), ("body", 1), ("body", 2), ("body", 2)]
