"""What sending costs the database, as the worker pays it: transaction statements are not counted."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType

from cms.languages.languages import TARGET_LANGUAGES
from cms.settings import base
from cms.translation.sending import send_for_translation
from tests.costs import statements
from tests.house import House, fresh
from tests.scenes import full_story, story_of

OF_TEN_PARTS, OF_A_FULL_STORY = 60, 90


@pytest.fixture(autouse=True)
def _tasks_in_the_database(settings: Any) -> None:
    """Else each saved page would bring its index up to date within the count."""
    settings.TASKS = base.TASKS


def cost(house: House, source: Any, code: str) -> list[str]:
    """Return the statements that sending to one language takes."""
    source = fresh(source)
    # A worker looks kinds of content up once.
    ContentType.objects.clear_cache()
    ContentType.objects.get_for_models(type(source))
    with statements() as asked:
        send_for_translation(source, languages=[code], user=house.people.editor)
    return asked


def test_page_of_ten_parts(house: House) -> None:
    house.story_index("es", "ar")
    story = house.go_live(story_of(house, parts=10))
    for language in TARGET_LANGUAGES:
        taken = cost(house, story, language.code)
        assert len(taken) <= OF_TEN_PARTS, "\n".join(taken)


def test_two_hundred_parts_cost_as_much_as_ten(house: House) -> None:
    house.story_index("es")
    story = house.go_live(story_of(house, parts=200))
    assert len(cost(house, story, "es")) <= OF_TEN_PARTS


def test_sending_again_costs_less(house: House) -> None:
    house.story_index("es")
    story = house.go_live(story_of(house, parts=10))
    first = cost(house, story, "es")
    assert len(cost(house, story, "es")) < len(first) / 2


def test_full_story(house: House) -> None:
    house.story_index("es", "ar")
    story = full_story(house, "es", "ar")
    for language in TARGET_LANGUAGES:
        taken = cost(house, story, language.code)
        assert len(taken) <= OF_A_FULL_STORY, "\n".join(taken)
    spanish = story.get_translations().get(locale__language_code="es")
    assert spanish.page_terms.count() == 5
    assert spanish.get_latest_revision_as_object().page_terms.count() == 5
