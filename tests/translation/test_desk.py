"""The translator's desk and what waits on the dashboard."""

import re

import pytest
from django.test import Client
from wagtail.test.utils.form_data import rich_text

from cms.translation.review import approve
from cms.translation.segments import list_segments
from tests.forms import sent
from tests.house import House, fresh


@pytest.fixture(scope="module")
def shared_translation(shared_house: House):
    shared_house.story_index("ar")
    story = shared_house.go_live(shared_house.story())
    return shared_house.send(story, "ar")[0]


@pytest.fixture
def translation(shared_translation, house: House):
    return fresh(shared_translation)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def desk_of(translation) -> str:
    return f"/admin/pages/{translation.get_target_instance().pk}/edit/"


def states(html: str) -> list[str]:
    return re.findall(r'data-test="segment"[^>]*?data-state="([a-z]+)"', html)


def test_every_part_has_a_box_in_its_language(house: House, translation) -> None:
    html = signed_in(house.people.translator_ar).get(desk_of(translation)).content.decode()
    assert states(html) == ["empty"] * 4
    assert len(re.findall(r'lang="ar"\s+dir="rtl"\s+data-test="segment-input"', html)) == 4
    assert html.count('data-test="submit-review"') == 1
    assert "How it began" in html


def test_refused_submission_keeps_what_was_typed_and_leads_to_the_rest(house: House, translation) -> None:
    client = signed_in(house.people.translator_ar)
    first, second, *_rest = list_segments(translation)
    client.post(desk_of(translation), {"action": f"done:{first.id}", f"text-{first.id}": "قصة مدرسة"})
    html = client.post(desk_of(translation), {"action": "submit"}).content.decode()
    assert f'href="#segment-{second.id}"' in html
    assert f'href="#segment-{first.id}"' not in html
    assert states(client.get(desk_of(translation)).content.decode()) == ["done", "empty", "empty", "empty"]


def test_text_for_a_part_that_is_gone_is_shown_back(house: House, translation) -> None:
    summary = list_segments(translation)[1]
    story = translation.source.get_source_instance()
    house.change(story, summary="Another summary.")
    house.go_live(story)
    response = signed_in(house.people.translator_ar).post(
        desk_of(translation), {"action": "save", f"text-{summary.id}": "ملخص قديم"}
    )
    assert "ملخص قديم" in response.content.decode()


def test_what_somebody_else_saved_meanwhile_stays_and_both_texts_are_shown(house: House, translation) -> None:
    client = signed_in(house.people.translator_ar)
    first, second, *_rest = list_segments(translation)
    client.post(desk_of(translation), {"action": "save", f"was-{second.id}": "", f"text-{second.id}": "نص زميلتي"})
    html = client.post(
        desk_of(translation),
        {
            "action": "save",
            f"was-{first.id}": "",
            f"text-{first.id}": "عنوان",
            f"was-{second.id}": "",
            f"text-{second.id}": "نصي أنا",
        },
    ).content.decode()
    assert "نصي أنا" in html
    assert "نص زميلتي" in html
    assert [segment.text for segment in list_segments(translation)][:2] == ["عنوان", "نص زميلتي"]


def test_box_that_was_left_alone_takes_nothing_back(house: House, translation) -> None:
    client = signed_in(house.people.translator_ar)
    first, second, *_rest = list_segments(translation)
    client.post(desk_of(translation), {"action": "save", f"was-{second.id}": "", f"text-{second.id}": "نص زميلتي"})
    client.post(
        desk_of(translation),
        {"action": "save", f"text-{first.id}": "عنوان", f"was-{second.id}": "", f"text-{second.id}": ""},
    )
    assert [segment.text for segment in list_segments(translation)][:2] == ["عنوان", "نص زميلتي"]


def test_text_typed_while_it_went_into_review_is_shown_back(house: House, translation) -> None:
    house.fill(translation)
    title = list_segments(translation)[0]
    house.submit(translation)
    response = signed_in(house.people.translator_ar).post(
        desk_of(translation), {"action": "save", f"was-{title.id}": title.text, f"text-{title.id}": "عنوان جديد"}
    )
    assert "عنوان جديد" in response.content.decode()
    assert list_segments(translation)[0].text == title.text


def test_autosave_never_overwrites_what_was_reviewed(house: House) -> None:
    story = house.go_live(house.story("another"))
    client = signed_in(house.people.editor)
    client.post(
        f"/admin/pages/{story.pk}/edit/",
        {**sent(story), "title": "Not approved", "overwrite_revision_id": story.live_revision_id},
    )
    assert fresh(story).live_revision.as_object().title == "A story of one school"
    assert fresh(story).get_latest_revision_as_object().title == "Not approved"


def test_snippet_editor_shows_a_preview(house: House) -> None:
    shared = house.reusable_text()
    client = signed_in(house.people.editor)
    address = f"/admin/snippets/directory/reusabletext/preview/{shared.pk}/"
    assert client.post(address, {"key": "not-normal", "text": rich_text("<p>We go on.</p>")}).json()["is_valid"]
    assert "We go on." in client.get(address).content.decode()


@pytest.mark.parametrize("key", ["abc", "999999", "_00"])
def test_snippet_that_is_not_there(house: House, key: str) -> None:
    client = signed_in(house.people.editor)
    assert client.get(f"/admin/snippets/directory/term/edit/{key}/").status_code in {302, 404}


def test_read_only_in_review(house: House, translation) -> None:
    house.fill(translation)
    house.submit(translation)
    html = signed_in(house.people.translator_ar).get(desk_of(translation)).content.decode()
    assert states(html) == ["locked"] * 4
    assert "submit-review" not in html
    assert html.count("readonly") == 4


def test_reviewer_sees_what_is_decided_on_though_the_english_changed(house: House, translation) -> None:
    house.fill(translation)
    house.submit(translation)
    story = translation.source.get_source_instance()
    house.change(story, title="A newer title")
    house.go_live(story)
    client = signed_in(house.people.reviewer_ar)
    for address in (desk_of(translation), f"/admin/translation/{translation.pk}/preview/"):
        html = client.get(address).content.decode()
        assert "ar: A story of one school" in html


def test_returned_with_a_word(house: House, translation) -> None:
    house.fill(translation)
    house.submit(translation)
    signed_in(house.people.reviewer_ar).post(
        desk_of(translation), {"action": "return", "comment": "العنوان أطول من اللازم."}
    )
    html = signed_in(house.people.translator_ar).get(desk_of(translation)).content.decode()
    assert "العنوان أطول من اللازم." in html
    assert "submit-review" in html


def test_preview_is_the_public_page_with_the_new_words(house: House, translation) -> None:
    house.fill(translation)
    response = signed_in(house.people.translator_ar).get(f"/admin/translation/{translation.pk}/preview/")
    html = response.content.decode()
    assert '<html lang="ar" dir="rtl"' in html
    assert "ar: A story of one school" in html


def test_preview_is_closed_to_others(house: House, translation) -> None:
    response = signed_in(house.people.translator_es).get(f"/admin/translation/{translation.pk}/preview/")
    assert response.status_code in {302, 403}


def queue_of(user) -> list[str]:
    html = signed_in(user).get("/admin/").content.decode()
    return re.findall(r'data-test="queue-row".*?href="([^"]+)"', html, re.DOTALL)


def test_queue_follows_the_text(house: House, translation) -> None:
    people, address = house.people, desk_of(translation)
    assert address in queue_of(people.translator_ar)
    assert address not in queue_of(people.translator_es) + queue_of(people.reviewer_ar) + queue_of(people.editor)
    house.fill(translation)
    target = house.submit(translation)
    assert address in queue_of(people.reviewer_ar)
    assert address not in queue_of(people.translator_ar)
    approve(target, user=people.reviewer_ar)
    assert address not in queue_of(people.reviewer_ar) + queue_of(people.translator_ar)
    story = translation.source.get_source_instance()
    house.change(story, summary="Another summary.")
    house.go_live(story)
    assert address in queue_of(people.translator_ar)


def test_snippet_is_translated_on_the_same_desk(house: House) -> None:
    shared = house.reusable_text()
    (translation,) = house.send(shared, "es")
    target = translation.get_target_instance()
    address = f"/admin/snippets/directory/reusabletext/edit/{target.pk}/"
    assert address in queue_of(house.people.translator_es)
    client = signed_in(house.people.translator_es)
    (segment,) = list_segments(translation)
    client.post(address, {"action": f"done:{segment.id}", f"text-{segment.id}": "No podemos volver atrás."})
    client.post(address, {"action": "submit"})
    signed_in(house.people.reviewer_es).post(address, {"action": "approve"})
    assert fresh(target).live
    assert fresh(target).text == "<p>No podemos volver atrás.</p>"


def test_english_is_approved_from_wagtails_editor(house: House) -> None:
    """A text in review is locked for its reviewer too; the decision is taken all the same, and nothing is saved."""
    story = house.story("another")
    from cms.translation.review import submit_source

    submit_source(fresh(story), user=house.people.editor)
    client = signed_in(house.people.reviewer_en)
    address = f"/admin/pages/{story.pk}/edit/"
    assert "Approve and publish" in client.get(address).content.decode()
    client.post(address, {"action-workflow-action": "true", "workflow-action-name": "approve", "title": "Slipped in"})
    assert fresh(story).live
    assert fresh(story).title == "A story of one school"


def test_publishing_by_an_administrator_saves_a_draft_and_says_why(house: House) -> None:
    story = house.story("another")
    client = signed_in(house.people.admin)
    address = f"/admin/pages/{story.pk}/edit/"
    response = client.post(address, {**sent(story), "title": "A new title", "action-publish": "1"}, follow=True)
    assert "Saved as a draft." in response.content.decode()
    assert not fresh(story).live
    assert fresh(story).get_latest_revision_as_object().title == "A new title"
