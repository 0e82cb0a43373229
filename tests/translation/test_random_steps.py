"""Whatever people do, in whatever order: the trees stay sound, and nothing is public that must not be."""

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from wagtail.models import Page, Revision, TaskState
from wagtail_localize.models import Translation

from cms.languages.models import LanguageStatus
from cms.translation.review import SubmissionRefusedError, approve, return_with_comment
from cms.translation.segments import list_segments
from stories.models import StoryIndexPage, StoryPage
from tests.house import House, make_people

STORIES = st.sampled_from(["garden", "street", "river"])
LISTS = st.sampled_from(["stories", "archive"])
CODES = st.sampled_from(["es", "ar"])
# What the site says to those who try what is not possible now.
REFUSALS = (PermissionDenied, ValidationError, SubmissionRefusedError)


class Life(RuleBasedStateMachine):
    """A house with two lists and up to three stories, in the hands of everybody at once."""

    undo: Any = None

    @initialize()
    def begin(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.house = House(make_people())
        self.admin = Client()
        self.admin.force_login(self.house.people.admin)
        self.house.story_index("es", "ar")
        self.house.go_live(self.house.page(self.house.home, StoryIndexPage(title="Archive", slug="archive")))
        self.number = 0
        for name in ("garden", "street"):
            self.house.translate(self.house.go_live(self.house.story(name, title=name)), "ar")

    def teardown(self) -> None:
        if self.undo is None:
            return
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def english(self, model: type, name: str) -> Any:
        return model.objects.filter(title__startswith=name, locale=self.house.home.locale).first()

    def version(self, name: str, code: str) -> Any:
        story = self.english(StoryPage, name)
        return (
            story
            and StoryPage.objects.filter(translation_key=story.translation_key, locale__language_code=code).first()
        )

    def screen(self, page: Any, action: str, **data: Any) -> None:
        if page is not None:
            response = self.admin.post(f"/admin/pages/{page.pk}/{action}/", data)
            assert response.status_code in {200, 302, 403}

    def attempt(self, step: Any) -> None:
        try:
            with transaction.atomic():
                step()
        except REFUSALS:
            pass

    @rule(name=STORIES, part=st.sampled_from(["summary", "slug"]))
    def edit(self, name: str, part: str) -> None:
        story = self.english(StoryPage, name)
        self.number += 1
        words = f"{name}-{'x' * self.number}"
        if story is None:
            self.house.story(words, title=name)
        elif not story.workflow_in_progress:
            self.house.change(story, **{part: words})

    @rule(name=STORIES)
    def publish(self, name: str) -> None:
        story = self.english(StoryPage, name)
        if story is not None:
            self.attempt(lambda: self.house.go_live(story))

    @rule(name=STORIES, code=CODES)
    def send(self, name: str, code: str) -> None:
        story = self.english(StoryPage, name)
        if story is not None:
            self.attempt(lambda: self.house.send(story, code))

    @rule(name=STORIES, code=CODES)
    def translate(self, name: str, code: str) -> None:
        version = self.version(name, code)
        if version is not None:
            translation = Translation.objects.get(
                source__object_id=version.translation_key, target_locale=version.locale
            )

            def step() -> None:
                self.house.fill(translation)
                self.house.submit(translation)

            self.attempt(step)

    @rule(name=STORIES, code=CODES, gives_back=st.booleans())
    def decide(self, name: str, code: str, gives_back: bool) -> None:
        version = self.version(name, code)
        if version is None:
            return
        reviewer = self.house.people.reviewer(code)
        if gives_back:
            self.attempt(lambda: return_with_comment(version, user=reviewer, comment="No."))
        else:
            self.attempt(lambda: approve(version, user=reviewer))

    @rule(name=STORIES, code=st.sampled_from(["en", "es", "ar"]), destination=LISTS)
    def move(self, name: str, code: str, destination: str) -> None:
        parent = StoryIndexPage.objects.filter(slug=destination, locale__language_code=code).first()
        if parent is not None:
            self.screen(self.version(name, code), f"move/{parent.pk}/confirm")

    @rule(name=STORIES, code=st.sampled_from(["en", "en", "ar"]), privacy=st.sampled_from(["login", "none"]))
    def restrict(self, name: str, code: str, privacy: str) -> None:
        self.screen(self.version(name, code), "privacy", restriction_type=privacy)

    @rule(name=LISTS, privacy=st.sampled_from(["login", "none"]))
    def restrict_a_list(self, name: str, privacy: str) -> None:
        page = StoryIndexPage.objects.get(slug=name, locale=self.house.home.locale)
        self.screen(page, "privacy", restriction_type=privacy)

    @rule(name=STORIES, code=st.sampled_from(["en", "es", "ar"]))
    def unpublish(self, name: str, code: str) -> None:
        self.screen(self.version(name, code), "unpublish")

    @rule(name=STORIES, code=st.sampled_from(["en", "ar"]))
    def delete(self, name: str, code: str) -> None:
        self.screen(self.version(name, code), "delete")

    @rule(name=STORIES, code=st.sampled_from(["en", "ar"]), position=st.integers(0, 2))
    def reorder(self, name: str, code: str, position: int) -> None:
        self.screen(self.version(name, code), f"set_position/?position={position}")

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
        for story in StoryPage.objects.exclude(locale=self.house.home.locale):
            source = StoryPage.objects.get(translation_key=story.translation_key, locale=self.house.home.locale)
            assert source.live or not story.live
            if source.get_view_restrictions().exists():
                assert story.get_view_restrictions().exists()
                assert Client().get(story.url).status_code == 404

    @invariant()
    def states_count_what_is_done(self) -> None:
        for translation in Translation.objects.filter(enabled=True).select_related("source", "target_locale"):
            segments = list_segments(translation)
            status = LanguageStatus.objects.get(
                translation_key=translation.source.object_id, language=translation.target_locale.language_code
            )
            done = sum(segment.is_done for segment in segments)
            assert (status.parts, status.parts_done) == (len(segments), done)

    @invariant()
    def what_is_live_was_approved(self) -> None:
        approved = set(TaskState.objects.filter(status=TaskState.STATUS_APPROVED).values_list("revision", flat=True))
        for story in StoryPage.objects.filter(live=True):
            texts = [_texts(revision.as_object()) for revision in _revisions(story) if revision.pk in approved]
            assert _texts(story) in texts


def _revisions(page: Page) -> Any:
    content_type = ContentType.objects.get_for_model(Page)
    return Revision.objects.filter(base_content_type=content_type, object_id=str(page.pk))


def _texts(story: Any) -> tuple[str, ...]:
    # PostgreSQL keeps the keys of JSON in an order of its own.
    return story.title, story.summary, json.dumps(story.body.get_prep_value(), sort_keys=True)


def test_whatever_people_do(db: None) -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=5,
            stateful_step_count=18,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
