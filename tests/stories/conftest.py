from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.public_tree import indexes, story  # noqa: F401

Read = Callable[[str], BeautifulSoup]


@pytest.fixture
def read() -> Read:
    """Return a function that opens a public address and returns its HTML."""

    def html(address: str) -> BeautifulSoup:
        response = Client().get(address)
        assert response.status_code == 200, address
        return BeautifulSoup(response.content, "html.parser")

    return html
