"""What search engines read of a page, in the words of schema.org, as JSON-LD."""

from typing import Any

from django.http import HttpRequest

from cms.languages.availability import PageLanguage, absolute
from cms.languages.languages import SOURCE_LANGUAGE, Language
from cms.pages.navigation import Entry, home_entry

CONTEXT = "https://schema.org"
SITE_NAME = "Beacons"
Thing = dict[str, Any]


def structured_data(page: Any, entries: list[PageLanguage], menu: list[Entry], request: HttpRequest) -> list[Thing]:
    """Return the way to a page (`BreadcrumbList`), and what the page says that it is; no query of its own."""
    address = next(entry.absolute_url for entry in entries if entry.is_current)
    about = page.thing()
    things = [_breadcrumbs(page, address, menu, request)]
    if about:
        things.append({"@context": CONTEXT, **_common(page, address, entries), **about})
    return things


def _breadcrumbs(page: Any, address: str, menu: list[Entry], request: HttpRequest) -> Thing:
    """From the home page over the section of the menu to this page; the last one needs no address."""
    above = [home_entry(page.language), *(entry for entry in menu if entry.is_current)]
    steps = [
        {"@type": "ListItem", "position": position, "name": entry.label, "item": absolute(entry.url, request)}
        for position, entry in enumerate(above, 1)
        if absolute(entry.url, request) != address
    ]
    here = {"@type": "ListItem", "position": len(steps) + 1, "name": page.title}
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": [*steps, here]}


def _common(page: Any, address: str, entries: list[PageLanguage]) -> Thing:
    others = [entry.absolute_url for entry in entries if entry.state == "available"]
    english = next(entry.absolute_url for entry in entries if entry.code == SOURCE_LANGUAGE)
    thing = {
        "@id": address,
        "url": address,
        "name": page.title,
        "description": page.search_description or getattr(page, "summary", ""),
        "inLanguage": page.language.code,
        "datePublished": _iso(page.first_published_at),
        "dateModified": _iso(page.last_published_at),
        "publisher": {"@type": "Organization", "name": SITE_NAME},
    }
    if page.language.code == SOURCE_LANGUAGE:
        thing["workTranslation"] = [{"@id": other} for other in others]
    else:
        thing["translationOfWork"] = {"@id": english}
    return {name: value for name, value in thing.items() if value}


def video(
    title: str, description: str, *, address: str, player: str = "", thumbnail: str, uploaded: Any, language: Language
) -> Thing:
    """Return a `VideoObject`; all addresses are absolute and may be empty: of the file, or else of a player."""
    found = {
        "@type": "VideoObject",
        "name": title,
        "description": description or title,
        "contentUrl": address,
        "embedUrl": player,
        "thumbnailUrl": thumbnail,
        "uploadDate": _iso(uploaded),
        "inLanguage": language.code,
    }
    return {name: value for name, value in found.items() if value}


def _iso(moment: Any) -> str:
    return moment.isoformat() if moment else ""
