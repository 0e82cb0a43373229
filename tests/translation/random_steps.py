"""What people may do in the random steps: mostly where it can do something, now and then where it cannot."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import note
from wagtail.rich_text import RichText
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.languages.changes import ChangeKind
from cms.translation.drafts import ONE_SITTING, PartGoneError, save_texts
from cms.translation.models import Draft, MemoryEntry
from cms.translation.overriding import override
from cms.translation.publishing import NOW, Moment
from cms.translation.review import (
    SubmissionRefusedError,
    approve,
    may_translate,
    return_with_comment,
    submit_for_review,
    submit_source,
)
from cms.translation.segments import list_segments
from cms.translation.status import refresh_status
from cms.translation.suggesting import (
    RemarkedMeanwhileError,
    Said,
    accept_all_and_submit,
    keep_remark,
    open_remarks,
    to_accept,
)
from cms.translation.taking_back import note_opening, take_back
from stories.models import StoryIndexPage, StoryPage
from tests.house import House, fresh
from tests.translation.public_words import COMMON, letters, marks, translated, words_of

STORIES = ("garden", "garden", "street", "river")
# What the site says to those who try what is not possible now.
REFUSALS = (PermissionDenied, ValidationError, SubmissionRefusedError)
WEIGHTS = {
    "edit": 4,
    "set_a_comma": 1,
    "publish": 5,
    "send": 3,
    "translate": 8,
    "type_into_a_box": 5,
    "type_into_what_may_be_gone": 1,
    "accept_suggestions": 2,
    "decide": 6,
    "suggest_and_return": 3,
    "take_back_a_review": 1,
    "publish_past_the_review": 1,
    "wait": 2,
    "move": 1,
    "restrict": 2,
    "unpublish": 1,
    "delete": 1,
    "reorder": 1,
}


def likely(chance: Random) -> bool:
    return chance.random() < 0.85


@dataclass
class Steps:
    """
    A house with two lists and up to three stories, in the hands of everybody at once.

    `writers` maps each word that somebody wrote to who did; `typed` those of them that were typed on the desk to the
    text they were typed for; `parts` are the ids of parts that there were.
    """

    house: House
    number: int = 0
    writers: dict[str, int] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)

    def take_one(self, chance: Random, time: Any) -> None:
        """Do something, long after the last: what one person types into a box at one sitting is one entry."""
        time.shift(ONE_SITTING)
        action = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        note(action)
        if action == "wait":
            # An hour passes, and the worker looks what is due.
            time.shift(timedelta(hours=1))
            call_command("publish_scheduled")
        else:
            getattr(self, action)(chance)

    def begin_with(self, name: str) -> None:
        """A story that is live in English and Arabic."""
        self.edit(Random(0), name)  # noqa: S311 - always the same
        [translation] = self.house.send(self.house.go_live(self.english(name)), "ar")
        version, user = translation.get_target_instance(), self.house.people.translator_ar
        texts = {each.id: self._typing(version, each.source, user) for each in list_segments(translation)}
        save_texts(translation, texts, user=user)
        submit_for_review(translation, user=user)
        approve(fresh(version), user=self.house.people.reviewer_ar)

    # English

    def edit(self, chance: Random, name: str = "") -> None:
        name = name or chance.choice(STORIES)
        story, user = self.english(name), chance.choice([self.house.people.editor, self.house.people.editor2])
        word = self._new_word("en", user)
        values = {
            "title": f"{name} {COMMON} {word}",
            "summary": f"It says {word}.",
            "body": f"<p>We <b>heard</b> {word}.</p>",
            "slug": f"{name}-{self.number}",
        }
        if story is None:
            body = [("text", values.pop("body"))]
            index = self.house.story_index()
            self.house.page(index, StoryPage(**values, body=body)).save_revision(user=user)
        elif not story.workflow_in_progress:
            draft = story.get_latest_revision_as_object()
            part = chance.choice([*values, "summary"])
            if part == "body":
                draft.body[0] = ("text", RichText(values["body"]), draft.body[0].id)
            else:
                setattr(draft, part, values[part])
            draft.change_kind = chance.choice([ChangeKind.UPDATE, ChangeKind.CORRECTION])
            draft.save_revision(user=user)

    def set_a_comma(self, chance: Random) -> None:
        """A minor change, of a text that has no other."""
        story = self._one(chance, "en", lambda story: story.live and story.latest_revision_id == story.live_revision_id)
        if story is not None and story.latest_revision_id == story.live_revision_id:

            def step() -> None:
                self.house.change(story, summary=f"{story.summary},", change_kind=ChangeKind.MINOR)
                self.house.go_live(story)

            self._attempt(step)

    def publish(self, chance: Random) -> None:
        story = self._one(chance, "en", lambda story: story.latest_revision_id != story.live_revision_id)
        if story is None:
            return
        new = words_of(story.get_latest_revision_as_object()) - (words_of(story) if story.live else set())
        user = self.house.people.reviewer_en if likely(chance) else self.house.people.editor2

        def step() -> None:
            submit_source(fresh(story), user=self.house.people.editor)
            approve(fresh(story), user=user)

        if self._attempt(step):
            assert user.pk not in {self.writers[word] for word in new}

    def send(self, chance: Random) -> None:
        story = self._one(chance, "en", lambda story: story.live)
        if story is not None:
            self._attempt(lambda: self.house.send(story, chance.choice(["ar", "ar", "es"])))

    # The desk

    def translate(self, chance: Random) -> None:
        """Everything that is left, and submit it."""
        version = self._version(chance, lambda version: not version.workflow_in_progress)
        user = self._typist(chance, version)
        if version is None or not may_translate(version, user):
            return
        translation = self.translation(version)
        left = [segment for segment in list_segments(translation) if not segment.is_done]
        texts = {segment.id: self._typing(version, segment.source, user) for segment in left}
        save_texts(translation, texts, user=user)
        refresh_status(version)
        self._attempt(lambda: submit_for_review(translation, user=user))

    def type_into_a_box(self, chance: Random) -> None:
        """Into a box as it is, or over a version that others have changed meanwhile."""
        version = self._version(chance, lambda version: not version.workflow_in_progress)
        if version is not None:
            segment = chance.choice(list_segments(self.translation(version)))
            self.parts.append(segment.id)
            over = segment.version if likely(chance) else 0
            done = {"done": "1"} if chance.random() < 0.5 else {}
            self._post(version, self._typist(chance, version), segment.id, segment.source, version=over, **done)

    def type_into_what_may_be_gone(self, chance: Random) -> None:
        version = self._version(chance, lambda version: not version.workflow_in_progress)
        if version is not None and self.parts:
            self._post(version, self._typist(chance, version), chance.choice(self.parts), "It was.", version=0)

    def _post(self, target: Any, user: User, part: str, source: str, **data: Any) -> None:
        text = self._typing(target, source, user)
        client = Client()
        client.force_login(user)
        address = f"/admin/translation/{self.translation(target).pk}/parts/{part}/"
        response = client.post(address, {"text": text, **data})
        assert response.status_code in ({403, 409} if target.workflow_in_progress else {200, 403, 409, 410})
        # Nothing is kept for a part that this text never had, nor in a review: the box has what was typed.
        context, _dash, string = part.partition("-")
        of_text = Draft.objects.filter(translation__source__object=target.translation_key)
        was_there = of_text.filter(context=context, string=string).exists()
        is_closed = response.status_code == 403 or target.workflow_in_progress
        if is_closed or (response.status_code == 410 and not was_there):
            del self.typed[marks(text)[-1]]

    def accept_suggestions(self, chance: Random) -> None:
        version = self._version(chance, lambda version: bool(self._suggestions(version)))
        if version is None:
            return
        user, remarks = self._typist(chance, version), self._suggestions(version)
        translation = self.translation(version)
        if remarks and self._attempt(lambda: accept_all_and_submit(translation, remarks, user=user)):
            # Who takes a suggestion over has read it, and answers for it.
            self.writers |= {word: user.pk for remark in remarks for word in marks(remark.suggestion)}

    def _suggestions(self, version: Any) -> list[Any]:
        translation = self.translation(version)
        shown = {segment.id: segment.text for segment in list_segments(translation)}
        return to_accept(open_remarks(translation), shown)

    # The review

    def decide(self, chance: Random) -> None:
        version = self._version(chance, lambda version: bool(version.workflow_in_progress))
        if version is None:
            return
        people, code = self.house.people, version.locale.language_code
        other = chance.choice([people.translator(code), people.editor])
        user = people.reviewer(code) if likely(chance) else other
        how = chance.choice(["now", "now", "in half an hour", "back"])
        if how == "back":
            self._attempt(lambda: return_with_comment(version, user=user, comment="No."))
            return
        review = version.current_workflow_task_state
        moment = NOW if how == "now" else Moment(at=timezone.now() + timedelta(minutes=30))
        reason = "Nobody is there." if user == people.editor else ""
        if self._attempt(lambda: approve(version, user=user, comment=reason, moment=moment)):
            words = marks(" ".join(words_of(review.revision.as_object())))
            assert user.pk not in {self.writers[word] for word in words}

    def suggest_and_return(self, chance: Random) -> None:
        version = self._version(chance, lambda version: bool(version.workflow_in_progress))
        if version is None:
            return
        translation, user = self.translation(version), self.house.people.reviewer(version.locale.language_code)
        segment = chance.choice(list_segments(translation))
        text = self._typing(version, segment.source, user)

        def step() -> None:
            note_opening(version, user=user)
            keep_remark(translation, Said(segment.id, 0, text=text), user=user)
            return_with_comment(version, user=user, comment="See there.")

        try:
            is_kept = self._attempt(step)
        except (PartGoneError, RemarkedMeanwhileError):
            # The English has moved on, and this is no part of what was submitted.
            is_kept = False
        if not is_kept:
            del self.typed[marks(text)[-1]]

    def take_back_a_review(self, chance: Random) -> None:
        version = self._version(chance, lambda version: bool(version.workflow_in_progress))
        if version is not None:
            code = version.locale.language_code
            if not likely(chance):
                note_opening(version, user=self.house.people.reviewer(code))
            self._attempt(lambda: take_back(version, user=self.house.people.translator(code)))

    def publish_past_the_review(self, chance: Random) -> None:
        english = chance.random() < 0.3
        version = self._one(chance, "en", lambda story: True) if english else self._version(chance, lambda story: True)
        if version is not None:
            user = self.house.people.admin if likely(chance) else self.house.people.editor
            translation = None if english else self.translation(version)
            self._attempt(lambda: override(version, translation, user=user, reason="It burns."))

    # The tree

    def move(self, chance: Random) -> None:
        page = self._any(chance)
        if page is not None:
            lists = StoryIndexPage.objects.filter(locale=page.locale_id)
            self._screen(page, f"move/{chance.choice(list(lists.order_by('path'))).pk}/confirm")

    def restrict(self, chance: Random) -> None:
        lists = list(StoryIndexPage.objects.filter(locale=self.house.home.locale).order_by("path"))
        page = chance.choice(lists) if chance.random() < 0.3 else self._any(chance)
        self._screen(page, "privacy", restriction_type=chance.choice(["login", "none", "none"]))

    def unpublish(self, chance: Random) -> None:
        self._screen(self._any(chance), "unpublish")

    def delete(self, chance: Random) -> None:
        page = self._any(chance)
        self._screen(page, "delete")
        if page is not None and not StoryPage.objects.filter(pk=page.pk).exists():
            # Whoever deletes a text is told that the memory keeps what was approved of it.
            remembered = set(marks(" ".join(MemoryEntry.objects.values_list("text", flat=True))))
            gone = {word for word, key in self.typed.items() if key == page.translation_key} - remembered
            self.typed = {word: key for word, key in self.typed.items() if word not in gone}

    def reorder(self, chance: Random) -> None:
        self._screen(self._any(chance), f"set_position/?position={chance.randrange(3)}")

    # How all of this is done

    def english(self, name: str) -> Any:
        return StoryPage.objects.filter(title__startswith=name, locale=self.house.home.locale).first()

    def translation(self, version: Any) -> Translation:
        return Translation.objects.get(source__object_id=version.translation_key, target_locale=version.locale)

    def _one(self, chance: Random, code: str, fits: Callable[[Any], Any]) -> Any:
        """Return a story in a language, mostly one that fits; None where there is none."""
        stories = list(StoryPage.objects.filter(locale__language_code=code).order_by("pk"))
        fitting = [story for story in stories if fits(story)] if likely(chance) else []
        return chance.choice(fitting or stories) if stories else None

    def _version(self, chance: Random, fits: Callable[[Any], Any]) -> Any:
        codes = chance.choice([("ar", "es"), ("es", "ar")])
        found = [version for code in codes if (version := self._one(chance, code, fits)) is not None]
        return next((version for version in found if fits(version)), found[0] if found else None)

    def _any(self, chance: Random) -> Any:
        return self._one(chance, chance.choice(["en", "ar", "es"]), lambda story: True)

    def _typist(self, chance: Random, version: Any) -> Any:
        """Who reviews a language translates into it too, and then cannot approve the text."""
        if version is None:
            return None
        people, code = self.house.people, version.locale.language_code
        return people.translator(code) if likely(chance) else people.reviewer(code)

    def _screen(self, page: Any, action: str, **data: Any) -> None:
        if page is not None:
            admin = Client()
            admin.force_login(self.house.people.admin)
            assert admin.post(f"/admin/pages/{page.pk}/{action}/", data).status_code in {200, 302, 403}

    def _attempt(self, step: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                step()
        except REFUSALS:
            return False
        return True

    def _new_word(self, code: str, user: User) -> str:
        self.number += 1
        word = f"q{code}{'' if code == 'en' else 'z'}{letters(self.number)}"
        self.writers[word] = user.pk
        return word

    def _typing(self, version: Any, source: str, user: User) -> str:
        """Return a translation of `source` that nobody has typed before, and keep in mind that somebody does."""
        code = version.locale.language_code
        mark = self._new_word(code, user)
        self.typed[mark] = version.translation_key
        return translated(source, code, mark)
