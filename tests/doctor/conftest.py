import pytest
from django.utils.module_loading import autodiscover_modules

from stories.models import StoryPage
from tests.house import House, fresh


@pytest.fixture(scope="session", autouse=True)
def _every_check() -> None:
    """As the command finds them, whichever test comes first."""
    autodiscover_modules("doctor")


@pytest.fixture(scope="module")
def shared_story(shared_house: House) -> StoryPage:
    """A story that is live in English and Arabic and a draft in Spanish, below live lists."""
    index = shared_house.story_index()
    for code in ("es", "ar"):
        shared_house.translate(index, code)
    story = shared_house.go_live(shared_house.story())
    shared_house.translate(story, "ar")
    shared_house.send(story, "es")
    return story


@pytest.fixture
def story(shared_story: StoryPage, house: House) -> StoryPage:
    return fresh(shared_story)
