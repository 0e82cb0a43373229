"""What the fullest initiative costs the database, and that a longer list costs no more."""

from django.test import Client

from cms.directory.models import Organisation, PageContact, PageOrganisation, PageStatistic, Statistic
from initiatives.models import CollaborationPage, EventPage, InitiativePage
from tests.initiatives.conftest import Alliance
from tests.pages.test_query_counts import MOST, queries


def test_the_fullest_page_stays_below_the_most(
    alliance: Alliance, shared_learning: InitiativePage, partnership: InitiativePage
) -> None:
    house = alliance.house
    house.translate(alliance.index, "ar")
    contact = partnership.page_contacts.get().contact
    draft = shared_learning.get_latest_revision_as_object()
    draft.page_contacts = [PageContact(contact=contact)]
    draft.save_revision(user=house.people.editor)
    page = house.go_live(shared_learning)
    house.go_live(alliance.event("a-session", initiative=page))
    arabic = house.translate(page, "ar")
    house.translate(
        house.go_live(house.page(page, CollaborationPage(title="Part", slug="part", problem_of_practice="?"))), "ar"
    )
    assert arabic.live
    made = queries(Client(), "/ar/initiatives/shared-learning-initiative/")
    assert len(made) <= MOST, "\n".join(made)


def test_twelve_of_everything_cost_as_much_as_one(alliance: Alliance) -> None:
    page = alliance.live(alliance.index, InitiativePage(title="CALLI", slug="calli", summary="It is one of many."))

    def add(number: int) -> None:
        organisation = alliance.entry(Organisation(key=f"organisation-{number}", name=f"Name {number}"))
        statistic = alliance.entry(Statistic(key=f"statistic-{number}", value=number, caption="things"))
        PageOrganisation.objects.create(page=page, organisation=organisation, role="takes-part", sort_order=number)
        PageStatistic.objects.create(page=page, statistic=statistic, sort_order=number)
        alliance.live(page, CollaborationPage(title="Part", slug=f"part-{number}", problem_of_practice="?"))
        alliance.live(alliance.index, InitiativePage(title="Another", slug=f"another-{number}", summary="It is one."))
        alliance.live(alliance.events, EventPage(title="Session", slug=f"session-{number}", initiative=page))

    addresses = ("/en/initiatives/calli/", "/en/initiatives/", "/en/events/")
    add(1)
    with_one = {address: len(queries(Client(), address)) for address in addresses}
    for number in range(2, 13):
        add(number)
    assert {address: len(queries(Client(), address)) for address in addresses} == with_one
