"""What was typed for a part that the English no longer has is kept, shown, and deleted by a translator alone."""

import re

import pytest
from wagtail_localize.models import StringTranslation, Translation

from cms.translation.models import Draft
from cms.translation.review import approve
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


def part_address(translation: Translation, part: str) -> str:
    return f"/admin/translation/{translation.pk}/parts/{part}/"


def texts_aside(user, translation: Translation) -> list[str]:
    html = signed_in(user).get(f"/admin/pages/{translation.get_target_instance().pk}/edit/").content.decode()
    rows = re.findall(r'data-test="set-aside-text".*?</li>', html, re.DOTALL)
    return [" ".join(re.sub("<[^>]*>", " ", row).split()) for row in rows]


def without_body(house: House, translation: Translation) -> None:
    story = translation.source.get_source_instance()
    house.change(story, body=[])
    house.send(house.go_live(story), "ar")


def test_what_is_typed_while_the_part_goes_is_set_aside(house: House, translation: Translation) -> None:
    people = house.people
    heading, paragraph = list_segments(translation)[2:4]
    client = signed_in(people.translator_ar)
    client.post(part_address(translation, heading.id), {"text": "كيف", "version": "0"})
    without_body(house, translation)
    for part, text, version in ((heading, "كيف بدأت", "1"), (paragraph, "<b>سمعنا</b> أولًا", "0")):
        response = client.post(part_address(translation, part.id), {"text": text, "version": version, "done": "1"})
        assert response.status_code == 410
        assert "set aside" in response.json()["message"]
    newest, oldest = texts_aside(people.translator_ar, translation)
    assert "How it began" in oldest
    assert "كيف بدأت" in oldest
    assert "We listened first." in newest
    assert "سمعنا أولًا" in newest
    # It counts for nothing, and whoever only reads cannot delete it.
    assert "Delete" in newest
    assert "Delete" not in texts_aside(people.reviewer_ar, translation)[0]


def test_a_translation_comes_back_with_its_part_and_is_deleted_only_when_asked_twice(
    house: House, translation: Translation
) -> None:
    people = house.people
    house.fill(translation)
    heading = list_segments(translation)[2]
    without_body(house, translation)
    assert len(texts_aside(people.translator_ar, translation)) == 2
    address = f"/admin/translation/{translation.pk}/set-aside/{heading.id}/delete/"
    client = signed_in(people.translator_ar)
    assert "ar: How it began" in client.get(address).content.decode()
    assert StringTranslation.objects.filter(data="ar: How it began").exists()
    client.post(address)
    assert not StringTranslation.objects.filter(data="ar: How it began").exists()
    assert client.post(address).status_code == 404
    (left,) = texts_aside(people.translator_ar, translation)
    assert "ar: We listened first." in left
    # What the English has is not set aside, so it cannot be deleted that way.
    title = list_segments(translation)[0]
    assert client.post(f"/admin/translation/{translation.pk}/set-aside/{title.id}/delete/").status_code == 404


def reword(house: House, translation: Translation, summary: str) -> None:
    story = translation.source.get_source_instance()
    house.change(story, summary=summary)
    house.send(house.go_live(story), "ar")


def test_a_changed_wording_sets_aside_what_nobody_has_approved(house: House, translation: Translation) -> None:
    """What is in a box stands there; what was typed over there, the memory does not have."""
    house.fill(translation)
    user = house.people.translator_ar
    reword(house, translation, "What one school does every day.")
    assert texts_aside(user, translation) == []
    house.fill(translation, mark="جديد")
    (first,) = texts_aside(user, translation)
    assert "ar: What one school does." in first
    reword(house, translation, "What one school did.")
    (first,) = texts_aside(user, translation)
    house.fill(translation, mark="أحدث")
    second, first = texts_aside(user, translation)
    assert "جديد: What one school does every day." in second
    assert "ar: What one school does." in first


def test_a_changed_wording_sets_nothing_aside_that_the_memory_has(house: House, translation: Translation) -> None:
    house.fill(translation)
    approve(house.submit(translation), user=house.people.reviewer_ar)
    reword(house, translation, "What one school does every day.")
    house.fill(translation, mark="جديد")
    assert texts_aside(house.people.translator_ar, translation) == []


def test_a_draft_of_another_wording_is_kept_until_then(house: House, translation: Translation) -> None:
    """Nobody has made it a translation, so no memory has it."""
    client, summary = signed_in(house.people.translator_ar), list_segments(translation)[1]
    client.post(part_address(translation, summary.id), {"text": "ما تفعله المدرسة", "version": "0"})
    story = translation.source.get_source_instance()
    house.change(story, summary="Another summary.")
    house.send(house.go_live(story), "ar")
    # It is in the box of the new wording, to begin with.
    assert texts_aside(house.people.translator_ar, translation) == []
    now = list_segments(translation)[1]
    assert now.text == "ما تفعله المدرسة"
    client.post(part_address(translation, now.id), {"text": "ملخص آخر", "version": "0"})
    (aside,) = texts_aside(house.people.translator_ar, translation)
    assert "ما تفعله المدرسة" in aside
    assert Draft.objects.count() == 2
