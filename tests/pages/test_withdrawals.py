"""A page that is no longer public says so at its address in every language, with the reason and nothing of its text."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.house import House, fresh

REASON = "Somebody it was about asked us to take it down."


@pytest.fixture(scope="module")
def shared_pages(shared_house: House) -> tuple[Any, Any]:
    shared_house.story_index("ar", "es")
    story = shared_house.go_live(shared_house.story("gone", title="What we heard"))
    other = shared_house.go_live(shared_house.story("other", title="What we did"))
    shared_house.translate(story, "ar")
    return story, other


@pytest.fixture
def story(shared_pages: tuple[Any, Any], house: House) -> Any:
    return fresh(shared_pages[0])


@pytest.fixture
def other(shared_pages: tuple[Any, Any], house: House) -> Any:
    return fresh(shared_pages[1])


@pytest.fixture
def admin(house: House) -> Client:
    client = Client()
    client.force_login(house.people.admin)
    return client


def withdraw(admin: Client, page: Any, **told: Any) -> Any:
    return admin.post(f"/admin/pages/{page.pk}/unpublish/", {"reason": "asked", "taken_in_by": "", **told})


@time_machine.travel("2026-05-12 12:00Z", tick=True)
def test_every_address_says_since_when_and_why(client: Client, admin: Client, story: Any) -> None:
    assert withdraw(admin, story).status_code == 302
    for code, date, reason in (
        ("en", "May 12, 2026", REASON),
        ("es", "12 de mayo de 2026", "Una persona a la que se refería nos pidió retirarla."),
        ("ar", "12 مايو/أيار 2026", "طلب منّا أحد المعنيين بها إزالتها."),
    ):
        for below in ("", "pdf/", "handout/", "handout/ar/", "v/1.0/", "v/1.0/pdf/"):
            answer = client.get(f"/{code}/stories/gone/{below}")
            html = answer.content.decode()
            assert (answer.status_code, f'<html lang="{code}"' in html) == (410, True), below
            assert date in html
            assert reason in html
            assert "What we heard" not in html
            states = re.findall(r'data-test="language-link"\s+data-state="(\w+)"', html)
            assert sorted(states) == ["available", "available", "current"]
            assert "<small" not in html
            assert 'rel="alternate"' not in html
    assert client.get("/en/stories/gone/nowhere/").status_code == 404
    assert client.get("/en/stories/never/").status_code == 404


def test_a_page_that_was_taken_in_leads_on_in_each_language(
    client: Client, admin: Client, house: House, story: Any, other: Any
) -> None:
    house.translate(other, "ar")
    assert withdraw(admin, story, taken_in_by=other.pk).status_code == 302
    for code in ("en", "es", "ar"):
        answer = client.get(f"/{code}/stories/gone/")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/{code}/stories/other/")
    assert "Another page became part of this one on" in client.get(other.url).content.decode()
    assert "ضُمّت صفحة أخرى إلى هذه الصفحة في" in client.get("/ar/stories/other/").content.decode()
    # Without it there is nowhere to lead to.
    other.unpublish()
    assert client.get("/en/stories/gone/").status_code == 410


def test_it_can_be_brought_back(client: Client, admin: Client, story: Any) -> None:
    withdraw(admin, story)
    fresh(story).get_latest_revision().publish()
    assert client.get(story.url).status_code == 200
    fresh(story).unpublish()
    assert REASON not in client.get(story.url).content.decode()


def test_what_never_was_public_or_is_closed_tells_nothing(
    client: Client, admin: Client, house: House, story: Any
) -> None:
    assert client.get(house.story("draft").url).status_code == 404
    withdraw(admin, story)
    PageViewRestriction.objects.create(page=fresh(story).get_parent(), restriction_type="login")
    assert client.get(story.url).status_code == 404


def test_one_language_goes_alone_and_says_that_it_is_not_there(client: Client, admin: Client, story: Any) -> None:
    arabic = story.get_translations().get(locale__language_code="ar")
    admin.post(f"/admin/pages/{arabic.pk}/unpublish/")
    assert client.get(arabic.url).status_code == 200
    assert 'data-test="not-translated"' in client.get(arabic.url).content.decode()


def test_the_screen_refuses_a_page_that_readers_cannot_open(
    admin: Client, house: House, story: Any, other: Any
) -> None:
    assert REASON in admin.get(f"/admin/pages/{story.pk}/unpublish/").content.decode()
    draft = house.story("draft")
    for target, word in ((story, "This page itself"), (draft, "Readers cannot open this page.")):
        assert word in withdraw(admin, story, taken_in_by=target.pk).content.decode()
    withdraw(admin, story, reason="nonsense")
    assert fresh(story).live
