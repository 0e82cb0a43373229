"""Beside the desk: the page with its drafts, the English as it was sent, the history; and reading through."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.translation.drafts import Typed, keep
from cms.translation.models import EarlierDraft
from cms.translation.review import approve
from cms.translation.segments import list_segments
from tests.house import House, fresh


@pytest.fixture
def translation(house: House) -> Any:
    house.story_index("ar")
    return house.send(house.go_live(house.story(search_description="One school.")), "ar")[0]


@pytest.fixture
def client(house: House) -> Client:
    client = Client()
    client.force_login(house.people.translator_ar)
    return client


def page(client: Client, translation: Any, name: str) -> BeautifulSoup:
    response = client.get(f"/admin/translation/{translation.pk}/{name}/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def parts(found: BeautifulSoup) -> dict[str, str]:
    """The texts of a page in which every part is marked, outside menus and citations."""
    texts = found.select("main [data-part]:not([data-test=cite] *)")
    return {text["data-part"]: text.get_text() for text in texts}


def test_every_text_of_the_preview_is_found_and_what_is_english_says_so(
    house: House, client: Client, translation: Any
) -> None:
    title, search, summary, heading, text = list_segments(translation)
    keep(translation, Typed(title.id, "قصة <1> & مدرسة", 0), user=house.people.translator_ar)
    keep(translation, Typed(text.id, "<b>استمعنا</b> أولاً.", 0, done=True), user=house.people.translator_ar)
    found = page(client, translation, "preview")
    assert parts(found) == {
        title.id: "قصة <1> & مدرسة",
        summary.id: "What one school does.",
        heading.id: "How it began",
        text.id: "استمعنا أولاً.",
    }
    english = {mark["data-part"]: (mark["lang"], mark["dir"]) for mark in found.select("[data-english]")}
    assert english == {summary.id: ("en", "ltr"), heading.id: ("en", "ltr")}
    assert found.select_one(f"#part-{text.id} b").get_text() == "استمعنا"
    assert found.title.get_text().startswith("قصة <1> & مدرسة")
    assert found.select_one("meta[name=description]")["content"] == search.source
    assert not set(str(found)) & set("\ue000\ue001\ue002\ue003")


def test_nothing_that_is_published_has_marks(house: House, client: Client, translation: Any) -> None:
    page(client, translation, "preview")
    house.fill(translation)
    target = house.submit(translation)
    reviewer = Client()
    reviewer.force_login(house.people.reviewer_ar)
    assert len(parts(page(reviewer, translation, "preview"))) == 4
    approve(target, user=house.people.reviewer_ar)
    html = Client().get(fresh(target).url).content.decode()
    assert "ar: What one school does." in html
    assert "data-part" not in html


def test_english_page_is_what_was_sent(house: House, client: Client, translation: Any) -> None:
    story = translation.source.get_source_instance()
    house.change(story, title="A title that nobody has approved")
    found = page(client, translation, "english")
    assert found.html["lang"] == "en"
    assert found.h1.get_text() == "A story of one school"
    assert len(parts(found)) == 4
    assert not found.select("[data-english]")
    other = Client()
    other.force_login(house.people.translator_es)
    assert other.get(f"/admin/translation/{translation.pk}/english/").status_code in {302, 403}


def test_what_stood_before_can_be_put_back(house: House, client: Client, translation: Any) -> None:
    people, title = house.people, list_segments(translation)[0]
    for number, text in enumerate(["قصة مدرسة", "حكاية مدرسة واحدة"]):
        keep(translation, Typed(title.id, text, number, done=True), user=people.translator_ar)
    entries = page(client, translation, "history").select("[data-test=history-entry]")
    assert len(entries) == 2
    newest, first = entries
    assert people.translator_ar.username in newest.get_text()
    assert [piece.get_text() for piece in newest.select("del, ins")] == ["قصة", "حكاية", "واحدة"]
    assert not newest.select("form")
    address = first.select_one("form")["action"]

    reviewer = Client()
    reviewer.force_login(people.reviewer_ar)
    assert reviewer.post(address).status_code in {302, 403}
    assert list_segments(translation)[0].text == "حكاية مدرسة واحدة"
    response = client.post(address)
    assert response.url.endswith(f"#segment-{title.id}")
    segment = list_segments(translation)[0]
    assert (segment.text, segment.state) == ("قصة مدرسة", "draft")
    assert EarlierDraft.objects.filter(text="حكاية مدرسة واحدة").exists()
    one = client.get(f"/admin/translation/{translation.pk}/history/?beside&part={title.id}").content.decode()
    assert "<html" not in one
    assert one.count('data-test="history-entry"') == 3
    assert client.get(f"/admin/translation/{translation.pk}/history/?part=nothing").status_code == 200


def test_reading_through_leads_to_what_is_left_and_submits_by_the_same_rules(
    house: House, client: Client, translation: Any
) -> None:
    title, *_rest = list_segments(translation)
    keep(translation, Typed(title.id, "قصة مدرسة", 0, done=True), user=house.people.translator_ar)
    found = page(client, translation, "read")
    assert len(found.select("[data-test=stop]")) == 4
    assert "4 parts still need you" in found.get_text(" ", strip=True)
    form = found.select_one("form:has([data-test=submit-read])")
    assert "part still needs you" in client.post(form["action"], {"action": "submit"}).content.decode().replace(
        "parts still need", "part still needs"
    )
    house.fill(translation)
    found = page(client, translation, "read")
    assert "The checks have found nothing." in found.get_text(" ", strip=True)
    client.post(form["action"], {"action": "submit"})
    assert fresh(translation.get_target_instance()).workflow_in_progress
    assert not page(client, translation, "read").select("[data-test=submit-read]")


def test_shared_text_is_read_through_as_well(house: House, client: Client) -> None:
    [translation] = house.send(house.reusable_text(text="<p>We cannot go back.</p><p>We go on.</p>"), "ar")
    house.fill(translation)
    assert page(client, translation, "read").select_one("[data-test=submit-read]")
    assert list(parts(page(client, translation, "preview")).values()) == ["ar: We cannot go back.", "ar: We go on."]
