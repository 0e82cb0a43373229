"""Which terms stand in an English text, and where."""

import time

import pytest

from cms.translation.glossary.files import read_terms
from cms.translation.glossary.occurrences import terms_in
from cms.translation.glossary.terms import Form, Kind, Term
from demo.glossary import FILE


def found(text: str, *english: str) -> list[str]:
    occurrences = terms_in(text, [Term(term) for term in english])
    return [text[occurrence.start : occurrence.end] for occurrence in occurrences]


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("The student’s view. Students said so.", "student(s)", ["student", "Students"]),
        ("A student of color and students of color", "students of color", ["student of color", "students of color"]),
        ("One family, many families", "families", ["family", "families"]),
        ("New policies, one policy", "policy, policies", ["policies", "policy"]),
        ("Every child, all children", "child", ["child", "children"]),
        ("The newness of news", "news", ["news"]),
        ("The whole class, all classes", "class", ["class", "classes"]),
        ("Our statement on the state", "state / statewide", ["state"]),
        ("a STATEWIDE plan", "state / statewide", ["STATEWIDE"]),
        ("From K-12 and K–12 to K 12", "K–12", ["K-12", "K–12", "K 12"]),
        ("A “restorative” approach, a restorative approach", '"restorative" approach', None),
        ("Well being, well-being, wellness", "well-being / wellness", ["Well being", "well-being", "wellness"]),
        ("Every School. Every Community.", "Every School. Every Community.", ["Every School. Every Community"]),
        ("The report. Staff said", "report staff", []),
        ("COVID-19 and its variants", "COVID-19", ["COVID-19"]),
        ("a report", "release (publication)", []),
        ("", "report", []),
    ],
)
def test_whole_words_are_found_in_any_number(text: str, term: str, expected: list[str] | None) -> None:
    assert found(text, term) == (["restorative” approach", "restorative approach"] if expected is None else expected)


def test_the_longer_term_is_meant() -> None:
    terms = ["community", "community schools", "school district", "policy", "policy platform"]
    text = "The community schools of the community: a policy platform."
    assert found(text, *terms) == ["community schools", "community", "policy platform"]
    assert found("a community school district", "community school", "school district board", "school district") == [
        "community school"
    ]
    assert found("the community school district board", "community school", "school district board") == [
        "school district board"
    ]


def test_formatting_is_no_obstacle_and_no_text() -> None:
    text = 'The <b>policy</b> <a id="a1">platforms</a> of <b>b</b>'
    assert found(text, "policy platform", "b", "a", "id") == ['policy</b> <a id="a1">platforms', "b"]


def test_two_terms_of_the_same_words_are_both_returned() -> None:
    local, wide = Term("community (local)"), Term("Communities (everybody)")
    assert [occurrence.term for occurrence in terms_in("a community", [local, wide])] == [local, wide]


def test_a_term_knows_its_forms_in_a_language() -> None:
    term = Term("story", (Form("es", "historia"), Form("es", "relato", Kind.FORBIDDEN), Form("ar", "قصة")))
    assert [form.text for form in term.forms_in("es")] == ["historia", "relato"]
    name = Term("Schools First", (Form("ar", "المدارس", Kind.ALLOWED),), do_not_translate=True)
    assert name.forms_in("ar") == [Form("ar", "Schools First"), Form("ar", "المدارس", Kind.ALLOWED)]
    assert terms_in("Nothing", []) == []


def test_a_page_of_two_hundred_parts_is_looked_through_at_once() -> None:
    terms = read_terms(FILE.read_bytes())
    part = "The families of our community schools asked for mental health support, and the state listened. " * 3
    terms_in(part, terms)
    started = time.perf_counter()
    for _part in range(200):
        assert len(terms_in(part, terms)) == 12
    assert time.perf_counter() - started < 2
