"""An address in one language never answers in another."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from home.models import HomePage, StandardPage
from stories.models import StoryIndexPage
from tests.house import House, fresh

NOT_YET = "هذه الصفحة غير متاحة بالعربية بعد"
ENGLISH_WORDS = ("What one school does.", "We <b>listened</b> first.")


@pytest.fixture(scope="module")
def shared_story(shared_house: House):
    shared_house.story_index("ar", "es")
    return shared_house.go_live(shared_house.story())


@pytest.fixture
def story(shared_story, house: House):
    return fresh(shared_story)


def assert_truthful(response, *, marked_title: str) -> None:
    html = response.content.decode()
    assert response.status_code == 200
    assert 'data-test="not-translated"' in html
    assert '<html lang="ar" dir="rtl"' in html
    assert "noindex" in html
    assert response["X-Robots-Tag"] == "noindex"
    assert not any(words in html for words in ENGLISH_WORDS)
    assert 'rel="alternate"' not in html
    # English stands there only as a title that is marked as English.
    assert marked_title in html


def test_story_that_was_never_sent(story, client: Client) -> None:
    assert_truthful(client.get("/ar/stories/a-story/"), marked_title="A story of one school")
    assert client.get("/ar/stories/a-story/pdf/").status_code == 404


def test_story_that_is_a_draft_in_this_language(house: House, story, client: Client) -> None:
    (translation,) = house.send(story, "ar")
    house.fill(translation)
    assert_truthful(client.get("/ar/stories/a-story/"), marked_title="A story of one school")
    assert client.get("/ar/stories/a-story/pdf/").status_code == 404


def test_story_that_was_withdrawn_in_this_language(house: House, story, client: Client) -> None:
    arabic = house.translate(story, "ar")
    assert client.get("/ar/stories/a-story/").context["page"] == arabic
    arabic.unpublish()
    assert_truthful(client.get("/ar/stories/a-story/"), marked_title="A story of one school")
    assert client.get("/ar/stories/a-story/pdf/").status_code == 404


@pytest.mark.parametrize("situation", ["missing", "draft", "withdrawn"])
def test_home_page(house: House, story, client: Client, situation: str) -> None:
    arabic = HomePage.objects.get(locale__language_code="ar")
    if situation == "withdrawn":
        arabic.unpublish()
    else:
        arabic.delete()
    if situation == "draft":
        house.send(house.home, "ar")
        assert not HomePage.objects.get(locale__language_code="ar").live
    for path in ("/ar/", "/ar/stories/", "/ar/stories/a-story/"):
        response = client.get(path)
        assert 'data-test="not-translated"' in response.content.decode(), path
        assert not any(words in response.content.decode() for words in ENGLISH_WORDS)
    assert client.get("/ar/stories/a-story/pdf/").status_code == 404


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/fr/", "/ar/"),
        ("/fr", "/ar/"),
        ("/fr/stories/", "/ar/stories/"),
        ("/fr/stories", "/ar/stories/"),
        ("/pt-BR/stories/a-story/", "/ar/stories/a-story/"),
        ("/zh-Hans/stories/a-story/pdf/", "/ar/stories/a-story/pdf/"),
        ("/fr/search/?q=x&page=2", "/ar/search/?q=x&page=2"),
        ("/de/stories/feed/?theme=x", "/ar/stories/feed/?theme=x"),
        ("/fr/languages/", "/ar/languages/"),
        ("/EN/", "/en/"),
        ("/En/stories/", "/en/stories/"),
        ("/en-US/stories/", "/en/stories/"),
        ("/es-MX", "/es/"),
        ("/es-419/stories/a-story/", "/es/stories/a-story/"),
    ],
)
def test_an_address_in_no_language_of_the_site_leads_to_what_it_means(
    story, client: Client, address: str, meant: str
) -> None:
    response = client.get(address, headers={"accept-language": "ar"})
    assert (response.status_code, response.headers.get("Location")) == (302, meant)
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))
    assert not response.cookies


def test_two_letters_may_be_a_page_without_its_language(house: House, story, client: Client) -> None:
    house.go_live(house.page(house.home, StandardPage(title="Artificial intelligence", slug="ai")))
    response = client.get("/ai/", headers={"accept-language": "en"})
    assert (response.status_code, response.headers.get("Location")) == (302, "/en/ai/")


@pytest.mark.parametrize("path", ["nowhere/", "stories/nowhere/", "x.html", "stories/%00/", "/evil.example/", "%ff/"])
def test_where_nothing_is_meant_it_is_said_at_once(story, client: Client, path: str) -> None:
    for tag, code in (("fr", "ar"), ("EN", "en"), ("es-MX", "es")):
        response = client.get(f"/{tag}/{path}", headers={"accept-language": "ar"})
        assert response.status_code == 404
        assert f'<html lang="{code}"' in response.content.decode()
        assert response["Content-Language"] == code


def test_no_tag_tells_of_a_private_page(story, client: Client) -> None:
    PageViewRestriction.objects.create(page=fresh(story), restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/fr/stories/a-story/").status_code == 404


BELOW = ("pdf/", "handout/", "handout/en/")


@pytest.mark.parametrize("below", BELOW)
def test_below_a_page_that_is_not_there_yet_it_is_said_and_led_on(story, client: Client, below: str) -> None:
    response = client.get(f"/ar/stories/a-story/{below}")
    assert response.status_code == 404
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == "ar"
    assert soup.h1.get_text() == NOT_YET
    (way,) = [link for link in soup.select("main .standfirst a") if link["href"] == "/ar/stories/a-story/"]
    assert way.get_text() == "عرض اللغات التي يمكن قراءتها بها"
    # The page itself is announced in one place.
    assert not soup.select('[data-test="not-translated"]')
    states = [link["data-state"] for link in soup.select('[data-test="language-link"]')]
    assert states == ["available", "missing", "missing"]
    assert story.title not in response.content.decode()


def test_below_a_list_that_is_not_there_yet_it_is_said_too(house: House, story, client: Client) -> None:
    StoryIndexPage.objects.filter(locale__language_code="ar").delete()
    response = client.get("/ar/stories/feed/")
    assert response.status_code == 404
    assert NOT_YET in response.content.decode()


def test_below_a_page_that_is_there_nothing_is_said_of_its_language(house: House, story, client: Client) -> None:
    house.translate(story, "ar")
    assert NOT_YET not in client.get("/ar/stories/a-story/nowhere/").content.decode()
    assert NOT_YET not in client.get("/ar/stories/a-story/pdf/").content.decode()


def test_page_that_is_not_there_in_english_is_simply_not_there(story, client: Client) -> None:
    response = client.get("/ar/stories/nothing/")
    assert response.status_code == 404
    assert '<html lang="ar" dir="rtl"' in response.content.decode()


def test_nothing_is_told_of_a_private_source(house: House, story, client: Client) -> None:
    house.translate(story, "ar")
    PageViewRestriction.objects.create(page=fresh(story), restriction_type=PageViewRestriction.LOGIN)
    for path in ("/ar/stories/a-story/", "/es/stories/a-story/", *(f"/ar/stories/a-story/{below}" for below in BELOW)):
        assert client.get(path).status_code == 404, path
        assert NOT_YET not in client.get(path).content.decode(), path


def test_privacy_of_the_source_holds_though_somebody_opens_the_translation(house: House, story, client: Client) -> None:
    arabic = house.translate(story, "ar")
    PageViewRestriction.objects.create(page=fresh(story), restriction_type=PageViewRestriction.LOGIN)
    PageViewRestriction.objects.filter(page=arabic.pk).delete()
    assert client.get("/ar/stories/a-story/").status_code == 404
    assert "/ar/stories/a-story/" not in client.get("/ar/stories/").content.decode()


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_nothing_is_told_of_a_private_page_in_english_either(story, client: Client, kind: str) -> None:
    PageViewRestriction.objects.create(page=fresh(story), restriction_type=kind, password="secret")
    for path in ("/en/stories/a-story/", "/en/stories/a-story/pdf/"):
        response = client.get(path)
        assert response.status_code == 404
        assert not response.cookies


def test_page_below_a_withdrawn_one_is_withdrawn_too(house: House, story, client: Client) -> None:
    house.translate(story, "ar")
    fresh(story).get_parent().specific.unpublish()
    for path in ("/en/stories/a-story/", "/ar/stories/a-story/"):
        assert client.get(path).status_code == 404, path
    assert "a-story" not in client.get("/sitemap.xml").content.decode()


def test_page_below_a_list_that_this_language_lacks_is_not_there(house: House, story, client: Client) -> None:
    arabic = house.translate(story, "ar")
    arabic.get_parent().specific.unpublish()
    assert_truthful(client.get("/ar/stories/a-story/"), marked_title="A story of one school")
    for address in ("/en/stories/a-story/", "/ar/stories/a-story/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        states = {link["lang"]: link["data-state"] for link in page.select("[data-test=language-link]")}
        assert (states["ar"], states["es"]) == ("missing", "missing"), address
        assert not page.find("link", hreflang="ar")
        assert not page.find("a", class_="offer", hreflang="ar")
    # The home page says how many stories are missing, though it has no list to count in.
    home = BeautifulSoup(client.get("/ar/").content, "html.parser")
    assert home.select_one(".elsewhere a")["href"] == "/ar/languages/"


def test_list_counts_what_is_hidden_in_this_language_alone(house: House, story, client: Client) -> None:
    arabic = house.translate(story, "ar")
    assert 'class="elsewhere"' not in client.get("/ar/stories/").content.decode()
    PageViewRestriction.objects.create(page=arabic, restriction_type=PageViewRestriction.LOGIN)
    assert 'class="elsewhere"' in client.get("/ar/stories/").content.decode()


def test_alias_is_never_served(house: House, story, client: Client) -> None:
    arabic_list = story.get_parent().get_translations().get(locale__language_code="ar")
    alias = story.create_alias(parent=arabic_list, update_locale=arabic_list.locale)
    assert alias.live
    english = BeautifulSoup(client.get("/en/stories/a-story/").content, "html.parser")
    assert english.select_one("[data-test=language-link][lang=ar]")["data-state"] == "missing"
    html = client.get("/ar/stories/a-story/").content.decode()
    assert 'data-test="not-translated"' in html
    assert "What one school does." not in html


def test_privacy_reaches_every_list_in_every_language(house: House, story, client: Client) -> None:
    house.translate(story, "ar")
    addresses = ("/ar/stories/", "/ar/", "/sitemap.xml", "/ar/search/?q=story")
    assert "a-story" in client.get("/ar/stories/").content.decode()
    restriction = PageViewRestriction.objects.create(page=fresh(story), restriction_type=PageViewRestriction.LOGIN)
    for address in addresses:
        assert "/ar/stories/a-story/" not in client.get(address).content.decode(), address
    restriction.delete()
    assert "/ar/stories/a-story/" in client.get("/ar/stories/").content.decode()


def test_translation_of_a_private_page_is_made_private(house: House, story, client: Client) -> None:
    PageViewRestriction.objects.create(page=fresh(story), restriction_type=PageViewRestriction.LOGIN)
    arabic = house.translate(story, "ar")
    assert arabic.live
    assert client.get("/ar/stories/a-story/").status_code == 404
    assert "/ar/stories/a-story/" not in client.get("/ar/stories/").content.decode()


def test_nothing_is_told_of_a_draft_source(house: House, client: Client) -> None:
    house.story_index("ar")
    house.story("secret")
    for path in ("/en/stories/secret/", "/ar/stories/secret/", *(f"/ar/stories/secret/{below}" for below in BELOW)):
        assert client.get(path).status_code == 404, path
        assert NOT_YET not in client.get(path).content.decode(), path


def test_live_page_names_its_languages(house: House, story, client: Client) -> None:
    house.translate(story, "ar")
    html = client.get("/ar/stories/a-story/").content.decode()
    for code, state in (("en", "available"), ("es", "missing"), ("ar", "current")):
        assert f'hreflang="{code}"' in html
        assert f'data-state="{state}"' in html
    assert '<link rel="alternate" hreflang="es"' not in html
    assert '<link rel="alternate" hreflang="x-default"' in html


@pytest.mark.parametrize("slug", ["pdf", "handout", "feed", "v", "search", "languages"])
def test_reserved_addresses_are_refused_next_to_the_field(house: House, slug: str) -> None:
    from django.core.exceptions import ValidationError

    page = StoryIndexPage(title="A page", slug=slug)
    with pytest.raises(ValidationError) as refusal:
        house.home.add_child(instance=page)
    assert set(refusal.value.message_dict) == {"slug"}


def test_no_public_page_sets_a_cookie(story, client: Client) -> None:
    for path in ("/en/", "/ar/stories/", "/en/stories/a-story/", "/ar/stories/a-story/", "/es/nothing/"):
        assert not client.get(path).cookies, path
