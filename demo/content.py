"""The demo content: the kinds of entries, the fields of each, and an entry with its texts in three languages."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cms.languages.languages import SOURCE_LANGUAGE
from demo.fields import (
    Body,
    Choice,
    Day,
    Field,
    Line,
    Name,
    Names,
    Number,
    Passage,
    Picture,
    Points,
    Reference,
    References,
    Roles,
    Text,
    Video,
)

# Kind of a term → its vocabulary.
VOCABULARIES = {
    "theme": "theme",
    "concern": "concern",
    "priority": "priority",
    "value": "value",
    "line_of_work": "line-of-work",
    "aim": "aim",
    "audience": "audience",
    "student_group": "student-group",
    "region": "region",
}
ORGANISATION_ROLES = ("leads", "collaborates", "supports", "facilitates", "partner", "funds", "takes-part")

TERM: dict[str, Field] = {"order": Number(unique=True), "name": Line(), "description": Line(1000, optional=True)}
INDEX: dict[str, Field] = {"title": Line(), "intro": Line(300)}
# What is uploaded to the library: it is there at once, and in all languages.
UPLOADED = ("image", "recording")

# Kind → its fields, named as in the model; a list of keys becomes the relation of that name. The order of the kinds is
# the order of loading: what is pointed at comes first.
KINDS: dict[str, dict[str, Field]] = {
    "image": {"file": Picture(unique=True), "title": Name(), "credit": Name(), "rights": Name()},
    "recording": {
        "file": Video(unique=True),
        "rights": Name(),
        "duration": Number(),
        "width": Number(),
        "height": Number(),
        "title": Line(),
        "description": Line(500),
        "transcript": Line(2000),
    },
    **dict.fromkeys(VOCABULARIES, TERM),
    "organisation": {
        "name": Name(unique=True),
        "also_known_as": Names(optional=True),
        "description": Line(1000, optional=True),
    },
    "person": {
        "name": Name(unique=True),
        "organisation": Reference("organisation", optional=True),
        "role": Line(optional=True),
    },
    "funding": {
        "kind": Choice(("project", "core")),
        "funders": Roles({"organisation": "organisation", "person": "person"}),
        "label": Line(),
    },
    "contact": {"purpose": Choice(("general", "media")), "email": Name(254), "label": Line()},
    "statistic": {
        "value": Number(),
        "value_to": Number(optional=True),
        "qualifier": Choice(("over", "more-than", "up-to", "at-least"), optional=True),
        "source": Name(),
        "caption": Line(),
        "wording": Line(60, optional=True),
    },
    "reusable_text": {"text": Passage()},
    "home": {"title": Line(), "strapline": Line(200), "who_we_are": Line(400)},
    "media_gallery": {"recordings": References("recording"), **INDEX},
    "standard": {
        "contacts": References("contact"),
        "title": Line(),
        "summary": Line(300),
        "body": Body(),
    },
    "platform": {
        "statistics": References("statistic"),
        "contacts": References("contact"),
        "title": Line(),
        "call": Line(300),
        "body": Body(),
    },
    "recommendation": {
        "number": Number(unique=True),
        "concerns": References("concern"),
        "title": Line(),
        "plain_words": Line(300),
        "ask": Line(600),
        "handout_points": Points(5, 140),
    },
    "initiative_index": INDEX,
    "initiative": {
        "also_known_as": Name(optional=True),
        "organisation": Reference("organisation", optional=True),
        "launched": Day(optional=True),
        "duration_months": Number(optional=True),
        "lead_image": Reference("image", optional=True),
        "organisations": Roles(dict.fromkeys(ORGANISATION_ROLES, "organisation")),
        "fundings": References("funding"),
        "statistics": References("statistic"),
        "lines_of_work": References("line_of_work"),
        "values": References("value"),
        "priorities": References("priority"),
        "student_groups": References("student_group"),
        "regions": References("region"),
        "contacts": References("contact"),
        "title": Line(),
        "summary": Line(300),
        "lead": Line(300, optional=True),
        "lead_image_alt": Line(optional=True),
        "formats": Points(optional=True),
        "body": Body(),
    },
    "event_index": INDEX,
    "event": {
        "event_kind": Choice(("visit", "online", "meeting")),
        "mode": Choice(("in-person", "online", "both")),
        "frequency": Choice(("yearly",), optional=True),
        "initiative": Reference("initiative"),
        "title": Line(),
        "place": Line(optional=True),
        "body": Body(),
    },
    "story_index": INDEX,
    "release": {
        "release_kind": Choice(("collection", "other")),
        "source_date": Day(),
        "themes": References("theme"),
        "audiences": References("audience"),
        "title": Line(),
        "summary": Line(300),
        "body": Body(),
    },
    "story": {
        "release": Reference("release", optional=True),
        "source_date": Day(),
        "themes": References("theme"),
        "concerns": References("concern"),
        "priorities": References("priority"),
        "student_groups": References("student_group"),
        "recommendations": References("recommendation"),
        "title": Line(),
        "summary": Line(300),
        "body": Body(),
        "others_can_try": Points(),
        "handout_points": Points(5, 140),
    },
    "brief_index": INDEX,
    "brief": {
        "brief_kind": Choice(("funding-brief", "needs-assessment", "report", "fact-sheet")),
        "version": Name(10),
        "authors": Name(),
        "source_date": Day(),
        "concerns": References("concern"),
        "priorities": References("priority"),
        "recommendations": References("recommendation"),
        "statistics": References("statistic"),
        "contacts": References("contact"),
        "title": Line(),
        "summary": Line(300),
        "key_points": Points(),
        "body": Body(),
    },
    "press_index": {"contacts": References("contact"), **INDEX},
    "press_release": {
        "release": Reference("brief"),
        "contacts": References("contact"),
        "title": Line(),
        "summary": Line(300),
        "body": Body(),
        "boilerplate": Line(600),
    },
}

# Kind of page → the kind that it stands under; there is one page of each of those.
PARENTS = {
    "standard": "home",
    "media_gallery": "home",
    "platform": "home",
    "recommendation": "platform",
    "initiative_index": "home",
    "initiative": "initiative_index",
    "event_index": "home",
    "event": "event_index",
    "story_index": "home",
    "release": "story_index",
    "story": "story_index",
    "brief_index": "home",
    "brief": "brief_index",
    "press_index": "home",
    "press_release": "press_index",
}


class State(StrEnum):
    """How far a text is when the demo is opened. English is live or embargoed; a translation is any of the others."""

    LIVE = "live"
    EMBARGOED = "embargoed"
    NOT_STARTED = "not-started"
    IN_TRANSLATION = "in-translation"
    IN_REVIEW = "in-review"
    OUTDATED = "outdated"


@dataclass(frozen=True)
class Entry:
    """
    One thing to load: its values, and for each language its texts by field.

    `file` is the name that its files have in every language; `earlier` is the entry as it was published before.
    """

    kind: str
    key: str
    file: str
    values: dict[str, Any]
    texts: dict[str, dict[str, Any]]
    states: dict[str, State] = field(default_factory=dict)
    earlier: "Entry | None" = None

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def has_texts(self) -> bool:
        """Whether there is anything to translate: a name alone is the same in every language."""
        return bool(self.texts[SOURCE_LANGUAGE])

    def state(self, language: str) -> State:
        """Return how far the text of `language` is when the demo is opened."""
        return self.states.get(language, State.LIVE)

    def stored(self, name: str) -> Any:
        """Return the English text of a field as its model field takes it."""
        return text_field(self.kind, name).stored(self.texts[SOURCE_LANGUAGE][name])

    def translations(self, language: str) -> dict[str, dict[str, str]]:
        """Return for each text field what each English piece is called in `language`."""
        return {
            name: dict(zip(_pieces(self, name, SOURCE_LANGUAGE), _pieces(self, name, language), strict=True))
            for name in self.texts[SOURCE_LANGUAGE]
        }


def _pieces(entry: Entry, name: str, language: str) -> list[str]:
    return text_field(entry.kind, name).pieces(entry.texts[language][name])


def text_field(kind: str, name: str) -> Text:
    """Return the description of a text field; raises `TypeError` for a value."""
    description = KINDS[kind][name]
    if not isinstance(description, Text):
        raise TypeError(f"{kind}.{name} is a value")
    return description
