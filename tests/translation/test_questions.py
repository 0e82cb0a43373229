"""Questions about a part: who is asked, who sees what, and that nothing typed is lost."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail_localize.models import Translation

from cms.translation.models import Question, Reply
from cms.translation.questions.models import LONGEST
from cms.translation.segments import list_segments
from tests.house import House, fresh
from tests.staff.test_dashboard import dashboard, rows, signed_in

BOX = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture(scope="module")
def shared_translation(shared_house: House) -> Translation:
    house = shared_house
    house.story_index("ar", "es")
    return house.send(house.go_live(house.story()), "ar", "es")[0]


@pytest.fixture
def translation(shared_translation: Translation, house: House) -> Translation:
    return fresh(shared_translation)


def ask_address(translation: Translation, part: str = "") -> str:
    return f"/admin/translation/{translation.pk}/questions/{part or list_segments(translation)[0].id}/"


def english_address(translation: Translation) -> str:
    return f"/admin/translation/questions/{translation.source.object_id}/"


def desk_of(translation: Translation) -> str:
    return f"/admin/pages/{translation.get_target_instance().pk}/edit/"


def asked(house: House, translation: Translation, about: str = "english", text: str = "Which school?") -> Question:
    client = signed_in(house.people.translator_ar)
    assert client.post(ask_address(translation), {"about": about, "text": text}).status_code == 302
    return Question.objects.latest("pk")


def states(client: Client, address: str) -> list[str]:
    return re.findall(r'data-test="question"\s+data-state="([a-z]+)"', client.get(address).content.decode())


def test_question_about_the_english_waits_for_the_editors_and_its_answer_is_read_in_every_language(
    house: House, translation: Translation
) -> None:
    people, spanish = house.people, translation.source.translations.get(target_locale__language_code="es")
    question = asked(house, translation)
    (row,) = rows(dashboard(people.editor2), "queue-question")
    assert "A story of one school" in row
    assert "1 question about the English" in row
    assert "العربية" in row
    assert "queue-question" not in dashboard(people.translator_ar) + dashboard(people.reviewer_en)
    assert "Which school?" in signed_in(people.translator_es).get(desk_of(spanish)).content.decode()

    address = english_address(translation)
    signed_in(people.editor2).post(address, {"question": question.pk, "text": "The one in Oakland."})
    assert "queue-question" not in dashboard(people.editor)
    for user, desk in ((people.translator_es, spanish), (people.reviewer_ar, translation)):
        html = signed_in(user).get(desk_of(desk)).content.decode()
        assert "The one in Oakland." in html
        assert 'data-state="answered"' in html
    # Whoever asked and is not content asks again: it is open again.
    signed_in(people.translator_ar).post(ask_address(translation), {"question": question.pk, "text": "Oakland, CA?"})
    assert len(rows(dashboard(people.editor), "queue-question")) == 1
    assert states(signed_in(people.editor), address) == ["open"]


def test_question_about_the_translation_stays_in_its_language(house: House, translation: Translation) -> None:
    people, spanish = house.people, translation.source.translations.get(target_locale__language_code="es")
    question = asked(house, translation, about="translation", text="هل نقول «مدرسة»؟")
    assert "queue-question" not in dashboard(people.editor)
    assert "هل نقول" not in signed_in(people.translator_es).get(desk_of(spanish)).content.decode()
    assert "هل نقول" not in signed_in(people.editor).get(english_address(translation)).content.decode()
    # The reviewer's word answers it, also while the text is in review, in the row it is about.
    house.fill(translation)
    house.submit(translation)
    client = signed_in(people.reviewer_ar)
    html = client.get(desk_of(translation)).content.decode()
    assert html.index("هل نقول") < html.index('id="segment-', html.index('id="segment-') + 1)
    client.post(ask_address(translation), {"question": question.pk, "text": "نعم."})
    assert states(client, ask_address(translation)) == ["answered"]


def test_it_can_be_marked_as_answered_without_a_word(house: House, translation: Translation) -> None:
    question, client = asked(house, translation), signed_in(house.people.translator_ar)
    client.post(ask_address(translation), {"question": question.pk, "text": "", "action": "answered"})
    assert states(client, ask_address(translation)) == ["answered"]
    assert not Reply.objects.exists()
    assert "queue-question" not in dashboard(house.people.editor)


@pytest.mark.parametrize(
    ("text", "said"), [(" \n", "Write your question."), ("a" * (LONGEST + 2), "2 characters too long")]
)
def test_nothing_and_too_much_are_refused_and_stay_in_the_box(
    house: House, translation: Translation, text: str, said: str
) -> None:
    client = signed_in(house.people.translator_ar)
    for headers in ({}, BOX):
        response = client.post(ask_address(translation), {"about": "translation", "text": text}, headers=headers)
        assert response.status_code == 400
        html = response.content.decode()
        assert said in html
        assert text in html
        assert re.search(r'value="translation"\s+checked', html)
    assert not Question.objects.exists()
    question = asked(house, translation)
    html = client.post(ask_address(translation), {"question": question.pk, "text": text}).content.decode()
    assert (said if text.strip() else "Write your answer.") in html
    assert text in html


def test_what_is_asked_is_text(house: House, translation: Translation) -> None:
    asked(house, translation, text='<script>alert("x")</script>')
    for user, address in (
        (house.people.translator_ar, desk_of(translation)),
        (house.people.translator_ar, f"/admin/translation/{translation.pk}/questions/"),
        (house.people.editor, english_address(translation)),
    ):
        html = signed_in(user).get(address).content.decode()
        assert '<script>alert("x")' not in html
        assert "&lt;script&gt;alert" in html


def test_a_question_stays_when_the_english_changes_or_goes(house: House, translation: Translation) -> None:
    client = signed_in(house.people.translator_ar)
    summary, heading = list_segments(translation)[1:3]
    for segment in (summary, heading):
        client.post(ask_address(translation, segment.id), {"about": "english", "text": f"On: {segment.source}"})
    story = translation.source.get_source_instance()
    house.change(story, summary="Another summary.", body=[])
    house.send(house.go_live(story), "ar")
    html = client.get(desk_of(translation)).content.decode()
    listed = html[html.index('data-test="questions"') :]
    assert "On: What one school does." in listed
    assert "On: How it began" in listed
    assert "The English has changed since. It was:" in listed
    assert "The English no longer has this part. It was:" in listed
    # Where the summary stands now, its question stands too; the other one has a screen.
    now = list_segments(translation)[1]
    assert (
        "On: What one school does." in html[html.index(f'id="segment-{now.id}"') : html.index('data-test="questions"')]
    )
    gone = client.get(ask_address(translation, heading.id)).content.decode()
    assert "On: How it began" in gone
    refused = client.post(ask_address(translation, heading.id), {"about": "english", "text": "And now?"})
    assert refused.status_code == 400
    assert "And now?" in refused.content.decode()


def test_the_box_of_a_row_has_a_thread_with_its_reply_and_the_next_question(
    house: House, translation: Translation
) -> None:
    client, address = signed_in(house.people.translator_ar), ask_address(translation)
    html = client.post(address, {"about": "english", "text": "Which school?"}, headers=BOX).content.decode()
    assert "<html" not in html
    assert "Which school?" in html
    assert "data-ask-box" in html
    assert "Mark as answered" in html


@pytest.mark.parametrize("part", ["1", "a-b", "9" * 40 + "-1", "999999-999999"])
def test_a_part_that_never_was_is_not_found(house: House, translation: Translation, part: str) -> None:
    client = signed_in(house.people.translator_ar)
    assert client.get(ask_address(translation, part)).status_code == 404
    assert client.post(ask_address(translation), {"question": "x", "text": "a"}).status_code == 404


def test_a_desk_with_many_questions_takes_as_many_queries(house: House, translation: Translation) -> None:
    client = signed_in(house.people.translator_ar)

    def queries() -> int:
        client.get(desk_of(translation))
        with CaptureQueriesContext(connection) as found:
            client.get(desk_of(translation))
        return len(found)

    def ask_and_answer(part: str) -> None:
        client.post(ask_address(translation, part), {"about": "english", "text": "And this?"})
        question = Question.objects.latest("pk")
        signed_in(house.people.editor).post(english_address(translation), {"question": question.pk, "text": "That."})

    parts = [segment.id for segment in list_segments(translation)]
    ask_and_answer(parts[0])
    few = queries()
    for part in parts:
        ask_and_answer(part)
    assert queries() <= few
