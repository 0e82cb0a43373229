"""What programs read of the demo: lists as JSON and CSV, feeds; the same as the pages say, and never more."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from briefs.models import BriefPage, RecommendationPage
from initiatives.models import EventPage
from stories.models import StoryPage

CODES = ("en", "es", "ar")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SLUG = "protecting-student-mental-health"
MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")

pytestmark = pytest.mark.usefixtures("demo")


def read(address: str, status: int = 200) -> Any:
    response = Client().get(address)
    assert response.status_code == status, address
    return response.json()


def html(address: str) -> BeautifulSoup:
    return BeautifulSoup(Client().get(address).content, "html.parser")


@pytest.mark.parametrize("code", CODES)
def test_the_ten_recommendations_are_those_of_the_page(code: str) -> None:
    listed = read(f"/api/platform.json?language={code}")
    assert (listed["language"], listed["licence"], listed["count"]) == (code, "All rights reserved", 10)
    assert [item["number"] for item in listed["items"]] == list(range(1, 11))
    shown = html(f"/{code}/platform/").select("[data-test=recommendation]")
    for item, row in zip(listed["items"], shown, strict=True):
        assert row["data-number"] == str(item["number"])
        assert item["title"] in " ".join(row.get_text().replace("\u2068", "").replace("\u2069", "").split())
        assert item["url"].endswith(row.find("a")["href"])
        assert item["languages"] == list(CODES)
        assert item["freshness"] == "current"
        assert datetime.fromisoformat(item["updated"]) <= now()
        assert item["status"]["label"] in row.get_text()
    assert any(item["evidence"] for item in listed["items"])
    assert all(f"/{code}/" in page["url"] for item in listed["items"] for page in item["evidence"])


@pytest.mark.parametrize("code", CODES)
def test_the_table_has_the_same_rows(code: str) -> None:
    items = read(f"/api/platform.json?language={code}")["items"]
    response = Client().get(f"/api/platform.csv?language={code}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["number"], row["title"], row["url"]) for row in rows] == [
        (str(item["number"]), item["title"], item["url"]) for item in items
    ]
    assert {row["licence"] for row in rows} == {"All rights reserved"}
    assert all(row["updated"] and row["language"] == code for row in rows)


def test_stories_and_briefs_say_where_they_stand() -> None:
    stories = {item["slug"]: item for item in read("/api/stories.json")["items"]}
    assert set(stories) == set(StoryPage.objects.filter(locale__language_code="en").values_list("slug", flat=True))
    story = stories[SLUG]
    assert story["terms"]["theme"]
    assert story["recommendations"]
    assert story["summary"] in html(f"/en/stories/{SLUG}/").get_text()
    brief = next(item for item in read("/api/briefs.json?language=es")["items"] if item["slug"] == "needs-assessment")
    assert (brief["kind"], brief["version"]) == ("needs-assessment", "1.0")
    assert brief["url"].endswith("/es/briefs/needs-assessment/")


def test_what_is_not_public_is_in_no_list() -> None:
    english = StoryPage.objects.get(slug=SLUG, locale__language_code="en")
    PageViewRestriction.objects.create(page=english, restriction_type="login")
    RecommendationPage.objects.get(number=3, locale__language_code="ar").unpublish()
    for code in CODES:
        assert SLUG not in [item["slug"] for item in read(f"/api/stories.json?language={code}")["items"]]
        assert SLUG not in Client().get(f"/{code}/stories/feed/").content.decode()
        evidence = [page for item in read(f"/api/platform.json?language={code}")["items"] for page in item["evidence"]]
        assert not [page for page in evidence if SLUG in page["url"]]
    third = next(item for item in read("/api/platform.json")["items"] if item["number"] == 3)
    assert third["languages"] == ["en", "es"]
    assert 3 not in [item["number"] for item in read("/api/platform.json?language=ar")["items"]]


def test_a_wrong_question_is_answered_with_a_reason(settings: Settings) -> None:
    assert "en, es, ar" in read("/api/stories.json?language=fr", 400)["error"]
    for page in ("0x", "-1", "٣", "", "9" * 50):
        assert "number" in read(f"/api/stories.json?page={page}", 400)["error"]
    assert "1 pages" in read("/api/stories.json?page=7", 404)["error"]
    assert Client().get("/api/platform.csv?language=%00").status_code == 400
    for page, status in (("abc", 400), ("", 400), ("2", 404), ("1", 200)):
        assert Client().get(f"/api/platform.csv?page={page}").status_code == status
    assert Client(enforce_csrf_checks=True).post("/api/stories.json").status_code == 405


def test_a_long_list_comes_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.pages.api.ITEMS_ON_A_PAGE", 4)
    first = read("/api/platform.json?language=ar")
    second = read(first["next"].removeprefix("http://testserver"))
    third = read(second["next"].removeprefix("http://testserver"))
    assert [item["number"] for page in (first, second, third) for item in page["items"]] == list(range(1, 11))
    assert first["previous"] is None
    assert third["next"] is None


def test_ten_cost_as_many_queries_as_one() -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            read(address)
        return len(captured)

    ten, stories = queries("/api/platform.json"), queries("/api/stories.json")
    briefs = queries("/api/briefs.json")
    RecommendationPage.objects.filter(number__gt=1).update(live=False)
    StoryPage.objects.exclude(slug=SLUG).update(live=False)
    BriefPage.objects.exclude(slug="needs-assessment").update(live=False)
    assert queries("/api/platform.json") == ten <= 12
    assert queries("/api/stories.json") == stories <= 12
    assert queries("/api/briefs.json") == briefs <= 12


def entries(address: str) -> tuple[ElementTree.Element, list[ElementTree.Element]]:
    response = Client().get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)  # noqa: S314 our own answer
    return feed, feed.findall("a:entry", ATOM)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("section", ["stories", "briefs"])
def test_each_language_has_its_feed(code: str, section: str) -> None:
    page = html(f"/{code}/{section}/")
    address = page.find("link", type="application/atom+xml")["href"]
    assert address == f"/{code}/{section}/feed/"
    feed, found = entries(address)
    assert feed.attrib[LANGUAGE] == code
    assert feed.findtext("a:title", "", ATOM) == page.h1.get_text().replace("\u2068", "").replace("\u2069", "")
    links = {entry.find("a:link", ATOM).attrib["href"] for entry in found}
    assert links
    assert all(link.startswith(f"http://testserver/{code}/{section}/") for link in links)
    # What a feed and an entry need: RFC 4287, 4.1.1 and 4.1.2.
    assert feed.findtext("a:author/a:name", "", ATOM) == "California Partnership for the Future of Learning"
    assert feed.find("a:link[@rel='self']", ATOM).attrib["href"] == f"http://testserver{address}"
    for part in (feed, *found):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"a:{name}", ATOM)) == 1
        assert part.findtext("a:title", "", ATOM)
        assert len(part.findall("a:link[@rel='alternate']", ATOM)) == 1
        assert datetime.fromisoformat(part.findtext("a:updated", "", ATOM)) <= now()
    assert feed.findtext("a:updated", "", ATOM) == max(entry.findtext("a:updated", "", ATOM) for entry in found)
    assert all(entry.findtext("a:id", "", ATOM).startswith("urn:uuid:") for entry in found)
    assert len({entry.findtext("a:id", "", ATOM) for entry in found}) == len(found)


def test_a_summary_is_text_in_a_feed_too() -> None:
    summary = "Signs <b>here</b> & there"
    StoryPage.objects.filter(slug=SLUG, locale__language_code="en").update(summary=summary)
    _feed, found = entries("/en/stories/feed/")
    told = next(entry.find("a:summary", ATOM) for entry in found if SLUG in entry.find("a:link", ATOM).attrib["href"])
    assert told.attrib["type"] == "html"
    assert BeautifulSoup(told.text, "html.parser").get_text() == summary


def test_a_feed_without_entries_says_the_same_at_each_fetch() -> None:
    StoryPage.objects.update(live=False)
    feed, found = entries("/en/stories/feed/")
    assert not found
    updated = feed.findtext("a:updated", "", ATOM)
    assert datetime.fromisoformat(updated) < now()
    with time_machine.travel(now() + timedelta(days=1)):
        assert entries("/en/stories/feed/")[0].findtext("a:updated", "", ATOM) == updated


def test_a_theme_has_its_own_feed() -> None:
    theme = read("/api/stories.json")["items"][0]["terms"]["theme"][0]
    stories = [item["url"] for item in read("/api/stories.json")["items"] if theme in item["terms"].get("theme", [])]
    _feed, found = entries(f"/en/stories/feed/?theme={theme}")
    assert sorted(entry.find("a:link", ATOM).attrib["href"] for entry in found) == sorted(stories)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("section", ["stories", "briefs"])
def test_a_list_offers_the_feed_of_what_it_shows(code: str, section: str) -> None:
    for question in ("", "?concern=mental-health"):
        page = html(f"/{code}/{section}/{question}")
        [link] = page.select("a[data-test=feed]")
        [named] = page.find_all("link", type="application/atom+xml")
        assert link["href"] == named["href"] == f"/{code}/{section}/feed/{question}"
        feed, found = entries(link["href"])
        assert feed.findtext("a:title", "", ATOM) == named["title"]
        assert page.h1.get_text().translate(MARKS) in named["title"]
        assert len(found) == len(page.select(".card"))
    assert not html(f"/{code}/initiatives/").select("a[data-test=feed]")


@pytest.mark.parametrize("code", CODES)
def test_the_platform_leads_to_its_data_in_its_language(code: str) -> None:
    links = html(f"/{code}/platform/").select("[data-test=as-data] a")
    assert [link["href"] for link in links] == [f"/api/platform.{kind}?language={code}" for kind in ("csv", "json")]
    for link in links:
        response = Client().get(link["href"])
        assert response["Content-Type"].startswith(link["type"])
        assert f"/{code}/platform/1-racial-equity/" in response.content.decode()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("question", ["theme=nope", "theme=%00", "language=xx"])
def test_there_is_no_feed_of_what_nobody_knows(code: str, question: str) -> None:
    response = Client().get(f"/{code}/stories/feed/?{question}")
    assert response.status_code == 404
    assert f'<html lang="{code}"' in response.content.decode()


def things(address: str) -> dict[str, dict[str, Any]]:
    """Return what a page says of itself in JSON-LD, by type."""
    found = [json.loads(each.string) for each in html(address).find_all("script", type="application/ld+json")]
    assert all(thing["@context"] == "https://schema.org" for thing in found)
    return {thing["@type"]: thing for thing in found}


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_what_it_is_and_where_it_stands(code: str) -> None:
    address = f"http://testserver/{code}/stories/{SLUG}/"
    found = things(f"/{code}/stories/{SLUG}/")
    article, title = found["Article"], html(f"/{code}/stories/{SLUG}/").h1.get_text()
    assert (article["@id"], article["inLanguage"], article["headline"]) == (address, code, title)
    assert datetime.fromisoformat(article["datePublished"]) <= datetime.fromisoformat(article["dateModified"])
    if code == "en":
        assert {other["@id"].split("/")[3] for other in article["workTranslation"]} == {"es", "ar"}
    else:
        assert article["translationOfWork"]["@id"] == f"http://testserver/en/stories/{SLUG}/"
    card = html(f"/{code}/stories/{SLUG}/").find("meta", property="og:image")["content"]
    assert article["image"] == {"@type": "ImageObject", "url": card, "width": 1200, "height": 630}
    steps = found["BreadcrumbList"]["itemListElement"]
    assert [step.get("item", "") for step in steps] == [
        f"http://testserver/{code}/",
        f"http://testserver/{code}/stories/",
        "",
    ]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert all(step["name"] for step in steps)
    assert things(f"/{code}/briefs/needs-assessment/")["Report"]["version"] == "1.0"
    assert len(things(f"/{code}/stories/")["BreadcrumbList"]["itemListElement"]) == 2


def test_a_session_with_a_date_is_an_event() -> None:
    event = EventPage.objects.filter(locale__language_code="en", live=True).first()
    assert "Event" not in things(event.url)
    EventPage.objects.filter(pk=event.pk).update(starts=datetime(2026, 3, 9, 17, tzinfo=UTC), mode="online")
    found = things(event.url)["Event"]
    assert found["startDate"] == "2026-03-09T10:00:00-07:00"
    assert found["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"


def test_a_title_cannot_end_what_machines_read() -> None:
    StoryPage.objects.filter(slug=SLUG, locale__language_code="en").update(title="</script><b>&")
    assert things(f"/en/stories/{SLUG}/")["Article"]["headline"] == "</script><b>&"
