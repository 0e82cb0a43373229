"""A status is the same in every language at once; what is said about it is translated."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from briefs.models import PolicyPlatformPage, RecommendationPage
from briefs.tracker import TrackerUpdate
from tests.forms import sent
from tests.house import House, fresh

MAY, JUNE = date(2026, 5, 3), date(2026, 6, 7)
BILL = "https://example.org/bill"


@pytest.fixture(scope="module")
def shared_pages(shared_house: House) -> list[RecommendationPage]:
    platform = shared_house.go_live(
        shared_house.page(shared_house.home, PolicyPlatformPage(title="Our platform", slug="platform", call="Do it."))
    )
    pages = [
        shared_house.go_live(
            shared_house.page(platform, RecommendationPage(title=f"Do {number}", slug=f"{number}-do", number=number))
        )
        for number in (1, 2, 3)
    ]
    for page in (platform, pages[0]):
        shared_house.translate(page, "ar")
    return pages


@pytest.fixture
def first(shared_pages: list[RecommendationPage], house: House) -> RecommendationPage:
    return fresh(shared_pages[0])


def read(address: str) -> BeautifulSoup:
    return BeautifulSoup(Client().get(address).content, "html.parser")


def update(house: House, page: RecommendationPage, *updates: TrackerUpdate, **sentences: str) -> None:
    """Let the editor write updates, and sentences about those of some days; and the reviewer approve it."""
    days = {"may": MAY, "june": JUNE}
    house.change(
        page,
        tracker_updates=list(updates),
        tracker_sentences=[("sentence", {"date": days[day], "sentence": text}) for day, text in sentences.items()],
    )
    house.go_live(page)


def proposed() -> TrackerUpdate:
    return TrackerUpdate(status="proposed", date=MAY, source_url=BILL)


def met() -> TrackerUpdate:
    return TrackerUpdate(status="met", date=JUNE, source_url=f"{BILL}/2")


def told(address: str) -> list[str]:
    return [" ".join(row.get_text().split()) for row in read(address).select("[data-test=tracker-update]")]


def test_a_status_is_everywhere_at_once_and_its_sentence_waits(house: House, first: RecommendationPage) -> None:
    update(house, first, proposed(), may="A bill asks for it.")
    assert told(first.url) == ["Proposed · May 3, 2026 · Source A bill asks for it."]
    arabic = first.url.replace("/en/", "/ar/")
    assert told(arabic) == ["طُرح مقترح · 3 مايو/أيار 2026 · المصدر"]
    assert "bill asks" not in read(arabic).get_text()
    assert read(arabic).select_one("[data-test=freshness]")["data-state"] == "outdated"
    house.translate(first, "ar")
    assert told(arabic) == ["طُرح مقترح · 3 مايو/أيار 2026 · المصدر ar: A bill asks for it."]
    # The next update does not stand beside the sentence about the one before.
    update(house, first, proposed(), met(), may="A bill asks for it.")
    assert [line.partition(" · ")[2] for line in told(arabic)] == [
        "7 يونيو/حزيران 2026 · المصدر",
        "3 مايو/أيار 2026 · المصدر ar: A bill asks for it.",
    ]
    assert read(arabic).select_one("[data-test=tracker-status]")["data-state"] == "met"


def test_each_status_says_what_it_means(first: RecommendationPage) -> None:
    meanings = read(first.url).select(".meanings dd")
    assert len(meanings) == 6
    assert "We know of no public step." in meanings[0].get_text()


def test_the_platform_is_narrowed_once_two_statuses_occur(house: House, first: RecommendationPage) -> None:
    assert not read("/en/platform/").select("[data-vocabulary=status]")
    assert "No public update has been recorded yet." in read("/en/platform/").main.get_text()
    update(house, first, proposed())
    choices = [
        (" ".join(link.get_text().split()), link["href"])
        for link in read("/en/platform/").select("[data-vocabulary=status] a")
    ]
    assert choices == [
        ("No public update recorded 2", "?status=none#h-recommendations"),
        ("Proposed 1", "?status=proposed#h-recommendations"),
    ]

    def numbers(query: str) -> list[str]:
        return [row["data-number"] for row in read(f"/en/platform/{query}").select("[data-test=recommendation]")]

    assert numbers("?status=proposed") == ["1"]
    assert numbers("?status=none") == ["2", "3"]
    for odd in ("", "?status=met", "?status=%00", "?status=x"):
        assert numbers(odd) == ["1", "2", "3"]


def test_a_status_that_no_recommendation_has_is_left_out_and_said(house: House, first: RecommendationPage) -> None:
    def left_out(question: str) -> list[Any]:
        return read(f"/en/platform/{question}").select(".filters__unknown")

    def robots(question: str) -> list[str]:
        return [tag["content"] for tag in read(f"/en/platform/{question}").select("meta[name=robots]")]

    # All have it: nothing is left out.
    assert not left_out("?status=none")
    update(house, first, proposed())
    assert [bool(left_out(f"?status={odd}")) for odd in ("met", "%00", "nope")] == [True] * 3
    assert [bool(left_out(known)) for known in ("", "?status=", "?status=proposed")] == [False] * 3
    assert (robots("?status=proposed"), robots(""), robots("?status=nope")) == (["noindex"], [], [])


def test_the_editor_keeps_who_set_a_status_and_refuses_a_sentence_about_nothing(
    client: Client, house: House, first: RecommendationPage
) -> None:
    client.force_login(house.people.editor)
    values = {
        **sent(first, number=1),
        "tracker_updates-TOTAL_FORMS": "1",
        "tracker_updates-0-status": "proposed",
        "tracker_updates-0-date": "2026-05-03",
        "tracker_updates-0-source_url": BILL,
        "tracker_updates-0-ORDER": "1",
        "tracker_sentences-count": "1",
        "tracker_sentences-0-type": "sentence",
        "tracker_sentences-0-order": "0",
        "tracker_sentences-0-deleted": "",
        "tracker_sentences-0-value-date": "2026-06-07",
        "tracker_sentences-0-value-sentence": "A bill asks for it.",
    }
    address = f"/admin/pages/{first.pk}/edit/"
    assert "Each sentence needs the date of one of the updates." in client.post(address, values).content.decode()
    assert client.post(address, {**values, "tracker_sentences-0-value-date": "2026-05-03"}).status_code == 302
    [kept] = draft(first).tracker_updates.all()
    assert (kept.status, kept.set_by) == ("proposed", house.people.editor)


def draft(page: RecommendationPage) -> Any:
    return fresh(page).get_latest_revision_as_object()
