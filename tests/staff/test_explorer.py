"""The lists of pages: what each page is about, and where each language stands."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.directory.models import PageTerm, Term
from cms.languages.formats import format_day
from cms.translation.assignments import Order
from cms.translation.sending import send_for_translation
from tests.house import House, fresh
from tests.staff.test_dashboard import signed_in


def listed(client: Client, parent: Page, **filters: str | list[str]) -> str:
    return client.get(f"/admin/pages/{parent.pk}/", filters).content.decode()


def titles(html: str) -> list[str]:
    return re.findall(r'<span id="page_\d+_title">\s*(.*?)\s*</span>', html, re.DOTALL)


def states(html: str) -> list[tuple[str, str]]:
    return re.findall(r'data-test="status-cell"\s+data-locale="(\w+)"\s+data-state="([\w-]+)"', html)


@pytest.fixture
def client_of_editor(house: House) -> Client:
    return signed_in(house.people.editor)


def about(page: Page, term: Term) -> None:
    """Add a theme as the editor does, in the page that is shown in lists."""
    PageTerm.objects.create(page=page, term=term)


def test_each_page_shows_where_each_language_stands(house: House, client_of_editor: Client) -> None:
    index = house.story_index("es")
    story = house.go_live(house.story())
    assert states(listed(client_of_editor, index)) == [("es", "missing"), ("ar", "missing")]
    house.send(story, "ar")
    assert states(listed(client_of_editor, index)) == [("es", "missing"), ("ar", "in-progress")]
    html = listed(client_of_editor, index)
    assert "In translation" in html
    assert "0 of " in html
    house.translate(story, "es")
    assert ("es", "live") in states(listed(client_of_editor, index))
    house.change(story, summary="Another summary.")
    house.go_live(story)
    assert ("es", "outdated") in states(listed(client_of_editor, index))
    assert "Live, 1 part behind" in listed(client_of_editor, index)


def test_pages_show_their_kind_and_themes(house: House, client_of_editor: Client) -> None:
    story, theme = house.story(), house.term()
    about(story, theme)
    about(story, house.term("families", "A concern", "concern"))
    html = listed(client_of_editor, story.get_parent())
    assert "Mental health" in html
    assert "A concern" not in re.sub(r"<form.*?</form>", "", html, flags=re.DOTALL)
    assert re.search(r"<td[^>]*>\s*Story\s*</td>", html)


def test_list_is_narrowed_by_kind_theme_and_state(house: House, client_of_editor: Client) -> None:
    index = house.story_index()
    first = house.go_live(house.story(slug="first", title="The first"))
    house.story(slug="second", title="The second")
    theme = house.term()
    about(first, theme)
    house.send(first, "es")
    assert sorted(titles(listed(client_of_editor, index))) == ["The first", "The second"]
    for narrowed in (
        {"theme": str(theme.pk)},
        {"state_es": "in-progress"},
        {"state_es": ["in-progress", "live"], "state_ar": "missing"},
    ):
        assert titles(listed(client_of_editor, index, **narrowed)) == ["The first"]
    assert titles(listed(client_of_editor, index, state_es="missing")) == ["The second"]
    home = house.home
    kind = str(fresh(first).content_type_id)
    assert sorted(titles(listed(client_of_editor, home, content_type=kind))) == ["The first", "The second"]


def test_twelve_pages_take_as_many_queries_as_one(house: House, client_of_editor: Client) -> None:
    theme = house.term()

    def add(number: int) -> None:
        story = house.go_live(house.story(slug=f"story-{number}", title=f"Story {number}"))
        about(story, theme)
        house.send(story, "es")

    def queries() -> list[str]:
        listed(client_of_editor, house.story_index())
        with CaptureQueriesContext(connection) as captured:
            listed(client_of_editor, house.story_index())
        return [query["sql"] for query in captured.captured_queries]

    add(1)
    of_one = queries()
    for number in range(2, 13):
        add(number)
    of_twelve = queries()
    assert len(of_twelve) == len(of_one), "\n".join(of_twelve)


def test_page_shows_how_far_it_is_and_when_it_is_due(house: House, client_of_editor: Client) -> None:
    index = house.story_index("es")
    story = house.go_live(house.story())
    due = timezone.localdate() + timedelta(days=3)
    send_for_translation(story, languages=["es"], user=house.people.editor, order=Order(due=due))
    panel = client_of_editor.get(f"/admin/pages/{story.pk}/edit/").content.decode()
    for html in (listed(client_of_editor, index), panel):
        cell = re.search(r'data-locale="es"\s+data-state="in-progress".*?(?=data-locale="ar")', html, re.DOTALL)[0]
        assert "0 of 4" in cell
        assert f"Due {format_day(due, 'en')}" in " ".join(cell.split())
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert "Overdue since" in listed(signed_in(house.people.editor), index)
