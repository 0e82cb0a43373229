"""What was approved is what is live, and nobody approves their own text."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from cms.languages.models import LanguageStatus
from cms.translation.drafts import save_texts
from cms.translation.review import (
    NotInReviewError,
    SubmissionRefusedError,
    approve,
    return_with_comment,
    submit_for_review,
    submit_source,
)
from cms.translation.segments import list_segments
from cms.translation.sending import NotApprovedError, send_for_translation
from tests.house import House, fresh


def state(source, code):
    return LanguageStatus.objects.get(translation_key=source.translation_key, language=code).state


def test_the_approved_revision_goes_live_though_a_newer_one_was_saved(house: House) -> None:
    story = house.story(summary="Version one.")
    house.go_live(story)
    house.change(story, summary="Version two.")
    submit_source(fresh(story), user=house.people.editor)
    house.change(story, summary="Version three.")
    approve(fresh(story), user=house.people.reviewer_en)
    assert fresh(story).summary == "Version two."
    assert fresh(story).get_latest_revision_as_object().summary == "Version three."


def test_author_cannot_approve(house: House) -> None:
    story = house.story()
    reviewer = house.people.reviewer_en
    draft = fresh(story).get_latest_revision_as_object()
    draft.save_revision(user=reviewer)
    submit_source(fresh(story), user=house.people.editor)
    with pytest.raises(PermissionDenied):
        approve(fresh(story), user=reviewer)
    assert not fresh(story).live


def test_translator_who_also_reviews_cannot_approve_own_text(house: House) -> None:
    from django.contrib.auth.models import Group

    from cms.accounts.models import User

    house.story_index("ar")
    story = house.go_live(house.story())
    (translation,) = house.send(story, "ar")
    house.fill(translation)
    target = house.submit(translation)
    translator = house.people.translator_ar
    translator.groups.add(Group.objects.get(name="Reviewers (ar)"))
    with pytest.raises(PermissionDenied):
        approve(target, user=User.objects.get(pk=translator.pk))
    assert not fresh(target).live


def test_translation_goes_the_whole_way_and_the_log_names_the_people(house: House) -> None:
    house.story_index("ar")
    story = house.go_live(house.story())
    arabic = house.translate(story, "ar")
    assert arabic.live
    assert arabic.title == "ar: A story of one school"
    assert arabic.slug == story.slug
    assert "ar: We <b>listened</b> first." in str(arabic.body)
    assert state(story, "ar") == "live"
    actions = dict(PageLogEntry.objects.filter(page=arabic.pk).values_list("action", "user__username"))
    assert actions["wagtail.workflow.start"] == "test_translator_ar"
    assert actions["wagtail.workflow.approve"] == "test_reviewer_ar"
    assert actions["wagtail.publish"] == "test_reviewer_ar"
    assert Page.find_problems() == ([], [], [], [], [])


def test_update_waits_until_it_is_approved(house: House) -> None:
    house.story_index("ar")
    story = house.go_live(house.story())
    arabic = house.translate(story, "ar")
    house.change(story, summary="A new summary.")
    house.go_live(story)
    assert fresh(arabic).summary == "ar: What one school does."
    assert state(story, "ar") == "outdated"
    (translation,) = house.send(story, "ar")
    assert [segment.source for segment in list_segments(translation) if not segment.is_done] == ["A new summary."]
    house.fill(translation)
    target = house.submit(translation)
    assert fresh(arabic).summary == "ar: What one school does."
    approve(target, user=house.people.reviewer_ar)
    assert fresh(arabic).summary == "ar: A new summary."
    assert state(story, "ar") == "live"


def test_parts_behind_count_changed_added_and_removed(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story(body=[("text", "<p>Alpha.</p><p>Beta.</p><p>Gamma.</p>")]))
    house.translate(story, "es")
    draft = fresh(story)
    block = draft.body[0].id
    text = "<p>Alpha.</p><p>Another beta.</p><p>Gamma.</p><p>Delta.</p>"
    house.change(story, body=[{"type": "text", "value": text, "id": block}], title="A new title")
    house.go_live(story)
    status = LanguageStatus.objects.get(translation_key=story.translation_key, language="es")
    assert (status.state, status.parts_behind) == ("outdated", 3)


@pytest.mark.parametrize(
    ("before", "now", "behind"),
    [
        ("<p>Alpha.</p><p>Beta.</p>", "<p>Beta.</p><p>Alpha.</p>", 1),
        (
            '<p>See <a href="https://example.org/a">the plan</a>.</p>',
            '<p>See <a href="https://example.org/b">the plan</a>.</p>',
            1,
        ),
        ("<p>Alpha.</p><p>Beta.</p>", "<p>Alpha.</p>", 1),
        ("<p>Alpha.</p>", "<p>Alpha.</p>", 0),
    ],
    ids=["moved", "another link", "removed", "the same"],
)
def test_what_waits_is_told(house: House, before: str, now: str, behind: int) -> None:
    house.story_index("es")
    story = house.go_live(house.story(body=[("text", before)]))
    house.translate(story, "es")
    house.change(story, body=[{"type": "text", "value": now, "id": fresh(story).body[0].id}])
    house.go_live(story)
    status = LanguageStatus.objects.get(translation_key=story.translation_key, language="es")
    assert (status.state, status.parts_behind) == ("outdated" if behind else "live", behind)


def test_moved_block_waits_and_is_told(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story(body=[("text", "<p>Alpha.</p>"), ("text", "<p>Beta.</p>")]))
    house.translate(story, "es")
    blocks = [{"type": "text", "value": block.value.source, "id": block.id} for block in fresh(story).body]
    house.change(story, body=blocks[::-1])
    house.go_live(story)
    assert LanguageStatus.objects.get(translation_key=story.translation_key, language="es").parts_behind == 1
    house.translate(story, "es")
    assert state(story, "es") == "live"


def test_incomplete_translation_is_refused_with_the_parts_that_wait(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story())
    (translation,) = house.send(story, "es")
    first, *rest = list_segments(translation)
    save_texts(translation, {first.id: "Una historia"}, user=house.people.translator_es)
    with pytest.raises(SubmissionRefusedError) as refusal:
        submit_for_review(translation, user=house.people.translator_es)
    assert [problem.segment for problem in refusal.value.problems] == [segment.id for segment in rest]
    assert not translation.get_target_instance().workflow_in_progress


@pytest.mark.parametrize(
    "text",
    ["Primero <b>escuchamos", "Primero <b>escu</i>chamos</b>", 'Primero <a id="a7">escuchamos</a>', "<img src=x>"],
)
def test_broken_markup_is_kept_and_cannot_be_submitted(house: House, text: str) -> None:
    house.story_index("es")
    story = house.go_live(house.story())
    (translation,) = house.send(story, "es")
    house.fill(translation)
    marked = next(segment for segment in list_segments(translation) if segment.has_markup)
    assert save_texts(translation, {marked.id: text}, user=house.people.translator_es).keys() == {marked.id}
    kept = next(segment for segment in list_segments(translation) if segment.id == marked.id)
    assert kept.text == text
    with pytest.raises(SubmissionRefusedError) as refusal:
        submit_for_review(translation, user=house.people.translator_es)
    assert [problem.segment for problem in refusal.value.problems] == [marked.id]


def test_plain_text_is_typed_and_shown_as_it_reads(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story(title="Questions & answers <today>"))
    (translation,) = house.send(story, "es")
    title = list_segments(translation)[0]
    assert title.source == "Questions & answers <today>"
    house.fill(translation)
    save_texts(translation, {title.id: "Preguntas & respuestas <hoy>"}, user=house.people.translator_es)
    target = house.submit(translation)
    approve(target, user=house.people.reviewer_es)
    assert fresh(target).title == "Preguntas & respuestas <hoy>"


def test_shared_text_must_be_live_before_its_page(house: House) -> None:
    house.story_index("ar")
    shared = house.reusable_text()
    story = house.go_live(house.story(body=[("reusable_text", shared)]))
    (translation,) = house.send(story, "ar")
    house.fill(translation)
    with pytest.raises(SubmissionRefusedError) as refusal:
        submit_for_review(translation, user=house.people.translator_ar)
    assert "not-normal" in str(refusal.value)
    arabic_text = house.translate(shared, "ar")
    assert arabic_text.live
    target = house.submit(translation)
    approve(target, user=house.people.reviewer_ar)
    assert fresh(target).body[0].value == arabic_text


def test_page_is_not_submitted_below_a_page_that_readers_cannot_reach(house: House) -> None:
    story = house.go_live(house.story())
    (translation,) = house.send(story, "es")
    house.fill(translation)
    with pytest.raises(SubmissionRefusedError):
        submit_for_review(translation, user=house.people.translator_es)


def test_returned_translation_goes_back_and_forth(house: House) -> None:
    house.story_index("ar")
    story = house.go_live(house.story())
    (translation,) = house.send(story, "ar")
    house.fill(translation)
    target = house.submit(translation)
    with pytest.raises(PermissionDenied):
        submit_for_review(translation, user=house.people.translator_ar)
    return_with_comment(target, user=house.people.reviewer_ar, comment="The second sentence, please.")
    assert state(story, "ar") == "in-progress"
    target = house.submit(translation)
    assert state(story, "ar") == "in-review"
    approve(fresh(target), user=house.people.reviewer_ar)
    assert fresh(target).live
    with pytest.raises(NotInReviewError):
        approve(fresh(target), user=house.people.reviewer_ar)


def test_draft_that_nobody_approved_cannot_be_sent(house: House) -> None:
    story = house.story()
    with pytest.raises(NotApprovedError):
        send_for_translation(story, languages=["es"], user=house.people.editor)
    assert not story.get_translations().exists()


def test_sending_makes_drafts_all_the_way_up_and_no_alias(house: House) -> None:
    story = house.go_live(house.story())
    house.send(story, "es", "ar")
    for translated in story.get_translations():
        assert not translated.live
        parent = translated.get_parent()
        assert not parent.live
        assert parent.slug == "stories"
    assert not Page.objects.filter(alias_of__isnull=False).exists()
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("was_live", [False, True], ids=["new", "update"])
def test_translated_before_it_is_public(house: House, was_live: bool) -> None:
    """What is sent is the approved revision that waits for its time; its translation goes live with it, not before."""
    house.story_index("es")
    story = house.story(summary="An earlier text.")
    if was_live:
        house.go_live(story)
        house.translate(story, "es")
    instant = timezone.now() + timedelta(days=1)
    house.change(story, summary="What was approved.", go_live_at=instant)
    house.go_live(story)
    (translation,) = house.send(story, "es")
    assert "What was approved." in [segment.source for segment in list_segments(translation)]
    house.fill(translation)
    approve(house.submit(translation), user=house.people.reviewer_es)
    spanish = fresh(translation.get_target_instance())
    assert spanish.live == fresh(story).live == was_live
    if was_live:
        assert spanish.summary == "es: An earlier text."
    with time_machine.travel(instant + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert fresh(story).summary == "What was approved."
    assert fresh(spanish).summary == "es: What was approved."
    assert state(story, "es") == "live"


def test_translation_of_a_text_that_was_withdrawn_cannot_be_approved(house: House) -> None:
    house.story_index("ar")
    story = house.go_live(house.story())
    (translation,) = house.send(story, "ar")
    house.fill(translation)
    target = house.submit(translation)
    fresh(story).unpublish()
    with pytest.raises(NotInReviewError):
        approve(fresh(target), user=house.people.reviewer_ar)
    assert not fresh(target).live


def test_translation_of_a_text_that_never_became_public_stays_unpublished(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story(summary="An earlier text."))
    spanish = house.translate(story, "es")
    house.change(story, summary="Under embargo.", go_live_at=timezone.now() + timedelta(days=1))
    house.go_live(story)
    (translation,) = house.send(story, "es")
    house.fill(translation)
    target = house.submit(translation)
    house.change(story, summary="Another text.", go_live_at=None)
    house.go_live(story)
    approve(target, user=house.people.reviewer_es)
    assert fresh(story).summary == "Another text."
    assert fresh(spanish).summary == "es: An earlier text."


def test_withdrawn_text_cannot_be_approved_on_wagtails_screen_either(house: House, client) -> None:
    house.story_index("ar")
    story = house.go_live(house.story())
    (translation,) = house.send(story, "ar")
    house.fill(translation)
    target = house.submit(translation)
    fresh(story).unpublish()
    client.force_login(house.people.reviewer_ar)
    task_state = fresh(target).current_workflow_task_state
    client.post(f"/admin/pages/workflow/action/{target.pk}/approve/{task_state.pk}/")
    assert not fresh(target).live


def test_page_is_behind_when_a_shared_text_on_it_is(house: House) -> None:
    house.story_index("es")
    shared = house.reusable_text()
    story = house.go_live(house.story(body=[("reusable_text", shared)]))
    house.translate(shared, "es")
    house.translate(story, "es")
    assert state(story, "es") == "live"
    house.change(shared, text="<p>We go forward.</p>")
    house.go_live(shared)
    assert state(story, "es") == "outdated"
    house.translate(shared, "es")
    assert state(story, "es") == "live"


def test_deleted_translation_is_missing_again(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story())
    house.translate(story, "es").delete()
    assert state(story, "es") == "missing"


def test_address_of_a_draft_follows_so_that_another_text_may_have_it(house: House) -> None:
    house.story_index("es")
    first = house.go_live(house.story("first"))
    house.send(first, "es")
    house.change(first, slug="moved")
    house.go_live(first)
    second = house.go_live(house.story("first", title="A second story"))
    assert house.translate(second, "es").slug == "first"


def test_too_long_a_title_is_kept_and_named(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story())
    (translation,) = house.send(story, "es")
    house.fill(translation)
    title = list_segments(translation)[0]
    assert title.id in save_texts(translation, {title.id: "a" * 256}, user=house.people.translator_es)
    with pytest.raises(SubmissionRefusedError) as refusal:
        submit_for_review(translation, user=house.people.translator_es)
    assert [problem.segment for problem in refusal.value.problems] == [title.id]
    assert "255" in refusal.value.problems[0].message


def test_unpublished_source_takes_its_translations_along(house: House) -> None:
    house.story_index("ar")
    story = house.go_live(house.story())
    arabic = house.translate(story, "ar")
    fresh(story).unpublish(user=house.people.admin)
    assert not fresh(arabic).live
    assert state(story, "ar") == "withheld"
