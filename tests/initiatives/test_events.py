"""Sessions and visits: what there is in which language, what is missing, and when it is."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client

from cms.library.models import LibraryDocument, Recording
from initiatives.models import CollaborationPage, EventMaterial, EventPage
from tests.initiatives.conftest import Alliance

SESSION = "events/a-session/"


def recording(language: str) -> Recording:
    return Recording.objects.create(
        title=f"Recording ({language})",
        language=language,
        duration=60,
        type="video",
        file=ContentFile(b"recording", name=f"recording-{language}.mp4"),
    )


@pytest.fixture
def session(alliance: Alliance) -> EventPage:
    """A session with recordings in three languages, and slides in English."""
    page = alliance.event("a-session")
    slides = LibraryDocument.objects.create(title="Slides", language="en", file=ContentFile(b"%PDF", name="slides.pdf"))
    page.materials = [EventMaterial(recording=recording(code)) for code in ("ar", "en", "es")]
    page.materials.add(EventMaterial(document=slides))
    page.save_revision(user=alliance.house.people.editor)
    return alliance.house.go_live(page)


def section(code: str, name: str) -> Any:
    response = Client().get(f"/{code}/{SESSION}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one(f'[data-test="{name}"]')


def links(found: Any) -> list[tuple[str, str, str]]:
    return [(link.get_text(), link["lang"], link["hreflang"]) for link in found.select("a")]


def test_each_language_has_its_labelled_link(session: EventPage) -> None:
    recordings = section("en", "recordings")
    assert links(recordings) == [
        ("Recording (en)", "en", "en"),
        ("Recording (es)", "es", "es"),
        ("Recording (ar)", "ar", "ar"),
    ]
    assert [label.get_text() for label in recordings.select("bdi")] == ["English", "Español", "العربية"]
    assert "Not yet" not in recordings.get_text()
    missing = [item.get_text() for item in section("en", "documents").select(".entry--missing")]
    assert missing == ["Not yet available in Spanish", "Not yet available in Arabic"]


def test_a_language_that_is_taken_away_is_said_to_be_missing(alliance: Alliance, session: EventPage) -> None:
    alliance.house.translate(alliance.events, "es")
    alliance.house.translate(session, "es")
    draft = session.get_latest_revision_as_object()
    draft.materials = [row for row in draft.materials.all() if not row.recording or row.recording.language != "ar"]
    draft.save_revision(user=alliance.house.people.editor)
    alliance.house.go_live(session)
    for code in ("en", "es"):
        recordings = section(code, "recordings")
        assert [language for _title, language, _hreflang in links(recordings)] == ["en", "es"]
        (missing,) = recordings.select(".entry--missing")
        assert missing.get_text() == {"en": "Not yet available in Arabic", "es": "Todavía no disponible en árabe"}[code]


def test_whoever_finds_or_shares_an_event_reads_how_it_begins(alliance: Alliance) -> None:
    event = alliance.event("a-session", body=[("text", "<p>Teachers tell <b>how</b> they began.</p>" * 9)])
    page = Client().get(alliance.house.go_live(event).url).content.decode()
    [description] = re.findall(r'<meta name="description" content="([^"]*)">', page)
    assert description.startswith("Teachers tell how they began. Teachers")
    assert len(description) <= 160


def test_an_event_without_recordings_promises_none(alliance: Alliance) -> None:
    alliance.house.go_live(alliance.event("a-session"))
    assert section("en", "recordings") is None
    assert section("en", "documents") is None


def test_an_event_says_whose_it_is_and_its_initiative_lists_it(alliance: Alliance) -> None:
    initiative = alliance.house.go_live(alliance.initiative("calli"))
    alliance.house.go_live(
        alliance.event("a-session", initiative=initiative, event_kind="meeting", mode="in-person", frequency="yearly")
    )
    event = BeautifulSoup(Client().get(f"/en/{SESSION}").content, "html.parser")
    assert event.select_one('header a[href="/en/initiatives/calli/"]')
    assert "Once a year" in event.select_one(".sheet").get_text()
    there = BeautifulSoup(Client().get("/en/initiatives/calli/").content, "html.parser")
    assert there.select_one(f'section[aria-labelledby="h-events"] a[href="/en/{SESSION}"]')


def day(number: int) -> datetime:
    return datetime(2026, 5, number, 17, tzinfo=UTC)


@time_machine.travel(day(10), tick=False)
def test_what_is_to_come_stands_first_and_what_is_past_under_a_heading(alliance: Alliance) -> None:
    initiative = alliance.house.go_live(alliance.initiative("calli"))
    times: dict[str, dict[str, Any]] = {
        "long-past": {"starts": day(1)},
        "undated": {},
        "later": {"starts": day(20)},
        "yearly": {"starts": day(3), "frequency": "yearly"},
        "just-past": {"starts": day(8), "ends": day(9)},
        "running": {"starts": day(9), "ends": day(11)},
        "sooner": {"starts": day(12)},
    }
    for slug, values in times.items():
        alliance.live(alliance.events, EventPage(title=slug, slug=slug, initiative=initiative, **values))
    first, second = ["running", "sooner", "later", "undated", "yearly"], ["just-past", "long-past"]
    for address, place in (("/en/events/", ".listing"), ("/en/initiatives/calli/", "[aria-labelledby=h-events]")):
        found = BeautifulSoup(Client().get(address).content, "html.parser").select_one(place)
        lists = [[link.get_text() for link in each.select("h3 a")] for each in found.select("ul.entries")]
        assert lists == [first, second], address
        assert found.select("ul.entries")[1].find_previous_sibling().get_text() == "Past sessions and visits"
    step = BeautifulSoup(Client().get("/en/initiatives/calli/").content, "html.parser").select_one(".next")
    assert step["href"] == "/en/events/running/"


def test_machines_are_told_where_a_session_is(alliance: Alliance) -> None:
    def locations(mode: str, place: str = "") -> list[tuple[str, str]]:
        page = alliance.event(f"{mode}-{len(place)}", mode=mode, place=place, starts=day(20))
        return [(each["@type"], each.get("name") or each["url"]) for each in page.thing().get("location", [])]

    assert locations("online") == [("VirtualLocation", "http://testserver/en/events/online-0/")]
    assert locations("in-person", "Palo Alto") == [("Place", "Palo Alto")]
    assert [kind for kind, _name in locations("both", "Palo Alto")] == ["Place", "VirtualLocation"]
    # What is not known is not made up.
    assert locations("in-person") == []


@pytest.mark.parametrize("model", [EventPage, CollaborationPage])
def test_what_ends_before_it_starts_is_refused_next_to_the_field(db: None, model: type) -> None:
    page = model(title="A page", slug="a-page", starts="2026-05-03", ends="2026-05-02")
    for name in ("starts", "ends"):
        setattr(page, name, page._meta.get_field(name).to_python(getattr(page, name)))
    with pytest.raises(ValidationError) as refusal:
        page.clean()
    assert refusal.value.message_dict == {"ends": ["This is before it starts."]}


def test_a_row_holds_one_thing(db: None) -> None:
    for values in ({}, {"recording": Recording(), "document": LibraryDocument()}):
        with pytest.raises(ValidationError) as refusal:
            EventMaterial(**values).clean()
        assert set(refusal.value.message_dict) == {"recording"}
