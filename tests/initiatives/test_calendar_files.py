"""A session goes into a reader's own calendar: at its time in California, in the language of the page."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from initiatives.calendar_files import Entry, calendar_file
from initiatives.models import EventPage
from tests.initiatives.conftest import Alliance

CALENDAR = "events/a-session/calendar/"


def unfolded(content: bytes) -> list[str]:
    """Return the lines as a calendar reads them; each is short enough and whole letters long on its way."""
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and line.decode() for line in lines)
    return b"".join(b"\r\n" + line for line in lines).replace(b"\r\n ", b"").decode().split("\r\n")[1:]


def value(lines: list[str], name: str) -> str:
    [line] = [line for line in lines if line.startswith((f"{name}:", f"{name};"))]
    return line


@pytest.fixture
def session(alliance: Alliance) -> EventPage:
    starts = datetime(timezone.now().year + 1, 7, 4, 1, 30, tzinfo=UTC)
    page = alliance.event("a-session", title="A session; with, commas", starts=starts, ends=starts + timedelta(hours=2))
    page = alliance.house.go_live(page)
    alliance.house.translate(alliance.events, "ar")
    alliance.house.translate(page, "ar")
    return page


def fetched(client: Client, code: str) -> HttpResponse:
    response = client.get(f"/{code}/{CALENDAR}")
    assert response.status_code == 200
    return response


def test_session_is_in_the_calendar_at_its_time_in_california(client: Client, session: EventPage) -> None:
    response = fetched(client, "en")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="a-session-en.ics"' in response["Content-Disposition"]
    lines = unfolded(response.content)
    year = session.starts.year
    # Half past one in the morning of UTC is the evening before.
    event = lines[lines.index("BEGIN:VEVENT") :]
    assert value(event, "DTSTART") == f"DTSTART;TZID=America/Los_Angeles:{year}0703T183000"
    assert value(event, "DTEND") == f"DTEND;TZID=America/Los_Angeles:{year}0703T203000"
    assert value(event, "SUMMARY") == "SUMMARY;LANGUAGE=en:A session\\; with\\, commas"
    assert value(event, "URL") == "URL:http://testserver/en/events/a-session/"
    assert lines.index("TZID:America/Los_Angeles") < lines.index("BEGIN:VEVENT")
    assert fetched(client, "en").content == response.content


def test_each_language_has_its_own_words_for_the_same_event(client: Client, session: EventPage) -> None:
    files = {code: unfolded(fetched(client, code).content) for code in ("en", "ar")}
    assert value(files["ar"], "SUMMARY").startswith("SUMMARY;LANGUAGE=ar:ar: A session")
    assert value(files["ar"], "URL") == "URL:http://testserver/ar/events/a-session/"
    assert value(files["ar"], "UID") == value(files["en"], "UID")
    link = BeautifulSoup(client.get("/ar/events/a-session/").content, "html.parser").select_one(
        "[data-test=calendar-link]"
    )
    assert (link["href"], link["type"]) == (f"/ar/{CALENDAR}", "text/calendar")


def test_session_without_a_date_or_over_offers_none(alliance: Alliance, client: Client) -> None:
    alliance.house.go_live(alliance.event("a-session"))
    assert client.get(f"/en/{CALENDAR}").status_code == 404
    assert b"calendar-link" not in client.get("/en/events/a-session/").content
    alliance.house.go_live(alliance.event("over", starts=datetime(2020, 5, 4, tzinfo=UTC)))
    assert b"calendar-link" not in client.get("/en/events/over/").content


def test_private_session_is_in_no_calendar(client: Client, session: EventPage) -> None:
    session.unpublish()
    assert client.get(f"/en/{CALENDAR}").status_code == client.get(f"/ar/{CALENDAR}").status_code == 404


def test_long_arabic_line_is_folded_between_letters() -> None:
    moment = datetime(2026, 5, 3, tzinfo=UTC)
    text = "جلسة عن الصحة النفسية للطلاب وحمايتها\nفي المدارس \x07" * 4
    entry = Entry("u", text, "ar", moment, None, "", "", "https://beacons.example/ar/", moment)
    lines = unfolded(calendar_file(entry))
    assert value(lines, "SUMMARY") == "SUMMARY;LANGUAGE=ar:" + text.replace("\x07", "").replace("\n", "\\n")
    assert not [line for line in lines if line.startswith(("DTEND", "LOCATION"))]
