"""Taken back, suggested, returned, accepted, approved for later, attested, overridden: each way of a review."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry, TaskState
from wagtail_localize.models import Translation

from cms.languages.models import LanguageStatus
from cms.translation.drafts import Typed, keep, save_texts
from cms.translation.giving_back import confirm, reopen, withdraw_approval
from cms.translation.models import MemoryEntry, Remark, ReviewPolicy, SecondReading
from cms.translation.overriding import OverrideRefusedError, override
from cms.translation.publishing import Moment
from cms.translation.review import (
    NotInReviewError,
    SubmissionRefusedError,
    approve,
    return_with_comment,
    submit_for_review,
    submit_source,
)
from cms.translation.segments import list_segments, source_parts
from cms.translation.suggesting import (
    RemarkedMeanwhileError,
    Said,
    accept,
    accept_all_and_submit,
    answer,
    keep_remark,
    open_remarks,
)
from cms.translation.taking_back import OpenedError, note_opening, take_back
from tests.house import House, People, fresh

BETTER = "ar: A better title"


@pytest.fixture
def translation(house: House) -> Translation:
    """A story that is in Arabic as far as it can be without a review."""
    house.story_index("ar")
    (translation,) = house.send(house.go_live(house.story()), "ar")
    house.fill(translation)
    return translation


def submitted(house: House, translation: Translation) -> Any:
    return fresh(house.submit(translation))


def first_part(translation: Translation) -> str:
    return list_segments(translation)[0].id


def states(translation: Translation) -> list[str]:
    return [segment.state for segment in list_segments(translation)]


def status(translation: Translation) -> LanguageStatus:
    return LanguageStatus.objects.get(translation_key=translation.source.object_id, language="ar")


def board_of(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/admin/reports/translations/").content.decode()


def dashboard_of(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/admin/").content.decode()


# Taking back


def test_a_text_is_taken_back_until_a_reviewer_has_opened_it(
    house: House, translation: Translation, people: People
) -> None:
    target = submitted(house, translation)
    note_opening(target, user=people.translator_ar)
    note_opening(target, user=people.reviewer_es)
    take_back(target, user=people.translator_ar)
    assert not fresh(target).workflow_in_progress
    assert status(translation).state == "in-progress"
    save_texts(translation, {first_part(translation): "ar: Another title"}, user=people.translator_ar)
    target = submitted(house, translation)
    note_opening(target, user=people.reviewer_ar)
    opening = target.current_workflow_task_state.openings.get()
    assert (opening.opened_by, opening.opened_at.date()) == (people.reviewer_ar, timezone.now().date())
    with pytest.raises(OpenedError):
        take_back(target, user=people.translator_ar)
    approve(fresh(target), user=people.reviewer_ar)
    assert fresh(target).title == "ar: Another title"


def test_english_is_taken_back_in_wagtails_editor_until_its_reviewer_opens_it(house: House) -> None:
    story = house.story()
    address = f"/admin/pages/{story.pk}/edit/"
    editor, reviewer = Client(), Client()
    editor.force_login(house.people.editor)
    reviewer.force_login(house.people.reviewer_en)
    submit_source(fresh(story), user=house.people.editor)
    editor.post(address, {"action-cancel-workflow": "true"})
    assert not fresh(story).workflow_in_progress
    submit_source(fresh(story), user=house.people.editor)
    reviewer.get(address)
    for name in ("action-cancel-workflow", "action-restart-workflow"):
        response = editor.post(address, {name: "true"}, follow=True)
        assert "is reading this text already" in response.content.decode()
        assert fresh(story).workflow_in_progress


# Suggesting, returning, accepting


def suggest(translation: Translation, people: People, text: str = BETTER, **said: Any) -> Remark:
    part = first_part(translation)
    return keep_remark(translation, Said(part, 0, text=text, **said), user=people.reviewer_ar).remark


def test_a_suggestion_stands_beside_the_text_that_was_submitted(
    house: House, translation: Translation, people: People
) -> None:
    target = submitted(house, translation)
    before = source_parts(target.current_workflow_task_state.revision.as_object())
    remark = suggest(translation, people, comment="Shorter.")
    assert (remark.text, remark.suggestion) == ("ar: A story of one school", BETTER)
    assert source_parts(fresh(target).current_workflow_task_state.revision.as_object()) == before
    assert list_segments(translation)[0].text == "ar: A story of one school"
    with pytest.raises(RemarkedMeanwhileError):
        suggest(translation, people, "ar: From another window")
    with pytest.raises(NotInReviewError):
        approve(target, user=people.reviewer_ar)
    keep_remark(translation, Said(first_part(translation), 1, text=remark.text, comment=""), user=people.reviewer_ar)
    approve(target, user=people.reviewer_ar)
    assert fresh(target).title == "ar: A story of one school"


def test_a_second_window_is_told_both_remarks(house: House, translation: Translation, people: People) -> None:
    submitted(house, translation)
    suggest(translation, people, "ar: A better title", comment="Shorter.")
    client = Client()
    client.force_login(people.reviewer_ar)
    address = f"/admin/translation/{translation.pk}/remarks/{first_part(translation)}/"
    response = client.post(address, {"text": "ar: A good title", "comment": "Kinder.", "version": "0"})
    assert response.status_code == 409
    told = response.json()
    assert (told["text"], told["comment"], told["version"]) == ("ar: A better title", "Shorter.", 1)
    assert ["del", "better"] in told["pieces"]
    assert ["ins", "good"] in told["pieces"]
    assert told["combined"] == "ar: A better good title"
    assert told["commentPieces"] == [["del", "Shorter."], ["ins", "Kinder."]]
    assert told["combinedComment"] == "Shorter. Kinder."


def test_what_was_looked_at_is_ones_own_and_holds_for_the_same_text(
    house: House, translation: Translation, people: People
) -> None:
    address = f"/admin/pages/{translation.get_target_instance().pk}/edit/"
    client = Client()
    client.force_login(people.reviewer_ar)
    parts = [segment.id for segment in list_segments(translation)]

    def looked() -> int:
        return client.get(address).content.decode().count("checked\n           data-looked")

    submitted(house, translation)
    for part in parts[:2]:
        client.post(f"/admin/translation/{translation.pk}/remarks/{part}/", {"looked": "1"})
    assert looked() == 2
    return_with_comment(fresh(translation.get_target_instance()), user=people.reviewer_ar, comment="The title.")
    save_texts(translation, {parts[0]: "ar: Another title"}, user=people.translator_ar)
    submitted(house, translation)
    assert looked() == 1


def test_returned_parts_are_looked_at_again_one_by_one(house: House, translation: Translation, people: People) -> None:
    target = submitted(house, translation)
    parts = [segment.id for segment in list_segments(translation)]
    for number, part in enumerate(parts[:3]):
        keep_remark(translation, Said(part, 0, comment=f"Look {number}"), user=people.reviewer_ar)
    return_with_comment(fresh(target), user=people.reviewer_ar, comment="")
    assert states(translation) == ["returned", "returned", "returned", "done"]
    assert status(translation).parts_done == 1
    with pytest.raises(SubmissionRefusedError) as refusal:
        submit_for_review(translation, user=people.translator_ar)
    assert [problem.segment for problem in refusal.value.problems] == parts[:3]
    # Left as it is, and said to be done; changed; changed and done.
    segments = {segment.id: segment for segment in list_segments(translation)}
    for part, text, done in ((parts[0], segments[parts[0]].text, True), (parts[1], "x", False), (parts[2], "y", True)):
        version = segments[part].version
        keep(translation, Typed(part, text, version, done=done, reason="So it is."), user=people.translator_ar)
    assert states(translation) == ["done", "draft", "done", "done"]
    remark = open_remarks(translation)[parts[0]][0]
    answer(translation, remark, "It is a quotation.", user=people.translator_ar)
    version = next(segment.version for segment in list_segments(translation) if segment.id == parts[1])
    keep(translation, Typed(parts[1], "x", version, done=True, reason="So it is."), user=people.translator_ar)
    submitted(house, translation)
    remarks = Remark.objects.order_by("pk").values_list("outcome", "answer")
    assert list(remarks) == [("kept", "It is a quotation."), ("changed", ""), ("changed", "")]


def test_all_suggestions_are_accepted_with_one_press_and_their_reviewer_approves(
    house: House, translation: Translation, people: People
) -> None:
    target = submitted(house, translation)
    address = f"/admin/pages/{target.pk}/edit/"
    suggest(translation, people)
    return_with_comment(fresh(target), user=people.reviewer_ar, comment="")
    client = Client()
    client.force_login(people.translator_ar)
    html = client.get(address).content.decode()
    assert 'data-state="returned"' in html
    assert "has returned this text." in html
    assert "<q" not in html.partition('data-test="returned"')[2].partition("accept-all")[0]
    assert "<ins>better title</ins>" in html
    assert "Accept the suggestion and send back" in html
    client.post(address, {"action": "accept-all"})
    target = fresh(target)
    assert target.workflow_in_progress
    reviewer = Client()
    reviewer.force_login(people.reviewer_ar)
    assert "All suggestions were accepted as they were made." in reviewer.get(address).content.decode()
    # Two people have seen every word: who suggested them may approve, who took them over may not.
    task = target.current_workflow_task_state.task.specific
    assert task.may_decide(target, people.reviewer_ar)
    people.translator_ar.groups.add(people.reviewer_ar.groups.get())
    assert not task.may_decide(target, type(people.translator_ar).objects.get(pk=people.translator_ar.pk))
    approve(target, user=people.reviewer_ar)
    assert fresh(target).title == BETTER


def test_who_accepts_a_suggestion_goes_on_where_it_stands(
    house: House, translation: Translation, people: People
) -> None:
    target = submitted(house, translation)
    remark = suggest(translation, people)
    return_with_comment(fresh(target), user=people.reviewer_ar, comment="")
    client = Client()
    client.force_login(people.translator_ar)
    answer = client.post(f"/admin/pages/{target.pk}/edit/", {"action": f"accept:{remark.pk}"})
    assert answer["Location"].endswith(f"/edit/#segment-{remark.part}")


def test_each_reader_of_a_text_in_review_is_told_what_they_may_do(
    house: House, translation: Translation, people: People
) -> None:
    address = f"/admin/pages/{submitted(house, translation).pk}/edit/"

    def desk_of(user: Any) -> str:
        client = Client()
        client.force_login(user)
        return client.get(address).content.decode()

    to_reviewer, to_translator = desk_of(people.reviewer_ar), desk_of(people.translator_ar)
    assert "To suggest other words" in to_reviewer
    assert 'href="#decision"' in to_reviewer
    # What counts for a reviewer is what was looked at.
    assert "Words left" not in to_reviewer
    assert "You can read it; you can’t change it." in to_translator
    assert 'href="#decision"' not in to_translator


def test_accepting_is_refused_in_every_hand_but_the_translators(
    house: House, translation: Translation, people: People
) -> None:
    target = submitted(house, translation)
    remark = suggest(translation, people)
    return_with_comment(fresh(target), user=people.reviewer_ar, comment="")
    for user in (people.reviewer_ar, people.translator_es, people.admin):
        remark.refresh_from_db()
        with pytest.raises(PermissionDenied):
            accept(translation, remark, user=user)
        with pytest.raises(PermissionDenied):
            accept_all_and_submit(translation, [remark], user=user)
    assert states(translation)[0] == "returned"
    accept(translation, remark, user=people.translator_ar)
    assert list_segments(translation)[0].text == BETTER


def test_a_text_is_not_returned_without_a_word(house: House, translation: Translation, people: People) -> None:
    target = submitted(house, translation)
    with pytest.raises(NotInReviewError):
        return_with_comment(target, user=people.reviewer_ar, comment="")
    keep_remark(translation, Said(first_part(translation), 0, has_looked=True), user=people.reviewer_ar)
    with pytest.raises(NotInReviewError):
        return_with_comment(target, user=people.reviewer_ar, comment="")
    assert fresh(target).workflow_in_progress


def test_a_refused_reason_keeps_the_text_from_being_approved_and_goes_back(house: House, people: People) -> None:
    house.story_index("ar")
    (translation,) = house.send(house.go_live(house.story(summary="We asked 600 families.")), "ar")
    house.fill(translation)
    part = list_segments(translation)[1]
    keep(
        translation,
        Typed(part.id, "سألنا 60 أسرة.", part.version, done=True, reason="The English is wrong."),
        user=people.translator_ar,
    )
    target = submitted(house, translation)
    client = Client()
    client.force_login(people.reviewer_ar)
    assert "The English is wrong." in client.get(f"/admin/pages/{target.pk}/edit/").content.decode()
    keep_remark(translation, Said(part.id, 0, verdict="refused"), user=people.reviewer_ar)
    with pytest.raises(NotInReviewError):
        approve(target, user=people.reviewer_ar)
    task_state = fresh(target).current_workflow_task_state
    client.post(f"/admin/pages/workflow/action/{target.pk}/approve/{task_state.pk}/")
    assert fresh(target).workflow_in_progress
    return_with_comment(fresh(target), user=people.reviewer_ar, comment="")
    returned = list_segments(translation)[1]
    assert (returned.state, returned.reason) == ("returned", "")
    assert any("600" in finding.message for finding in returned.findings)
    with pytest.raises(SubmissionRefusedError):
        submit_for_review(translation, user=people.translator_ar)


def test_without_a_script_what_is_typed_comes_with_the_decision(
    house: House, translation: Translation, people: People
) -> None:
    target = submitted(house, translation)
    client = Client()
    client.force_login(people.reviewer_ar)
    address, part = f"/admin/pages/{target.pk}/edit/", first_part(translation)
    form = {f"was-{part}": "ar: A story of one school", f"text-{part}": BETTER, f"comment-{part}": "Shorter."}
    client.post(address, {"action": "remarks", **form})
    assert Remark.objects.get().suggestion == BETTER
    assert "Return (1 suggestion)" in client.get(address).content.decode()
    response = client.post(address, {"action": "remarks", **form, f"text-{part}": "ar: From elsewhere"})
    assert "ar: From elsewhere" in response.content.decode()
    client.post(
        address,
        {
            "action": "return",
            f"comment-{part}": "Shorter!",
            f"text-{part}": BETTER,
            f"was-{part}": BETTER,
            f"version-{part}": "1",
        },
    )
    assert Remark.objects.get().comment == "Shorter!"
    assert states(translation)[0] == "returned"


def test_review_begins_with_what_differs_from_the_public_text(
    house: House, translation: Translation, people: People
) -> None:
    target = submitted(house, translation)
    approve(target, user=people.reviewer_ar)
    story = translation.source.get_source_instance()
    house.change(story, summary="What each school does.")
    house.go_live(story)
    house.fill(translation)
    target = submitted(house, translation)
    client = Client()
    client.force_login(people.reviewer_ar)
    html = client.get(f"/admin/pages/{target.pk}/edit/").content.decode()
    assert html.count("data-changed") == 1
    assert "What <del>one</del> <ins>each</ins> school does." in html
    assert 'data-filter="since-live" aria-pressed="true"' in html


# When it goes live


def test_what_was_approved_for_a_time_goes_live_then_whatever_was_typed_since(
    house: House, translation: Translation, people: People
) -> None:
    target = submitted(house, translation)
    at = timezone.now() + timedelta(days=2)
    approve(target, user=people.reviewer_ar, moment=Moment(at=at))
    approved = TaskState.objects.filter(status="approved").latest("pk").revision
    assert not fresh(target).live
    assert (approved.approved_go_live_at, status(translation).goes_live_at) == (at, at)
    assert "Approved, goes live on" in board_of(people.editor)
    assert "queue-row" not in dashboard_of(people.translator_ar)
    # A newer draft, and a newer value of the English.
    save_texts(translation, {first_part(translation): "ar: Not approved"}, user=people.translator_ar)
    house.submit(translation)
    take_back(fresh(target), user=people.translator_ar)
    story = translation.source.get_source_instance()
    house.change(story, source_date=timezone.localdate())
    house.go_live(story)
    with time_machine.travel(at + timedelta(minutes=1)):
        call_command("publish_scheduled")
    live = fresh(target)
    assert (live.live, live.title, live.source_date) == (True, "ar: A story of one school", timezone.localdate())
    assert not status(translation).is_approved
    assert MemoryEntry.objects.filter(text="ar: A story of one school").exists()


def test_a_value_of_the_english_leaves_an_update_on_the_schedule(
    house: House, translation: Translation, people: People
) -> None:
    approve(submitted(house, translation), user=people.reviewer_ar)
    save_texts(translation, {first_part(translation): "ar: An update"}, user=people.translator_ar)
    target, at = submitted(house, translation), timezone.now() + timedelta(days=2)
    approve(target, user=people.reviewer_ar, moment=Moment(at=at))
    story = translation.source.get_source_instance()
    house.change(story, source_date=timezone.localdate())
    house.go_live(story)
    assert (fresh(target).title, fresh(target).source_date) == ("ar: A story of one school", timezone.localdate())
    with time_machine.travel(at + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert fresh(target).title == "ar: An update"


def test_a_time_never_comes_before_the_source_is_public(house: House, people: People) -> None:
    house.story_index("ar")
    public_at = timezone.now() + timedelta(days=5)
    story = house.go_live(house.story(go_live_at=public_at))
    (translation,) = house.send(story, "ar")
    house.fill(translation)
    target, early = submitted(house, translation), timezone.now() + timedelta(days=1)
    approve(target, user=people.reviewer_ar, moment=Moment(at=early))
    with time_machine.travel(early + timedelta(minutes=1)):
        call_command("publish_scheduled")
        assert not fresh(target).live
    with time_machine.travel(public_at + timedelta(minutes=1)):
        call_command("publish_scheduled")
        assert fresh(target).live


def test_a_source_that_is_withdrawn_takes_its_translations_off_the_schedule(
    house: House, translation: Translation, people: People
) -> None:
    target, at = submitted(house, translation), timezone.now() + timedelta(days=1)
    approve(target, user=people.reviewer_ar, moment=Moment(at=at))
    fresh(translation.source.get_source_instance()).unpublish()
    with time_machine.travel(at + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert not fresh(target).live


def test_a_story_goes_live_with_its_release(house: House, people: People) -> None:
    house.story_index("ar")
    release = house.release()
    (translation,) = house.send(house.go_live(house.story(release=release)), "ar")
    house.fill(translation)
    target = submitted(house, translation)
    client = Client()
    client.force_login(people.reviewer_ar)
    html = client.get(f"/admin/pages/{target.pk}/edit/").content.decode()
    assert "With “What schools do”, which is not public yet" in html
    response = client.post(f"/admin/pages/{target.pk}/edit/", {"action": "approve", "when": "page"}, follow=True)
    assert "It goes live with “What schools do”." in response.content.decode()
    assert not fresh(target).live
    house.go_live(release)
    assert fresh(target).live
    assert status(translation).state == "live"


def test_an_approval_is_withdrawn_until_the_text_is_public(
    house: House, translation: Translation, people: People
) -> None:
    target, at = submitted(house, translation), timezone.now() + timedelta(days=1)
    approve(target, user=people.reviewer_ar, moment=Moment(at=at))
    with pytest.raises(PermissionDenied):
        withdraw_approval(target, user=people.translator_ar, comment="No.")
    withdraw_approval(target, user=people.reviewer_ar, comment="The second sentence.")
    assert PageLogEntry.objects.filter(page=target.pk, action="beacons.withdraw_approval").exists()
    client = Client()
    client.force_login(people.translator_ar)
    html = client.get(f"/admin/pages/{target.pk}/edit/").content.decode()
    assert "The second sentence." in html
    with time_machine.travel(at + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert not fresh(target).live
    approve(submitted(house, translation), user=people.reviewer_ar)
    assert fresh(target).live


@pytest.mark.parametrize("form", [{"when": "time"}, {"when": "time", "go_live_at": "2020-01-01T10:00"}, {"when": "x"}])
def test_a_time_that_makes_no_sense_is_told(
    house: House, translation: Translation, people: People, form: dict[str, str]
) -> None:
    target = submitted(house, translation)
    client = Client()
    client.force_login(people.reviewer_ar)
    response = client.post(f"/admin/pages/{target.pk}/edit/", {"action": "approve", **form})
    assert 'class="error-message"' in response.content.decode()
    assert fresh(target).workflow_in_progress


# Attested


@pytest.fixture
def attested(db: None) -> None:
    ReviewPolicy.objects.create(language="ar", kind="attested")


def test_an_editor_attests_says_why_and_a_reviewer_confirms(
    house: House, attested, translation: Translation, people: People
) -> None:
    target = submitted(house, translation)
    address, editor = f"/admin/pages/{target.pk}/edit/", Client()
    editor.force_login(people.editor)
    assert address in dashboard_of(people.editor)
    for form in ({}, {"comment": "Nobody is there."}, {"has_read": "on"}):
        editor.post(address, {"action": "approve", **form})
        assert not fresh(target).live
    editor.post(address, {"action": "approve", "comment": "Nobody is there.", "has_read": "on"})
    assert fresh(target).live
    assert "Attested: read it" in board_of(people.editor)
    assert "Attested: read it" in dashboard_of(people.reviewer_ar)
    with pytest.raises(PermissionDenied):
        confirm(fresh(target), user=people.editor)
    confirm(fresh(target), user=people.reviewer_ar)
    assert "Attested: read it" not in board_of(people.editor) + dashboard_of(people.reviewer_ar)


def test_an_attested_text_is_reopened_and_stays_until_a_newer_one_is_read(
    house: House, attested, translation: Translation, people: People
) -> None:
    target = submitted(house, translation)
    approve(target, user=people.editor, comment="Nobody is there.")
    reopen(fresh(target), user=people.reviewer_ar, comment="The title is wrong.")
    assert fresh(target).live
    assert SecondReading.objects.open().exists()
    assert "Returned with comments" not in dashboard_of(people.reviewer_ar)
    save_texts(translation, {first_part(translation): "ar: The right title"}, user=people.translator_ar)
    approve(submitted(house, translation), user=people.reviewer_ar)
    assert fresh(target).title == "ar: The right title"
    assert not SecondReading.objects.open().exists()


@pytest.mark.parametrize("who", ["editor", "translator_who_edits"])
def test_who_may_not_attest(
    house: House, translation: Translation, people: People, who: str, request: pytest.FixtureRequest
) -> None:
    """Nobody in a language that is reviewed; in an attested one nobody who translated the text."""
    if who == "editor":
        user = people.editor
    else:
        request.getfixturevalue("attested")
        user = people.translator_ar
        user.groups.add(people.editor.groups.get())
        user = type(user).objects.get(pk=user.pk)
    target = submitted(house, translation)
    with pytest.raises(PermissionDenied):
        approve(target, user=user, comment="Because.")
    assert fresh(target).workflow_in_progress


# Past the review


def test_an_administrator_publishes_english_past_the_review(house: House, people: People) -> None:
    story = house.go_live(house.story(summary="Before."))
    house.change(story, summary="An emergency.")
    admin = Client()
    admin.force_login(people.admin)
    address = f"/admin/translation/override/page/{story.pk}/"
    admin.post(address, {"reason": " "})
    assert fresh(story).summary == "Before."
    admin.post(address, {"reason": "A wrong number to call."})
    assert fresh(story).summary == "An emergency."
    entry = PageLogEntry.objects.get(page=story.pk, action="beacons.override")
    assert (entry.user, entry.data["reason"]) == (people.admin, "A wrong number to call.")
    assert "Published without review: read it" in dashboard_of(people.reviewer_en)
    reading = SecondReading.objects.get()
    client = Client()
    for user in (people.admin, people.editor):
        client.force_login(user)
        client.post(f"/admin/translation/readings/{reading.pk}/")
        assert SecondReading.objects.open().exists()
    client.force_login(people.reviewer_en)
    assert "An emergency." in client.get(f"/admin/translation/readings/{reading.pk}/").content.decode()
    client.post(f"/admin/translation/readings/{reading.pk}/")
    assert not SecondReading.objects.open().exists()


def test_a_shared_text_is_published_past_the_review_too(house: House, people: People) -> None:
    shared = house.reusable_text()
    house.change(shared, text="<p>We go forward.</p>")
    override(fresh(shared), None, user=people.admin, reason="Wrong.")
    assert fresh(shared).text == "<p>We go forward.</p>"
    assert ModelLogEntry.objects.filter(action="beacons.override").exists()


def test_a_translation_goes_past_the_review_only_when_it_is_whole(house: House, people: People) -> None:
    house.story_index("ar")
    (translation,) = house.send(house.go_live(house.story()), "ar")
    target = translation.get_target_instance()
    first, *rest = list_segments(translation)

    def attempt() -> None:
        override(fresh(target), translation, user=people.admin, reason="An emergency.")

    with pytest.raises(OverrideRefusedError):
        attempt()
    save_texts(translation, {segment.id: f"ar: {segment.source}" for segment in rest}, user=people.translator_ar)
    keep(translation, Typed(first.id, "ا" * 256, 0, done=True, reason="Yes."), user=people.translator_ar)
    with pytest.raises(OverrideRefusedError):
        attempt()
    assert not fresh(target).live
    # A draft that nobody called done will do in an emergency.
    keep(translation, Typed(first.id, "عنوان", 1), user=people.translator_ar)
    attempt()
    assert (fresh(target).live, fresh(target).title) == (True, "عنوان")
    assert not MemoryEntry.objects.filter(text="عنوان").exists()
    assert status(translation).second_reading == "override"
    with pytest.raises(PermissionDenied):
        confirm(fresh(target), user=people.translator_ar)
    confirm(fresh(target), user=people.reviewer_ar)


def test_nobody_else_publishes_past_the_review(house: House, translation: Translation, people: People) -> None:
    target = submitted(house, translation)
    for user in (people.editor, people.reviewer_ar, people.translator_ar):
        with pytest.raises(PermissionDenied):
            override(target, translation, user=user, reason="Because.")
    override(target, translation, user=people.admin, reason="An emergency.")
    assert fresh(target).live
    assert not fresh(target).workflow_in_progress


def test_administrators_set_who_approves(house: House, people: People) -> None:
    client, address = Client(), "/admin/translation/policies/"
    client.force_login(people.editor)
    client.post(address, {"es": "attested", "ar": "attested"})
    assert not ReviewPolicy.objects.exists()
    client.force_login(people.admin)
    client.post(address, {"es": "reviewed", "ar": "attested"})
    assert dict(ReviewPolicy.objects.values_list("language", "kind")) == {"es": "reviewed", "ar": "attested"}
    assert "Who approves translations" in client.get("/admin/").content.decode()
