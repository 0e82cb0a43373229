"""What stands quietly at the end of a translated page: which English text it matches, and whom to tell of a mistake."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

ADDRESSES = ("", "stories/", "briefs/", "initiatives/", "events/", "press/", "media/")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("code", ["es", "ar"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_home_and_lists_take_reports_where_they_say_what_they_match(client: Client, code: str, path: str) -> None:
    page = BeautifulSoup(client.get(f"/{code}/{path}").content, "html.parser")
    [freshness], [report] = page.select("[data-test=freshness]"), page.select("[data-test=report-problem]")
    assert freshness["data-state"] == "current"
    assert freshness.parent == report.find_parent("div")
    assert client.get(report["href"]).status_code == 200
    # Nothing but the next step comes after them.
    after = [link for link in report.find_all_next("a") if link.find_parent("main")]
    assert [link.get("data-test") for link in after] == ["next-step"]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("path", ADDRESSES)
def test_english_pages_are_no_translations(client: Client, path: str) -> None:
    page = BeautifulSoup(client.get(f"/en/{path}").content, "html.parser")
    assert not page.select("[data-test=freshness], [data-test=report-problem]")
