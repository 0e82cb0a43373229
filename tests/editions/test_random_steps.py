"""Whatever editors do in whatever order: an offered PDF says what its page says, no more and no less."""

import io
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.models import PageViewRestriction

from briefs.models import BriefIndexPage, BriefPage, PolicyPlatformPage, RecommendationLink, RecommendationPage
from cms.directory.models import (
    Organisation,
    PageOrganisation,
    PageStatistic,
    PageTerm,
    ReusableText,
    Statistic,
    Term,
)
from cms.editions import making
from cms.editions.accessible_pdf import PrintDocument
from cms.editions.limited import EndedError
from cms.editions.models import OwnPdf
from cms.editions.printing import permanent_address, print_html
from cms.library.models import LibraryDocument, LibraryImage
from stories.models import ReleasePage, StoryPage
from tests.editions.asking import Asked
from tests.editions.listening import listen, share_heard_in_order, words
from tests.house import fresh

# A word that stands nowhere else, so that it tells which text a PDF was made of.
MARK = re.compile(r"mark[a-j]+")
STEPS = 18


def marks() -> Iterator[str]:
    return ("mark" + "".join("abcdefghij"[int(digit)] for digit in str(number)) for number in range(1000, 10_000))


def picture(color: str) -> ContentFile:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), color).save(content, "PNG")
    return ContentFile(content.getvalue(), "trees.png")


class Editors:
    """A small site in two languages with what its pages share, and what may happen to all of it."""

    def __init__(self, story: Callable[..., StoryPage], chance: random.Random, asked: Asked, designed: bytes) -> None:
        self.chance, self.asked, self.words, self.designed = chance, asked, marks(), designed
        first, second = story("en", "One"), story("en", "Two")
        self.stories = [first, second, story("es", "Uno", of=first)]
        home = first.get_parent().get_parent().specific
        locale = home.locale
        self.shared = self._live(ReusableText(key="shared", text="<p>First.</p>", locale=locale))
        self.term = self._live(Term(vocabulary="concern", key="unmet", name="Concern", order=1, locale=locale))
        self.organisation = self._live(Organisation(key="institute", name="Institute", locale=locale))
        self.figure = self._live(Statistic(key="heard", value=600, caption="people heard", locale=locale))
        self.picture = LibraryImage.objects.create(title="Trees", file=picture("#a33f24"))
        self.release = self._add(first.get_parent(), ReleasePage(title="Release", slug="release", summary="…"))
        self.platform = self._add(home, PolicyPlatformPage(title="The ten", slug="platform", call="We call."))
        self.recommendation = self._add(self.platform, RecommendationPage(title="Do", slug="1-do", number=1))
        briefs = self._add(home, BriefIndexPage(title="Briefs", slug="briefs"))
        self.brief = self._add(briefs, BriefPage(title="Brief", slug="brief", summary="…"))
        draft = fresh(self.brief)
        draft.page_statistics = [PageStatistic(statistic=self.figure)]
        draft.save_revision().publish()

    def _live(self, snippet: Any) -> Any:
        snippet.save()
        snippet.save_revision().publish()
        return snippet

    def _add(self, parent: Any, page: Any) -> Any:
        page.locale = parent.locale
        parent.add_child(instance=page)
        page.save_revision().publish()
        return page

    def _pages(self) -> list[Any]:
        return [*self.stories, self.release, self.platform, self.recommendation, self.brief]

    def _word(self, before: str) -> str:
        return f"{before} {next(self.words)}"

    def _any_story(self) -> StoryPage:
        return fresh(self.chance.choice(self.stories))

    def _happens(self) -> bool:
        return self.chance.random() < 0.5

    def _write(self) -> StoryPage:
        story = self._any_story().get_latest_revision_as_object()
        story.title = self._word("Title")
        story.body = [("text", f"<h2>Heading</h2><p>We <b>asked</b> and heard: {next(self.words)}.</p>")]
        if self._happens():
            story.body.append(("reusable_text", self.shared))
        story.lead_image, story.lead_image_alt = (self.picture, self._word("Trees")) if self._happens() else (None, "")
        story.handout_points = [("point", self._word("Try")) for _ in range(3)] if self._happens() else []
        story.page_organisations = [PageOrganisation(organisation=self.organisation, role="leads")]
        story.page_terms = [PageTerm(term=self.term)] if self._happens() else []
        story.recommendation_links = [RecommendationLink(recommendation=self.recommendation)] if self._happens() else []
        story.release = self.release if self._happens() else None
        return story

    def _change(self, page: Any, **values: Any) -> None:
        draft = fresh(page).get_latest_revision_as_object()
        for name, value in values.items():
            setattr(draft, name, value)
        draft.save_revision().publish()

    # What may happen.

    def save_a_draft(self) -> None:
        self._write().save_revision()

    def publish(self) -> None:
        self._write().save_revision().publish()

    def publish_another(self) -> None:
        self._write().save_revision().publish()

    def publish_what_no_face_has(self) -> None:
        story = self._write()
        story.summary = "\N{CJK UNIFIED IDEOGRAPH-6F22}"
        story.save_revision().publish()

    def publish_what_can_be_set(self) -> None:
        self._change(self._any_story(), summary="Plain.")

    def unpublish(self) -> None:
        story = self._any_story()
        if story.live:
            story.unpublish()

    def correct_the_shared_text(self) -> None:
        self._change(self.shared, text=f"<p>{self._word('Shared')}.</p>")

    def draft_the_shared_text(self) -> None:
        draft = fresh(self.shared)
        draft.text = f"<p>{self._word('Shared')}.</p>"
        draft.save_revision()

    def rename_the_organization(self) -> None:
        self._change(self.organisation, name=self._word("Institute"))

    def rename_the_concern(self) -> None:
        self._change(self.term, name=self._word("Concern"))

    def correct_the_figure(self) -> None:
        self._change(self.figure, caption=self._word("people heard"), value=self.chance.randrange(100, 999))

    def replace_the_picture(self) -> None:
        self.picture.renditions.all().delete()
        self.picture.file = picture(self.chance.choice(["#0f6b66", "#5b2a86", "#a33f24"]))
        self.picture.credit = self.chance.choice(["", self._word("Ana")])
        self.picture.save()

    def rewrite_the_release(self) -> None:
        self._change(self.release, title=self._word("Release"), body=[("text", f"<p>{self._word('About')}.</p>")])

    def rewrite_the_recommendation(self) -> None:
        self._change(self.recommendation, title=self._word("Do"), plain_words=self._word("Plain"))

    def give_or_take_back_a_pdf(self) -> None:
        story = fresh(self.stories[0])
        document = LibraryDocument(title="Designed", language=self.chance.choice(["en", "es"]))
        document.file.save("designed.pdf", ContentFile(self.designed), save=False)
        document.save()
        story.own_pdfs = [] if story.own_pdfs.exists() else [OwnPdf(document=document)]
        story.save_revision().publish()

    def close_or_open(self) -> None:
        story = self._any_story()
        closed = PageViewRestriction.objects.filter(page=story)
        if not closed.delete()[0]:
            PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)

    def work(self) -> None:
        self.asked.work()

    def work_again(self) -> None:
        self.asked.work()

    def work_and_break_off(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(making, "run_limited", broken_off)
            self.asked.work()


def broken_off(_work: object) -> None:
    raise EndedError("it broke off")


ACTIONS = [name for name in vars(Editors) if not name.startswith("_")]


@pytest.mark.parametrize("seed", [1, 2])
def test_an_offered_pdf_says_what_its_page_says(seed, story: Callable[..., StoryPage], asked: Asked, specimen_pdf):
    chance = random.Random(seed)  # noqa: S311 - the same steps on every run
    editors = Editors(story, chance, asked, specimen_pdf("en"))
    for _step in range(STEPS):
        action = chance.choice(ACTIONS)
        getattr(editors, action)()
        for page in editors._pages():
            check(page, editors.designed, after=action)
    PageViewRestriction.objects.all().delete()
    for page in editors.stories:
        editors._change(page, summary="Plain.")
    editors.work()
    for page in editors._pages():
        assert fresh(page).edition.is_current, page
        check(page, editors.designed, after="the last run")


def check(page: Any, designed: bytes, *, after: str) -> None:
    """A PDF that is offered as current says what its page says; a page that readers may not see gives none."""
    page, reader = fresh(page), Client()
    answer, handout = reader.get(f"{page.url}pdf/"), reader.get(f"{page.url}handout/")
    shown = reader.get(page.url)
    if shown.status_code != 200:
        assert answer.status_code != 200, after
        assert handout.status_code != 200, after
        return
    if handout.status_code == 200:
        assert marks_in(said(handout.getvalue())) == marks_of_handout(page), after
    if answer.status_code != 200:
        return
    edition = page.edition
    if edition.is_own:
        assert answer.getvalue() == designed, after
    elif edition.is_current:
        assert edition.input_sha256 == PrintDocument(print_html(page), address=permanent_address(page)).fingerprint
        compare(page, shown.content.decode(), answer.getvalue(), after)


def compare(page: Any, html: str, content: bytes, after: str) -> None:
    body, expected = read(html)
    heard = said(content)
    assert all_heard(content, body), (after, body)
    parts = children(page)
    for part in parts:
        its_body, its_marks = read(Client().get(part.url).content.decode())
        assert all_heard(content, its_body), (after, its_body)
        expected |= marks_in(its_body) | marks_in(part.title)
        # What stands around the text of a part may be left out.
        heard = " ".join(word for word in heard.split() if not (marks_in(word) & its_marks - expected))
    assert marks_in(heard) == expected, after


def all_heard(content: bytes, text: str) -> bool:
    return not words(text) or share_heard_in_order(content, text) == 1


def children(page: Any) -> list[Any]:
    """The public pages that the PDF of a page holds as a whole."""
    if isinstance(page, ReleasePage):
        return [story.object for story in page.stories()]
    shown = page.recommendations() if isinstance(page, PolicyPlatformPage) else []
    return [recommendation.object for recommendation in shown if not recommendation.is_fallback]


def read(html: str) -> tuple[str, set[str]]:
    """Return the reading text of a page, and the marks of all that it says of itself."""
    soup = BeautifulSoup(html, "html.parser")
    for elsewhere in soup.select("[data-test=release], .share, .cite, .visually-hidden"):
        elsewhere.decompose()
    return soup.select_one("[data-test=body]").get_text(" "), marks_in(str(soup.article))


def marks_of_handout(page: Any) -> set[str]:
    titles = [
        version.title
        for version in type(page).objects.filter(translation_key=page.translation_key).live()
        if Client().get(version.url).status_code == 200
    ]
    return marks_in(" ".join([*titles, *(str(point.value) for point in page.handout_points)]))


def marks_in(text: str) -> set[str]:
    return set(MARK.findall(text))


def said(content: bytes) -> str:
    """What a listener hears, with the words for pictures."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tags = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        return " ".join([listen(content), *(str(tag.get("/Alt", "")) for tag in tags)])
