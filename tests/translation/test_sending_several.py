"""A whole section, or what is ticked in a list, goes to the translators: asked for at once, sent by the worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_save
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page
from wagtail_localize.models import Translation

from cms.settings import base
from cms.translation.assignments import Assignment
from cms.translation.sending_several import work_through
from cms.translation.sendings import Sending, SentText
from stories.models import StoryPage
from tests.house import House, fresh
from tests.staff.test_dashboard import signed_in


@pytest.fixture
def section(house: House) -> Any:
    """A section with two approved stories and one draft."""
    index = house.story_index("es", "ar")
    for name in ("first", "second"):
        house.go_live(house.story(slug=name, title=name.title()))
    house.story(slug="draft", title="Not approved")
    return index


@pytest.fixture
def _worker_is_away(settings: Any) -> None:
    settings.TASKS = base.TASKS


def section_address(page: Any) -> str:
    return f"/admin/translation/send/section/{page.pk}/"


def bulk_address(*pages: Any) -> str:
    ticked = "&".join(f"id={page.pk}" for page in pages)
    return f"/admin/bulk/wagtailcore/page/send_for_translation/?{ticked}&next=/admin/"


def story(slug: str) -> StoryPage:
    return StoryPage.objects.get(slug=slug, locale__language_code="en")


def states(sending: Sending) -> list[tuple[str, str, str]]:
    return list(sending.texts.order_by("pk").values_list("title", "language", "state"))


@contextmanager
def breaking(title: str, code: str, error: type[BaseException]) -> Iterator[None]:
    """Let the page with this title, in this language, not be made."""

    def fail(instance: Page, created: bool, **kwargs: Any) -> None:
        if created and instance.title == title and instance.locale.language_code == code:
            raise error

    post_save.connect(fail, sender=StoryPage)
    try:
        yield
    finally:
        post_save.disconnect(fail, sender=StoryPage)


def test_screen_says_what_will_be_sent_and_what_not(house: House, section: Any) -> None:
    house.translate(story("first"), "es")
    html = signed_in(house.people.editor).get(section_address(section)).content.decode()
    assert 'data-test="to-send" data-count="3"' in html
    left_out = html.split('data-test="without-approval"')[1].split("</div>")[0]
    assert "Not approved" in left_out
    assert "First" not in left_out
    assert 'data-locale="es" data-count="2" data-up-to-date="1"' in " ".join(html.split())
    assert 'data-locale="ar" data-count="3" data-up-to-date="0"' in " ".join(html.split())


def test_section_goes_to_each_language_with_what_was_asked_for(house: House, section: Any) -> None:
    people, due = house.people, timezone.localdate() + timedelta(days=5)
    response = signed_in(people.editor).post(
        section_address(section),
        {
            "languages": ["es", "ar"],
            "assignee_es": people.translator_es.pk,
            "due": due.isoformat(),
            "note": "All of it.",
        },
        follow=True,
    )
    html = " ".join(response.content.decode().split())
    assert 'data-total="6" data-sent="6" data-failed="0"' in html
    assert "data-running" not in html
    assert "<bdi>Stories</bdi>" in signed_in(people.editor).get("/admin/translation/sendings/").content.decode()
    for slug in ("first", "second"):
        for code in ("es", "ar"):
            target = story(slug).get_translations().get(locale__language_code=code)
            assert not target.live
            assigned = Assignment.objects.by_text()[target.translation_key, code]
            assert (assigned.due, assigned.note) == (due, "All of it.")
            assert assigned.assignee == (people.translator_es if code == "es" else None)
    assert not story("draft").get_translations().exists()


def test_ticked_pages_go_and_others_do_not(house: House, section: Any) -> None:
    client = signed_in(house.people.editor)
    assert "Send selected pages for translation" in client.get(f"/admin/pages/{section.pk}/").content.decode()
    assert 'data-count="1"' in client.get(bulk_address(story("first"), story("draft"))).content.decode()
    client.post(bulk_address(story("first"), story("draft")), {"languages": ["es"]})
    assert list(Translation.objects.values_list("source__object_repr", flat=True)) == ["First"]


def test_ticked_shared_texts_go(house: House) -> None:
    text = house.reusable_text()
    address = f"/admin/bulk/directory/reusabletext/send_for_translation/?id={text.pk}"
    signed_in(house.people.editor).post(address, {"languages": ["ar"]})
    assert text.get_translations().get().locale.language_code == "ar"


@pytest.mark.parametrize("name", ["translator_es", "reviewer_en", "reviewer_es"])
def test_who_may_not_send_gets_nowhere(house: House, section: Any, name: str) -> None:
    client = signed_in(getattr(house.people, name))
    sending = Sending.objects.create(title="Theirs", sent_by=house.people.editor)
    before = Sending.objects.count(), Translation.objects.count()
    for address in (
        section_address(section),
        bulk_address(story("first")),
        f"/admin/translation/sendings/{sending.pk}/",
    ):
        assert client.get(address).status_code in {302, 403}
        assert client.post(address, {"languages": ["es"]}).status_code in {302, 403}
    assert (Sending.objects.count(), Translation.objects.count()) == before


@pytest.mark.usefixtures("_worker_is_away")
def test_right_is_asked_for_each_page_and_again_when_it_is_sent(house: House, section: Any) -> None:
    editor = house.people.editor
    signed_in(editor).post(section_address(section), {"languages": ["es"]})
    (sending,) = Sending.objects.all()
    # From now on the editors may write the first story alone.
    GroupPagePermission.objects.filter(group__in=editor.groups.all()).update(page=story("first"))
    work_through(sending.pk)
    assert states(sending) == [("Stories", "es", "failed"), ("First", "es", "sent"), ("Second", "es", "failed")]
    html = signed_in(editor).get(bulk_address(story("first"), story("second"))).content.decode()
    assert 'data-test="to-send" data-count="1"' in html
    assert "Second" in html.split('data-test="refused"')[1].split("</div>")[0]


@pytest.mark.usefixtures("_worker_is_away")
def test_request_takes_as_many_queries_for_many_texts_as_for_one(house: House, section: Any) -> None:
    client = signed_in(house.people.editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.post(section_address(section), {"languages": ["es", "ar"]}).status_code == 302
        return len(captured)

    client.get("/admin/")
    of_three = queries()
    for number in range(12):
        house.go_live(house.story(slug=f"story-{number}", title=f"Story {number}"))
    assert queries() == of_three
    assert SentText.objects.filter(state="sent").count() == 0
    assert SentText.objects.filter(state="waiting").count() == 2 * 3 + 2 * 15


@pytest.mark.usefixtures("_worker_is_away")
def test_worker_that_dies_goes_on_where_it_was_and_sends_nothing_twice(house: House, section: Any) -> None:
    signed_in(house.people.editor).post(section_address(section), {"languages": ["es", "ar"]})
    (sending,) = Sending.objects.all()
    with breaking("Second", "es", SystemExit), pytest.raises(SystemExit):
        work_through(sending.pk)
    assert [state for *_text, state in states(sending)] == ["sent", "sent", *["waiting"] * 4]
    spanish = story("first").get_translations().get(locale__language_code="es")
    assert not story("second").get_translations().exists()
    work_through(sending.pk)
    work_through(sending.pk)
    assert {state for *_text, state in states(sending)} == {"sent"}
    assert fresh(spanish).latest_revision_id == spanish.latest_revision_id
    assert story("second").get_translations().count() == 2
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.usefixtures("_worker_is_away")
def test_one_that_fails_stops_no_other_and_can_be_tried_again(house: House, section: Any, settings: Any) -> None:
    client = signed_in(house.people.editor)
    client.post(section_address(section), {"languages": ["es"]})
    (sending,) = Sending.objects.all()
    with breaking("First", "es", ZeroDivisionError):
        work_through(sending.pk)
    assert states(sending) == [("Stories", "es", "sent"), ("First", "es", "failed"), ("Second", "es", "sent")]
    html = " ".join(client.get(sending.get_absolute_url()).content.decode().split())
    assert 'data-total="3" data-sent="2" data-failed="1"' in html
    failure = html.split('data-test="failure"')[1].split("</tr>")[0]
    assert "First" in failure
    assert "Something went wrong." in failure
    assert 'data-test="try-again"' in html
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    html = " ".join(client.post(sending.get_absolute_url(), follow=True).content.decode().split())
    assert 'data-sent="3" data-failed="0"' in html
    assert "try-again" not in html


@pytest.mark.usefixtures("_worker_is_away")
def test_deleted_and_withdrawn_texts_say_why(house: House, section: Any) -> None:
    signed_in(house.people.editor).post(section_address(section), {"languages": ["es"]})
    (sending,) = Sending.objects.all()
    story("first").delete()
    story("second").unpublish()
    work_through(sending.pk)
    reasons = dict(sending.failures().values_list("title", "message"))
    assert reasons == {
        "First": "This text is not there any longer.",
        "Second": "A text is sent for translation when it has been approved.",
    }


@pytest.mark.usefixtures("_worker_is_away")
def test_page_follows_the_worker_and_tells_when_there_is_none(house: House, section: Any) -> None:
    client = signed_in(house.people.editor)
    html = client.post(section_address(section), {"languages": ["es"]}, follow=True).content.decode()
    assert "data-running" in html
    assert "Refresh progress" in html
    assert "try-again" not in html
    (sending,) = Sending.objects.all()
    sending.texts.update(updated_at=timezone.now() - timedelta(minutes=5))
    html = client.get(sending.get_absolute_url()).content.decode()
    assert "data-running" not in html
    assert "Nothing has happened for some minutes." in html
    assert "try-again" in html


def test_what_is_up_to_date_everywhere_is_not_sent(house: House) -> None:
    house.story_index("es")
    first = house.go_live(house.story(slug="first"))
    house.translate(first, "es")
    client: Client = signed_in(house.people.editor)
    html = client.post(bulk_address(first), {"languages": ["es"]}).content.decode()
    assert "Everything is up to date in the languages that you chose." in html
    assert not Sending.objects.exists()
