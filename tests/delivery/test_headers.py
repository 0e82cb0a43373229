"""Headers and cookies of public pages and of the admin."""

import re

import pytest
from django.test import Client
from wagtail.models import Page

PUBLIC_PAGES = [
    "/en/",
    "/es/",
    "/ar/",
    "/en/search/",
    "/en/no-such-page/",
    "/robots.txt",
    "/sitemap.xml",
    "/health/live/",
]


def directives(response) -> dict[str, str]:
    policy = response["Content-Security-Policy"]
    return {name: sources for name, _, sources in (part.strip().partition(" ") for part in policy.split(";"))}


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_public_page_may_load_its_own_files_alone(client: Client, path: str):
    response = client.get(path)

    policy = directives(response)
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert set(" ".join(policy.values()).split()) == {"'self'", "'none'"}
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert not response.cookies


@pytest.mark.django_db
def test_the_first_address_sends_to_a_language_without_a_cookie(client: Client):
    response = client.get("/", headers={"accept-language": "ar, en;q=0.5"})

    assert (response.status_code, response["Location"]) == (302, "/ar/")
    assert not response.cookies


def test_the_admin_may_run_its_inline_scripts_and_nothing_from_elsewhere(admin_client: Client):
    policy = directives(admin_client.get("/admin/"))

    assert policy["script-src"] == policy["style-src"] == "'self' 'unsafe-inline'"
    assert policy["default-src"] == "'none'"
    assert not re.search(r"https?:|\*|unsafe-eval", " ".join(policy.values()))


def test_a_preview_keeps_the_public_policy_and_may_be_framed_by_the_admin(admin_client: Client):
    home = Page.objects.get(slug="home")

    policy = directives(admin_client.get(f"/admin/pages/{home.pk}/view_draft/"))

    assert policy["frame-ancestors"] == "'self'"
    assert policy["script-src"] == policy["style-src"] == "'self'"


def test_the_admin_asks_nothing_of_other_sites(admin_client: Client):
    page = admin_client.get("/admin/").content.decode()

    assert not re.search(r'(src|href)="(https?:)?//(?!testserver)', re.sub(r"<a [^>]*>", "", page))
