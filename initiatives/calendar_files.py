"""A session as a calendar file (RFC 5545), in one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ZONE = "America/Los_Angeles"
# The United States' rule since 2007. A program that knows the zone by its name takes its own.
ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:DAYLIGHT",
    "DTSTART:20070311T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
    "TZOFFSETFROM:-0800",
    "TZOFFSETTO:-0700",
    "TZNAME:PDT",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:20071104T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    "TZOFFSETFROM:-0700",
    "TZOFFSETTO:-0800",
    "TZNAME:PST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
# Bytes of a line without its end; a longer one goes on in the next, after a space (RFC 5545, 3.1).
LONGEST_LINE = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


@dataclass(frozen=True)
class Entry:
    """What stands in the calendar; `uid` is the same in every language, so that a second file replaces the first."""

    uid: str
    title: str
    language: str
    starts: datetime
    ends: datetime | None
    place: str
    description: str
    address: str
    changed: datetime


def calendar_file(entry: Entry) -> bytes:
    """Return the file, the same for the same entry; `starts`, `ends` and `changed` know their zone."""
    return b"".join(part + b"\r\n" for line in _lines(entry) for part in _folded(line))


def _lines(entry: Entry) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Beacons//Sessions and visits//EN", "CALSCALE:GREGORIAN")
    yield from ("METHOD:PUBLISH", *ZONE_LINES, "BEGIN:VEVENT", f"UID:{entry.uid}")
    yield f"DTSTAMP:{_in_utc(entry.changed)}"
    yield f"LAST-MODIFIED:{_in_utc(entry.changed)}"
    yield f"DTSTART;TZID={ZONE}:{_in_zone(entry.starts)}"
    if entry.ends:
        yield f"DTEND;TZID={ZONE}:{_in_zone(entry.ends)}"
    for name, text in (("SUMMARY", entry.title), ("LOCATION", entry.place), ("DESCRIPTION", entry.description)):
        if text:
            yield f"{name};LANGUAGE={entry.language}:{text.translate(CONTROLS).translate(ESCAPES)}"
    yield f"URL:{entry.address}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _in_zone(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(ZONE)).strftime("%Y%m%dT%H%M%S")


def _folded(line: str) -> Iterator[bytes]:
    """Yield the lines that a line is written in; none ends inside a letter."""
    part = b""
    for letter in line:
        coded = letter.encode()
        if len(part) + len(coded) > LONGEST_LINE:
            yield part
            part = b" "
        part += coded
    yield part
