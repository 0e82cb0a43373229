"""What an initiative's page says: with whom, who pays, since when, and whether it is over."""

from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from django.test import Client

from cms.directory.models import Organisation, PageOrganisation, PageStatistic, Statistic
from cms.search.index import update
from initiatives.models import InitiativePage
from tests.initiatives.conftest import CORE_FUNDERS, LEADERS, PROJECT_FUNDERS, Alliance

SHARED_LEARNING = "initiatives/shared-learning-initiative/"


def read(address: str) -> BeautifulSoup:
    response = Client().get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def translate(alliance: Alliance, code: str, *pages: InitiativePage) -> None:
    alliance.house.translate(alliance.index, code)
    for page in pages:
        alliance.house.translate(page, code)


def test_the_page_names_what_it_offers_and_for_whom(shared_learning: InitiativePage) -> None:
    soup = read(f"/en/{SHARED_LEARNING}")
    offered = [text(item) for item in soup.select('section[aria-labelledby="h-formats"] li')]
    assert offered == ["School learning visits", "Virtual learning sessions", "Resources"]
    assert text(soup.select_one('section[aria-labelledby="h-focus"]')) == "Focus English learners"
    assert "up-close look" in text(soup.select_one('[data-test="body"]'))


@pytest.mark.parametrize("code", ["en", "es", "ar"])
def test_two_lists_of_funders_in_their_order(alliance: Alliance, shared_learning: InitiativePage, code: str) -> None:
    if code != "en":
        translate(alliance, code, shared_learning)
    soup = read(f"/{code}/{SHARED_LEARNING}")
    lists = [
        [text(funder) for funder in part.select('[data-test="funder"]')] for part in soup.select(".funders section")
    ]
    assert lists == [PROJECT_FUNDERS, CORE_FUNDERS]
    assert {funder["lang"] for funder in soup.select('[data-test="funder"] bdi')} == {"en"}
    labels = [label.get("lang") for label in soup.select(".funders h3")]
    assert labels == ([None, None] if code == "en" else ["en", "en"])


def test_the_funders_stand_under_their_own_sentence_in_the_language_that_has_one(
    alliance: Alliance, shared_learning: InitiativePage
) -> None:
    translate(alliance, "es", shared_learning)
    project, _core = shared_learning.page_fundings.all()
    alliance.house.translate(project.funding, "es")
    soup = read(f"/es/{SHARED_LEARNING}")
    assert [(text(label), label.get("lang")) for label in soup.select(".funders h3")] == [
        ("es: Who pays, project", None),
        ("Who pays, core", "en"),
    ]
    assert len(soup.select('[data-test="funder"]')) == 11


@pytest.mark.parametrize("code", ["en", "ar"])
def test_partners_stand_by_role_and_lead_to_those_who_lead_them(
    alliance: Alliance, shared_learning: InitiativePage, partnership: InitiativePage, code: str
) -> None:
    if code != "en":
        translate(alliance, code, partnership, shared_learning)
    soup = read(f"/{code}/{SHARED_LEARNING}")
    roles = soup.select(".roles > div")
    names = [[text(name) for name in role.select("dd > bdi, dd > a")] for role in roles]
    assert names == [["Learning Policy Institute"], ["California Partnership for the Future of Learning"]]
    if code == "en":
        assert text(roles[0].dt) == "Led by"
    about = f"/{code}/initiatives/california-partnership/"
    assert roles[1].select_one("dd > a")["href"] == about
    links = roles[1].select(".roles__list a")
    assert [text(link) for link in links] == LEADERS
    there = read(about)
    for link in links:
        address, _, anchor = link["href"].partition("#")
        assert address == about
        assert text(link) in text(there.select_one(f"#{anchor}"))


def test_a_leader_that_takes_part_itself_is_named_once(alliance: Alliance, shared_learning: InitiativePage) -> None:
    draft = shared_learning.get_latest_revision_as_object()
    leader = Organisation.objects.get(name=LEADERS[0], locale__language_code="en")
    draft.page_organisations.add(PageOrganisation(organisation=leader, role="takes-part", sort_order=9))
    draft.save_revision(user=alliance.house.people.editor)
    alliance.house.go_live(shared_learning)
    assert text(read(f"/en/{SHARED_LEARNING}").select_one(".roles")).count(LEADERS[0]) == 1


def test_the_contact_is_an_address_to_write_to_in_every_language(
    alliance: Alliance, partnership: InitiativePage
) -> None:
    translate(alliance, "ar", partnership)
    for code in ("en", "ar"):
        (link,) = read(f"/{code}/initiatives/california-partnership/").select('[data-test="contact-email"]')
        assert link["href"] == "mailto:ca-partnership@futureforlearning.org"
        assert text(link) == "ca-partnership@futureforlearning.org"
        assert (link.parent.name, link.parent["dir"]) == ("bdi", "ltr")


@pytest.mark.parametrize(
    ("code", "month", "length", "over"),
    [
        ("en", "January 2016", "2 years", "Completed"),
        ("es", "enero de 2016", "2 años", "Concluida"),
        ("ar", "يناير/كانون الثاني 2016", "سنتان", "مكتملة"),
    ],
)
def test_launch_and_length_are_read_in_the_readers_language(
    alliance: Alliance, code: str, month: str, length: str, over: str
) -> None:
    calli = alliance.house.go_live(alliance.initiative("calli", launched="2016-01-15", duration_months=24))
    if code != "en":
        translate(alliance, code, calli)
    soup = read(f"/{code}/initiatives/calli/")
    state = soup.select_one('[data-test="state"]')
    assert (state["data-state"], text(state)) == ("completed", over)
    values = [text(value) for value in soup.select(".sheet dd")]
    assert values == [over, month, length]


@pytest.mark.parametrize(
    ("today", "state"),
    [("2015-12-31", "planned"), ("2016-01-01", "active"), ("2017-12-31", "active"), ("2018-01-01", "completed")],
)
def test_nobody_has_to_remember_that_it_is_over(db: None, today: str, state: str) -> None:
    page = InitiativePage(launched=date(2016, 1, 15), duration_months=24)
    with time_machine.travel(f"{today}T12:00:00-08:00", tick=False):
        assert page.state == state


def test_without_a_launch_nothing_is_said(shared_learning: InitiativePage) -> None:
    assert shared_learning.state is None
    assert not read(f"/en/{SHARED_LEARNING}").select('[data-test="state"]')


@pytest.mark.parametrize("code", ["en", "es", "ar"])
def test_ranges_stay_ranges_and_nothing_is_summed(alliance: Alliance, code: str) -> None:
    statistics = [
        Statistic(key="collabs", value=6, value_to=8, wording="six to eight", caption="collaborations"),
        Statistic(key="teams", value=5, value_to=8, caption="teams in each"),
        Statistic(key="regional", value=3, qualifier="at-least", caption="regional collaborations"),
        Statistic(key="districts", value=36, qualifier="up-to", caption="districts"),
    ]
    calli = alliance.initiative("calli")
    calli.page_statistics = [PageStatistic(statistic=alliance.entry(each)) for each in statistics]
    calli.save_revision(user=alliance.house.people.editor)
    calli = alliance.house.go_live(calli)
    if code != "en":
        translate(alliance, code, calli)
    figures = [
        (text(figure), figure.parent.get("lang")) for figure in read(f"/{code}/initiatives/calli/").select(".stats dd")
    ]
    # Where no translation is there yet, all of a figure is English and says so.
    marked = None if code == "en" else "en"
    assert figures == [
        ("six to eight", marked),
        ("5 to 8", marked),
        ("at least 3", marked),
        ("up to 36", marked),
    ]


def test_a_figure_that_changes_is_new_on_every_page_at_once(
    alliance: Alliance, shared_learning: InitiativePage
) -> None:
    translate(alliance, "es", shared_learning)
    groups = Statistic.objects.get(key="sli-groups")
    alliance.house.translate(groups, "es")
    alliance.house.change(groups, value=25)
    alliance.house.go_live(groups)
    for code in ("en", "es"):
        assert text(read(f"/{code}/{SHARED_LEARNING}").select_one(".stats dd")) == "25"


def test_another_name_finds_the_page(alliance: Alliance) -> None:
    page = alliance.initiative("calli", title="CALLI", also_known_as="California Language and Learning Innovation")
    update(alliance.house.go_live(page))
    response = Client().get("/en/search/?q=California+Language+and+Learning+Innovation")
    results = BeautifulSoup(response.content, "html.parser").select('[data-test="search-result"]')
    assert [result.select_one("a")["href"] for result in results] == ["/en/initiatives/calli/"]
