"""What happens to an English page happens to its versions: shown before, done at once, and undone together."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, PageViewRestriction
from wagtail.signals import post_page_move
from wagtail_localize.models import Translation

from cms.languages.models import LanguageStatus
from cms.translation.models import MemoryEntry
from stories.models import StoryIndexPage, StoryPage
from tests.house import House, fresh

SOUND = ([], [], [], [], [])


@pytest.fixture
def admin(house: House) -> Client:
    client = Client()
    client.force_login(house.people.admin)
    return client


@pytest.fixture(scope="module")
def shared_story(shared_house: House) -> StoryPage:
    """A story that is live in English and Arabic and a draft in Spanish."""
    shared_house.story_index("es", "ar")
    story = shared_house.go_live(shared_house.story())
    shared_house.translate(story, "ar")
    shared_house.send(story, "es")
    return story


@pytest.fixture
def story(shared_story: StoryPage, house: House) -> StoryPage:
    return fresh(shared_story)


@pytest.fixture
def archive(house: House, story: StoryPage) -> StoryIndexPage:
    """Another live list of stories, which is not there in any other language."""
    return house.go_live(house.page(house.home, StoryIndexPage(title="Archive", slug="archive")))


def version(page: Page, code: str) -> Any:
    return page.get_translations().get(locale__language_code=code).specific


def address(page: Page, action: str) -> str:
    return f"/admin/pages/{page.pk}/{action}/"


def bulk(action: str, *pages: Page) -> str:
    keys = "&".join(f"id={page.pk}" for page in pages)
    return f"/admin/bulk/wagtailcore/page/{action}/?{keys}"


def lines(client: Client, url: str) -> dict[str, str]:
    """Return language → what the confirmation says of the version in it."""
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    return {line["data-locale"]: " ".join(line.get_text().split()) for line in soup.select("[data-test=version]")}


# Moving


@pytest.mark.parametrize("way", ["screen", "bulk"])
def test_versions_move_below_drafts_of_the_new_parent(
    house: House, admin: Client, story: StoryPage, archive: StoryIndexPage, way: str
) -> None:
    if way == "screen":
        admin.post(address(story, f"move/{archive.pk}/confirm"))
    else:
        admin.post(bulk("move", story), {"chooser": archive.pk})
    assert fresh(story).get_parent().specific == archive
    for code in ("es", "ar"):
        parent = version(story, code).get_parent().specific
        assert (parent.translation_key, parent.live, parent.alias_of) == (archive.translation_key, False, None)
    assert version(story, "ar").url_path.endswith("/archive/a-story/")
    assert Page.find_problems() == SOUND
    moved = PageLogEntry.objects.filter(page=version(story, "ar").pk, action="wagtail.move")
    assert [entry.user for entry in moved] == [house.people.admin]


def test_old_addresses_lead_to_the_new_ones_in_each_language(
    admin: Client, story: StoryPage, archive: StoryIndexPage
) -> None:
    admin.post(address(story, f"move/{archive.pk}/confirm"))
    targets = dict(Redirect.objects.values_list("old_path", "redirect_page"))
    assert targets["/en/stories/a-story"] == story.pk
    assert targets["/ar/stories/a-story"] == version(story, "ar").pk


def test_confirmation_of_a_move_names_each_version(admin: Client, story: StoryPage, archive: StoryIndexPage) -> None:
    said = lines(admin, address(story, f"move/{archive.pk}/confirm"))
    assert "ar: A story of one school (live). 0 pages below it." in said["ar"]
    assert "Moves below a draft of “Archive”" in said["ar"]
    assert "(draft)" in said["es"]


def test_a_move_below_what_nobody_approved_is_refused(house: House, admin: Client, story: StoryPage) -> None:
    draft = house.page(house.home, StoryIndexPage(title="Unread", slug="unread"))
    for url, data in (
        (address(story, f"move/{draft.pk}/confirm"), {}),
        (bulk("move", story), {"chooser": draft.pk}),
    ):
        admin.post(url, data)
        assert fresh(story).get_parent().slug == "stories"
        assert Page.find_problems() == SOUND


def test_a_move_that_fails_in_one_language_is_undone_in_all(
    admin: Client, story: StoryPage, archive: StoryIndexPage
) -> None:
    def fail(instance: Page, **kwargs: Any) -> None:
        if instance.locale.language_code == "ar":
            raise RuntimeError

    post_page_move.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            admin.post(address(story, f"move/{archive.pk}/confirm"))
    finally:
        post_page_move.disconnect(fail)
    assert fresh(story).get_parent().slug == "stories"
    assert version(story, "es").get_parent().slug == "stories"
    assert not archive.get_translations().exists()


def test_a_page_that_moves_below_a_private_one_is_withheld(
    admin: Client, story: StoryPage, archive: StoryIndexPage
) -> None:
    PageViewRestriction.objects.create(page=archive, restriction_type="login")
    admin.post(address(story, f"move/{archive.pk}/confirm"))
    assert Client().get(version(story, "ar").url).status_code == 404
    states = LanguageStatus.objects.filter(translation_key=story.translation_key).values_list("state", flat=True)
    assert set(states) == {"withheld"}


def test_order_is_the_same_in_every_language(house: House, admin: Client, story: StoryPage) -> None:
    second = house.go_live(house.story("second"))
    third = house.go_live(house.story("third"))
    for page in (second, third):
        house.translate(page, "ar")
    admin.post(address(third, "set_position") + "?position=0")
    index = version(story.get_parent(), "ar")
    assert [page.slug for page in index.get_children()] == ["third", "a-story", "second"]
    assert Page.find_problems() == SOUND


# Unpublishing


@pytest.mark.parametrize("way", ["screen", "bulk"])
def test_unpublished_in_every_language(house: House, admin: Client, story: StoryPage, way: str) -> None:
    url = address(story, "unpublish") if way == "screen" else bulk("unpublish", story)
    said = lines(admin, url)
    assert said["ar"].endswith("Is unpublished too.")
    assert said["es"].endswith("Stays a draft.")
    admin.post(url)
    assert not fresh(story).live
    assert not version(story, "ar").live
    entry = PageLogEntry.objects.get(page=version(story, "ar").pk, action="wagtail.unpublish")
    assert entry.user == house.people.admin


def test_an_administrator_unpublishes_one_language(house: House, admin: Client, story: StoryPage) -> None:
    arabic = version(story, "ar")
    assert b"one-language" in admin.get(address(arabic, "unpublish")).content
    admin.post(address(arabic, "unpublish"))
    assert not fresh(arabic).live
    assert fresh(story).live
    client = Client()
    client.force_login(house.people.editor)
    before = fresh(story).live
    client.post(address(story, "unpublish"))
    assert fresh(story).live == before


# Deleting


@pytest.mark.parametrize("way", ["screen", "bulk"])
def test_deleted_in_every_language(admin: Client, story: StoryPage, way: str) -> None:
    url = address(story, "delete") if way == "screen" else bulk("delete", story)
    assert lines(admin, url).keys() == {"es", "ar"}
    remembered = MemoryEntry.objects.count()
    assert remembered
    admin.post(url)
    assert not Page.objects.filter(translation_key=story.translation_key).exists()
    assert not Translation.objects.filter(source__object_id=story.translation_key).exists()
    assert not LanguageStatus.objects.filter(translation_key=story.translation_key).exists()
    assert MemoryEntry.objects.count() == remembered
    assert Page.find_problems() == SOUND


def test_pages_below_are_deleted_in_every_language(
    house: House, admin: Client, story: StoryPage, archive: StoryIndexPage
) -> None:
    admin.post(address(story, f"move/{archive.pk}/confirm"))
    admin.post(address(archive, "delete"))
    keys = [story.translation_key, archive.translation_key]
    assert not Page.objects.filter(translation_key__in=keys).exists()
    assert Page.find_problems() == SOUND


def test_home_pages_stay(house: House, admin: Client) -> None:
    for home in [house.home, *house.home.get_translations()]:
        admin.post(address(home, "delete"))
        admin.post(bulk("delete", home))
        assert Page.objects.filter(pk=home.pk).exists()


# Restricting


def test_privacy_is_the_same_in_every_language(admin: Client, story: StoryPage) -> None:
    def open_to_all() -> list[bool]:
        return [not page.get_view_restrictions().exists() for page in story.get_translations(inclusive=True)]

    group = Group.objects.get(name="Editors")
    assert "Is closed and opened with the English page." in admin.get(address(story, "privacy")).json()["html"]
    for restriction, expected in (("login", False), ("groups", False), ("none", True)):
        admin.post(address(story, "privacy"), {"restriction_type": restriction, "groups": [group.pk]})
        assert open_to_all() == [expected] * 3
        status = LanguageStatus.objects.get(translation_key=story.translation_key, language="ar")
        assert (status.state == "withheld") != expected


# Renaming


def test_a_new_address_holds_in_every_language(
    house: House, story: StoryPage, django_capture_on_commit_callbacks: Any
) -> None:
    house.change(story, slug="renamed")
    with django_capture_on_commit_callbacks(execute=True):
        house.go_live(story)
    assert {page.slug for page in story.get_translations(inclusive=True)} == {"renamed"}
    targets = dict(Redirect.objects.values_list("old_path", "redirect_page"))
    assert targets["/en/stories/a-story"] == story.pk
    assert targets["/ar/stories/a-story"] == version(story, "ar").pk
    assert Page.find_problems() == SOUND


# Copying


def test_a_copy_is_an_english_draft(admin: Client, story: StoryPage) -> None:
    admin.post(
        address(story, "copy"),
        {"new_title": "Copy", "new_slug": "copy", "new_parent_page": story.get_parent().pk, "copy_subpages": "on"},
    )
    copy = StoryPage.objects.get(slug="copy")
    assert (copy.live, copy.alias_of, copy.locale) == (False, None, story.locale)
    assert not copy.get_translations().exists()
    assert Page.find_problems() == SOUND


# A translation by itself


@pytest.mark.parametrize("action", ["move", "delete", "privacy", "set_position", "bulk move", "bulk delete", "rename"])
def test_a_translation_follows_its_english_page(
    house: House, admin: Client, story: StoryPage, archive: StoryIndexPage, action: str
) -> None:
    house.send(archive, "ar")
    arabic = version(story, "ar") if action != "rename" else version(story.get_parent(), "ar")
    before = list(Page.objects.order_by("pk").values_list("pk", "path", "slug", "live", "latest_revision"))
    requests = {
        "move": (address(arabic, f"move/{version(archive, 'ar').pk}/confirm"), {}),
        "delete": (address(arabic, "delete"), {}),
        "privacy": (address(arabic, "privacy"), {"restriction_type": "login"}),
        "set_position": (address(arabic, "set_position") + "?position=1", {}),
        "bulk move": (bulk("move", arabic), {"chooser": version(archive, "ar").pk}),
        "bulk delete": (bulk("delete", arabic), {}),
        "rename": (address(arabic, "edit"), {"title": arabic.title, "slug": "renamed"}),
    }
    url, data = requests[action]
    response = admin.post(url, data)
    words = response.content.decode() if response.status_code == 403 else admin.get("/admin/").content.decode()
    assert "A translation follows its English page" in words
    assert list(Page.objects.order_by("pk").values_list("pk", "path", "slug", "live", "latest_revision")) == before
    assert not PageViewRestriction.objects.exists()
