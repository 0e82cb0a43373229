"""The first screen after signing in."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.accounts.models import User
from cms.directory.models import ReusableText
from cms.translation.review import return_with_comment, submit_source
from tests.house import House, fresh


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def dashboard(user: User) -> str:
    return signed_in(user).get("/admin/").content.decode()


def rows(html: str, hook: str) -> list[str]:
    """Return the table rows with this hook, their tags taken away."""
    found = re.findall(rf'<tr data-test="{hook}".*?</tr>', html, re.DOTALL)
    return [" ".join(re.sub("<[^>]*>", " ", row).split()) for row in found]


def test_each_role_sees_what_waits_for_it(house: House) -> None:
    people, story = house.people, house.story()
    submit_source(fresh(story), user=people.editor)
    (english,) = rows(dashboard(people.reviewer_en), "queue-source")
    assert "A story of one school" in english
    assert "To review" in english
    for somebody_else in (people.editor, people.editor2, people.reviewer_es, people.translator_es):
        assert "queue-source" not in dashboard(somebody_else)


def test_returned_text_waits_for_who_submitted_it(house: House) -> None:
    people, story = house.people, house.story()
    submit_source(fresh(story), user=people.editor)
    return_with_comment(fresh(story), user=people.reviewer_en, comment="Say which school.")
    (row,) = rows(dashboard(people.editor), "queue-source")
    assert "Returned with comments" in row
    assert rows(dashboard(people.editor2), "queue-source") == []
    submit_source(fresh(story), user=people.editor)
    assert rows(dashboard(people.editor), "queue-source") == []


def test_returned_translation_says_so(house: House) -> None:
    people = house.people
    house.story_index("es")
    (translation,) = house.send(house.go_live(house.story()), "es")
    assert "To translate" in rows(dashboard(people.translator_es), "queue-row")[-1]
    house.fill(translation)
    target = house.submit(translation)
    return_with_comment(target, user=people.reviewer_es, comment="Otra palabra.")
    assert "Returned with comments" in rows(dashboard(people.translator_es), "queue-row")[-1]


def test_edited_texts_show_language_and_state(house: House) -> None:
    people = house.people
    story = house.go_live(house.story())
    newest = rows(dashboard(people.editor), "edited-row")[0]
    assert "A story of one school" in newest
    assert "Live" in newest
    house.change(story, summary="Another summary.")
    assert "Newer draft" in rows(dashboard(people.editor), "edited-row")[0]
    (translation,) = house.send(story, "ar")
    house.fill(translation)
    (translated, *_above) = rows(dashboard(people.translator_ar), "edited-row")
    assert "العربية" in translated
    assert "In translation" in translated


def test_in_review_names_who_can_decide(house: House) -> None:
    people, story = house.people, house.story()
    people.reviewer_en.first_name = "Ruth"
    people.reviewer_en.save()
    submit_source(fresh(story), user=people.editor)
    (row,) = rows(dashboard(people.editor), "review-row")
    assert "Ruth" in row
    assert rows(dashboard(people.reviewer_en), "review-row") == []
    assert rows(dashboard(people.translator_es), "review-row") == []


def test_in_review_says_when_nobody_can_decide(house: House) -> None:
    people = house.people
    story = house.story()
    people.editor.groups.add(*people.reviewer_en.groups.all())
    people.reviewer_en.delete()
    submit_source(fresh(story), user=people.editor)
    (row,) = rows(dashboard(people.editor), "review-row")
    assert "Nobody" in row
    assert rows(dashboard(people.editor), "queue-source") == []


@pytest.mark.parametrize("name", ["admin", "editor", "translator_es", "reviewer_ar"])
def test_empty_dashboard_says_what_comes_next(house: House, name: str) -> None:
    html = dashboard(getattr(house.people, name))
    assert "Nothing waits for you. " in html


def test_twelve_texts_take_as_many_queries_as_one(house: House) -> None:
    people = house.people
    house.story_index("es")

    def add(number: int) -> None:
        shared = house.snippet(ReusableText(key=f"text-{number}", text="<p>We cannot go back.</p>"))
        for text in (house.story(slug=f"story-{number}"), house.go_live(shared)):
            submit_source(fresh(text), user=people.editor)
        house.send(shared, "es")
        (submitted,) = house.send(house.go_live(house.story(slug=f"live-{number}")), "es")
        house.fill(submitted)
        house.submit(submitted)

    def queries(user: User) -> int:
        client = signed_in(user)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/admin/").content.count(b"<tr data-test=") >= expected
        return len(captured)

    roles = [people.admin, people.editor, people.translator_es, people.reviewer_es, people.reviewer_en]
    expected = 1
    add(1)
    of_one = [queries(user) for user in roles]
    for number in range(2, 13):
        add(number)
    expected = 10
    assert [queries(user) for user in roles] == of_one
