"""The board: where every text stands in every language, narrowed, counted and taken away as a sheet."""

import csv
import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cms.accounts.models import User
from cms.pages.sheets import harmless
from cms.translation.assignments import Order
from cms.translation.sending import send_for_translation
from tests.house import House, fresh
from tests.staff.test_dashboard import rows, signed_in

ADDRESS = "/admin/reports/translations/"


def shown(user: User, **filters: Any) -> str:
    response = signed_in(user).get(ADDRESS, filters)
    assert response.status_code == 200
    return response.content.decode()


def titles(html: str) -> list[str]:
    found = re.findall(r'<tr data-test="board-row">.*?<(?:a|span)[^>]*lang="en"[^>]*>(.*?)</', html, re.DOTALL)
    return [title.strip() for title in found]


def cells(html: str) -> list[tuple[str, str]]:
    return re.findall(r'data-test="status-cell"\s+data-locale="(\w+)"\s+data-state="([\w-]+)"', html)


def sheet(user: User, **filters: Any) -> list[list[str]]:
    response = signed_in(user).get(ADDRESS, {**filters, "export": "csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


@pytest.fixture(scope="module")
def shared_texts(shared_house: House) -> dict[str, Any]:
    """A story that is live in Spanish, one that is being translated, one that is a draft, and a shared text."""
    house = shared_house
    house.story_index("es", "ar")
    done = house.go_live(house.story(slug="done", title="Done"))
    house.translate(done, "es")
    begun = house.go_live(house.story(slug="begun", title="Begun"))
    due = timezone.localdate() + timedelta(days=3)
    order = Order(assignees={"es": house.people.translator_es}, due=due)
    send_for_translation(begun, languages=["es"], user=house.people.editor, order=order)
    draft = house.story(slug="draft", title="Not approved")
    return {"done": done, "begun": begun, "draft": draft, "shared": house.reusable_text()}


@pytest.fixture
def texts(shared_texts: dict[str, Any], house: House) -> dict[str, Any]:
    return {name: fresh(text) for name, text in shared_texts.items()}


def test_every_text_stands_in_every_language(people: Any, texts: dict[str, Any]) -> None:
    html = shown(people.editor)
    assert titles(html) == ["Stories", "Done", "Begun", "Not approved", "not-normal"]
    assert cells(html)[2:6] == [("es", "live"), ("ar", "missing"), ("es", "in-progress"), ("ar", "missing")]
    begun = rows(html.replace('data-test="board-row"', 'data-test="x"'), "x")[2]
    assert "0 of 4" in begun
    assert "11 words left" in begun
    assert "test_translator_es" in begun
    assert "Due " in begun
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert "Overdue since" in shown(people.editor)


def test_summary_counts_states_and_words_of_each_section(people: Any, texts: dict[str, Any]) -> None:
    html = " ".join(shown(people.editor).split())
    stories, shared = html.split('data-test="summary-row"')[1:3]
    spanish, arabic = stories.split('data-test="summary-cell"')[1:3]
    assert 'data-state="live" data-count="1"' in spanish
    assert 'data-state="in-progress" data-count="1"' in spanish
    assert 'data-state="missing" data-count="2"' in spanish
    # Eleven of the story that is being translated, one of the page of the stories itself.
    assert 'data-words-left="12"' in spanish
    assert 'data-state="missing" data-count="4"' in arabic
    assert "Shared texts" in shared
    html = " ".join(shown(people.editor, language="es", state="in-progress").split())
    (alone,) = html.split('data-test="summary-row"')[1:]
    assert alone.split('data-test="board-row"')[0].count("data-count=") == 1


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"language": "es", "state": "live"}, ["Done"]),
        ({"language": "ar", "state": "live"}, []),
        ({"state": "in-progress"}, ["Begun"]),
        ({"q": "EGU"}, ["Begun"]),
        ({"q": "not approved"}, ["Not approved"]),
        ({"section": "shared"}, ["not-normal"]),
        ({"assignee": "nobody"}, []),
        ({"state": "no such state"}, ["Stories", "Done", "Begun", "Not approved", "not-normal"]),
        ({"q": "nothing has this"}, []),
    ],
)
def test_list_is_narrowed(people: Any, texts: dict[str, Any], filters: dict[str, str], expected: list[str]) -> None:
    assert titles(shown(people.editor, **filters)) == expected


def test_list_is_narrowed_by_person_kind_section_and_what_is_overdue(people: Any, texts: dict[str, Any]) -> None:
    kind = texts["done"].content_type_id
    section = texts["done"].path[:12]
    assert titles(shown(people.editor, assignee=people.translator_es.pk)) == ["Begun"]
    assert titles(shown(people.editor, kind=kind)) == ["Done", "Begun", "Not approved"]
    assert titles(shown(people.editor, section=section)) == ["Stories", "Done", "Begun", "Not approved"]
    assert titles(shown(people.editor, overdue="on")) == []
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert titles(shown(people.editor, overdue="on")) == ["Begun"]
        assert titles(shown(people.editor, overdue="on", language="ar")) == []


def test_one_language_alone_has_one_column(people: Any, texts: dict[str, Any]) -> None:
    assert {code for code, _state in cells(shown(people.editor, language="ar"))} == {"ar"}


def test_sheet_has_what_is_narrowed_to(people: Any, texts: dict[str, Any]) -> None:
    heading, *lines = sheet(people.editor, language="es", state="in-progress")
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    assert [dict(zip(heading, line, strict=True)) for line in lines] == [
        {
            "Text": "Begun",
            "Section": "Stories",
            "Kind": "Story",
            "Language": "Español",
            "State": "In translation",
            "Parts": "4",
            "Parts done": "0",
            "Parts behind": "0",
            "Words": "11",
            "Words left": "11",
            "Translator": "test_translator_es",
            "Due date": due,
        }
    ]
    assert len(sheet(people.editor)) == 1 + 2 * 5


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_sheet_runs_no_formula(value: str) -> None:
    assert harmless(value) == f"'{value}"


def test_title_that_is_a_formula_is_text_in_the_sheet(house: House, people: Any) -> None:
    house.story(slug="formula", title='=HYPERLINK("https://example.org")')
    assert any(line[0].startswith("'=HYPERLINK") for line in sheet(people.editor))


@pytest.mark.parametrize(
    ("name", "opens"),
    [("translator_es", {"es"}), ("reviewer_ar", {"ar"}), ("reviewer_en", set()), ("admin", {"es", "ar"})],
)
def test_each_role_opens_its_own_languages(people: Any, texts: dict[str, Any], name: str, opens: set[str]) -> None:
    html = " ".join(shown(getattr(people, name)).split())
    opened = re.findall(r'data-test="status-cell" data-locale="(\w+)" data-state="[\w-]+"> <a ', html)
    assert set(opened) == opens


@pytest.mark.parametrize("name", ["translator_es", "reviewer_ar", "reviewer_en"])
def test_translators_and_reviewers_read_what_is_approved_and_change_nothing(
    people: Any, texts: dict[str, Any], name: str
) -> None:
    html = shown(getattr(people, name))
    assert titles(html) == ["Stories", "Done", "Begun", "not-normal"]
    assert f"/admin/pages/{texts['done'].pk}/edit/" not in html
    assert signed_in(getattr(people, name)).post(ADDRESS, {"q": "x"}).status_code in {200, 403}
    assert "Not approved" not in str(sheet(getattr(people, name)))


def test_who_has_nothing_to_do_with_translations_is_refused(db: None) -> None:
    client = Client()
    assert client.get(ADDRESS).status_code == 302
    stranger = User.objects.create_user("stranger")
    client.force_login(stranger)
    assert client.get(ADDRESS).status_code in {302, 403}
