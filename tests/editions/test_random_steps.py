"""Whatever editors do in whatever order: an offered PDF says what its page says, no more and no less."""

import io
import random
import re
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.directory.models import ReusableText
from cms.editions import making
from cms.editions.limited import EndedError
from cms.library.models import LibraryImage
from stories.models import StoryPage
from tests.editions.conftest import Asked, listen
from tests.house import fresh

# A word that stands nowhere else, so that it tells which text a PDF was made of.
MARK = re.compile(r"mark[a-j]+")
STEPS = 22


def marks() -> Iterator[str]:
    return ("mark" + "".join("abcdefghij"[int(digit)] for digit in str(number)) for number in range(1000, 10_000))


class Editors:
    """Two stories, a text and a picture that both may show, and what may happen to them."""

    def __init__(self, stories: list[StoryPage], chance: random.Random, asked: Asked) -> None:
        self.stories, self.chance, self.asked, self.words = stories, chance, asked, marks()
        self.shared = ReusableText(key="shared", text="<p>First.</p>", locale=stories[0].locale)
        self.shared.save()
        self.shared.save_revision().publish()
        self.picture = LibraryImage.objects.create(title="Trees", file=ContentFile(PICTURE, "trees.gif"))

    def any_story(self) -> StoryPage:
        return fresh(self.chance.choice(self.stories))

    def write(self) -> StoryPage:
        story = self.any_story().get_latest_revision_as_object()
        story.title = f"Title {next(self.words)}"
        story.body = [("text", f"<p>Text {next(self.words)}.</p>")]
        if self.chance.random() < 0.6:
            story.body.append(("reusable_text", self.shared))
        if self.chance.random() < 0.4:
            story.lead_image, story.lead_image_alt = self.picture, f"Trees {next(self.words)}"
        return story

    def save_a_draft(self) -> None:
        self.write().save_revision()

    def publish(self) -> None:
        self.write().save_revision().publish()

    def publish_what_no_face_has(self) -> None:
        story = self.write()
        story.summary = "\N{CJK UNIFIED IDEOGRAPH-6F22}"
        story.save_revision().publish()

    def publish_what_can_be_set(self) -> None:
        story = self.write()
        story.summary = "Plain."
        story.save_revision().publish()

    def unpublish(self) -> None:
        story = self.any_story()
        if story.live:
            story.unpublish()

    def correct_the_shared_text(self) -> None:
        self.shared.text = f"<p>Shared {next(self.words)}.</p>"
        self.shared.save_revision().publish()

    def draft_the_shared_text(self) -> None:
        draft = fresh(self.shared)
        draft.text = f"<p>Shared {next(self.words)}.</p>"
        draft.save_revision()

    def touch_the_picture(self) -> None:
        self.picture.save()

    def close_or_open(self) -> None:
        story = self.any_story()
        closed = PageViewRestriction.objects.filter(page=story)
        if not closed.delete()[0]:
            PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)

    def work(self) -> None:
        self.asked.work()

    def work_and_break_off(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(making, "run_limited", broken_off)
            self.asked.work()


def broken_off(_work: object) -> None:
    raise EndedError("it broke off")


PICTURE = bytes.fromhex("47494638396101000100800000a33f2400000021f90400000000002c00000000010001000002024401003b")
ACTIONS = [name for name in vars(Editors) if not name.startswith(("_", "any", "write"))]


@pytest.mark.parametrize("seed", [1, 2])
def test_an_offered_pdf_says_what_its_page_says(seed, story: Callable[..., StoryPage], asked: Asked):
    chance = random.Random(seed)  # noqa: S311 - the same steps on every run
    editors = Editors([story("en", "One"), story("en", "Two")], chance, asked)
    for _step in range(STEPS):
        action = chance.choice(ACTIONS)
        getattr(editors, action)()
        for page in editors.stories:
            check(page, after=action)
    PageViewRestriction.objects.all().delete()
    for page in editors.stories:
        mended = fresh(page).get_latest_revision_as_object()
        mended.summary = "Plain."
        mended.save_revision().publish()
    editors.work()
    for page in editors.stories:
        assert fresh(page).edition.is_current
        check(page, after="the last run")


def check(story: StoryPage, *, after: str) -> None:
    """A PDF that is offered as current says what its page says; a page that readers may not see gives none."""
    page, reader = fresh(story), Client()
    answer = reader.get(f"{page.url}pdf/")
    shown = reader.get(page.url)
    if shown.status_code != 200:
        assert answer.status_code != 200, after
    elif answer.status_code == 200 and page.edition.is_current:
        html = shown.content.decode()
        # What follows the text leads to another one.
        expected = set(MARK.findall(html[html.index("<article") : html.index("</article>")]))
        assert set(MARK.findall(said(answer.getvalue()))) == expected, after


def said(content: bytes) -> str:
    """What a listener hears, with the words for pictures."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tags = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        return " ".join([listen(content), *(str(tag.get("/Alt", "")) for tag in tags)])
