"""The home page: who we are, and who leads the alliance."""

from cms.directory.models import Organisation, PageOrganisation
from home.models import HomePage
from initiatives.models import InitiativeIndexPage, InitiativePage
from tests.house import House
from tests.stories.conftest import Read


def organisation(house: House, name: str) -> Organisation:
    return house.go_live(house.snippet(Organisation(key=name.lower(), name=name)))


def alliance(house: House) -> InitiativePage:
    """The page of an alliance that two organizations lead and one supports."""
    itself, first, second, third = (organisation(house, name) for name in ("Alliance", "First", "Second", "Third"))
    index = house.go_live(house.page(house.home, InitiativeIndexPage(title="Initiatives", slug="initiatives")))
    page = InitiativePage(title="The alliance", slug="alliance", summary="What it is.", organisation=itself)
    page.page_organisations = [
        PageOrganisation(organisation=second, role="leads"),
        PageOrganisation(organisation=third, role="supports"),
        PageOrganisation(organisation=first, role="leads"),
    ]
    return house.go_live(house.page(index, page))


def leaders(read: Read, code: str) -> list[str]:
    return [name.get_text(strip=True) for name in read(f"/{code}/").select("[data-test=leaders] bdi")]


def test_leaders_of_the_alliance_are_named_from_its_own_page(house: House, read: Read) -> None:
    page = alliance(house)
    assert leaders(read, "en") == []
    house.change(house.home, who_we_are="An alliance of many.")
    house.go_live(house.home)
    assert "An alliance of many." in read("/en/").get_text()
    assert leaders(read, "en") == ["Second", "First"]
    page.unpublish()
    assert leaders(read, "en") == []


def test_language_without_the_words_shows_no_row_of_them(house: House, read: Read) -> None:
    house.change(house.home, who_we_are="An alliance of many.")
    house.go_live(house.home)
    spanish = read("/es/")
    assert "An alliance of many." not in spanish.get_text()
    assert not spanish.select("#h-who")
    assert HomePage.objects.get(locale__language_code="es").live
