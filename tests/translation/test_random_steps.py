"""Whatever people do, in whatever order: the trees stay sound, and the rules that hold everywhere do hold."""

import os
from copy import deepcopy
from random import Random
from typing import Any

import time_machine
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from wagtail.models import Page, PageViewRestriction, Revision, TaskState
from wagtail_localize.models import StringTranslation, Translation

from cms.accounts.roles import REVIEWERS, TRANSLATORS
from cms.languages.models import LanguageStatus
from cms.translation.desk.set_aside import set_aside
from cms.translation.models import Draft, EarlierDraft, MemoryEntry, Remark, ReviewPolicy, SecondReading
from cms.translation.segments import Segment, list_segments
from stories.models import StoryIndexPage, StoryPage
from tests.house import House
from tests.translation.public_words import WORD, Public, english_of, marks, print_what_is_live, texts
from tests.translation.random_steps import Steps


class Life(RuleBasedStateMachine):
    """Steps at random from `start` on, and what holds after each of them."""

    start: Steps
    undo: Any = None

    @initialize()
    def begin(self) -> None:
        self.clock = time_machine.travel(timezone.now(), tick=True)
        self.time = self.clock.start()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.steps = deepcopy(self.start)
        self.read: Any = None

    def teardown(self) -> None:
        if self.undo is None:
            return
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)
        self.clock.stop()
        cache.clear()

    @rule(seed=st.integers(0, 2**32))
    def step(self, seed: int) -> None:
        self.steps.take_one(Random(seed), self.time)  # noqa: S311 - the same step for the same seed

    @invariant()
    def the_trees_are_sound(self) -> None:
        assert Page.find_problems() == ([], [], [], [], [])
        assert not Page.objects.exclude(alias_of=None).exists()
        roots = dict(Page.objects.filter(depth=2).values_list("path", "locale"))
        places: dict[Any, set] = {}
        for page in Page.objects.filter(depth__gt=2):
            assert roots[page.path[:8]] == page.locale_id
            places.setdefault(page.translation_key, set()).add(page.url_path.split("/", 2)[2])
        assert all(len(addresses) == 1 for addresses in places.values()), places

    @invariant()
    def no_translation_is_more_public_than_its_source(self) -> None:
        english = {story.translation_key: story for story in StoryPage.objects.filter(locale__language_code="en")}
        for story in StoryPage.objects.exclude(locale__language_code="en"):
            source = english[story.translation_key]
            assert source.live or not story.live
            if source.get_view_restrictions().exists():
                assert story.get_view_restrictions().exists()

    @invariant()
    def readers_find_what_is_public_each_in_its_language(self) -> None:
        # What they see hangs on these alone: where they are as they were, all was read already.
        now = [
            list(StoryPage.objects.order_by("pk").values_list("pk", "live", "live_revision", "url_path", "path")),
            list(PageViewRestriction.objects.order_by("pk").values_list("page", "restriction_type")),
            list(LanguageStatus.objects.order_by("pk").values_list("pk", "state", "parts_behind", "corrected_at")),
        ]
        if now != self.read:
            self.read = now
            print_what_is_live()
            Public().check()

    @invariant()
    def states_say_how_it_is(self) -> None:
        for translation in Translation.objects.filter(enabled=True).select_related("source", "target_locale"):
            segments = list_segments(translation)
            status = LanguageStatus.objects.get(
                translation_key=translation.source.object_id, language=translation.target_locale.language_code
            )
            done = sum(segment.is_done for segment in segments)
            assert (status.parts, status.parts_done) == (len(segments), done)
            target = translation.get_target_instance()
            if isinstance(target, StoryPage):
                assert (status.state, status.parts_behind) == state_of(target, segments)

    @invariant()
    def what_is_live_was_approved(self) -> None:
        approved = set(TaskState.objects.filter(status=TaskState.STATUS_APPROVED).values_list("revision", flat=True))
        approved |= set(SecondReading.objects.filter(kind="override").values_list("revision", flat=True))
        stories = list(StoryPage.objects.filter(live=True))
        revisions = Revision.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Page), pk__in=approved
        ).filter(object_id__in=[str(story.pk) for story in stories])
        found = [(revision.object_id, texts(revision.as_object())) for revision in revisions]
        for story in stories:
            assert (str(story.pk), texts(story)) in found

    @invariant()
    def nothing_that_was_typed_is_lost(self) -> None:
        typed = set(self.steps.typed)
        memory, boxes = words(MemoryEntry, "text"), words(Draft, "text") | words(StringTranslation, "data")
        assert typed <= memory | boxes | words(EarlierDraft, "text") | words(Remark, "suggestion")
        # And what a box held last is on a screen: on the desk, in the history of a part, set aside or in the memory.
        shown = set(memory)
        earlier: dict[str, list[str]] = {}
        for row in EarlierDraft.objects.select_related("draft"):
            earlier.setdefault(f"{row.draft.context_id}-{row.draft.string_id}", []).append(row.text)
        for translation in Translation.objects.filter(enabled=True).select_related("source", "target_locale"):
            segments = list_segments(translation)
            history = [text for segment in segments for text in earlier.get(segment.id, ())]
            aside = set_aside(translation, segments)
            shown |= set(marks(" ".join([*history, *(each.text for each in [*segments, *aside])])))
        assert typed & boxes <= shown


def words(model: Any, column: str) -> set[str]:
    return set(marks(" ".join(model.objects.values_list(column, flat=True))))


def state_of(target: StoryPage, segments: list[Segment]) -> tuple[str, int]:
    """Return the state of a story in a language, and how many parts it is behind, told from the texts themselves."""
    source = StoryPage.objects.get(translation_key=target.translation_key, locale__language_code="en")
    says, follows = english_of(source), english_of(target)
    behind = sum(follows[name] != text for name, text in says.items()) if target.live else 0
    if not source.live or source.get_view_restrictions().exists():
        return "withheld", behind
    if target.workflow_in_progress:
        return "in-review", behind
    if not target.live:
        return "in-progress", behind
    if not behind:
        return "live", behind
    known = set(WORD.findall(" ".join(follows.values())))
    new = [segment for segment in segments if not set(WORD.findall(segment.source)) <= known]
    begun = any(segment.text and segment.state in {"draft", "returned", "done"} for segment in new)
    return "updating" if begun else "outdated", behind


def two_live_stories(house: House) -> Steps:
    """Return a house where who reviews a language translates into it too, and one of the editors reviews English."""
    people, steps = house.people, Steps(house)
    ReviewPolicy.objects.create(language="es", kind=ReviewPolicy.Kind.ATTESTED)
    house.story_index("es", "ar")
    house.go_live(house.page(house.home, StoryIndexPage(title="Archive", slug="archive")))
    for name in ("garden", "street"):
        steps.begin_with(name)
    for user, group in (
        (people.reviewer_ar, TRANSLATORS["ar"]),
        (people.reviewer_es, TRANSLATORS["es"]),
        (people.editor2, REVIEWERS["en"]),
    ):
        user.groups.add(Group.objects.get(name=group))
    return steps


def test_whatever_people_do(house: House) -> None:
    Life.start = two_live_stories(house)
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=4,
            # A change of somebody else's must not fail by chance; RANDOM_STEPS=1 goes ways that nobody went before.
            derandomize="RANDOM_STEPS" not in os.environ,
            stateful_step_count=25,
            deadline=None,
            print_blob=True,
            phases=(Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
