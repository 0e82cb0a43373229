"""Whoever designs sees every component of the public pages in both directions, as its template prints it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cms.staff.components.views import component_names
from tests.house import House

CODES = ("en", "ar")


@pytest.fixture
def staff(house: House, client: Client) -> Client:
    client.force_login(house.people.translator_ar)
    return client


def test_every_component_shows_something_in_both_directions(staff: Client) -> None:
    rows = BeautifulSoup(staff.get("/admin/components/").content, "html.parser").select("[data-test=component-row]")
    names = component_names()
    assert [row.h2.get_text(strip=True) for row in rows] == names
    for row in rows:
        for frame, code in zip(row.select("iframe"), CODES, strict=True):
            response = staff.get(frame["src"])
            assert (response.status_code, response["X-Frame-Options"]) == (200, "SAMEORIGIN")
            soup = BeautifulSoup(response.content, "html.parser")
            assert (soup.html["lang"], soup.html["dir"]) == (code, "rtl" if code == "ar" else "ltr")
            body = soup.body
            # One that shows nothing has no sample in cms/staff/components/samples.py.
            assert body.get_text(strip=True) or body.select("svg, img"), frame["src"]


def test_sample_in_arabic_is_in_arabic(staff: Client) -> None:
    html = staff.get(reverse("component", args=["story_card", "ar"])).content.decode()
    assert "مدرسة بدأت بالاستماع" in html
    assert "A school" not in html


@pytest.mark.parametrize("address", ["nothing/en/", "story_card/es/", "../base/en/", "blocks/en/"])
def test_what_is_no_component_is_not_found(staff: Client, address: str) -> None:
    assert staff.get(f"/admin/components/{address}").status_code == 404


def test_readers_do_not_see_it(client: Client, db: None) -> None:
    for address in ("/admin/components/", reverse("component", args=["mark", "en"])):
        assert client.get(address).status_code == 302
