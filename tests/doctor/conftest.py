import pytest
from django.utils.module_loading import autodiscover_modules

from stories.models import StoryPage
from tests.house import House, make_people


@pytest.fixture(scope="session", autouse=True)
def _every_check() -> None:
    """As the command finds them, whichever test comes first."""
    autodiscover_modules("doctor")


@pytest.fixture
def house(db: None) -> House:
    return House(make_people())


@pytest.fixture
def story(house: House) -> StoryPage:
    """A story that is live in English and Arabic and a draft in Spanish, below live lists."""
    index = house.story_index()
    for code in ("es", "ar"):
        house.translate(index, code)
    story = house.go_live(house.story())
    house.translate(story, "ar")
    house.send(story, "es")
    return story
