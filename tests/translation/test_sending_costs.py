"""What sending costs the database, as the worker pays it: transaction statements are not counted."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.directory.models import Organisation, PageOrganisation, PageTerm
from cms.languages.languages import TARGET_LANGUAGES
from cms.settings import base
from cms.translation.sending import send_for_translation
from tests.house import House, fresh

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
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
    with CaptureQueriesContext(connection) as captured:
        send_for_translation(source, languages=[code], user=house.people.editor)
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(TRANSACTION)]


def paragraphs(number: int) -> str:
    return "".join(f"<p>Paragraph {each} of the text.</p>" for each in range(number))


def test_page_of_ten_parts(house: House) -> None:
    house.story_index("es", "ar")
    story = house.go_live(house.story(body=[("text", paragraphs(8))]))
    for language in TARGET_LANGUAGES:
        taken = cost(house, story, language.code)
        assert len(taken) <= OF_TEN_PARTS, "\n".join(taken)


def test_two_hundred_parts_cost_as_much_as_ten(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story(body=[("text", paragraphs(198))]))
    assert len(cost(house, story, "es")) <= OF_TEN_PARTS


def test_sending_again_costs_less(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story(body=[("text", paragraphs(8))]))
    first = cost(house, story, "es")
    assert len(cost(house, story, "es")) < len(first) / 2


def test_full_story(house: House) -> None:
    house.story_index("es", "ar")
    terms = [house.term(f"theme-{number}", f"Theme {number}") for number in range(5)]
    organisation = house.go_live(house.snippet(Organisation(key="school", name="A school", description="It teaches.")))
    shared = house.reusable_text()
    for each in (*terms, organisation, shared):
        house.send(each, "es", "ar")
    story = house.story(
        body=[
            ("text", f"<h2>How it began</h2>{paragraphs(20)}"),
            ("quotation", {"words": "We listened first.", "speaker": "A principal"}),
            ("reusable_text", shared),
            ("text", f"<h2>What changed</h2>{paragraphs(20)}"),
        ],
        quotation="We listened.",
        quotation_speaker="A teacher",
        others_can_try=[("point", f"Try this {number}.") for number in range(5)],
        handout_points=[("point", f"Know this {number}.") for number in range(5)],
        search_description="What a school did.",
    )
    for order, term in enumerate(terms):
        story.page_terms.add(PageTerm(term=term, sort_order=order))
    story.page_organisations.add(PageOrganisation(organisation=organisation, role="leads"))
    story.save()
    story.save_revision(user=house.people.editor)
    story = house.go_live(story)
    for language in TARGET_LANGUAGES:
        taken = cost(house, story, language.code)
        assert len(taken) <= OF_A_FULL_STORY, "\n".join(taken)
    spanish = story.get_translations().get(locale__language_code="es")
    assert spanish.page_terms.count() == 5
    assert spanish.get_latest_revision_as_object().page_terms.count() == 5
