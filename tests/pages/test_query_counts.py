"""What a page costs the database from an empty cache: never over 20 queries, and no more for a longer list."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.models import Page

from cms.library.models import LibraryImage
from stories.models import StoryPage
from tests.public_tree import Publish

MOST = 20
# Beside the pages of the tree.
ADDRESSES = [
    "stories/?theme=mental-health",
    "search/?q=LCFF",
    "search/?q=nothing-like-it",
    "languages/",
    "stories/feed/",
]


def queries(client: Client, address: str, *, first_visit: bool = True) -> list[str]:
    """Return the queries of a visit when no cache holds anything; the process knows its content types."""
    if first_visit:
        client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("code", ["en", "es", "ar"])
def test_no_public_page_takes_more_than_twenty_queries(client: Client, code: str) -> None:
    """Where the English page is not there in a language, what stands in its place is held to the same."""
    pages = Page.objects.live().filter(locale__language_code="en", depth__gt=1).specific()
    for address in [*(page.url.partition("/en/")[2] for page in pages), *ADDRESSES]:
        made = queries(client, f"/{code}/{address}", first_visit=False)
        assert len(made) <= MOST, "\n".join([address, *made])


@pytest.mark.usefixtures("demo")
def test_fullest_story_with_pictures_takes_no_more_than_that(client: Client) -> None:
    for page in StoryPage.objects.all():
        file = BytesIO()
        Image.new("RGB", (400, 300)).save(file, "JPEG")
        hill = LibraryImage.objects.create(title="A hill", file=ContentFile(file.getvalue(), name=f"{page.pk}.jpg"))
        page.lead_image, page.lead_image_alt = hill, "A hill"
        page.save()
    for code in ("en", "ar"):
        made = queries(client, f"/{code}/stories/protecting-student-mental-health/")
        assert len(made) <= MOST, "\n".join(made)


@pytest.mark.parametrize("code", ["en", "es", "ar"])
def test_a_list_of_twelve_takes_as_many_queries_as_a_list_of_one(client: Client, story: Publish, code: str) -> None:
    def publish(number: int) -> None:
        source = story("en", f"Story {number}")
        if code != "en":
            story(code, f"Story {number}", of=source)

    addresses = (f"/{code}/", f"/{code}/stories/")
    publish(1)
    with_one = {address: len(queries(client, address)) for address in addresses}
    for number in range(2, 13):
        publish(number)
    assert {address: len(queries(client, address)) for address in addresses} == with_one
