"""What robots may read, and where the root leads a reader."""

from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from pytest_django import Settings

from home.models import HomePage


def rules(client: Client) -> RobotFileParser:
    response = client.get("/robots.txt")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain")
    parser = RobotFileParser()
    parser.parse(response.content.decode().splitlines())
    return parser


@pytest.mark.parametrize(
    "path", ["/en/", "/es/stories/one/", "/ar/briefs/one/pdf/", "/files/picture.jpg", "/sitemap.xml"]
)
def test_robots_may_read_what_everybody_reads(client: Client, path: str) -> None:
    assert rules(client).can_fetch("*", path)


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/pages/3/", "/en/search/?q=x", "/es/search/", "/ar/search/?q=x&page=2"]
)
def test_robots_stay_out_of_admin_and_search(client: Client, path: str) -> None:
    assert not rules(client).can_fetch("*", path)


def test_robots_are_shown_the_sitemap(client: Client, settings: Settings) -> None:
    settings.BASE_URL = "https://beacons.example"
    assert rules(client).site_maps() == ["https://beacons.example/sitemap.xml"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("ar-EG", "ar"),
        ("en-US", "en"),
        ("fr,de;q=0.5", "en"),
        ("", "en"),
        ("\x00;;q=,*", "en"),
        ("x" * 5000, "en"),
    ],
)
def test_the_root_leads_to_the_language_of_the_reader(client: Client, accepted: str, language: str) -> None:
    response = client.get("/", headers={"accept-language": accepted})
    assert response.status_code == 302
    assert response["Location"] == f"/{language}/"
    assert "Accept-Language" in response["Vary"]
    assert "Cookie" in response["Vary"]
    assert not response.cookies


@pytest.mark.django_db
def test_a_language_chosen_before_wins(client: Client, settings: Settings) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    assert client.get("/", headers={"accept-language": "es"})["Location"] == "/ar/"


@pytest.mark.django_db
def test_the_root_never_leads_in_a_circle(client: Client) -> None:
    """Even where a language has lost its home."""
    HomePage.objects.get(locale__language_code="ar").unpublish()
    response = client.get("/", headers={"accept-language": "ar"}, follow=True)
    assert len(response.redirect_chain) == 1
