from collections.abc import Callable
from typing import Any

import pytest

from briefs.models import BriefIndexPage, BriefPage
from tests.editions.conftest import specimen, specimen_pdf  # noqa: F401
from tests.house import House

Brief = Callable[..., BriefPage]


@pytest.fixture
def brief(house: House) -> Brief:
    """Return a function that writes an English draft of a brief; its list is live in every language."""

    def write(slug: str = "a-brief", **values: Any) -> BriefPage:
        index = BriefIndexPage.objects.filter(locale=house.home.locale).first()
        if index is None:
            index = house.go_live(house.page(house.home, BriefIndexPage(title="Briefs", slug="briefs")))
            for code in ("es", "ar"):
                house.translate(index, code)
        return house.page(index, BriefPage(slug=slug, **{"title": "A brief", "summary": "What it says.", **values}))

    return write
