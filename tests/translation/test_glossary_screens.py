"""Editors write the glossary, translators and reviewers read it, and the screens say what is wrong."""

from dataclasses import fields

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.accounts.models import User
from cms.translation.glossary.importing import carry_out, plan_import
from cms.translation.glossary.models import GlossaryEntry
from cms.translation.glossary.terms import Form, Kind, Term
from tests.house import People

ROLES = [field.name for field in fields(People)]
WRITERS = {"admin", "editor", "editor2"}
STORY = Term("story", (Form("es", "historia"), Form("es", "relato", Kind.FORBIDDEN), Form("ar", "قصّة")), note="A tale")
NAME = Term("Schools First", do_not_translate=True)
OPEN = Term("belonging", (Form("es", "sentido de pertenencia"),), needs_native_decision=True)


def client(user: User) -> Client:
    own = Client()
    own.force_login(user)
    return own


def terms() -> dict[str, Term]:
    return {term.english: term for term in GlossaryEntry.objects.terms()}


def form(*rows: tuple[str, str, str], deleted: tuple[int, ...] = (), **values: str) -> dict[str, str]:
    """What the browser sends for an entry with these forms (language, kind, text)."""
    data = {"wordings-TOTAL_FORMS": str(len(rows)), "wordings-INITIAL_FORMS": "0", "wordings-MIN_NUM_FORMS": "0"}
    data |= {"wordings-MAX_NUM_FORMS": "1000", "note": "", **values}
    for number, (language, kind, text) in enumerate(rows):
        row = {"language": language, "kind": kind, "text": text, "id": "", "ORDER": str(number + 1)}
        row["DELETE"] = "on" if number in deleted else ""
        data |= {f"wordings-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def entries(people: People) -> None:
    carry_out(plan_import([STORY, NAME, OPEN]), user=people.editor)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.usefixtures("entries")
def test_everybody_who_works_on_texts_reads_and_only_writers_write(people: People, role: str) -> None:
    own, pk = client(getattr(people, role)), GlossaryEntry.objects.get(term="story").pk
    file = SimpleUploadedFile("glossary.csv", b"en,es,ar,note,needs_native_decision\nnew,nuevo,,,\n")
    assert own.get("/admin/glossary/").status_code == 200
    assert own.get("/admin/glossary/results/").status_code == 200
    assert own.get("/admin/glossary/export/").status_code == 200
    before = terms()
    answers = [
        own.get("/admin/glossary/new/"),
        own.get(f"/admin/glossary/edit/{pk}/"),
        own.get(f"/admin/glossary/delete/{pk}/"),
        own.get(f"/admin/glossary/history/{pk}/"),
        own.get(f"/admin/glossary/usage/{pk}/"),
        own.get("/admin/glossary/import/"),
        own.post("/admin/glossary/new/", form(("es", "preferred", "uno"), term="one")),
        own.post(f"/admin/glossary/edit/{pk}/", form(term="story", note="changed")),
        own.post("/admin/glossary/import/", {"file": file}),
        own.post("/admin/glossary/import/", {"text": "x", "fingerprint": "x"}),
        own.post(f"/admin/glossary/delete/{pk}/"),
    ]
    if role in WRITERS:
        assert [answer.status_code for answer in answers] == [200] * 6 + [302, 302, 200, 200, 302]
        assert terms().keys() == {"Schools First", "belonging", "one"}
    else:
        # Wagtail answers a refusal in its admin with a message and the way home.
        assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, "/admin/")}
        assert terms() == before


def test_who_has_no_role_and_who_is_not_signed_in_see_nothing(people: People) -> None:
    press = User.objects.create_user("press-only", is_staff=True)
    press.groups.add(Group.objects.get(name="Press"))
    for own, place in ((client(press), "/admin/"), (Client(), "/admin/login/")):
        for screen in ("", "export/", "import/", "new/"):
            answer = own.get(f"/admin/glossary/{screen}")
            assert answer.status_code == 302, screen
            assert answer.headers["Location"].startswith(place)


@pytest.mark.usefixtures("entries")
def test_list_shows_each_language_in_its_direction_and_what_is_forbidden_in_words(people: People) -> None:
    html = client(people.translator_ar).get("/admin/glossary/").content.decode()
    assert '<span lang="ar" dir="rtl">قصّة</span>' in html
    assert '<span class="glossary-form__kind">Forbidden:</span>' in html
    assert html.count("Schools First") >= 3
    assert "No form yet" in html
    assert "/admin/glossary/export/" in html
    assert "/admin/glossary/import/" not in html
    assert "/admin/glossary/edit/" not in html


def shown(own: Client, query: str) -> set[str]:
    return {entry.term for entry in own.get(f"/admin/glossary/?{query}").context["object_list"]}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=HISTORIA", {"story"}),
        ("q=القصة", set()),
        ("q=قصه", {"story"}),
        ("q=tale+sto", {"story"}),
        ("q=pertenencia", {"belonging"}),
        ("q=none", set()),
        ("needs_native_decision=true", {"belonging"}),
        ("do_not_translate=true", {"Schools First"}),
        ("missing=ar", {"belonging"}),
        ("missing=es", set()),
    ],
)
@pytest.mark.usefixtures("entries")
def test_list_is_searched_and_narrowed(people: People, query: str, expected: set[str]) -> None:
    assert shown(client(people.translator_es), query) == expected


def test_list_takes_as_many_queries_for_one_term_as_for_thirty(people: People) -> None:
    own = client(people.translator_es)
    counts = []
    for number in (1, 30):
        names = [f"term {place}" for place in range(number)]
        carry_out(plan_import([Term(name, (Form("es", name), Form("ar", "كلمة"))) for name in names]), user=None)
        own.get("/admin/glossary/")
        with CaptureQueriesContext(connection) as queries:
            assert len(own.get("/admin/glossary/").context["object_list"]) == number
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_entry_is_written_with_its_forms(people: People) -> None:
    own = client(people.editor)
    rows = (("ar", "preferred", "قصة"), ("es", "forbidden", " el  relato "), ("es", "preferred", "historia"))
    assert own.post("/admin/glossary/new/", form(*rows, term="  a  story ")).status_code == 302
    assert terms() == {
        "a story": Term(
            "a story",
            (Form("es", "historia"), Form("es", "el relato", Kind.FORBIDDEN), Form("ar", "قصة")),
        )
    }


@pytest.mark.parametrize(
    ("rows", "values", "message"),
    [
        ((), {"term": "STORY"}, "The glossary has this term already."),
        ((("es", "preferred", "uno"), ("es", "allowed", "uno")), {"term": "one"}, "Please correct the duplicate data"),
        ((("es", "preferred", "One"),), {"term": "One", "do_not_translate": "on"}, "has no preferred forms"),
        ((("es", "preferred", "One"), ("ar", "preferred", "One")), {"term": "One"}, "mark it as not translated"),
        ((), {"term": " "}, "This field is required."),
        ((("es", "preferred", ""),), {"term": "one"}, "This field is required."),
    ],
)
@pytest.mark.usefixtures("entries")
def test_a_contradiction_is_refused_in_words(people: People, rows: tuple, values: dict, message: str) -> None:
    before = terms()
    answer = client(people.editor).post("/admin/glossary/new/", form(*rows, **values))
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert terms() == before


@pytest.mark.usefixtures("entries")
def test_a_form_is_edited_in_the_direction_of_its_language(people: People) -> None:
    pk = GlossaryEntry.objects.get(term="story").pk
    html = client(people.editor).get(f"/admin/glossary/edit/{pk}/").content.decode()
    arabic = next(line for line in html.split("<input") if 'value="قصّة"' in line)
    assert 'lang="ar"' in arabic
    assert 'dir="rtl"' in arabic


@pytest.mark.usefixtures("entries")
def test_import_shows_its_changes_and_makes_them_when_they_were_seen(people: People) -> None:
    own, before = client(people.editor), terms()
    lines = ["Story,cuento,,,", "report,informe,تقرير,,yes", "Schools First,Schools First,Schools First,,", ""]
    data = "\n".join(["en,es,ar,note,needs_native_decision", *lines])
    seen = own.post("/admin/glossary/import/", {"file": SimpleUploadedFile("glossary.csv", data.encode("utf-8-sig"))})
    html = seen.content.decode()
    assert terms() == before
    assert "1 new term." in html
    assert "1 changed term." in html
    assert "1 term is the same already." in html
    assert "cuento" in html
    assert "historia" in html
    confirmed = own.post("/admin/glossary/import/", seen.context["form"].initial, follow=True)
    assert "1 term added. 1 term changed." in confirmed.content.decode()
    assert terms().keys() == {"Story", "report", "Schools First", "belonging"}
    assert terms()["Story"].forms == (Form("es", "cuento"),)


@pytest.mark.usefixtures("entries")
def test_import_shows_its_changes_again_where_the_glossary_has_changed_meanwhile(people: People) -> None:
    own = client(people.editor)
    data = b"en,es,ar,note,needs_native_decision\nstory,cuento,,,\n"
    seen = own.post("/admin/glossary/import/", {"file": SimpleUploadedFile("glossary.csv", data)})
    GlossaryEntry.objects.filter(term="story").update(note="Somebody else was here.")
    again = own.post("/admin/glossary/import/", seen.context["form"].initial)
    assert "The glossary has changed in the meantime." in again.content.decode()
    assert "Somebody else was here." in again.content.decode()
    assert terms()["story"].forms == STORY.forms
    assert own.post("/admin/glossary/import/", again.context["form"].initial).status_code == 302
    assert terms()["story"].forms == (Form("es", "cuento"),)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"en,es\nstory,historia\n", "Line 1: The column “ar” is missing."),
        (b"", "The file is empty."),
        (b"\xff\xfe", "Line 1: This is not UTF-8."),
        (b"x" * 1_000_001, "The file is too large for a glossary."),
    ],
)
@pytest.mark.usefixtures("entries")
def test_a_bad_file_is_refused_in_words_and_changes_nothing(people: People, data: bytes, message: str) -> None:
    before = terms()
    answer = client(people.editor).post("/admin/glossary/import/", {"file": SimpleUploadedFile("glossary.csv", data)})
    assert message in answer.content.decode()
    assert terms() == before


@pytest.mark.usefixtures("entries")
def test_what_is_exported_can_be_imported(people: People) -> None:
    exported = client(people.translator_es).get("/admin/glossary/export/")
    assert exported.headers["Content-Disposition"] == 'attachment; filename="glossary.csv"'
    file = SimpleUploadedFile("glossary.csv", exported.content)
    seen = client(people.editor).post("/admin/glossary/import/", {"file": file})
    assert "3 terms are the same already." in seen.content.decode()
    assert 'data-test="confirm"' not in seen.content.decode()
