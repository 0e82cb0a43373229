"""What a machine drafts is marked, counts for nothing, and takes no person's place."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail_localize.models import StringTranslation, Translation

from cms.languages.models import LanguageStatus
from cms.translation.drafts import Typed, keep
from cms.translation.exchange.collecting import collect
from cms.translation.exchange.formats import FORMATS
from cms.translation.exchange.plan import plan_import
from cms.translation.models import Draft, EarlierDraft
from cms.translation.review import SubmissionRefusedError, submit_for_review
from cms.translation.segments import list_segments
from tests.house import House


@pytest.fixture
def translation(house: House, settings: Any) -> Translation:
    settings.TRANSLATION_ENGINE = "tests.translation.machine.FakeEngine"
    house.story_index("ar")
    return house.send(house.go_live(house.story()), "ar")[0]


def draft(user: Any, translation: Translation) -> Any:
    client = Client()
    client.force_login(user)
    return client.post(f"/admin/translation/{translation.pk}/machine/")


def states(translation: Translation) -> list[str]:
    return [part.state for part in list_segments(translation)]


def test_a_machine_drafts_what_is_empty_and_nothing_counts(house: House, translation: Translation) -> None:
    user, title = house.people.translator_ar, list_segments(translation)[0]
    keep(translation, Typed(title.id, "قصة", 0), user=user)
    assert draft(user, translation).status_code == 302
    assert states(translation) == ["draft", "machine", "machine", "machine"]
    assert list_segments(translation)[3].text == "[ar] We <b>listened</b> first."
    assert not StringTranslation.objects.exists()
    status = LanguageStatus.objects.get(translation_key=translation.source.object_id, language="ar")
    assert status.parts_done == 0
    with pytest.raises(SubmissionRefusedError) as refused:
        submit_for_review(translation, user=user)
    assert len(refused.value.problems) == 4


def test_the_desk_marks_it_until_a_person_has_looked_at_it(house: House, translation: Translation) -> None:
    user = house.people.translator_ar
    client = Client()
    client.force_login(user)
    edit = f"/admin/pages/{translation.get_target_instance().pk}/edit/"
    assert 'data-test="machine"' in client.get(edit).content.decode()
    draft(user, translation)
    html = client.get(edit).content.decode()
    assert re.findall(r'data-test="segment"[^>]*?data-state="([a-z]+)"', html) == ["machine"] * 4
    assert "Machine draft" in html
    first, second, *_rest = list_segments(translation)
    keep(translation, Typed(first.id, "قصة مدرسة", first.version, done=True), user=user)
    keep(translation, Typed(second.id, "مدرسة", second.version), user=user)
    assert states(translation) == ["done", "draft", "machine", "machine"]
    # What the machine wrote is in the history.
    assert "[ar] A story of one school" in EarlierDraft.objects.values_list("text", flat=True)


def test_an_emptied_box_stays_empty(house: House, translation: Translation) -> None:
    user, title = house.people.translator_ar, list_segments(translation)[0]
    keep(translation, Typed(title.id, "قصة", 0), user=user)
    keep(translation, Typed(title.id, "", 1), user=user)
    draft(user, translation)
    assert states(translation)[0] == "empty"


def test_a_file_says_that_a_machine_wrote_it(house: House, translation: Translation) -> None:
    draft(house.people.translator_ar, translation)
    batch = collect([translation], code="ar")
    assert all(entry.is_draft and "Machine draft" in entry.notes for entry in batch.entries)
    # On its way out and in it stays what it is.
    file = FORMATS["po"]
    assert not plan_import(file.read(file.write(batch)), [translation], code="ar").does_something


@pytest.mark.parametrize("engine", ["SilentEngine", "ForgetfulEngine"])
def test_a_machine_without_an_answer_changes_nothing(
    house: House, translation: Translation, settings: Any, engine: str
) -> None:
    settings.TRANSLATION_ENGINE = f"tests.translation.machine.{engine}"
    assert draft(house.people.translator_ar, translation).status_code == 302
    assert not Draft.objects.exists()


def test_without_a_machine_there_is_none(house: House, translation: Translation, settings: Any) -> None:
    settings.TRANSLATION_ENGINE = ""
    assert draft(house.people.translator_ar, translation).status_code == 404
    assert not Draft.objects.exists()


def test_only_translators_ask_it_and_not_in_review(house: House, translation: Translation) -> None:
    for role in ("translator_es", "reviewer_ar", "editor", "admin"):
        draft(getattr(house.people, role), translation)
    assert not Draft.objects.exists()
    house.fill(translation)
    house.submit(translation)
    StringTranslation.objects.all().delete()
    draft(house.people.translator_ar, translation)
    assert not Draft.objects.exists()
