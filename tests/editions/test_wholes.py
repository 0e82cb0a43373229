"""The platform with its recommendations and a release with its stories as one PDF each, in step with all of them."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from briefs.models import PolicyPlatformPage, RecommendationPage
from cms.editions.making import make_edition_of
from cms.editions.models import Edition
from cms.editions.tasks import printed_in
from stories.models import ReleasePage, StoryPage


@pytest.fixture
def release(indexes: dict) -> ReleasePage:
    page = indexes["en"].add_child(instance=ReleasePage(title="What schools do", slug="release", summary="Stories."))
    page.save_revision().publish()
    return ReleasePage.objects.get(pk=page.pk)


@pytest.fixture
def stories(release: ReleasePage, story: Callable[..., StoryPage]) -> list[StoryPage]:
    made = []
    for number in (1, 2):
        page = story("en", f"Story number {number}", f"Summary {number}.")
        page.release = release
        page.body = [("text", f"<h2>Heading {number}</h2><p>The whole text of story {number}.</p>")]
        page.others_can_try = [("point", f"Try {number}.")]
        page.save_revision().publish()
        made.append(StoryPage.objects.get(pk=page.pk))
    return made


def offered(page: ReleasePage | PolicyPlatformPage) -> Edition | None:
    return type(page).objects.get(pk=page.pk).edition


def test_a_release_holds_all_its_stories(release, stories, client: Client, heard, opened) -> None:
    edition = make_edition_of(release.pk)
    assert edition is not None
    assert edition.failure == ""
    content = client.get(f"{release.url}pdf/").getvalue()
    said = heard(content)
    for number in (1, 2):
        assert f"The whole text of story {number}." in said
        assert f"Try {number}." in said
    with opened(content).open_outline() as outline:
        chapters = [entry for entry in outline.root[0].children if entry.title.startswith("Story number")]
        assert [child.title for child in chapters[0].children] == ["Heading 1", "What others can try"]
    # The contents say on which sheet a story begins.
    assert "Story number 2" in said


def test_a_release_follows_its_stories(release, stories, heard) -> None:
    make_edition_of(release.pk)
    stories[0].title = "A better title"
    stories[0].save_revision().publish()
    assert offered(release) is None
    with make_edition_of(release.pk).file.open("rb") as file:
        assert "A better title" in heard(file.read())
    stories[0].unpublish()
    assert offered(release) is None
    with make_edition_of(release.pk).file.open("rb") as file:
        assert "A better title" not in heard(file.read())
    PageViewRestriction.objects.create(page=stories[1], restriction_type=PageViewRestriction.LOGIN)
    assert offered(release) is None
    with make_edition_of(release.pk).file.open("rb") as file:
        assert "Story number 2" not in heard(file.read())


def test_a_release_in_another_language_holds_the_stories_of_that_language_alone(
    release, stories, story, indexes, heard
) -> None:
    spanish = ReleasePage(title="Lo que hacen", slug="release", summary="Historias.", locale=indexes["es"].locale)
    spanish.translation_key = release.translation_key
    indexes["es"].add_child(instance=spanish)
    spanish.save_revision().publish()
    story("es", "Historia número 1", "Resumen.", of=stories[0])
    with make_edition_of(spanish.pk).file.open("rb") as file:
        said = heard(file.read())
    assert "Historia número 1" in said
    assert "Story number 2" not in said
    assert "Hay otra historia que todavía no está en español." in said


def test_a_release_counts_anew_what_is_missing_in_its_language(release, stories, story, indexes, heard) -> None:
    spanish = ReleasePage(title="Lo que hacen", slug="release", summary="Historias.", locale=indexes["es"].locale)
    spanish.translation_key = release.translation_key
    indexes["es"].add_child(instance=spanish)
    spanish.save_revision().publish()
    story("es", "Historia número 1", "Resumen.", of=stories[0])
    make_edition_of(spanish.pk)
    assert offered(spanish).is_current
    third = story("en", "Story number 3")
    third.release = release
    third.save_revision().publish()
    assert offered(spanish) is None
    with make_edition_of(spanish.pk).file.open("rb") as file:
        assert "Hay 2 historias más que todavía no están en español." in heard(file.read())


def test_a_platform_holds_the_text_of_its_recommendations(indexes, heard) -> None:
    home = indexes["en"].get_parent()
    platform = home.add_child(instance=PolicyPlatformPage(title="The ten", slug="platform", call="We call."))
    platform.save_revision().publish()
    for number in (1, 2):
        page = RecommendationPage(
            title=f"Do {number}",
            slug=f"{number}-do",
            number=number,
            plain_words=f"Plain {number}.",
            ask=f"Ask {number}.",
        )
        platform.add_child(instance=page)
        page.save_revision().publish()
    assert [whole.pk for whole in printed_in(page)] == [platform.pk]
    edition = make_edition_of(platform.pk)
    assert edition.failure == ""
    with edition.file.open("rb") as file:
        said = heard(file.read())
    assert all(words in said for words in ("Plain 1.", "Ask 1.", "Plain 2.", "Ask 2."))
