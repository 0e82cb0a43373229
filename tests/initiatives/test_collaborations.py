"""Collaborations are parts of an initiative, which stays while it has any."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from initiatives.models import CollaborationPage, CollaborationTeam, InitiativePage
from tests.initiatives.conftest import Alliance


@pytest.fixture
def calli(alliance: Alliance) -> InitiativePage:
    """An initiative with a collaboration of two teams."""
    initiative = alliance.live(alliance.index, InitiativePage(title="CALLI", slug="calli", summary="Districts learn."))
    collaboration = CollaborationPage(
        title="Writing in every subject",
        slug="writing",
        problem_of_practice="How do students write in every subject?",
        reach="dispersed",
    )
    collaboration.teams = [CollaborationTeam(name="Team one"), CollaborationTeam(name="Team two")]
    alliance.live(initiative, collaboration)
    return initiative


def read(address: str) -> BeautifulSoup:
    response = Client().get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_a_collaboration_has_a_problem_a_reach_and_teams(calli: InitiativePage) -> None:
    soup = read("/en/initiatives/calli/writing/")
    assert "How do students write in every subject?" in soup.main.get_text()
    assert soup.find("meta", {"name": "description"})["content"] == "How do students write in every subject?"
    assert "Dispersed" in soup.select_one(".sheet").get_text()
    assert [team.get_text(strip=True) for team in soup.select('section[aria-labelledby="h-teams"] li')] == [
        "Team one",
        "Team two",
    ]
    assert soup.select_one('header a[href="/en/initiatives/calli/"]')
    assert read("/en/initiatives/calli/").select_one('a[href="/en/initiatives/calli/writing/"]')


@pytest.mark.parametrize("way", ["page", "page above", "bulk"])
def test_an_initiative_with_parts_cannot_be_deleted(alliance: Alliance, calli: InitiativePage, way: str) -> None:
    client = Client()
    client.force_login(alliance.house.people.admin)
    if way == "bulk":
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={calli.pk}"
    else:
        page = calli if way == "page" else alliance.index
        address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    response = client.post(address)
    (message,) = [str(message).strip() for message in get_messages(response.wsgi_request)]
    assert message == "“CALLI” cannot be deleted: there is a collaboration below it. Move or delete that first."
    assert InitiativePage.objects.filter(pk=calli.pk).exists()
    assert CollaborationPage.objects.filter(slug="writing").exists()


def test_one_without_parts_can_be_deleted(alliance: Alliance) -> None:
    initiative = alliance.live(alliance.index, InitiativePage(title="CALLI", slug="calli", summary="Districts learn."))
    client = Client()
    client.force_login(alliance.house.people.admin)
    client.post(reverse("wagtailadmin_pages:delete", args=[initiative.pk]))
    assert not InitiativePage.objects.filter(pk=initiative.pk).exists()
