"""A small public tree in three languages, written straight into the database: what search sees when work is done."""

from collections.abc import Callable

import pytest

from home.models import HomePage
from stories.models import StoryIndexPage, StoryPage

Publish = Callable[..., StoryPage]


@pytest.fixture
def indexes(db: None) -> dict[str, StoryIndexPage]:
    """Language code → the live list of stories below the home page of that language; there is nothing else."""
    lists: dict[str, StoryIndexPage] = {}
    for home in HomePage.objects.order_by("path").select_related("locale"):
        index = StoryIndexPage(title="List", slug="stories", locale=home.locale)
        if lists:
            index.translation_key = lists["en"].translation_key
        lists[home.locale.language_code] = home.add_child(instance=index)
    return lists


@pytest.fixture
def story(indexes: dict[str, StoryIndexPage]) -> Publish:
    """Return a function that makes a story of a language and publishes it; `of` is the English story it translates."""

    def make(code: str, title: str, text: str = "", *, of: StoryPage | None = None, live: bool = True) -> StoryPage:
        page = StoryPage(
            title=title, summary=text or "…", slug=of.slug if of else _slug(code), locale=indexes[code].locale
        )
        if of:
            page.translation_key = of.translation_key
        page.live = False
        indexes[code].add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
            page.refresh_from_db()
        return page

    return make


def _slug(code: str) -> str:
    return f"{code}-{StoryPage.objects.count() + 1}"
