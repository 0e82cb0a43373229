"""A full story and a full release cost no more than they may, and twelve of what they point at cost as much as one."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from briefs.models import PolicyPlatformPage, RecommendationLink, RecommendationPage
from cms.directory.models import ContactPoint, Organisation, PageContact, PageOrganisation, PageTerm, Term
from home.models import HomePage
from stories.models import ReleasePage, StoryIndexPage, StoryPage
from tests.pages.test_query_counts import MOST, queries

VOCABULARIES = ("theme", "concern", "priority", "region", "grade", "student-group")


@pytest.fixture
def parents(db: None) -> dict[str, Any]:
    home = HomePage.objects.get(locale__language_code="en")
    return {
        "stories": home.add_child(instance=StoryIndexPage(title="Stories", slug="stories")),
        "platform": home.add_child(instance=PolicyPlatformPage(title="The ten", slug="platform", call="Do it.")),
    }


@pytest.fixture
def relations(parents: dict[str, Any]) -> dict[str, list]:
    """Twelve rows of everything that a story or a release points at, written straight into the database."""
    english = Locale.objects.get(language_code="en")
    terms, organisations, contacts, recommendations = [], [], [], []
    for number in range(1, 13):
        entry = {"key": f"entry-{number}", "locale": english, "live": True}
        terms.append(Term.objects.create(vocabulary=VOCABULARIES[number % 6], name=f"Term {number}", **entry))
        organisations.append(Organisation.objects.create(name=f"Organization {number}", **entry))
        contacts.append(ContactPoint.objects.create(email="a@example.org", label="Ask", **entry))
        page = RecommendationPage(title=f"Do {number}", slug=f"{number}-do", number=number)
        recommendations.append(parents["platform"].add_child(instance=page))
    return {"terms": terms, "organisations": organisations, "contacts": contacts, "recommendations": recommendations}


def test_story_and_release(client: Client, parents: dict[str, Any], relations: dict[str, list]) -> None:
    counts = {}
    for most in (1, 12):
        entries = {name: rows[:most] for name, rows in relations.items()}
        release = ReleasePage(
            title="A release",
            slug=f"release-{most}",
            summary="What is new.",
            page_terms=[PageTerm(term=term) for term in entries["terms"]],
            page_contacts=[PageContact(contact=contact) for contact in entries["contacts"]],
        )
        parents["stories"].add_child(instance=release)
        # One more, so that there is a next story each time.
        for number in range(most + 1):
            story = StoryPage(
                title="A story",
                slug=f"story-{most}-{number}",
                summary="What one school does.",
                release=release,
                page_terms=[PageTerm(term=term) for term in entries["terms"]],
                page_organisations=[
                    PageOrganisation(organisation=each, role="partner") for each in entries["organisations"]
                ],
                recommendation_links=[RecommendationLink(recommendation=each) for each in entries["recommendations"]],
            )
            parents["stories"].add_child(instance=story)
        addresses = ("", "stories/", f"stories/release-{most}/", f"stories/story-{most}-0/")
        counts[most] = [len(queries(client, f"/en/{address}")) for address in addresses]
    assert counts[1] == counts[12]
    assert max(counts[12]) <= MOST
