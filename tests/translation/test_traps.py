"""
Where wagtail-localize 1.14 hurts others, and what shows that it cannot hurt here.

`TRAPS` names each trap that its users and its code are known for, as long as it can occur in a site like this one, and
the tests that show it closed: those of this module where nothing else would.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django import forms
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import models, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import COMMENTS_RELATION_NAME, Locale, Page, get_page_models
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.wagtail_hooks import register_admin_urls

from cms.directory.models import ReusableText
from cms.languages.models import LanguageStatus
from cms.languages.policy import translatable_models
from cms.settings import base
from cms.translation.assignments import Order
from cms.translation.drafts import Typed, keep, save_texts
from cms.translation.review import SubmissionRefusedError, approve, submit_for_review
from cms.translation.segments import Segment, list_segments
from cms.translation.sending import send_for_translation
from cms.translation.sending_several import plan, send_several
from cms.translation.sendings import Sending
from stories.models import StoryIndexPage, StoryPage
from tests.house import House, fresh

HERE = "translation/test_traps.py"
TRAPS: dict[str, tuple[str, ...]] = {
    # The tree
    "sending a subtree leaves a broken tree": (
        f"{HERE}::test_a_section_sent_at_once_leaves_a_sound_tree_and_nothing_public",
        "translation/test_random_steps.py::test_whatever_people_do",
    ),
    "sending publishes the English at once": (
        f"{HERE}::test_a_section_sent_at_once_leaves_a_sound_tree_and_nothing_public",
        "translation/test_review.py::test_sending_makes_drafts_all_the_way_up_and_no_alias",
    ),
    "keeping in step after a move fails, and so does another language": (
        "translation/test_tree.py::test_versions_move_below_drafts_of_the_new_parent",
        "translation/test_roles.py::test_only_these_roles_change_anything",
    ),
    "moving, unpublishing or deleting the English leaves the translations where they were": (
        "translation/test_tree.py::test_versions_move_below_drafts_of_the_new_parent",
        "translation/test_tree.py::test_unpublished_in_every_language",
        "translation/test_tree.py::test_deleted_in_every_language",
    ),
    "a copy or an autosaved page makes English aliases under other languages": (
        "translation/test_tree.py::test_a_copy_is_an_english_draft",
        "translation/test_random_steps.py::test_whatever_people_do",
        "browser/test_saving.py::test_a_story_is_saved_once_and_whole",
    ),
    "the page below what is not public is public": (
        "translation/test_review.py::test_page_is_not_submitted_below_a_page_that_readers_cannot_reach",
    ),
    # What is lost
    "sending a page starts the stopped translation of a shared text and writes over it": (
        f"{HERE}::test_sending_a_page_leaves_alone_the_shared_text_that_it_shows",
    ),
    "stopping, editing by hand and starting again loses what was edited": (
        "translation/test_roles.py::test_only_these_roles_change_anything",
        f"{HERE}::test_every_screen_of_wagtail_localize_is_closed",
    ),
    "deleting a translation deletes its memory": (
        "translation/test_memory.py::test_memory_survives_the_page_and_the_people",
        "translation/test_tree.py::test_deleted_in_every_language",
    ),
    "going back to an old version is undone by the next publishing": (
        f"{HERE}::test_an_old_version_of_a_translation_is_not_brought_back_past_the_desk",
    ),
    "of a draft that was never public an early text is sent": (
        "translation/test_review.py::test_draft_that_nobody_approved_cannot_be_sent",
        "translation/test_review.py::test_translated_before_it_is_public",
    ),
    "two sources for one translation break its editor": (
        f"{HERE}::test_nothing_is_translated_from_a_translation",
        "doctor/test_samples.py::test_what_is_broken_is_found",
    ),
    "the last one to save wins, without a word": (
        "translation/test_drafts.py::test_the_second_of_two_sees_what_the_first_typed_and_both_are_kept",
        "browser/test_desk.py::test_two_windows_show_both_texts",
    ),
    "what was typed into a part that is gone is lost": (
        "translation/test_drafts.py::test_a_part_that_is_gone_says_so",
        "translation/test_desk.py::test_text_for_a_part_that_is_gone_is_shown_back",
    ),
    "the old translation of a changed part is not to be seen": (
        "translation/test_drafts.py::test_where_the_english_changed_the_earlier_translation_is_there_to_start_from",
    ),
    # What is public though it should not be
    "a draft writes over the public row, and takes a public shared text away": (
        "translation/test_review.py::test_update_waits_until_it_is_approved",
        f"{HERE}::test_a_shared_text_stays_public_while_its_update_is_written",
    ),
    "what is missing, wrong or too long is published in English": (
        "translation/test_review.py::test_incomplete_translation_is_refused_with_the_parts_that_wait",
        "translation/test_review.py::test_broken_markup_is_kept_and_cannot_be_submitted",
        "translation/test_review.py::test_too_long_a_title_is_kept_and_named",
    ),
    "blanks count as a translation": (f"{HERE}::test_blanks_are_no_translation",),
    "a letter that is mended in English puts English into the public translation": (
        "translation/test_review.py::test_update_waits_until_it_is_approved",
        "translation/test_changes.py::test_a_minor_change_raises_nothing_and_is_recorded",
    ),
    "what was unpublished in one language is published again": (
        f"{HERE}::test_what_was_unpublished_in_one_language_stays_so",
    ),
    "a lost link or another figure is accepted": (
        "translation/test_checks.py::test_every_rule_has_a_sample_that_it_catches",
        "translation/test_review.py::test_broken_markup_is_kept_and_cannot_be_submitted",
    ),
    "formats that are not inline cut a sentence into pieces; pictures and documents in texts stay English": (
        f"{HERE}::test_no_text_may_hold_what_cannot_be_translated",
    ),
    "the mark of “Q&A” is lost at the end of a text": (f"{HERE}::test_an_ampersand_is_kept",),
    "a text that was wrong once is passed over though it was mended": (
        f"{HERE}::test_an_error_is_forgotten_with_a_new_text",
    ),
    "the explorer shows a title with its escapes": (f"{HERE}::test_the_title_in_the_explorer_is_text",),
    "a replaced value that is stale, or that points at nothing, breaks publishing": (
        "translation/test_own_files.py::test_picture_that_was_deleted_gives_way_to_the_english_one",
        "translation/test_own_files.py::test_new_file_under_the_same_entry_is_newer_too",
        "doctor/test_samples.py::test_what_is_broken_is_found",
    ),
    "blocks of other kinds are copied in English": (
        f"{HERE}::test_every_block_with_words_is_translated",
        "briefs/test_tables.py::test_a_table_is_translated_cell_by_cell",
        "briefs/test_charts.py::test_labels_are_translated_and_figures_wait_with_them",
    ),
    "labels in the rows of a page stay English": (f"{HERE}::test_no_row_of_a_page_holds_words_of_a_language",),
    "the time to go live is copied once, and nothing goes live then": (
        f"{HERE}::test_a_translation_has_no_time_of_its_own_but_goes_live_with_its_english",
        "translation/test_review.py::test_translated_before_it_is_public",
    ),
    "Arabic addresses are destroyed, and change with the title": (
        "translation/test_review.py::test_translation_goes_the_whole_way_and_the_log_names_the_people",
        "translation/test_tree.py::test_a_new_address_holds_in_every_language",
    ),
    "“up to date” says that every string has a row": (
        "translation/test_review.py::test_update_waits_until_it_is_approved",
        "translation/test_review.py::test_parts_behind_count_changed_added_and_removed",
        "translation/test_machine_drafts.py::test_a_machine_drafts_what_is_empty_and_nothing_counts",
        "translation/test_facts.py::test_parts_count_as_the_desk_shows_them",
    ),
    "a page that became private leaves its translation public": (
        "translation/test_tree.py::test_privacy_is_the_same_in_every_language",
        "pages/test_one_language.py::test_privacy_of_the_source_holds_though_somebody_opens_the_translation",
    ),
    # Rights and reviews
    "the right to submit is a right to publish anything": (
        f"{HERE}::test_nobody_holds_a_right_of_wagtail_localize",
        "translation/test_sending_several.py::test_right_is_asked_for_each_page_and_again_when_it_is_sent",
        "translation/test_roles.py::test_only_these_roles_change_anything",
    ),
    "its screens ask for less than they do: alias, stop, report, list of snippets": (
        f"{HERE}::test_every_screen_of_wagtail_localize_is_closed",
    ),
    "whoever may edit a shared text in one language may edit it in all": (
        f"{HERE}::test_a_shared_text_is_closed_to_other_languages",
    ),
    "a shared text can always be published": ("translation/test_roles.py::test_only_these_roles_change_anything",),
    "translators do not see the English": (
        "translation/test_desk.py::test_every_part_has_a_box_in_its_language",
        "translation/test_roles.py::test_desk_of_another_language_is_closed",
    ),
    "a lock is not kept": (
        f"{HERE}::test_a_translation_has_no_lock_but_its_review",
        "translation/test_desk.py::test_read_only_in_review",
    ),
    "publishing ends a review that is under way": (
        "translation/test_values.py::test_value_reaches_a_translation_in_review",
    ),
    "the log does not say who": (
        "translation/test_review.py::test_translation_goes_the_whole_way_and_the_log_names_the_people",
    ),
    # What breaks
    "a picture block in a block breaks sending": (f"{HERE}::test_no_body_holds_a_block_that_breaks_sending",),
    "a block that the code no longer has breaks the editor and publishing": (
        f"{HERE}::test_a_block_that_is_gone_from_the_code_stops_nobody",
    ),
    "a file that is no PO file breaks the screen": (
        "translation/test_exchange.py::test_a_file_that_cannot_be_taken_says_why_and_changes_nothing",
    ),
    "a machine that fails breaks the screen": (
        "translation/test_machine_drafts.py::test_a_machine_without_an_answer_changes_nothing",
    ),
    "a file is not valid where a sentence stands twice": (
        "translation/test_po_format.py::test_gettext_takes_the_file",
    ),
    # The editor
    "boxes are left to right, English, and in italics": (
        "translation/test_desk.py::test_every_part_has_a_box_in_its_language",
        "browser/test_desk.py::test_the_desk_is_accessible_in_both_directions",
    ),
    "boxes have no names, buttons are all alike, the focus is lost": (
        "browser/test_desk.py::test_the_desk_is_accessible_in_both_directions",
        "browser/test_desk.py::test_a_story_is_translated_with_the_keyboard_alone",
    ),
    "“missing, see below” may mean another tab": (
        "translation/test_desk.py::test_refused_submission_keeps_what_was_typed_and_leads_to_the_rest",
    ),
    # What it costs
    "a section is sent in one request and one transaction": (
        "translation/test_sending_several.py::test_request_takes_as_many_queries_for_many_texts_as_for_one",
        "translation/test_sending_several.py::test_one_that_fails_stops_no_other_and_can_be_tried_again",
        "translation/test_sending_worker.py::test_killed_worker_is_followed_by_one_that_goes_on",
    ),
    "a job is queued before its transaction is over, with what no queue can keep": (
        f"{HERE}::test_a_job_is_asked_for_together_with_its_sending_by_its_key",
    ),
    "sending takes hundreds of queries for a page and language": (
        "translation/test_sending_costs.py::test_page_of_ten_parts",
        "translation/test_sending_costs.py::test_full_story",
    ),
    "the editor takes queries for every part": ("translation/test_long_page.py::test_desk_and_states_of_a_long_page",),
    "saving and the report take queries for every row": (
        "translation/test_drafts.py::test_a_save_takes_few_queries",
        "staff/test_board_costs.py::test_six_hundred_pages_take_few_queries",
    ),
}

SOUND = ([], [], [], [], [])
NOT_INLINE = {"superscript", "subscript", "strikethrough", "code", "image", "embed", "document-link"}


@dataclass
class Scene:
    """A house with a story and a shared text that are live in English and Spanish."""

    house: House
    story: StoryPage
    shared: ReusableText

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(getattr(self.house.people, name))
        return client

    def translation(self, source: Any, code: str = "es") -> Translation:
        return Translation.objects.get(
            source__object_id=source.translation_key, target_locale__language_code=code, enabled=True
        )

    def version(self, source: Any, code: str = "es") -> Any:
        return type(source).objects.get(translation_key=source.translation_key, locale__language_code=code)

    def typed(self, segment: Segment, text: str, translation: Translation, *, done: bool = True) -> None:
        keep(translation, Typed(segment.id, text, segment.version, done), user=self.house.people.translator_es)


@pytest.fixture(scope="module")
def shared_scene(shared_house: House) -> Scene:
    house = shared_house
    house.story_index("es", "ar")
    shared = house.reusable_text()
    house.translate(shared, "es")
    story = house.go_live(house.story(body=[("text", "<p>We <b>listened</b> first.</p><p>Then we spoke.</p>")]))
    house.translate(story, "es")
    return Scene(house, story, shared)


@pytest.fixture
def scene(shared_scene: Scene, house: House) -> Scene:
    return Scene(house, fresh(shared_scene.story), fresh(shared_scene.shared))


def test_each_trap_has_tests_that_are_there() -> None:
    folder = Path(__file__).resolve().parent.parent
    named = {test for tests in TRAPS.values() for test in tests}
    for file in {test.partition("::")[0] for test in named}:
        module = ast.parse((folder / file).read_text(encoding="utf-8"))
        there = {f"{file}::{node.name}" for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}
        missing = {test for test in named if test.startswith(f"{file}::")} - there
        assert not missing


def test_a_section_sent_at_once_leaves_a_sound_tree_and_nothing_public(scene: Scene) -> None:
    house = scene.house
    section = house.go_live(house.page(house.home, StoryIndexPage(title="Archive", slug="archive")))
    for number in range(2):
        page = section.add_child(
            instance=StoryPage(title=f"Story {number}", slug=f"story-{number}", summary="It says.")
        )
        page.save_revision(user=house.people.editor).publish()
    scene.client("editor").post(f"/admin/translation/send/section/{section.pk}/", {"languages": ["es", "ar"]})
    for code in ("es", "ar"):
        translated = scene.version(section, code)
        assert translated.numchild == 2
        assert not Page.objects.descendant_of(translated, inclusive=True).filter(live=True).exists()
    assert Page.find_problems() == SOUND
    for source in (section, *StoryPage.objects.child_of(section)):
        house.translate(source, "es")
    for page in Page.objects.descendant_of(scene.version(section)):
        assert Client().get(page.url).status_code == 200


def test_sending_a_page_leaves_alone_the_shared_text_that_it_shows(scene: Scene) -> None:
    house = scene.house
    before = list(StringTranslation.objects.order_by("pk").values())
    spanish = scene.version(scene.shared)
    page = house.go_live(house.story("another", body=[("reusable_text", scene.shared)]))
    house.send(page, "es")
    assert list(StringTranslation.objects.order_by("pk").values()) == before
    assert (fresh(spanish).live, fresh(spanish).text) == (True, spanish.text)
    assert fresh(spanish).latest_revision_id == spanish.latest_revision_id


def test_an_old_version_of_a_translation_is_not_brought_back_past_the_desk(scene: Scene) -> None:
    spanish = scene.version(scene.story)
    old = spanish.live_revision_id
    scene.house.change(scene.story, summary="Another summary.")
    scene.house.go_live(scene.story)
    scene.house.translate(scene.story, "es")
    now = fresh(spanish)
    client = scene.client("admin")
    assert client.get(f"/admin/pages/{spanish.pk}/revisions/{old}/revert/").status_code < 500
    form = {"revision": old, "title": "Vieja", "slug": spanish.slug, "action-publish": "1"}
    assert client.post(f"/admin/pages/{spanish.pk}/edit/", form).status_code < 500
    assert (fresh(spanish).title, fresh(spanish).latest_revision_id) == (now.title, now.latest_revision_id)


def test_nothing_is_translated_from_a_translation(scene: Scene) -> None:
    spanish = scene.version(scene.story)
    for name in ("editor", "admin"):
        with pytest.raises(PermissionDenied):
            send_for_translation(spanish, languages=["ar"], user=getattr(scene.house.people, name))
    # Nor does one that somebody has made past every rule break the desk.
    source = TranslationSource.objects.get(object_id=scene.story.translation_key)
    source.pk, source.locale = None, Locale.objects.get(language_code="ar")
    source.save()
    Translation.objects.create(source=source, target_locale=spanish.locale)
    assert scene.client("translator_es").get(f"/admin/pages/{spanish.pk}/edit/").status_code == 200


def test_a_shared_text_stays_public_while_its_update_is_written(scene: Scene) -> None:
    house, spanish = scene.house, scene.version(scene.shared)
    house.change(scene.shared, text="<p>We go forward.</p>")
    house.go_live(scene.shared)
    (translation,) = house.send(scene.shared, "es")
    for step in (lambda: None, lambda: house.fill(translation), lambda: house.submit(translation)):
        step()
        assert (fresh(spanish).live, fresh(spanish).text) == (True, "<p>es: We cannot go back.</p>")
    approve(fresh(spanish), user=house.people.reviewer_es)
    assert fresh(spanish).text == "<p>es: We go forward.</p>"


@pytest.mark.parametrize("blank", [" \n\t", "\u00a0\u200b", "&nbsp;", "<b> </b>", "<br/>"])
def test_blanks_are_no_translation(scene: Scene, blank: str) -> None:
    translation = scene.translation(scene.story)
    for number in (1, 2):
        segment = list_segments(translation)[number]
        if segment.has_markup or not blank.startswith(("<", "&")):
            scene.typed(segment, blank, translation)
            assert not list_segments(translation)[number].is_done
    with pytest.raises(SubmissionRefusedError):
        submit_for_review(translation, user=scene.house.people.translator_es)


def test_what_was_unpublished_in_one_language_stays_so(scene: Scene) -> None:
    spanish = scene.version(scene.story)
    scene.client("admin").post(f"/admin/pages/{spanish.pk}/unpublish/")
    assert not fresh(spanish).live
    scene.house.change(scene.story, summary="Another summary.", slug="another-address")
    scene.house.go_live(scene.story)
    scene.house.send(scene.story, "es")
    assert fresh(scene.story).live
    assert not fresh(spanish).live


def test_no_text_may_hold_what_cannot_be_translated() -> None:
    found = {feature for field in _rich_texts() for feature in (field.features or ["image"])}
    assert not found & NOT_INLINE


def test_no_body_holds_a_block_that_breaks_sending() -> None:
    kinds = {type(block) for block in _blocks()}
    assert kinds
    assert not [kind for kind in kinds if issubclass(kind, ImageBlock | blocks.RawHTMLBlock)]


def test_every_block_with_words_is_translated() -> None:
    """Of the blocks without blocks inside; a table and a chart name their words themselves."""
    leaves = [block for block in _blocks() if not _inside(block)]
    with_words = [block for block in leaves if isinstance(block.field, forms.CharField)]
    assert len(with_words) > 10
    for block in with_words:
        if not hasattr(block, "get_translatable_segments"):
            value = block.to_python("<p>It says.</p>")
            assert StreamFieldSegmentExtractor(None).handle_block(block, value), type(block)
    # What else there is has no words: figures, dates, what is chosen, and choices, which the interface translates.
    without = {type(block.field) for block in leaves} - {type(block.field) for block in with_words}
    assert without <= {forms.DecimalField, forms.DateField, forms.ModelChoiceField, forms.ChoiceField}


def test_no_row_of_a_page_holds_words_of_a_language() -> None:
    """Rows are the same in every language: what they show are numbers, dates, addresses, names and texts elsewhere."""
    found = {
        f"{relation.related_model.__name__}.{field.name}"
        for model in translatable_models()
        for relation in get_all_child_relations(model)
        if relation.name != COMMENTS_RELATION_NAME
        for field in relation.related_model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    }
    assert found == {"CollaborationTeam.name", "OwnPdf.file_hash", "TrackerUpdate.source_url"}


def test_a_translation_has_no_time_of_its_own_but_goes_live_with_its_english(scene: Scene) -> None:
    house = scene.house
    time = timezone.now() + timedelta(days=1)
    story = house.go_live(house.story("to-come", go_live_at=time))
    (translation,) = house.send(story, "es")
    house.fill(translation)
    approve(house.submit(translation), user=house.people.reviewer_es)
    spanish = scene.version(story)
    assert (spanish.go_live_at, spanish.live, fresh(story).live) == (None, False, False)
    with time_machine.travel(time + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert fresh(spanish).live
    assert fresh(story).live


def test_a_job_is_asked_for_together_with_its_sending_by_its_key(scene: Scene, settings: Any) -> None:
    """Its queue is the database: where the sending is undone, so is the job, and no worker comes too early."""
    settings.TASKS = base.TASKS
    texts = plan([scene.story.get_parent().specific], scene.house.people.editor)
    order = Order()

    def jobs() -> list[Any]:
        asked = DBTaskResult.objects.filter(task_path__endswith="work_through_sending")
        return list(asked.values_list("args_kwargs", flat=True))

    def send() -> Sending:
        return send_several(texts, languages=["ar"], order=order, user=scene.house.people.editor, title="Stories")

    with transaction.atomic():
        send()
        assert len(jobs()) == 1
        transaction.set_rollback(True)
    assert jobs() == []
    assert not Sending.objects.exists()
    sending = send()
    assert jobs() == [{"args": [sending.pk], "kwargs": {}}]


def _rich_texts() -> Iterator[Any]:
    for model in apps.get_models():
        yield from (field for field in model._meta.get_fields() if isinstance(field, RichTextField))
    yield from (block for block in _blocks() if isinstance(block, blocks.RichTextBlock))


def _blocks() -> Iterator[blocks.Block]:
    """Yield every block of every body, however deep."""
    waiting = [
        field.stream_block
        for model in get_page_models()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
    ]
    while waiting:
        block = waiting.pop()
        yield block
        waiting += _inside(block)


def _inside(block: blocks.Block) -> list[blocks.Block]:
    return [*getattr(block, "child_blocks", {}).values(), *filter(None, [getattr(block, "child_block", None)])]


def test_an_ampersand_is_kept(scene: Scene) -> None:
    translation = scene.translation(scene.story)
    _title, summary, marked, plain = list_segments(translation)
    texts = {
        summary.id: "AT&T & Q&A",
        marked.id: "Primero <b>escuchamos</b> a Q&A",
        plain.id: "Luego hablamos con AT&T",
    }
    assert save_texts(translation, texts, user=scene.house.people.translator_es) == {}
    approve(scene.house.submit(translation), user=scene.house.people.reviewer_es)
    spanish = scene.version(scene.story)
    assert spanish.summary == "AT&T & Q&A"
    assert "a Q&amp;A</p>" in str(spanish.body)
    assert "con AT&amp;T</p>" in str(spanish.body)


def test_an_error_is_forgotten_with_a_new_text(scene: Scene) -> None:
    translation = scene.translation(scene.story)
    stored = StringTranslation.objects.filter(context__object_id=scene.story.translation_key)
    stored.update(has_error=True, field_error="Too long.")
    assert {segment.state for segment in list_segments(translation)} == {"draft"}
    scene.house.fill(translation, mark="otra")
    approve(scene.house.submit(translation), user=scene.house.people.reviewer_es)
    assert scene.version(scene.story).title.startswith("otra: ")


def test_the_title_in_the_explorer_is_text(scene: Scene) -> None:
    translation = scene.translation(scene.story)
    scene.typed(list_segments(translation)[0], "Preguntas & <respuestas>", translation)
    assert "&amp;" not in scene.version(scene.story).draft_title
    approve(scene.house.submit(translation), user=scene.house.people.reviewer_es)
    assert scene.version(scene.story).draft_title == "Preguntas & <respuestas>"


def test_nobody_holds_a_right_of_wagtail_localize(scene: Scene) -> None:
    rights = Permission.objects.filter(content_type__app_label="wagtail_localize")
    assert rights.exists()
    assert not rights.filter(group__isnull=False).exists()


def test_every_screen_of_wagtail_localize_is_closed(scene: Scene) -> None:
    client = scene.client("admin")
    (include,) = register_admin_urls()
    screens = [pattern for pattern in include.url_patterns if pattern.name != "javascript_catalog"]
    assert len(screens) > 15
    for pattern in screens:
        names = pattern.pattern.converters
        values = {name: 1 if "Int" in type(names[name]).__name__ else "x" for name in names}
        address = reverse(f"wagtail_localize:{pattern.name}", kwargs=values)
        assert client.get(address).status_code == client.post(address).status_code == 403, address
    with pytest.raises(NoReverseMatch):
        reverse("wagtail_localize:nothing")


@pytest.mark.parametrize("name", ["translator_ar", "reviewer_ar", "translator_es"])
def test_a_shared_text_is_closed_to_other_languages(scene: Scene, name: str) -> None:
    other = scene.version(scene.shared) if name.endswith("_ar") else scene.shared
    address = f"/admin/snippets/directory/reusabletext/edit/{other.pk}/"
    client = scene.client(name)
    before = other.latest_revision_id
    assert client.get(address).status_code in {302, 403}
    assert client.post(address, {"action": "approve", "key": "x", "text": "x"}).status_code in {302, 403}
    assert (fresh(other).live, fresh(other).text, fresh(other).latest_revision_id) == (True, other.text, before)


def test_a_translation_has_no_lock_but_its_review(scene: Scene) -> None:
    client, spanish = scene.client("admin"), scene.version(scene.story)
    assert client.post(f"/admin/pages/{spanish.pk}/lock/").status_code == 403
    assert not fresh(spanish).locked
    client.post(f"/admin/pages/{scene.story.pk}/lock/")
    assert fresh(scene.story).locked


def test_a_block_that_is_gone_from_the_code_stops_nobody(scene: Scene) -> None:
    """A release without the block: `prepare` reads what was sent anew, and the rest goes its way."""
    house = scene.house
    body = [("text", "<p>It began.</p>"), ("quotation", {"words": "We listened.", "speaker": "A teacher"})]
    story = house.go_live(house.story("quoted", body=body))
    (translation,) = house.send(story, "es")
    house.fill(translation)
    for model, column in ((TranslationSource, "content_json"), (type(story.live_revision), "content")):
        _without_the_block(model, column)
    TranslationSource.objects.update(schema_version="0000_before")
    call_command("prepare")
    assert not StringSegment.objects.filter(source__object_id=story.translation_key, string__data="A teacher").exists()
    client = scene.client("translator_es")
    target = translation.get_target_instance()
    for address in (f"/admin/pages/{target.pk}/edit/", f"/admin/translation/{translation.pk}/preview/"):
        assert client.get(address).status_code == 200
    client.post(f"/admin/pages/{target.pk}/edit/", {"action": "submit"})
    assert fresh(target).workflow_in_progress
    status = LanguageStatus.objects.get(translation_key=story.translation_key, language="es")
    assert (status.parts, status.parts_done) == (3, 3)


def _without_the_block(model: Any, column: str) -> None:
    """Call the block by a name that the code does not have, in all that is stored."""
    for row in model.objects.all():
        value = getattr(row, column)
        if isinstance(value, dict):
            if "body" in value:
                value["body"] = value["body"].replace('"quotation"', '"gone"')
        else:
            value = value.replace('\\"quotation\\"', '\\"gone\\"')
        model.objects.filter(pk=row.pk).update(**{column: value})
