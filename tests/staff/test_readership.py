"""The report on readers: by period and language, on the screen and as a sheet."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.readership.models import DailyCount
from stories.models import StoryPage
from tests.house import House, make_people
from tests.public_tree import indexes, story  # noqa: F401


@pytest.fixture
def staff(db: None) -> Client:
    client = Client()
    client.force_login(House(make_people()).people.translator_es)
    return client


@pytest.fixture
def pages(story) -> dict[str, StoryPage]:  # noqa: F811
    english = story("en", "=1+1")
    pages = {"en": english, "ar": story("ar", "الإصغاء أولًا", of=english)}
    today = timezone.localdate()
    for number, page in enumerate(pages.values(), start=1):
        for day, kind, count in ((today, "read", 10), (today, "download", 3), (today - timedelta(days=90), "read", 50)):
            DailyCount.objects.create(page=page, day=day, kind=kind, number=count * number)
    return pages


def rows(client: Client, **asked: str) -> dict[str, tuple[str, str]]:
    soup = BeautifulSoup(client.get(reverse("readership"), asked).content, "html.parser")
    return {
        row.a["lang"]: (
            row.select_one("[data-test=read-count]").get_text(),
            row.select_one("[data-test=download-count]").get_text(),
        )
        for row in soup.select("[data-test=readership-row]")
    }


def test_by_period_and_language(pages, staff: Client) -> None:
    assert rows(staff) == {"en": ("10", "3"), "ar": ("20", "6")}
    assert rows(staff, language="ar") == {"ar": ("20", "6")}
    begins = (timezone.localdate() - timedelta(days=100)).isoformat()
    assert rows(staff, begins=begins) == {"en": ("60", "3"), "ar": ("120", "6")}
    assert rows(staff, begins=begins, ends=begins) == {}


@pytest.mark.parametrize(
    "asked", [{"begins": "2026-02-30"}, {"begins": "2026-05-02", "ends": "2026-05-01"}, {"language": "xx"}]
)
def test_a_wrong_period_gets_a_word_and_keeps_what_was_typed(asked: dict[str, str], staff: Client) -> None:
    response = staff.get(reverse("readership"), asked)
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert soup.select(".errorlist")
    if "begins" in asked:
        assert soup.select_one("[name=begins]")["value"] == asked["begins"]


def test_as_a_sheet(pages, staff: Client) -> None:
    response = staff.get(reverse("readership"), {"export": "csv"})
    lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert lines[0][2] == "Page"
    by_language = {line[4]: line for line in lines[1:]}
    assert by_language["English"][2] == "'=1+1"
    assert by_language["العربية"][5:] == [f"http://testserver{pages['ar'].url}", "20", "6", "0"]


def test_staff_find_it_among_the_reports_and_nobody_else_does(staff: Client, client: Client) -> None:
    assert reverse("readership") in staff.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse("readership")).status_code == 302


def test_the_number_of_pages_costs_nothing(pages, staff: Client, story, django_assert_max_num_queries) -> None:  # noqa: F811
    for number in range(12):
        page = story("en", f"Story {number}")
        DailyCount.objects.create(page=page, day=timezone.localdate(), kind="read", number=1)
    staff.get(reverse("readership"))
    with django_assert_max_num_queries(16):
        staff.get(reverse("readership"))
