"""What a translator types is kept at once, counts for nothing until it is done, and is never lost."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail_localize.models import Translation

from cms.languages.models import LanguageStatus
from cms.translation.desk.preview import with_drafts
from cms.translation.drafts import Typed, TypedMeanwhileError, keep
from cms.translation.models import Draft, EarlierDraft
from cms.translation.review import SubmissionRefusedError, approve, submit_for_review
from cms.translation.segments import Segment, list_segments, nearest
from cms.translation.status import refresh_status
from tests.costs import statements
from tests.house import House, fresh


@pytest.fixture(scope="module")
def shared_translation(shared_house: House) -> Translation:
    shared_house.story_index("ar")
    return shared_house.send(shared_house.go_live(shared_house.story()), "ar")[0]


@pytest.fixture
def translation(shared_translation: Translation, house: House) -> Translation:
    return fresh(shared_translation)


def title_of(translation: Translation) -> Segment:
    return list_segments(translation)[0]


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def address(translation: Translation, segment: Segment) -> str:
    return f"/admin/translation/{translation.pk}/parts/{segment.id}/"


def test_a_draft_counts_for_nothing_until_it_is_done(house: House, translation: Translation) -> None:
    client, title = client_of(house.people.translator_ar), title_of(translation)
    status = LanguageStatus.objects.get(translation_key=translation.source.object_id, language="ar")
    said = client.post(address(translation, title), {"text": "قصة", "version": "0"}).json()
    assert (said["state"], said["version"]) == ("draft", 1)
    status.refresh_from_db()
    assert status.parts_done == 0
    with pytest.raises(SubmissionRefusedError) as refusal:
        submit_for_review(translation, user=house.people.translator_ar)
    assert refusal.value.problems[0].segment == title.id
    said = client.post(address(translation, title), {"text": "قصة", "version": "1", "done": "1"}).json()
    assert said["state"] == "done"
    status.refresh_from_db()
    assert status.parts_done == 1


def test_what_is_done_and_typed_over_is_a_draft_again(house: House, translation: Translation) -> None:
    house.fill(translation)
    title = title_of(translation)
    keep(translation, Typed(title.id, "قصة أخرى", title.version), user=house.people.translator_ar)
    assert title_of(translation).state == "draft"
    with pytest.raises(SubmissionRefusedError):
        submit_for_review(translation, user=house.people.translator_ar)
    # What was there before is the first entry of the history.
    assert EarlierDraft.objects.get().text == title.text


def test_the_second_of_two_sees_what_the_first_typed_and_both_are_kept(house: House, translation: Translation) -> None:
    client, title = client_of(house.people.translator_ar), title_of(translation)
    client.post(address(translation, title), {"text": "الأول", "version": "0"})
    response = client.post(address(translation, title), {"text": "الثاني", "version": "0"})
    assert response.status_code == 409
    assert response.json()["text"] == "الأول"
    assert title_of(translation).text == "الأول"
    assert EarlierDraft.objects.get().text == "الثاني"
    # Having seen it, the second one may put the own text in its place; the other one is in the history then.
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        client.post(address(translation, title), {"text": "الثاني", "version": response.json()["version"]})
    assert title_of(translation).text == "الثاني"
    assert {"الأول", "الثاني"} == set(EarlierDraft.objects.values_list("text", flat=True))


def test_the_same_text_twice_is_no_conflict(house: House, translation: Translation) -> None:
    title, user = title_of(translation), house.people.translator_ar
    keep(translation, Typed(title.id, "قصة", 0), user=user)
    keep(translation, Typed(title.id, "قصة", 0), user=user)
    with pytest.raises(TypedMeanwhileError):
        keep(translation, Typed(title.id, "غيرها", 0), user=user)


def test_one_sitting_is_one_entry_of_the_history(house: House, translation: Translation) -> None:
    title, user = title_of(translation), house.people.translator_ar
    for version, text in enumerate(["ق", "قص", "قصة"]):
        keep(translation, Typed(title.id, text, version), user=user)
    assert not EarlierDraft.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        keep(translation, Typed(title.id, "قصة مدرسة", 3), user=user)
    assert [earlier.text for earlier in EarlierDraft.objects.all()] == ["قصة"]


def test_what_cannot_be_published_stays_a_draft_and_says_why(house: House, translation: Translation) -> None:
    client, title = client_of(house.people.translator_ar), title_of(translation)
    said = client.post(address(translation, title), {"text": "أ" * 256, "done": "1"}).json()
    assert said["state"] == "draft"
    messages = [finding["message"] for finding in said["findings"]]
    assert "255" in messages[0]
    assert title_of(translation).error == messages[0]


def test_a_part_that_is_gone_says_so(house: House, translation: Translation) -> None:
    client, summary = client_of(house.people.translator_ar), list_segments(translation)[1]
    story = translation.source.get_source_instance()
    house.change(story, summary="Another summary.")
    house.send(house.go_live(story), "ar")
    assert client.post(address(translation, summary), {"text": "ملخص"}).status_code == 410
    for nonsense in ("1", "a-b", "-", "9" * 40 + "-1", "٣-٤"):
        assert client.post(f"/admin/translation/{translation.pk}/parts/{nonsense}/", {"text": "x"}).status_code == 410


def test_nothing_is_taken_while_it_is_in_review(house: House, translation: Translation) -> None:
    house.fill(translation)
    title = title_of(translation)
    house.submit(translation)
    response = client_of(house.people.translator_ar).post(address(translation, title), {"text": "عنوان جديد"})
    assert response.status_code == 409
    assert not Draft.objects.exists()


def test_where_the_english_changed_the_earlier_translation_is_there_to_start_from(
    house: House, translation: Translation
) -> None:
    house.fill(translation)
    story = translation.source.get_source_instance()
    house.change(story, summary="What one school does every day.")
    house.send(house.go_live(story), "ar")
    summary = list_segments(translation)[1]
    assert summary.state == "changed"
    assert summary.text == "ar: What one school does."
    assert summary.earlier_source == "What one school does."
    html = client_of(house.people.translator_ar).get(f"/admin/pages/{translation.get_target_instance().pk}/edit/")
    assert "<ins>does every day.</ins>" in html.content.decode()
    # It does not count until somebody has looked at it.
    with pytest.raises(SubmissionRefusedError):
        submit_for_review(translation, user=house.people.translator_ar)
    keep(translation, Typed(summary.id, summary.text, 0, done=True), user=house.people.translator_ar)
    submit_for_review(translation, user=house.people.translator_ar)


def test_a_changed_paragraph_finds_the_one_it_was_made_from() -> None:
    earlier = ["We listened to families.", "Then the school changed its day."]
    now = {"a": "Then the school changed its whole day.", "b": "We listened to many families.", "c": "Nothing alike!"}
    assert nearest(now, earlier) == {"a": earlier[1], "b": earlier[0]}
    assert nearest({"a": "All new"}, ["Quite different words"]) == {"a": "Quite different words"}


def test_the_preview_shows_drafts_and_keeps_nothing(house: House, translation: Translation) -> None:
    title = title_of(translation)
    keep(translation, Typed(title.id, "مسودة عنوان", 0), user=house.people.translator_ar)
    assert with_drafts(translation, user=house.people.translator_ar).title == "مسودة عنوان"
    assert title_of(translation).state == "draft"
    html = client_of(house.people.translator_ar).get(f"/admin/translation/{translation.pk}/preview/")
    assert "مسودة عنوان" in html.content.decode()


@pytest.mark.parametrize("done", ["0", "1"])
def test_a_save_takes_few_queries(house: House, translation: Translation, done: str) -> None:
    client, title = client_of(house.people.translator_ar), title_of(translation)
    client.post(address(translation, title), {"text": "قصة", "version": "0"})
    with statements() as asked:
        client.post(address(translation, title), {"text": "قصة مدرسة", "version": "1", "done": done})
    assert len(asked) <= 12, asked


def test_nobody_types_into_what_is_in_review_though_its_english_became_private(
    house: House, translation: Translation
) -> None:
    """It is withheld then; its reviewer reads on what was submitted."""
    house.fill(translation)
    target = house.submit(translation)
    PageViewRestriction.objects.create(page=translation.source.get_source_instance(), restriction_type="login")
    assert fresh(target).workflow_in_progress
    status = LanguageStatus.objects.get(translation_key=target.translation_key, language="ar")
    assert status.state == "withheld"
    client, title = client_of(house.people.translator_ar), title_of(translation)
    assert client.post(address(translation, title), {"text": "قصة", "version": "0"}).status_code == 409
    assert title_of(translation).text == title.text


def test_an_update_has_begun_with_a_part_that_changed(house: House, translation: Translation) -> None:
    house.fill(translation)
    target = house.submit(translation)
    approve(target, user=house.people.reviewer_ar)
    story = translation.source.get_source_instance()
    house.change(story, summary="Another summary.")
    house.go_live(story)
    client = client_of(house.people.translator_ar)
    title, summary = list_segments(translation)[:2]
    for segment, state in ((title, "outdated"), (summary, "updating")):
        client.post(address(translation, segment), {"text": "قصة", "version": "0"})
        status = LanguageStatus.objects.get(translation_key=story.translation_key, language="ar")
        assert status.state == state
        refresh_status(fresh(target))
        assert LanguageStatus.objects.get(pk=status.pk).state == state
