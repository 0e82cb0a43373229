"""What counts as the same English part, and whose links a suggestion has."""

import pytest

from cms.translation.matching import plain_words, same_text, with_links_by_target, with_links_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('See <a id="a1">the plan</a>.', 'See <a id="a7">the plan</a>.'),
        ('<a id="a2">One</a>, <a id="a1">two</a>', '<a id="a1">One</a>, <a id="a2">two</a>'),
        ("We  listened\u00a0first. ", "We listened first."),
        ("“We” listened to the families’ words", '"We" listened to the families\' words'),
        ("<strong>We</strong><br>listened", "<b>We</b><br/>listened"),
        ("Jose\u0301", "José"),
    ],
)
def test_numbering_spaces_and_marks_make_no_difference(one: str, other: str) -> None:
    assert same_text(one) == same_text(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We listened", "we listened"),
        ("<b>We</b> listened", "We listened"),
        ("600 families", "60 families"),
        ('See <a id="a1">the plan</a>.', "See the plan."),
        ('<a id="a1">One</a>, <a id="a2">two</a>', '<a id="a1">One</a>, <a id="a1">two</a>'),
    ],
)
def test_what_is_said_or_formatted_otherwise_is_another_text(one: str, other: str) -> None:
    assert same_text(one) != same_text(other)


def test_near_matches_are_measured_by_words_alone() -> None:
    source = 'Q&amp;A: <b>We</b> <a id="a3">listened</a><br/>first'
    assert plain_words(source) == "q&a: we listened first"


def test_a_suggestion_has_the_links_of_what_is_translated() -> None:
    source, wanted = 'See <a id="a1">A</a> and <a id="a2">B</a>', 'See <a id="a4">A</a> and <a id="a5">B</a>'
    text = '<a id="a2">ب</a> و<a id="a1"><b>أ</b></a>'
    assert with_links_of(text, source, wanted) == '<a id="a5">ب</a> و<a id="a4"><b>أ</b></a>'


def test_a_link_that_is_not_there_leaves_its_words() -> None:
    source, wanted = 'See <a id="a1">A</a> and <a id="a2">B</a>', 'See <a id="a1">A</a> and B'
    assert with_links_of('<a id="a2">ب</a> و<a id="a1">أ</a>', source, wanted) == 'ب و<a id="a1">أ</a>'


def test_links_are_called_by_where_they_lead() -> None:
    """wagtail-localize numbers the links of a text as they come, so the second of the English may come first."""
    english = {"a1": {"href": "https://example.org/a"}, "a2": {"href": "https://example.org/b"}}
    arabic = {"a1": {"href": "https://example.org/b"}, "a2": {"href": "https://example.org/ar/a"}}
    text = '<a id="a1">ب</a> ثم <a id="a2">أ</a>'
    assert with_links_by_target(text, arabic, english) == '<a id="a2">ب</a> ثم <a id="a1">أ</a>'
