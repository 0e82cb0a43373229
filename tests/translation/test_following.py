"""Others are at the desk too, and the English may change while somebody types."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail_localize.models import Translation

from cms.translation.models import Draft
from cms.translation.segments import list_segments
from tests.house import House, fresh
from tests.staff.test_dashboard import signed_in


@pytest.fixture(scope="module")
def shared_translation(shared_house: House) -> Translation:
    house = shared_house
    house.story_index("ar")
    return house.send(house.go_live(house.story()), "ar")[0]


@pytest.fixture
def translation(shared_translation: Translation, house: House) -> Translation:
    return fresh(shared_translation)


def save(client: Client, translation: Translation, part: str, **typed: str) -> dict:
    return client.post(f"/admin/translation/{translation.pk}/parts/{part}/", typed).json()


def ids(translation: Translation) -> list[str]:
    return [segment.id for segment in list_segments(translation)]


def change(house: House, translation: Translation, **values) -> None:
    story = translation.source.get_source_instance()
    house.change(story, **values)
    house.send(house.go_live(story), "ar")


def follow(client: Client, translation: Translation, parts: list[str]) -> dict:
    response = client.post(f"/admin/translation/{translation.pk}/news/english/", {"parts": " ".join(parts)})
    assert response.status_code == 200
    return response.json()


def test_a_save_and_the_question_what_is_new_tell_who_else_is_there(house: House, translation: Translation) -> None:
    people, (title, *_rest) = house.people, ids(translation)
    people.translator_ar.first_name = "Sara"
    people.translator_ar.save()
    translator, reviewer = signed_in(people.translator_ar), signed_in(people.reviewer_ar)
    address = f"/admin/translation/{translation.pk}/news/"
    assert save(translator, translation, title, text="قصة", version="0")["people"] == {}
    assert reviewer.get(address).json()["people"] == {title: ["Sara"]}
    assert translator.get(address, {"part": ""}).json()["people"] == {}
    assert reviewer.get(address).json()["people"] == {}
    translator.get(address, {"part": title})
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert reviewer.get(address).json()["people"] == {}
    for somebody_else in (people.translator_es, people.editor):
        assert "people" not in signed_in(somebody_else).get(address).content.decode()


def test_a_draft_follows_its_place_to_the_new_english(house: House, translation: Translation) -> None:
    client, known = signed_in(house.people.translator_ar), ids(translation)
    before = save(client, translation, known[1], text="ما تفعله", version="0")["english"]
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        change(house, translation, summary="What one school does every day.")
    # Typed on in the row that is gone: the answer says so, and the text is there.
    said = save(client, translation, known[1], text="ما تفعله مدرسة", version="1", done="1")
    assert said["english"] != before
    told = follow(client, translation, known)
    assert list(told["rows"]) == [known[1]]
    assert told["gone"] == []
    row = told["rows"][known[1]]
    now = list_segments(translation)[1]
    assert f'id="segment-{now.id}"' in row
    assert "<ins>does every day.</ins>" in row
    assert "The English changed at" in row
    assert ">ما تفعله مدرسة</textarea>" in row
    assert (now.text, now.state, now.version) == ("ما تفعله مدرسة", "draft", 2)
    assert Draft.objects.count() == 1
    for reader in (house.people.reviewer_ar, house.people.translator_es):
        address = f"/admin/translation/{translation.pk}/news/english/"
        assert "rows" not in signed_in(reader).post(address, {"parts": known[1]}).content.decode()
    # Asked again, as a second window does, nothing is different.
    assert f'id="segment-{now.id}"' in follow(client, translation, known)["rows"][known[1]]
    assert Draft.objects.count() == 1


def test_a_part_that_is_gone_and_one_that_is_new_are_told(house: House, translation: Translation) -> None:
    client, known = signed_in(house.people.translator_ar), ids(translation)
    save(client, translation, known[3], text="سمعنا", version="0")
    change(house, translation, body=[("text", "<p>Quite another beginning, with nothing alike!</p>")])
    told = follow(client, translation, [*known, "1", "x-y", "٣-٤", "9" * 30 + "-1"])
    assert told["rows"] == {}
    assert set(known[2:]) <= set(told["gone"])
    assert "1 new part" in told["message"]
    assert Draft.objects.get().text == "سمعنا"


def test_what_others_typed_for_the_new_english_stays(house: House, translation: Translation) -> None:
    client, known = signed_in(house.people.translator_ar), ids(translation)
    save(client, translation, known[1], text="نصي", version="0")
    change(house, translation, summary="What one school does every day.")
    now = list_segments(translation)[1]
    save(client, translation, now.id, text="نص آخر", version="0")
    row = follow(client, translation, known)["rows"][known[1]]
    assert ">نص آخر</textarea>" in row
    assert sorted(Draft.objects.values_list("text", flat=True)) == ["نص آخر", "نصي"]
