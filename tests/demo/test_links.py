"""The whole site as a machine walks it: no link is broken, and the languages of a page point at each other."""

from collections.abc import Iterator
from functools import cache
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.languages.languages import LANGUAGES

pytestmark = pytest.mark.usefixtures("demo")

HOST = "http://testserver"
CODES = [language.code for language in LANGUAGES]


def walk() -> tuple[dict[str, BeautifulSoup], list[str]]:
    """
    Follow every link from the home pages; return address → page, for what is HTML, and what is broken.

    A list that was narrowed is not walked further.
    """
    client, found, broken, seen = Client(), {}, [], set()
    waiting = [(f"{HOST}/{code}/", "start") for code in CODES]
    fragments = []
    while waiting:
        address, referrer = waiting.pop()
        page, fragment = urldefrag(address)
        if fragment:
            fragments.append((page, fragment, referrer))
        if page in seen:
            continue
        seen.add(page)
        answer = client.get(page.removeprefix(HOST), follow=True)
        if answer.status_code != 200:
            broken.append(f"{page} ({answer.status_code}) on {referrer}")
        elif answer.headers["Content-Type"].startswith("text/html"):
            found[page] = BeautifulSoup(answer.content, "lxml")
            if "?" not in page:
                waiting.extend((link, page) for link in links(found[page], page))
        elif answer.streaming:
            answer.getvalue()
    broken += [
        f"{page}#{name} on {referrer}"
        for page, name, referrer in fragments
        if page in found and not found[page].find(id=name)
    ]
    return found, broken


def links(soup: BeautifulSoup, page: str) -> Iterator[str]:
    """Yield the addresses on this site that a page names, pictures and style sheets among them."""
    for tag, name in (("a", "href"), ("img", "src"), ("link", "href"), ("script", "src"), ("source", "src")):
        for element in soup.find_all(tag, attrs={name: True}):
            address = urljoin(page, element[name])
            if address.startswith(f"{HOST}/") and not is_static(address):
                yield address
    for element in soup.find_all(attrs={"srcset": True}):
        yield from (urljoin(page, part.split()[0]) for part in element["srcset"].split(","))


@cache
def is_static(address: str) -> bool:
    """Files of the site itself are served by the server's middleware, and their names are checked when collected."""
    return urlsplit(address).path.startswith("/static/")


def test_no_link_is_broken_and_the_languages_point_at_each_other() -> None:
    walked, broken = walk()
    assert broken == []
    listed = {place.text for place in BeautifulSoup(Client().get("/sitemap.xml").content, "xml").select("url > loc")}
    # Whoever walks finds all that the sitemap lists.
    assert listed - set(walked) == set()
    alternates = {page: alternates_of(walked[page]) for page in listed}
    for page, languages in alternates.items():
        canonical = walked[page].find("link", rel="canonical")["href"]
        assert (canonical, canonical in languages.values()) == (page, True)
        assert languages["x-default"] == languages["en"]
        assert {*languages.values()} <= listed
        assert all(alternates[other] == languages for other in languages.values())
    # What is not in it names no languages either.
    others = [page for page in walked if page not in listed and "?" not in page]
    assert [page for page in others if alternates_of(walked[page])] == []


def alternates_of(soup: BeautifulSoup) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in soup.find_all("link", rel="alternate", hreflang=True)}
