"""The Shared Learning Initiative with everything around it, made by the people of the house."""

from dataclasses import dataclass
from typing import Any

import pytest

from cms.directory.models import (
    ContactPoint,
    Funder,
    FundingAcknowledgement,
    Organisation,
    PageContact,
    PageFunding,
    PageOrganisation,
    PageStatistic,
    PageTerm,
    Person,
    Statistic,
    Term,
)
from initiatives.models import EventIndexPage, EventPage, InitiativeIndexPage, InitiativePage
from tests.house import House, make_people

PROJECT_FUNDERS = [
    "S.D. Bechtel, Jr. Foundation",
    "The California Endowment",
    "Bill & Melinda Gates Foundation",
    "Sobrato Family Foundation",
    "W. Clement & Jessie V. Stone Foundation",
    "Stuart Foundation",
]
CORE_FUNDERS = [
    "Heising-Simons Foundation",
    "William and Flora Hewlett Foundation",
    "Raikes Foundation",
    "Sandler Foundation",
    "MacKenzie Scott and Dan Jewett",
]
LEADERS = ["Advancement Project California", "Californians for Justice", "PICO California", "Public Advocates"]


@dataclass
class Alliance:
    """The pages of the alliance, and the people who write them."""

    house: House
    index: InitiativeIndexPage
    events: EventIndexPage

    def entry(self, entry: Any) -> Any:
        """Write a live English entry straight into the database: what is only pointed at needs no review."""
        entry.locale = self.house.home.locale
        entry.save()
        return entry

    def approved(self, entry: Any) -> Any:
        """Write an English entry and have it approved, so that it can be translated and changed."""
        return self.house.go_live(self.house.snippet(entry))

    def live(self, parent: Any, page: Any) -> Any:
        """Write a live English page straight into the database."""
        return parent.add_child(instance=page)

    def organisation(self, name: str, **values: Any) -> Organisation:
        key = "-".join(word.lower() for word in name.replace("&", "").replace(",", "").replace(".", "").split())
        return self.entry(Organisation(key=key, name=name, **values))

    def initiative(self, slug: str, **values: Any) -> InitiativePage:
        defaults = {"title": slug.replace("-", " ").title(), "summary": "It brings people together."}
        return self.house.page(self.index, InitiativePage(slug=slug, **{**defaults, **values}))

    def event(self, slug: str, **values: Any) -> EventPage:
        return self.house.page(self.events, EventPage(slug=slug, **{"title": "A session", **values}))


@pytest.fixture
def alliance(db: None) -> Alliance:
    house = House(make_people())
    index = house.page(house.home, InitiativeIndexPage(title="Initiatives", slug="initiatives"))
    events = house.page(house.home, EventIndexPage(title="Sessions and visits", slug="events"))
    return Alliance(house, house.go_live(index), house.go_live(events))


@pytest.fixture
def partnership(alliance: Alliance) -> InitiativePage:
    """The page of the California Partnership, with its four leaders and its address."""
    about = alliance.organisation("California Partnership for the Future of Learning")
    contact = ContactPoint(key="general", email="ca-partnership@futureforlearning.org", label="General information")
    page = alliance.initiative("california-partnership", title="California Partnership", organisation=about)
    page.page_organisations = [
        PageOrganisation(organisation=alliance.organisation(name), role="leads") for name in LEADERS
    ]
    page.page_contacts = [PageContact(contact=alliance.entry(contact))]
    page.save_revision(user=alliance.house.people.editor)
    return alliance.house.go_live(page)


@pytest.fixture
def shared_learning(alliance: Alliance, partnership: InitiativePage) -> InitiativePage:
    """The page of the Shared Learning Initiative, with all that it points at."""
    page = alliance.initiative(
        "shared-learning-initiative",
        title="Shared Learning Initiative",
        lead="Communities and schools learn from each other.",
        body=[("text", "<p>Participants get an up-close look at exemplary schools.</p>")],
        formats=[("point", "School learning visits"), ("point", "Virtual learning sessions"), ("point", "Resources")],
    )
    page.page_organisations = [
        PageOrganisation(organisation=alliance.organisation("Learning Policy Institute"), role="leads"),
        PageOrganisation(organisation=partnership.organisation, role="collaborates"),
    ]
    page.page_fundings = [
        PageFunding(funding=acknowledgement(alliance, "sli-project", "project", PROJECT_FUNDERS)),
        PageFunding(funding=acknowledgement(alliance, "lpi-core", "core", CORE_FUNDERS)),
    ]
    groups = Statistic(key="sli-groups", value=20, caption="grassroots and community-based groups take part")
    page.page_statistics = [PageStatistic(statistic=alliance.approved(groups))]
    page.page_terms = [
        PageTerm(term=alliance.entry(Term(vocabulary="student-group", key="learners", name="English learners"))),
        PageTerm(term=alliance.entry(Term(vocabulary="priority", key="funding", name="Equitable & Full Funding"))),
    ]
    page.save_revision(user=alliance.house.people.editor)
    return alliance.house.go_live(page)


def acknowledgement(alliance: Alliance, key: str, kind: str, names: list[str]) -> FundingAcknowledgement:
    funding = FundingAcknowledgement(key=key, kind=kind, label=f"Who pays, {kind}")
    funding.funders = [
        Funder(person=alliance.entry(Person(key="scott-jewett", name=name)), sort_order=position)
        if "Jewett" in name
        else Funder(organisation=alliance.organisation(name), sort_order=position)
        for position, name in enumerate(names)
    ]
    return alliance.approved(funding)
