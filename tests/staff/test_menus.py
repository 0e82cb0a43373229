"""The menu at the side, for each role and in each language of the admin."""

import json
import re

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from cms.accounts.models import User
from initiatives.models import InitiativeIndexPage
from tests.house import House
from tests.staff.test_dashboard import dashboard, signed_in


def menu(html: str) -> dict[str, str]:
    """Return the names of all entries, those of submenus included, with their addresses."""
    props = json.loads(re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', html, re.DOTALL)[1])
    found = {}

    def collect(value: object) -> None:
        if isinstance(value, dict):
            if value.get("_type", "").endswith("MenuItem"):
                (item,) = value["_args"][:1]
                found[item["label"]] = item.get("url", "")
            for part in value.values():
                collect(part)
        elif isinstance(value, list):
            for part in value:
                collect(part)

    collect(props)
    return found


def speaks(user: User, code: str) -> None:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = code
    profile.save()


def test_editor_finds_the_sections_by_their_public_names(house: House) -> None:
    stories = house.story_index()
    initiatives = house.page(house.home, InitiativeIndexPage(title="Initiatives", slug="initiatives"))
    entries = menu(dashboard(house.people.editor))
    assert entries["Stories"] == f"/admin/pages/{stories.pk}/"
    assert entries["Initiatives"] == f"/admin/pages/{initiatives.pk}/"
    assert "For the press" not in entries
    names = list(entries)
    assert names.index("My work") < names.index("Stories") < names.index("Initiatives") < names.index("Pages")
    assert names.index("Pages") < names.index("Directory") < names.index("Images")
    assert names.index("Images") < names.index("Documents") < names.index("Recordings")


@pytest.mark.parametrize("name", ["translator_es", "reviewer_ar", "reviewer_en"])
def test_translators_and_reviewers_see_their_work_and_the_glossary_alone(house: House, name: str) -> None:
    house.story_index()
    entries = menu(dashboard(getattr(house.people, name)))
    work = {"My work", "Glossary"} | ({"Vocabularies", "From readers"} if name != "reviewer_en" else set())
    assert set(entries) == work | {"Reports", "Translations", "Readers and downloads", "Account", "Log out"}


@pytest.mark.parametrize("name", ["admin", "editor"])
def test_no_entry_leads_outside_or_to_a_screen_that_refuses(house: House, name: str) -> None:
    client = signed_in(getattr(house.people, name))
    entries = menu(client.get("/admin/").content.decode())
    assert not {"Locales", "Workflows", "Workflow tasks"} & entries.keys()
    assert [url for url in entries.values() if url.startswith("http")] == []
    for label, url in entries.items():
        if url.startswith("/admin/") and label != "Log out":
            assert client.get(url, follow=True).status_code == 200, label


@pytest.mark.parametrize("code", ["es", "ar"])
def test_admin_speaks_the_language_of_the_account(house: House, code: str) -> None:
    house.story_index()
    speaks(house.people.editor, code)
    html = dashboard(house.people.editor)
    assert re.search(rf'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}"', html)
    assert {"es": "Historias", "ar": "القصص"}[code] in menu(html)


@pytest.mark.django_db
def test_sign_in_carries_our_name() -> None:
    html = Client().get("/admin/login/").content.decode()
    assert "Sign in to Beacons" in html
    assert "Wagtail" not in re.sub("<(script|style|noscript).*?</\\1>|<[^>]*>", "", html, flags=re.DOTALL)
