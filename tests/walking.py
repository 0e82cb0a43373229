"""The whole site as a machine walks it: no link is broken, and the languages of a page point at each other."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

from cms.languages.languages import LANGUAGES

# Returns the status and the body of an address; the body is empty where it is no page.
Fetch = Callable[[str], tuple[int, bytes]]

CODES = [language.code for language in LANGUAGES]
NAMED_IN = (("a", "href"), ("img", "src"), ("link", "href"), ("script", "src"), ("source", "src"), ("iframe", "src"))


def walk(site: str, fetch: Fetch) -> tuple[dict[str, BeautifulSoup], list[str]]:
    """
    Follow every link from the home pages; return address → page, and what is broken.

    A list that was narrowed is looked at and not walked further.
    """
    found: dict[str, BeautifulSoup] = {}
    broken, seen, fragments = [], set(), []
    waiting = [(f"{site}/{code}/", "the start") for code in CODES]
    while waiting:
        address, referrer = waiting.pop()
        page, fragment = urldefrag(address)
        if fragment:
            fragments.append((page, fragment, referrer))
        if page in seen:
            continue
        seen.add(page)
        status, html = fetch(page)
        if status != HTTPStatus.OK:
            broken.append(f"{page} ({status}) on {referrer}")
        elif html:
            found[page] = soup = BeautifulSoup(html, "lxml")
            if "?" not in page:
                waiting.extend((link, page) for link in links(soup, page, site))
    broken += [
        f"{page}#{name} on {referrer}"
        for page, name, referrer in fragments
        if page in found and not found[page].find(id=name)
    ]
    return found, broken


def links(soup: BeautifulSoup, page: str, site: str) -> Iterator[str]:
    """Yield the addresses on this site that a page names, pictures and style sheets among them."""
    named = [element[name] for tag, name in NAMED_IN for element in soup.find_all(tag, attrs={name: True})]
    named += [part.split()[0] for element in soup.find_all(srcset=True) for part in element["srcset"].split(",")]
    for address in named:
        if (absolute := urljoin(page, address)).startswith(f"{site}/"):
            yield absolute


def assert_whole(site: str, fetch: Fetch) -> dict[str, BeautifulSoup]:
    """Walk the site; nothing is broken, and sitemap and pages agree on the languages. Return address → page."""
    walked, broken = walk(site, fetch)
    assert not broken, "\n".join(broken)
    listed = {place.text for place in BeautifulSoup(fetch(f"{site}/sitemap.xml")[1], "xml").select("url > loc")}
    # Whoever walks finds all that the sitemap lists.
    assert listed <= set(walked), listed - set(walked)
    alternates = {page: alternates_of(walked[page]) for page in listed}
    for page, languages in alternates.items():
        canonical = walked[page].find("link", rel="canonical")["href"]
        assert canonical == page, canonical
        assert page in languages.values(), (page, languages)
        assert languages["x-default"] == languages["en"], page
        assert {*languages.values()} <= listed, (page, languages)
        assert all(alternates[other] == languages for other in languages.values()), page
    # What is not in it names no languages either.
    others = [page for page in walked if page not in listed and not urlsplit(page).query]
    naming = [page for page in others if alternates_of(walked[page])]
    assert not naming, naming
    return walked


def alternates_of(soup: BeautifulSoup) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in soup.find_all("link", rel="alternate", hreflang=True)}
