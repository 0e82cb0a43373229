"""What is asked for with a text: by whom, until when, with which note."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from cms.accounts.models import User
from cms.accounts.roles import TRANSLATORS
from cms.directory.models import ReusableText
from cms.translation.assignments import Assignment, Order
from cms.translation.review import approve
from cms.translation.sending import send_for_translation
from tests.house import House, fresh
from tests.staff.test_dashboard import dashboard, rows, signed_in


def send_address(source) -> str:
    return f"/admin/translation/send/page/{source.pk}/"


def post(client: Client, source, **data):
    return client.post(send_address(source), {"languages": ["es"], **data})


def soon(days: int = 7) -> date:
    return timezone.localdate() + timedelta(days=days)


def another_translator(code: str = "es", **values) -> User:
    user = User.objects.create_user("test_second", "second@example.org", first_name="Inés", last_name="Ortiz", **values)
    user.groups.add(Group.objects.get(name=TRANSLATORS[code]))
    return user


@pytest.fixture(scope="module")
def shared_story(shared_house: House):
    shared_house.story_index("es", "ar")
    return shared_house.go_live(shared_house.story())


@pytest.fixture
def story(shared_story, house: House):
    return fresh(shared_story)


def asked(source, code: str) -> tuple:
    row = Assignment.objects.by_text()[source.translation_key, code]
    return row.assignee, row.due, row.note


def test_each_language_has_its_translator_and_both_the_day_and_the_note(house: House, story) -> None:
    people = house.people
    response = post(
        signed_in(people.editor),
        story,
        languages=["es", "ar"],
        assignee_es=people.translator_es.pk,
        assignee_ar=people.translator_ar.pk,
        due=soon().isoformat(),
        note="For parents.",
    )
    assert response.status_code == 302
    assert asked(story, "es") == (people.translator_es, soon(), "For parents.")
    assert asked(story, "ar") == (people.translator_ar, soon(), "For parents.")


def test_all_of_it_may_be_left_empty(house: House, story) -> None:
    assert post(signed_in(house.people.editor), story, due="", note="", assignee_es="").status_code == 302
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("name", ["translator_ar", "reviewer_es", "editor", "left"])
def test_only_an_active_translator_of_the_language_is_asked(house: House, story, name: str) -> None:
    people = house.people
    somebody = another_translator(is_active=False) if name == "left" else getattr(people, name)
    html = post(signed_in(people.editor), story, assignee_es=somebody.pk).content.decode()
    assert "Select a valid choice" in html
    assert not Assignment.objects.exists()
    assert not story.get_translations().filter(locale__language_code="es").exists()


def test_day_that_has_passed_is_refused(house: House, story) -> None:
    html = post(signed_in(house.people.editor), story, due=soon(-1).isoformat()).content.decode()
    assert "Choose today or a later day." in html
    assert not Assignment.objects.exists()
    assert post(signed_in(house.people.editor), story, due=soon(0).isoformat()).status_code == 302


def test_sending_again_begins_with_what_was_asked_for_and_can_take_it_back(house: House, story) -> None:
    people, client = house.people, signed_in(house.people.editor)
    post(client, story, assignee_es=people.translator_es.pk, due=soon().isoformat(), note="For parents.")
    html = client.get(send_address(story)).content.decode()
    assert "For parents." in html
    assert f'value="{soon().isoformat()}"' in html
    assert f'<option value="{people.translator_es.pk}" selected>' in html
    post(client, story)
    assert not Assignment.objects.exists()


def test_what_is_not_given_with_several_stays_as_it_was(house: House, story) -> None:
    people = house.people
    whole = Order(assignees={"es": people.translator_es}, due=soon(), note="For parents.")
    send_for_translation(story, languages=["es"], user=people.editor, order=whole)
    send_for_translation(story, languages=["es"], user=people.editor, order=Order(due=soon(9)))
    assert asked(story, "es") == (people.translator_es, soon(9), "For parents.")


def test_shared_text_that_goes_along_is_asked_for_too(house: House) -> None:
    house.story_index("es")
    shared = house.go_live(house.snippet(ReusableText(key="not-normal", text="<p>We cannot go back.</p>")))
    story = house.go_live(house.story("another", body=[("reusable_text", shared)]))
    order = Order(assignees={"es": house.people.translator_es}, due=soon())
    send_for_translation(story, languages=["es"], user=house.people.editor, order=order)
    assert asked(shared, "es") == (house.people.translator_es, soon(), "")


def test_translator_finds_day_note_and_name_on_the_desk(house: House, story) -> None:
    people = house.people
    post(
        signed_in(people.editor),
        story,
        assignee_es=people.translator_es.pk,
        due=soon().isoformat(),
        note="<b>Parents</b>",
    )
    target = story.get_translations().get(locale__language_code="es")
    html = signed_in(people.translator_es).get(f"/admin/pages/{target.pk}/edit/").content.decode()
    assert 'data-test="assignment"' in html
    assert "Due " in html
    assert "&lt;b&gt;Parents&lt;/b&gt;" in html
    assert "test_translator_es" in html
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        html = signed_in(people.translator_es).get(f"/admin/pages/{target.pk}/edit/").content.decode()
    assert "Overdue since " in html


def test_queue_has_what_is_due_first_and_what_others_were_asked_for_last(house: House) -> None:
    people = house.people
    house.story_index("es")
    somebody = another_translator()
    orders = {
        "Theirs": Order(assignees={"es": somebody}, due=soon(1)),
        "Whenever": None,
        "Later": Order(due=soon(5), note="For parents."),
        "Sooner": Order(assignees={"es": people.translator_es}, due=soon(2)),
    }
    for title, order in orders.items():
        story = house.go_live(house.story(slug=title.lower(), title=title))
        send_for_translation(story, languages=["es"], user=people.editor, order=order)
    found = [row for row in rows(dashboard(people.translator_es), "queue-row") if "Stories" not in row]
    assert [row.split()[0] for row in found] == ["Sooner", "Later", "Whenever", "Theirs"]
    assert "Assigned to you" in found[0]
    assert "For parents." in found[1]
    assert "Assigned to Inés Ortiz" in found[3]
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        sooner, later, *_rest = rows(dashboard(people.translator_es), "queue-row")
    assert "Overdue since" in sooner
    assert "Overdue" not in later


def test_text_of_one_who_left_is_nobody_elses(house: House, story) -> None:
    somebody = another_translator()
    send_for_translation(
        story, languages=["es"], user=house.people.editor, order=Order(assignees={"es": somebody}, due=soon())
    )
    somebody.is_active = False
    somebody.save()
    html = dashboard(house.people.translator_es)
    assert "Assigned to" not in html
    somebody.delete()
    assert asked(story, "es") == (None, soon(), "")


def test_going_live_ends_what_was_asked_for(house: House, story) -> None:
    people = house.people
    order = Order(assignees={"es": people.translator_es}, due=soon(), note="For parents.")
    (translation,) = send_for_translation(story, languages=["es"], user=people.editor, order=order)
    house.fill(translation)
    target = house.submit(translation)
    assert Assignment.objects.count() == 1
    approve(target, user=people.reviewer_es)
    assert fresh(target).live
    assert not Assignment.objects.exists()
