"""A list of twelve takes as many queries as a list of one, whatever it lists."""

from typing import Any

import pytest
from django.test import Client

from briefs.models import BriefIndexPage, BriefPage
from home.models import HomePage, PressIndexPage, PressReleasePage
from initiatives.models import EventIndexPage, EventPage, InitiativeIndexPage, InitiativePage
from tests.pages.test_query_counts import MOST, queries


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("index", "kind", "values"),
    [
        (BriefIndexPage, BriefPage, {"summary": "What it says."}),
        (PressIndexPage, PressReleasePage, {"summary": "What it says."}),
        (EventIndexPage, EventPage, {"mode": "online"}),
        (InitiativeIndexPage, InitiativePage, {"summary": "What it does."}),
    ],
)
def test_twelve_cost_as_much_as_one(client: Client, index: Any, kind: Any, values: dict[str, str]) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    there = home.add_child(instance=index(title="All", slug="all"))

    def publish(number: int) -> None:
        page = kind(title=f"Number {number}", slug=f"number-{number}", live=False, **values)
        there.add_child(instance=page).save_revision().publish()

    publish(1)
    with_one = len(queries(client, "/en/all/"))
    for number in range(2, 13):
        publish(number)
    assert len(queries(client, "/en/all/")) == with_one <= MOST
