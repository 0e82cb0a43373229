"""The sitemap tells machines of every public page in every language, and of nothing else."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from stories.models import StoryIndexPage
from tests.public_tree import Publish

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def sitemap(client: Client) -> dict[str, ElementTree.Element]:
    """Return address → its entry; every address stands there once."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)  # noqa: S314 our own answer
    assert root.tag == f"{{{NAMES['s']}}}urlset"
    entries = root.findall("s:url", NAMES)
    addresses = {entry.findtext("s:loc", "", NAMES): entry for entry in entries}
    assert len(addresses) == len(entries)
    return addresses


def alternates(entry: ElementTree.Element) -> dict[str, str]:
    return {link.attrib["hreflang"]: link.attrib["href"] for link in entry.findall("x:link", NAMES)}


@pytest.fixture(autouse=True)
def _base_address(settings: Settings) -> None:
    settings.BASE_URL = "https://beacons.example"


def test_it_lists_every_public_page_in_every_language(client: Client, story: Publish) -> None:
    source = story("en", "A garden")
    story("ar", "حديقة", of=source)
    pages = [
        "en/", "es/", "ar/", "en/stories/", "es/stories/", "ar/stories/",
        f"en/stories/{source.slug}/", f"ar/stories/{source.slug}/",
    ]  # fmt: skip
    assert set(sitemap(client)) == {f"https://beacons.example/{page}" for page in pages}


def test_every_language_of_a_page_names_all_of_them_and_english_for_everybody_else(
    client: Client, story: Publish
) -> None:
    source = story("en", "A garden")
    story("ar", "حديقة", of=source)
    entries = sitemap(client)
    english, arabic = (f"https://beacons.example/{code}/stories/{source.slug}/" for code in ("en", "ar"))
    assert alternates(entries[english]) == {"en": english, "ar": arabic, "x-default": english}
    for address, entry in entries.items():
        assert address in alternates(entry).values()
        assert all(alternates(entries[other]) == alternates(entry) for other in alternates(entry).values())


def test_it_says_when_a_page_was_last_published(client: Client, story: Publish) -> None:
    page = story("en", "A garden")
    entry = sitemap(client)[f"https://beacons.example/en/stories/{page.slug}/"]
    lastmod = entry.findtext("s:lastmod", "", NAMES)
    assert lastmod.startswith(page.last_published_at.astimezone().strftime("%Y-"))
    assert "T" in lastmod


def test_drafts_withdrawn_and_private_pages_are_not_in_it(
    client: Client, story: Publish, indexes: dict[str, StoryIndexPage]
) -> None:
    story("en", "A draft", live=False)
    story("en", "Withdrawn").unpublish()
    private = story("en", "Private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    story("es", "Traducción de una página privada", of=private)
    assert not [address for address in sitemap(client) if "/stories/" in address and not address.endswith("/stories/")]
    PageViewRestriction.objects.create(page=indexes["en"], restriction_type="login")
    assert set(sitemap(client)) == {f"https://beacons.example/{code}/" for code in ("en", "es", "ar")}


def test_it_takes_as_many_queries_for_one_page_as_for_twelve(client: Client, story: Publish) -> None:
    def queries() -> int:
        client.get("/sitemap.xml")
        with CaptureQueriesContext(connection) as captured:
            client.get("/sitemap.xml")
        return len(captured)

    story("en", "Garden")
    with_one = queries()
    for number in range(11):
        story("en", f"Garden {number}")
    assert queries() == with_one <= 20


def test_without_a_base_address_it_takes_that_of_the_request(
    client: Client, settings: Settings, indexes: dict[str, StoryIndexPage]
) -> None:
    settings.BASE_URL = ""
    assert "http://testserver/en/" in sitemap(client)
