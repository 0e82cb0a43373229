"""A brief names the briefs that are about the same."""

from bs4 import BeautifulSoup
from django.test import Client

from briefs.models import BriefPage, PolicyPlatformPage, RecommendationLink, RecommendationPage
from cms.directory.models import PageTerm
from tests.briefs.conftest import Brief
from tests.house import House


def test_those_that_share_most_stand_first_and_others_are_not_named(house: House, brief: Brief) -> None:
    platform = house.go_live(house.page(house.home, PolicyPlatformPage(title="The plan", slug="platform", call="Act.")))
    asked = house.go_live(house.page(platform, RecommendationPage(title="Fund schools", slug="fund", number=1)))
    funding, belonging = (house.term(key, key, "priority") for key in ("funding", "belonging"))

    def publish(slug: str, *terms: object, recommended: bool = False) -> BriefPage:
        page = brief(slug, title=slug)
        page.page_terms = [PageTerm(term=term) for term in terms]
        page.recommendation_links = [RecommendationLink(recommendation=asked)] * recommended
        page.save_revision(user=house.people.editor)
        return house.go_live(page)

    page = publish("this", funding, belonging, recommended=True)
    publish("by-belonging", belonging)
    publish("by-all", funding, belonging, recommended=True)
    publish("by-nothing")
    translated = publish("by-both", funding, recommended=True)
    brief("a-draft", page_terms=[PageTerm(term=funding)])

    found = BeautifulSoup(Client().get(page.url).content, "html.parser")
    assert found.select_one("[data-test=next-step]")["href"] == "/en/briefs/by-all/"
    assert [link.get_text() for link in found.select("[data-test=related] a")] == ["by-both", "by-belonging"]

    # In another language there are those that are translated, and no others.
    for each in (platform, asked, page, translated):
        house.translate(each, "ar")
    arabic = BeautifulSoup(Client().get("/ar/briefs/this/").content, "html.parser")
    assert arabic.select_one("[data-test=next-step]")["href"] == "/ar/briefs/by-both/"
    assert not arabic.select("[data-test=related]")
