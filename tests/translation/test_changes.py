"""A comma, a sentence and an error: what each change of the English does to its translations, and says before."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.rich_text import RichText

from cms.languages.changes import ChangeKind
from cms.languages.freshness import freshness
from cms.languages.models import LanguageStatus
from cms.translation.assignments import Order
from cms.translation.changes import change_to_come, minor_refusal
from cms.translation.review import approve
from cms.translation.segments import list_segments
from cms.translation.sending import send_for_translation
from stories.models import StoryPage
from tests.forms import sent
from tests.house import House, fresh
from tests.staff.test_dashboard import dashboard, rows

BODY = (
    '<h2>How it began</h2><p>We <b>listened</b> first, in 2024, with the <a href="https://example.org/">plan</a>.</p>'
)


@pytest.fixture(scope="module")
def shared_story(shared_house: House) -> StoryPage:
    shared_house.story_index("ar", "es")
    story = shared_house.go_live(shared_house.story(body=[("text", BODY)]))
    shared_house.translate(story, "ar")
    shared_house.translate(story, "es")
    return story


@pytest.fixture
def story(shared_story: StoryPage, house: House) -> StoryPage:
    return fresh(shared_story)


def publish(house: House, story: StoryPage, kind: ChangeKind, **values: object) -> StoryPage:
    house.change(story, change_kind=kind, **values)
    return house.go_live(story)


def rewritten(story: StoryPage, html: str) -> object:
    """The body with another text in its first block."""
    body = fresh(story).get_latest_revision_as_object().body
    body[0] = ("text", RichText(html), body[0].id)
    return body


def version(story: StoryPage, code: str) -> StoryPage:
    return StoryPage.objects.get(translation_key=story.translation_key, locale__language_code=code)


def state(story: StoryPage, code: str = "ar") -> str:
    return LanguageStatus.objects.get(translation_key=story.translation_key, language=code).state


def reads(story: StoryPage, code: str) -> str:
    return Client().get(f"/{code}/stories/{story.slug}/").content.decode()


def test_a_minor_change_raises_nothing_and_is_recorded(house: House, story: StoryPage) -> None:
    arabic = version(story, "ar").summary
    publish(house, story, ChangeKind.MINOR, summary="What one school does today.")
    assert state(story) == state(story, "es") == "live"
    assert freshness(version(story, "ar")).state == "current"
    assert version(story, "ar").summary == arabic
    assert PageLogEntry.objects.get(action="beacons.minor_change").data == {"parts": 1}
    # The next change begins from the new wording: one part is behind, not two.
    publish(house, story, ChangeKind.UPDATE, title="Another title")
    assert freshness(version(story, "ar")).parts == 1
    [translation] = house.send(story, "ar")
    assert [segment.source for segment in list_segments(translation) if not segment.is_done] == ["Another title"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (BODY.replace("2024", "2025"), "A figure has changed"),
        (BODY.replace("example.org", "example.com"), "A link leads somewhere else"),
        (BODY.replace("We <b>", "We at Lincoln <b>"), "A name has changed"),
        (BODY + "<p>And then.</p>", "Parts were added"),
    ],
)
def test_what_a_translation_must_follow_is_not_minor(house: House, story: StoryPage, body: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        publish(house, story, ChangeKind.MINOR, body=rewritten(story, body))
    assert state(story) == "live"
    assert "2024" in str(fresh(story).body)


def test_an_update_is_told_with_its_date_and_its_note(house: House, story: StoryPage) -> None:
    publish(house, story, ChangeKind.UPDATE, summary="All that one school does.", change_note="A new summary.")
    english, arabic = reads(story, "en"), reads(story, "ar")
    assert "A new summary." in english
    assert 'data-state="outdated"' in arabic
    assert "data-corrected" not in arabic
    assert "A new summary." not in arabic
    for code in ("es", "ar"):
        [translation] = house.send(story, code)
        assert [segment.state for segment in list_segments(translation)].count("changed") == 1


def test_a_correction_is_told_plainly_until_it_is_translated(house: House, story: StoryPage) -> None:
    publish(house, story, ChangeKind.CORRECTION, summary="What two schools do.", change_note="It is two schools.")
    for code in ("es", "ar"):
        assert 'data-corrected="true"' in reads(story, code)
    # An update that follows does not hide the correction.
    publish(house, story, ChangeKind.UPDATE, title="Two schools", change_note="")
    assert 'data-corrected="true"' in reads(story, "ar")
    [translation] = house.send(story, "ar")
    house.fill(translation, mark="مدرستان")
    approve(house.submit(translation), user=house.people.reviewer_ar)
    assert 'data-corrected="true"' not in reads(story, "ar")
    assert state(story) == "live"
    assert 'data-corrected="true"' in reads(story, "es")


def test_a_correction_stands_first_in_the_queue_in_place_and_in_words(house: House, story: StoryPage) -> None:
    """Before what is older, and before what is due tomorrow; for the reviewer too."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    for slug in ("older", "due"):
        order = Order(due=tomorrow if slug == "due" else None)
        other = house.go_live(house.story(slug, title=slug))
        send_for_translation(other, languages=["ar"], user=house.people.editor, order=order)
        LanguageStatus.objects.filter(translation_key=other.translation_key).update(
            updated_at=timezone.now() - timedelta(days=9)
        )
    publish(house, story, ChangeKind.CORRECTION, summary="What the school does.")
    first, second, *_others = rows(dashboard(house.people.translator_ar), "queue-row")
    assert story.title in first
    assert "Urgent: the English was corrected" in first
    assert "due" in second

    for other in StoryPage.objects.filter(title__in=["older", "due"], locale=story.locale):
        [translation] = house.send(other, "ar")
        house.fill(translation)
        house.submit(translation)
    [translation] = house.send(story, "ar")
    house.fill(translation, mark="مدرسة")
    house.submit(translation)
    first, *_others = rows(dashboard(house.people.reviewer_ar), "queue-row")
    assert story.title in first


def test_the_editor_sees_before_what_publishing_will_do(house: House, story: StoryPage) -> None:
    assert change_to_come(fresh(story)) is None
    house.change(story, summary="A wholly new summary of it all.")
    change = change_to_come(fresh(story))
    assert (change.parts, change.words, change.languages) == (1, 7, ["Español", "العربية"])
    client = Client()
    client.force_login(house.people.editor)
    html = client.get(f"/admin/pages/{story.pk}/edit/").content.decode()
    assert "1 part has changed." in html
    assert "Words to translate: 7." in html
    assert "These languages will say that the English has changed: Español, العربية." in html


def test_the_form_asks_for_the_kind_of_a_change_to_a_public_page_alone(house: House, story: StoryPage) -> None:
    client = Client()
    client.force_login(house.people.editor)
    draft = house.story(slug="not-public")
    assert 'name="change_kind"' not in client.get(f"/admin/pages/{draft.pk}/edit/").content.decode()
    assert 'name="change_kind"' in client.get(f"/admin/pages/{story.pk}/edit/").content.decode()
    client.post(
        f"/admin/pages/{story.pk}/edit/",
        {**sent(story), "summary": "A summary.", "change_kind": "correction", "change_note": "It was wrong."},
    )
    draft = fresh(story).get_latest_revision_as_object()
    assert (draft.change_kind, draft.change_note) == ("correction", "It was wrong.")
    house.go_live(story)
    # What was said of that change is not said of the next one.
    html = client.get(f"/admin/pages/{story.pk}/edit/").content.decode()
    assert "It was wrong." not in html


def test_what_is_minor_is_decided_by_the_texts_alone() -> None:
    before = {"summary#1": "We met at Lincoln School in 2024.", "body.a#2": "One, two."}
    assert minor_refusal(before, {**before, "body.a#2": "One; two."}) == ""
    assert minor_refusal(before, {**before, "summary#1": "We met, at Lincoln School, in 2024."}) == ""
    assert "figure" in minor_refusal(before, {**before, "summary#1": "We met at Lincoln School in 2023."})
    assert "name" in minor_refusal(before, {**before, "summary#1": "We met at Washington School in 2024."})
    assert "added" in minor_refusal(before, {"summary#1": before["summary#1"]})


def test_a_reader_may_ask_which_parts_are_behind(house: House, story: StoryPage) -> None:
    address = f"/ar/stories/{story.slug}/"
    assert "which-parts" not in reads(story, "ar")
    longer = BODY.replace("How it began", "How it all began") + "<p>Then we <b>asked</b> &amp; waited.</p>"
    publish(house, story, ChangeKind.UPDATE, body=rewritten(story, longer))
    page = reads(story, "ar")
    assert 'href="?parts#notice"' in page
    assert "How it all began" not in page
    asked = Client().get(f"{address}?parts").content.decode()
    parts = [part.split("</li>")[0] for part in asked.split('<li lang="en" dir="ltr" data-test="part-behind">')[1:]]
    assert parts == ["How it all began", "Then we asked &amp; waited."]
    # What the English no longer has cannot be shown.
    publish(house, story, ChangeKind.UPDATE, body=rewritten(story, "<h2>How it began</h2>"))
    asked = Client().get(f"{address}?parts").content.decode()
    assert "part-behind" not in asked
    assert "لم تعد هذه الأجزاء في الصفحة الإنجليزية" in asked
