"""What the board costs the database, however many texts there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house import House
from tests.scenes import many_stories
from tests.staff.test_board import ADDRESS, titles
from tests.staff.test_dashboard import signed_in

MOST_QUERIES = 15


@pytest.mark.parametrize("name", ["admin", "editor", "translator_es"])
def test_six_hundred_pages_take_few_queries(house: House, name: str) -> None:
    many_stories(house, 600)
    house.reusable_text()
    house.term()
    client = signed_in(getattr(house.people, name))
    client.get("/admin/")
    for filters in ({}, {"page": "3"}, {"language": "es", "state": "in-progress", "q": "story"}, {"export": "csv"}):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(ADDRESS, filters)
        assert response.status_code == 200
        assert len(captured) <= MOST_QUERIES, "\n".join(query["sql"] for query in captured.captured_queries)
    assert len(titles(client.get(ADDRESS).content.decode())) == 50
    last = client.get(ADDRESS, {"page": "13"}).content.decode()
    assert len(titles(last)) == 3
    assert len(titles(client.get(ADDRESS, {"page": "x"}).content.decode())) == 50
