"""The edition of a page: made from what is live, offered while it is true, told where it failed."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pikepdf
import pytest
from django_tasks import default_task_backend
from wagtail.models import Page, PageViewRestriction

from briefs.models import PolicyPlatformPage, RecommendationPage
from cms.directory.models import ReusableText
from cms.editions.making import make_edition_of
from cms.editions.models import Edition
from cms.editions.tasks import refresh_editions
from stories.models import StoryPage
from tests.editions.listening import share_heard_in_order

ARABIC_TITLE = "إعطاء الأولوية للصحة النفسية"


def body(text: str) -> list[dict]:
    return [{"type": "text", "value": f"<p>{text}</p>"}]


@pytest.fixture
def english(story: Callable[..., StoryPage]) -> StoryPage:
    page = story("en", "Listening first", "What one school heard.")
    return published(page, body=body("We asked (twice), and then we listened to every family."))


def published(page: StoryPage, **changes: object) -> StoryPage:
    """Publish a page with new texts and return it as a reader's request finds it."""
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return reread(page)


def reread(page: StoryPage) -> StoryPage:
    return StoryPage.objects.get(pk=page.pk)


def test_an_edition_holds_the_live_text_of_the_page(english, client):
    edition = make_edition_of(english.pk)
    assert edition.failure == ""
    assert edition.pages >= 1
    html = client.get(english.url).content.decode()
    shown = re.search(r'(?s)data-test="body">(.*?)<aside', html)[1]
    text = unescape(re.sub(r"<[^>]+>", " ", shown.partition("</div>\n        <")[0]))
    assert "listened to every family" in text
    with edition.file.open("rb") as file:
        assert share_heard_in_order(file.read(), f"Listening first What one school heard. {text}") >= 0.98


def test_a_draft_is_not_in_the_edition(english, heard):
    english.title = "Nobody has approved this"
    english.save_revision()
    edition = make_edition_of(english.pk)
    assert "Nobody has approved" not in heard(edition.file.read())
    assert edition.revision_id == english.live_revision_id


def test_the_same_input_makes_nothing(english):
    first = make_edition_of(english.pk)
    made = Path(first.file.path).stat().st_mtime_ns
    second = make_edition_of(english.pk)
    assert second.pk == first.pk
    assert Path(first.file.path).stat().st_mtime_ns == made


def test_a_lost_file_is_made_again(english):
    edition = make_edition_of(english.pk)
    Path(edition.file.path).unlink()
    make_edition_of(english.pk)
    assert Path(Edition.objects.get().file.path).read_bytes().startswith(b"%PDF")


def test_an_edition_of_an_older_text_is_never_offered(english, client):
    make_edition_of(english.pk)
    assert reread(english).edition.is_current
    newer = published(english, title="Listening first, and last")
    assert newer.edition is None
    assert newer.edition_pending
    assert client.get(f"{newer.url}pdf/").status_code == 404
    make_edition_of(newer.pk)
    newer = reread(newer)
    assert newer.edition.is_current
    assert not newer.edition_pending
    assert Edition.objects.count() == 2


def test_what_a_template_asks_costs_one_query(english, django_assert_num_queries):
    make_edition_of(english.pk)
    page = reread(english)
    with django_assert_num_queries(1):
        assert page.edition.bytes > 0
        assert page.edition.is_current
        assert not page.edition_pending


def test_a_shared_text_takes_its_editions_back(english, heard):
    shared = ReusableText(key="shared", text="<p>Words of the first day.</p>", locale=english.locale)
    shared.save()
    shared.save_revision().publish()
    page = published(english, body=[*english.body.raw_data, {"type": "reusable_text", "value": shared.pk}])
    make_edition_of(page.pk)
    assert reread(page).edition
    shared.text = "<p>Words of the second day.</p>"
    shared.save_revision().publish()
    assert reread(page).edition is None
    edition = make_edition_of(page.pk)
    assert "second day" in heard(edition.file.read())
    assert reread(page).edition.pk == edition.pk


def test_taking_a_change_back_offers_the_first_file_again(english):
    first = make_edition_of(english.pk)
    refresh_editions([english])
    assert reread(english).edition is None
    make_edition_of(english.pk)
    assert reread(english).edition.pk == first.pk


def test_one_that_fails_says_why_and_the_older_one_stays(english, client, caplog):
    older = make_edition_of(english.pk)
    page = published(english, body=[*english.body.raw_data, *body("No face has \N{CJK UNIFIED IDEOGRAPH-6F22}.")])
    edition = make_edition_of(page.pk)
    page = reread(page)
    assert not edition.passed
    assert "ua1:" in caplog.text
    assert [fault.place for fault in edition.found_faults] == ["body:2"]
    assert not page.edition_pending
    assert page.edition == older
    assert not page.edition.is_current
    assert "This PDF was made from an earlier text" in client.get(page.url).content.decode()
    assert b"".join(client.get(f"{page.url}pdf/").streaming_content) == older.file.read()


def test_one_that_fails_with_none_before_is_not_offered(english, client):
    page = published(english, title="A title with \N{CJK UNIFIED IDEOGRAPH-6F22}")
    assert [fault.place for fault in make_edition_of(page.pk).found_faults] == ["title"]
    assert reread(page).edition is None
    assert client.get(f"{page.url}pdf/").status_code == 404


def test_what_was_withdrawn_is_not_offered_though_a_newer_one_fails(english):
    make_edition_of(english.pk)
    english.unpublish()
    page = published(reread(english), title="Published again, with \N{CJK UNIFIED IDEOGRAPH-6F22}")
    make_edition_of(page.pk)
    assert reread(page).edition is None


def test_publishing_asks_the_worker(english, settings):
    settings.EDITIONS_ON_PUBLISH = True
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "editions"]}
    }
    default_task_backend.clear()
    published(english, title="Listening again")
    asked = [result for result in default_task_backend.results if result.task.queue_name == "editions"]
    assert [result.args for result in asked] == [[english.pk]]


def test_the_task_makes_the_edition(english):
    from cms.editions.tasks import make_edition

    make_edition.call(english.pk)
    assert reread(english).edition.is_current


@pytest.mark.parametrize("gone", ["draft", "deleted", "list"])
def test_nothing_is_made_of_a_page_without_an_edition(gone, english):
    number = english.get_parent().pk if gone == "list" else english.pk
    if gone == "draft":
        english.unpublish()
    if gone == "deleted":
        english.delete()
    assert make_edition_of(number) is None


def test_served_with_all_that_a_reader_needs(english, client):
    edition = make_edition_of(english.pk)
    response = client.get(f"{english.url}pdf/")
    content = response.getvalue()
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Language"] == "en"
    assert response["Content-Disposition"] == 'inline; filename="Listening first.pdf"'
    assert response["Link"] == f'<{english.full_url}>; rel="canonical"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert int(response["Content-Length"]) == len(content) == edition.bytes
    assert content.startswith(b"%PDF")


def test_served_by_head_and_again_only_when_changed(english, client):
    make_edition_of(english.pk)
    head = client.head(f"{english.url}pdf/")
    assert head.status_code == 200
    again = client.get(f"{english.url}pdf/", headers={"If-None-Match": head["ETag"]})
    assert again.status_code == 304
    assert again["ETag"] == head["ETag"]
    assert not again.content


def test_arabic_is_served_in_arabic(english, story, client, opened):
    page = story("ar", ARABIC_TITLE, "نص تمهيدي للقصة.", of=english)
    edition = make_edition_of(page.pk)
    response = client.get(f"{page.url}pdf/")
    assert page.url.startswith("/ar/")
    assert edition.language == response["Content-Language"] == "ar"
    assert "filename*=utf-8''%D8%A5%D8%B9" in response["Content-Disposition"]
    pdf: pikepdf.Pdf = opened(response.getvalue())
    with pdf.open_metadata() as metadata:
        assert ARABIC_TITLE in metadata["dc:title"]


def test_an_unpublished_page_has_no_pdf(english, client):
    make_edition_of(english.pk)
    english.unpublish()
    assert client.get(f"{english.url}pdf/").status_code == 404


def test_a_private_page_keeps_its_pdf_private(english, client):
    make_edition_of(english.pk)
    PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)
    response = client.get(f"{english.url}pdf/")
    assert response.status_code in (302, 404)
    assert not response.headers.get("Content-Type", "").startswith("application/pdf")


def test_a_deleted_page_takes_its_files_along(english, client, django_capture_on_commit_callbacks):
    edition = make_edition_of(english.pk)
    address, file = f"{english.url}pdf/", Path(edition.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=english.pk).delete()
    assert client.get(address).status_code == 404
    assert not file.exists()


def test_without_an_edition_the_answer_is_a_page_in_the_language_of_the_reader(english, client):
    response = client.get(f"{english.url}pdf/")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


def test_a_platform_prints_its_recommendations_as_they_are_now(indexes, heard):
    home = indexes["en"].get_parent()
    platform = home.add_child(
        instance=PolicyPlatformPage(title="The platform", slug="platform", call="We call.", locale=home.locale)
    )
    platform.save_revision().publish()
    recommendation = platform.add_child(
        instance=RecommendationPage(title="Fund schools", slug="1-fund", number=1, locale=home.locale)
    )
    recommendation.save_revision().publish()
    assert "Fund schools" in heard(make_edition_of(platform.pk).file.read())
    recommendation.title = "Fund every school"
    recommendation.save_revision().publish()
    assert PolicyPlatformPage.objects.get(pk=platform.pk).edition is None
    assert "Fund every school" in heard(make_edition_of(platform.pk).file.read())
