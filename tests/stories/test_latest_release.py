"""The newest release stands first, in every language from the same moment on."""

import pytest

from stories.models import ReleasePage
from tests.house import House
from tests.stories.conftest import Read

PLACES = ("/{}/", "/{}/stories/")


def shown(read: Read, code: str) -> list[tuple[str, str, str | None]]:
    """Return title, address and language mark of the release on the home page and above the stories."""
    links = [read(place.format(code)).select_one("[data-test=release] h2 a") for place in PLACES]
    return [(link.get_text(strip=True), link["href"], link.get("lang")) for link in links if link]


@pytest.fixture
def first(house: House) -> ReleasePage:
    house.story_index("es", "ar")
    release = house.go_live(house.release("first", title="The first"))
    house.translate(release, "es")
    return release


def test_there_is_none_where_none_is_public(house: House, read: Read) -> None:
    house.story_index("es")
    house.release()
    assert shown(read, "en") == shown(read, "es") == []


def test_newest_release_takes_the_place_in_every_language_at_once(house: House, read: Read, first: ReleasePage) -> None:
    assert shown(read, "es") == [("es: The first", "/es/stories/first/", None)] * 2
    second = house.go_live(house.release("second", title="The second"))
    assert shown(read, "en") == [("The second", "/en/stories/second/", None)] * 2
    for code in ("es", "ar"):
        assert shown(read, code) == [("The second", f"/{code}/stories/second/", "en")] * 2
    house.translate(second, "es")
    assert shown(read, "es") == [("es: The second", "/es/stories/second/", None)] * 2


def test_release_that_is_not_in_this_language_tells_no_english_unmarked(
    house: House, read: Read, first: ReleasePage
) -> None:
    page = read("/ar/stories/")
    assert "Stories of some schools." not in page.get_text()
    assert "Stories of some schools." in read("/en/stories/").get_text()


def test_change_of_an_old_release_does_not_bring_it_back(house: House, read: Read, first: ReleasePage) -> None:
    house.go_live(house.release("second", title="The second"))
    house.change(first, summary="Better words.")
    house.go_live(first)
    assert shown(read, "en")[0][0] == "The second"


def test_list_of_stories_holds_stories_only_and_one_term_hides_the_release(
    house: House, read: Read, first: ReleasePage
) -> None:
    house.term()
    house.go_live(house.story())
    page = read("/en/stories/")
    assert [card.a["href"] for card in page.select("[data-test=story-card]")] == ["/en/stories/a-story/"]
    assert not read("/en/stories/?theme=mental-health").select("[data-test=release]")
