"""The glossary as a file: out and in again is the same, and a bad file changes nothing."""

import csv
import io
from pathlib import Path

import pytest
from wagtail.models import ModelLogEntry

from cms.translation.glossary.files import COLUMNS, GlossaryFileError, read_terms, write_terms
from cms.translation.glossary.importing import carry_out, plan_import
from cms.translation.glossary.models import GlossaryEntry, GlossaryForm
from cms.translation.glossary.terms import Form, Kind, Term
from demo.accounts import ensure_accounts
from demo.glossary import FILE, load_glossary
from demo.reading import ContentError
from tests.house import People

HEADER = ",".join(COLUMNS)


def file(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines, ""]).encode()


def problems(data: bytes) -> list[tuple[int, str]]:
    with pytest.raises(GlossaryFileError) as refused:
        read_terms(data)
    return [(problem.line, problem.message) for problem in refused.value.problems]


def take(data: bytes) -> None:
    carry_out(plan_import(read_terms(data)), user=None)


def rows() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (GlossaryEntry, GlossaryForm, ModelLogEntry)]


def test_a_line_is_a_term() -> None:
    (term,) = read_terms(file('  story ,historia; not: relato,قصة,"not ""relato""",yes'))
    assert term == Term(
        "story",
        (Form("es", "historia"), Form("es", "relato", Kind.FORBIDDEN), Form("ar", "قصة")),
        note='not "relato"',
        needs_native_decision=True,
    )


def test_a_name_that_every_language_leaves_in_english_is_not_translated() -> None:
    name, half = read_terms(file("Schools First,Schools First,Schools First; or: المدارس,,", "embargo,embargo,حظر,,"))
    assert (name.do_not_translate, name.forms) == (True, (Form("ar", "المدارس", Kind.ALLOWED),))
    assert (half.do_not_translate, half.forms) == (False, (Form("es", "embargo"), Form("ar", "حظر")))


def test_columns_may_stand_in_any_order_and_lines_may_be_empty() -> None:
    data = "\ufeffar,en,es,needs_native_decision,note\r\n\r\nقصة,story,historia,,\r\n,,,,\r\n".encode()
    assert [term.english for term in read_terms(data)] == ["story"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [(1, f"The column “{name}” is missing.") for name in COLUMNS]),
        (b"\x89PNG\r\n", [(1, "This is not UTF-8. Save the file as “CSV UTF-8”.")]),
        (
            file("story,historia,x,,") + "año,,,,".encode("latin-1"),
            [(3, "This is not UTF-8. Save the file as “CSV UTF-8”.")],
        ),
        (file(header="en,es,note,needs_native_decision"), [(1, "The column “ar” is missing.")]),
        (file(header=HEADER + ",fr"), [(1, "There is no column “fr”.")]),
        (file(header=HEADER + ",en"), [(1, "A column is there twice.")]),
        (file("story,historia,,,", "report"), [(3, "This line has 1 columns, the first one has 5.")]),
        (file("story,historia,,,", '"report,informe,,,'), [(3, "This is not CSV: unexpected end of data.")]),
        (file("story,historia,,,", ",informe,,,"), [(3, "The English term is empty.")]),
        (
            file('story,historia,,"two', 'lines",', "report,,,,", "STORY,,,,"),
            [(5, "The term “STORY” is in line 2 already.")],
        ),
        (file("story,,,,perhaps"), [(2, "The column “needs_native_decision” holds “yes” or nothing.")]),
        (file("x" * 201 + ",,,,"), [(2, "The English term is longer than 200 characters.")]),
        (file("story," + "x" * 301 + ",,,"), [(2, "A form in the column “es” is longer than 300 characters.")]),
        (file("story,a\x00b,,,"), [(2, "There is a character that no text has.")]),
        (
            file(",a,,,", "story,,,,maybe", "story,,,,"),
            [
                (2, "The English term is empty."),
                (3, "The column “needs_native_decision” holds “yes” or nothing."),
                (4, "The term “story” is in line 3 already."),
            ],
        ),
    ],
)
def test_a_bad_file_says_which_line_and_what(data: bytes, expected: list[tuple[int, str]]) -> None:
    assert problems(data) == expected


def test_plan_says_what_is_added_and_changed_and_changes_nothing(db: None) -> None:
    take(file("story,historia,قصة,,", "report,informe,تقرير,,"))
    before = rows()
    plan = plan_import(read_terms(file("Story,relato,قصة,,", "brief,informe,موجز,,", "report,informe,تقرير,,")))
    assert [term.english for term in plan.added] == ["brief"]
    assert [(old.english, new.english, new.forms_in("es")[0].text) for old, new in plan.changed] == [
        ("story", "Story", "relato")
    ]
    assert plan.unchanged == 1
    assert rows() == before


def test_import_makes_a_term_what_the_file_says_and_leaves_the_others(db: None) -> None:
    take(file("story,historia / relato,قصة,a note,yes", "report,informe,تقرير,,"))
    take(file("Story,relato / historia; not: cuento,,,"))
    story, report = sorted(GlossaryEntry.objects.terms(), key=lambda term: term.key, reverse=True)
    assert story == Term("Story", (Form("es", "relato"), Form("es", "historia"), Form("es", "cuento", Kind.FORBIDDEN)))
    assert report.english == "report"


def test_import_is_in_the_log_with_who_did_it(people: People) -> None:
    carry_out(plan_import(read_terms(file("story,historia,,,"))), user=people.editor)
    carry_out(plan_import(read_terms(file("story,relato,,,"))), user=people.editor2)
    entry = GlossaryEntry.objects.get()
    log = ModelLogEntry.objects.filter(object_id=entry.pk).order_by("timestamp", "pk").values_list("action", "user")
    assert list(log) == [("wagtail.create", people.editor.pk), ("wagtail.edit", people.editor2.pk)]


def test_the_same_file_twice_changes_nothing(db: None) -> None:
    take(FILE.read_bytes())
    before = rows()
    plan = plan_import(read_terms(FILE.read_bytes()))
    assert (plan.added, plan.changed, plan.unchanged) == ((), (), 82)
    carry_out(plan, user=None)
    assert rows() == before


AWKWARD = [
    Term("a / b", (Form("es", "a / b"), Form("es", "sí, se puede"), Form("ar", "و، ي", Kind.FORBIDDEN))),
    Term("a, b; c", do_not_translate=True),
    Term('say "yes"', (Form("es", 'di "sí"'), Form("es", "or: x", Kind.ALLOWED)), note='two\nlines, "quoted"; all'),
    Term("=SUM(1)", (Form("ar", "x (or: y)"), Form("ar", "x (ج. y", Kind.ALLOWED)), needs_native_decision=True),
    Term("nothing"),
]


def test_export_and_import_is_the_identity(db: None) -> None:
    take(FILE.read_bytes())
    carry_out(plan_import(AWKWARD), user=None)
    before, exported = rows(), write_terms(GlossaryEntry.objects.terms())
    take(exported.encode("utf-8-sig"))
    assert rows() == before
    kept = GlossaryEntry.objects.terms()
    GlossaryEntry.objects.all().delete()
    take(exported.encode())
    assert GlossaryEntry.objects.terms() == kept
    assert len(kept) == 82 + len(AWKWARD)


def test_export_has_the_columns_of_the_file(db: None) -> None:
    take(file("story,historia / relato; not: cuento,قصة,a note,yes"))
    assert list(csv.DictReader(io.StringIO(write_terms(GlossaryEntry.objects.terms()), newline=""))) == [
        {
            "en": "story",
            "es": "historia / relato; not: cuento",
            "ar": "قصة",
            "note": "a note",
            "needs_native_decision": "yes",
        }
    ]


def test_every_term_of_the_demo_has_forms_that_can_stand_in_a_text() -> None:
    for term in read_terms(FILE.read_bytes()):
        for language in ("es", "ar"):
            forms = term.forms_in(language)
            assert forms, term.english
            assert forms[0].kind is Kind.PREFERRED, term.english
            assert not any(set(";؛") & set(form.text) for form in forms), term.english


class TestDemo:
    @pytest.fixture(autouse=True)
    def _accounts(self, people: People) -> None:
        ensure_accounts()

    def test_a_second_load_changes_nothing_and_what_staff_changed_stays(self) -> None:
        assert load_glossary() == 82
        GlossaryForm.objects.filter(text="historia").update(text="narración")
        GlossaryEntry.objects.get(term="report").delete()
        before = rows()
        assert load_glossary() == 1
        assert GlossaryForm.objects.filter(text="narración").exists()
        assert load_glossary() == 0
        assert len(rows()[0]) == len(before[0]) + 1

    def test_a_bad_file_is_named(self, tmp_path: Path) -> None:
        bad = tmp_path / "glossary.csv"
        bad.write_text("en,es\n")
        with pytest.raises(ContentError, match=r"glossary.csv: Line 1: The column “ar” is missing."):
            load_glossary(bad)
