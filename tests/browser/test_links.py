"""The whole site as a machine walks it: no link is broken, and the languages of a page point at each other."""

from collections.abc import Iterator
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

from bs4 import BeautifulSoup

from cms.languages.languages import LANGUAGES

CODES = [language.code for language in LANGUAGES]
NAMED_IN = (("a", "href"), ("img", "src"), ("link", "href"), ("script", "src"), ("source", "src"), ("iframe", "src"))


def fetch(address: str) -> tuple[int, BeautifulSoup | None]:
    """Return the status, and the page where it is one."""
    try:
        with urlopen(address, timeout=30) as answer:
            is_page = answer.headers.get_content_type() == "text/html"
            return answer.status, BeautifulSoup(answer.read(), "lxml") if is_page else None
    except HTTPError as error:
        return error.code, None


def walk(site: str) -> tuple[dict[str, BeautifulSoup], list[str]]:
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
        status, soup = fetch(page)
        if status != HTTPStatus.OK:
            broken.append(f"{page} ({status}) on {referrer}")
        elif soup is not None:
            found[page] = soup
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


def test_no_link_is_broken_and_the_languages_point_at_each_other(live_site: str) -> None:
    walked, broken = walk(live_site)
    assert broken == []
    with urlopen(f"{live_site}/sitemap.xml") as answer:
        listed = {place.text for place in BeautifulSoup(answer.read(), "xml").select("url > loc")}
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
    others = [page for page in walked if page not in listed and not urlsplit(page).query]
    assert [page for page in others if alternates_of(walked[page])] == []


def alternates_of(soup: BeautifulSoup) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in soup.find_all("link", rel="alternate", hreflang=True)}
