"""A name is changed once, and is new on every page and in every PDF that shows it."""

from typing import Any

import pytest
from django.test import Client

from briefs.models import BriefIndexPage, BriefPage
from cms.directory.models import (
    ContactPoint,
    Funder,
    FundingAcknowledgement,
    Organisation,
    PageContact,
    PageFunding,
    Person,
    Statistic,
    Term,
)
from cms.editions.models import Edition
from tests.house import House, fresh


@pytest.fixture
def brief(house: House) -> BriefPage:
    """A brief whose funder stands behind an acknowledgment, with a PDF of what is live."""
    index = house.go_live(house.page(house.home, BriefIndexPage(title="Briefs", slug="briefs")))
    foundation = house.go_live(house.snippet(Organisation(key="a-foundation", name="A Foundation")))
    funding = FundingAcknowledgement(key="a-project", label="Paid for by")
    funding.funders = [Funder(organisation=foundation)]
    contact = house.snippet(ContactPoint(key="media", purpose="media", email="media@example.org", label="Media"))
    page = house.page(index, BriefPage(title="A brief", slug="a-brief", summary="What it says."))
    page.page_fundings = [PageFunding(funding=house.go_live(house.snippet(funding)))]
    page.page_contacts = [PageContact(contact=house.go_live(contact))]
    page.save_revision(user=house.people.editor)
    page = house.go_live(page)
    Edition.objects.create(page=page, revision=page.live_revision, language="en", input_sha256="0", file="a.pdf")
    return page


def html(code: str = "en") -> str:
    return Client().get(f"/{code}/briefs/a-brief/").content.decode()


def test_a_funder_is_renamed_everywhere(house: House, brief: BriefPage) -> None:
    assert "A Foundation" in html()
    assert Edition.objects.current_for(fresh(brief))
    foundation = Organisation.objects.get(key="a-foundation")
    house.change(foundation, name="Another Foundation")
    house.go_live(foundation)
    assert "Another Foundation" in html()
    # The PDF still has the old name: it is offered no more until it is made anew.
    assert Edition.objects.current_for(fresh(brief)) is None


def test_a_new_address_holds_everywhere_at_once(house: House, brief: BriefPage) -> None:
    house.translate(brief.get_parent().specific, "ar")
    house.translate(brief, "ar")
    contact = ContactPoint.objects.get(key="media")
    house.translate(contact, "ar")
    house.change(contact, email="press@example.org")
    house.go_live(contact)
    for code in ("en", "ar"):
        assert 'href="mailto:press@example.org"' in html(code)
        assert "media@example.org" not in html(code)


def test_an_entry_that_nobody_approved_is_not_shown(house: House, brief: BriefPage) -> None:
    draft = house.snippet(Organisation(key="secret", name="Secret Foundation"))
    funding = FundingAcknowledgement.objects.get(key="a-project")
    funding.funders.add(Funder(organisation=draft, sort_order=1))
    funding.save_revision(user=house.people.editor)
    house.go_live(funding)
    assert "A Foundation" in html()
    assert "Secret Foundation" not in html()


@pytest.mark.parametrize(
    "entry",
    [
        Term(vocabulary="theme", key="a-term", name="A theme", description="What it is."),
        Organisation(key="an-organisation", name="A theme", former_names="Its former name"),
        Person(key="a-person", name="A theme", role="Researcher"),
        FundingAcknowledgement(key="a-funding", label="A theme"),
        ContactPoint(key="a-contact", email="someone@example.org", label="A theme"),
        Statistic(key="a-statistic", value=20, caption="A theme"),
    ],
    ids=lambda entry: type(entry).__name__,
)
def test_every_entry_has_a_preview(house: House, entry: Any) -> None:
    saved = house.snippet(entry)
    client = Client()
    client.force_login(house.people.editor)
    request = client.get("/en/").wsgi_request
    response = saved.make_preview_request(original_request=request)
    assert response.status_code == 200
    assert "A theme" in response.content.decode()
