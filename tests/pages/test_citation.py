"""How a page is cited: in three languages, and in BibTeX that a parser reads back."""

import re
from datetime import date

import pytest
from django.utils.translation import override

from cms.pages.citation import Citation

AUTHOR = "California Partnership for the Future of Learning"


def cited(code: str, title: str, **values: object) -> Citation:
    given = {"version": "1.1", "address": f"https://site.example/{code}/briefs/x/v/1.1/", **values}
    return Citation(author=AUTHOR, title=title, slug="x", language=code, **given)


@pytest.mark.parametrize(
    ("code", "title", "words"),
    [
        ("en", "Funding the Future", f"{AUTHOR}. “Funding the Future.” Version 1.1. n.d."),
        ("en", "What now?", f"{AUTHOR}. “What now?” Version 1.1. n.d."),
        ("en", "A “Restorative” Way", f"{AUTHOR}. “A ‘Restorative’ Way.” Version 1.1. n.d."),
        ("es", "Financiar el futuro", f"{AUTHOR}. “Financiar el futuro”. Versión 1.1. s. f."),
        ("es", "¿Y ahora qué?", f"{AUTHOR}. “¿Y ahora qué?”. Versión 1.1. s. f."),
        ("ar", "تمويل مستقبل التعلّم", f"{AUTHOR}. «تمويل مستقبل التعلّم». النسخة 1.1. د. ت."),
        ("ar", "نهج «ترميمي»", f"{AUTHOR}. «نهج “ترميمي”». النسخة 1.1. د. ت."),
    ],
)
def test_the_address_stands_last(code: str, title: str, words: str) -> None:
    with override(code):
        assert cited(code, title).text == f"{words} https://site.example/{code}/briefs/x/v/1.1/"


def test_a_known_date_takes_the_place_of_none() -> None:
    with override("en"):
        assert cited("en", "X", issued=date(2021, 5, 3)).words == "“X.” Version 1.1. May 3, 2021."


def test_a_page_without_versions_is_cited_without() -> None:
    with override("en"):
        assert cited("en", "X", version="").words == "“X.” n.d."


def fields(bibtex: str) -> dict[str, str]:
    """Read an entry as BibTeX does: a value ends where its braces are even, whatever stands before a brace."""
    kind, _, rest = bibtex.partition("{")
    assert kind == "@misc"
    key, _, rest = rest.partition(",")
    assert re.fullmatch(r"[A-Za-z0-9.:-]+", key)
    found: dict[str, str] = {}
    while match := re.match(r"\s*(\w+) = \{", rest):
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        found[match[1]] = rest[match.end() : end - 1]
        rest = rest[end:].removeprefix(",")
    assert rest.strip() == "}"
    return found


@pytest.mark.parametrize(
    ("title", "entry"),
    [
        ("Equitable & Full Funding: 100% of $5 #1_a", r"{Equitable \& Full Funding: 100\% of \$5 \#1\_a}"),
        ("An { open brace", r"{An \textbraceleft{} open brace}"),
        ("a\\b } ~ ^", r"{a\textbackslash{}b \textbraceright{} \textasciitilde{} \textasciicircum{}}"),
        ("Two\nlines", "{Two lines}"),
        ("تمويل", "{تمويل}"),
    ],
)
def test_bibtex_reads_back(title: str, entry: str) -> None:
    with override("en"):
        found = fields(cited("en", title, issued=date(2021, 5, 3)).bibtex)
    assert found["title"] == entry
    assert found["author"] == f"{{{AUTHOR}}}"
    assert found["year"] == "2021"
    assert found["note"] == "Version 1.1"
    assert found["url"] == "https://site.example/en/briefs/x/v/1.1/"
