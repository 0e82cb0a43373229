"""What a reader finds at /{language}/search/, and what nobody finds."""

from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.directory.models import ReusableText
from cms.search.models import IndexEntry
from stories.models import StoryIndexPage
from tests.public_tree import Publish


def titles(client: Client, language: str, query: str) -> list[str]:
    response = client.get(f"/{language}/search/", {"q": query})
    assert response.status_code == 200
    return [result.page.title for result in response.context["results"]]


@pytest.mark.parametrize(
    ("language", "title", "text", "query"),
    [
        ("en", "A school garden", "Students grow beans.", "student gardens"),
        ("es", "Un huerto escolar", "Los padres también siembran.", "también"),
        ("es", "Educación para todos", "Con Californians for Justice.", "educacion californians"),
        ("ar", "حديقة في المدرسة", "تعمل منظمة Californians for Justice مع الطلاب.", "مدرسه"),
        ("ar", "الحديقة", "يقرأ الآباءُ القصص للأطفال عام ٢٠٢٦.", "اباء 2026"),
        ("ar", "الحديقة", "منظمة Californians for Justice", "californians"),
    ],
)
def test_a_page_is_found_in_its_language_only(
    client: Client, story: Publish, language: str, title: str, text: str, query: str
) -> None:
    source = story("en", title if language == "en" else "Source", text if language == "en" else "")
    if language != "en":
        story(language, title, text, of=source)
    found = {code: titles(client, code, query) for code in ("en", "es", "ar")}
    assert found == {code: [title] if code == language else [] for code in found}


def test_every_word_must_be_there(client: Client, story: Publish) -> None:
    story("en", "A school garden", "Beans and peas")
    assert titles(client, "en", "beans garden") == ["A school garden"]
    assert titles(client, "en", "beans lighthouse") == []


def test_pages_with_the_words_in_the_title_come_first_then_by_title(client: Client, story: Publish) -> None:
    story("en", "Zebra", "garden")
    story("en", "élan", "garden")
    story("en", "Echo", "garden")
    story("en", "Young garden", "")
    assert titles(client, "en", "garden") == ["Young garden", "Echo", "élan", "Zebra"]


def test_the_words_of_neighbouring_paragraphs_are_not_glued(client: Client, story: Publish) -> None:
    page = story("en", "A school garden")
    page.body = [("text", "<p>First beans</p><p>Then peas &amp; corn</p>")]
    page.save_revision().publish()
    assert titles(client, "en", "beans then") == ["A school garden"]
    assert titles(client, "en", "amp") == []


def test_an_answer_shows_where_the_words_stand_and_escapes_the_rest(client: Client, story: Publish) -> None:
    story("en", "A <school> garden of students", "Beans & peas < corn, said the student")
    [result] = client.get("/en/search/", {"q": "students"}).context["results"]
    assert result.title == "A &lt;school&gt; garden of <mark>students</mark>"
    assert result.excerpt == "Beans &amp; peas &lt; corn, said the <mark>student</mark>"
    assert result.url == f"/en/stories/{result.page.slug}/"
    assert result.kind == "Story"


def test_a_reusable_text_is_found_on_the_page_that_shows_it_in_each_language(client: Client, story: Publish) -> None:
    page = story("en", "A garden")
    english = ReusableText.objects.create(key="about", text="<p>Every harbor</p>", locale=page.locale)
    page.body = [("reusable_text", english)]
    page.save_revision().publish()
    arabic_page = story("ar", "حديقة", of=page)
    arabic_page.body = [("reusable_text", english)]
    arabic_page.save_revision().publish()
    assert titles(client, "en", "harbor") == ["A garden"]
    assert titles(client, "ar", "harbor") == []

    arabic = english.copy_for_translation(arabic_page.locale)
    arabic.text = "<p>كل منارة</p>"
    arabic.save()
    arabic.save_revision().publish()
    assert titles(client, "ar", "منارة") == ["حديقة"]
    english.text = "<p>Every lighthouse</p>"
    english.save_revision().publish()
    assert titles(client, "en", "lighthouse") == ["A garden"]
    assert titles(client, "en", "harbor") == []


def test_a_draft_is_not_found_until_it_is_published(client: Client, story: Publish) -> None:
    page = story("en", "A school garden", live=False)
    assert titles(client, "en", "garden") == []
    page.get_latest_revision().publish()
    assert titles(client, "en", "garden") == ["A school garden"]


def test_a_saved_draft_of_a_live_page_changes_nothing(client: Client, story: Publish) -> None:
    page = story("en", "A school garden")
    page.title = "A lighthouse"
    page.save_revision()
    assert titles(client, "en", "garden") == ["A school garden"]
    assert titles(client, "en", "lighthouse") == []


def test_an_unpublished_page_is_found_no_more(client: Client, story: Publish) -> None:
    page = story("en", "A school garden")
    page.unpublish()
    assert titles(client, "en", "garden") == []
    assert not IndexEntry.objects.filter(page=page).exists()


def test_a_deleted_page_is_found_no_more(client: Client, story: Publish) -> None:
    story("en", "A school garden").delete()
    assert titles(client, "en", "garden") == []


def test_what_is_below_a_private_page_is_not_found(
    client: Client, story: Publish, indexes: dict[str, StoryIndexPage]
) -> None:
    page = story("en", "A school garden")
    restriction = PageViewRestriction.objects.create(page=indexes["en"], restriction_type="login")
    assert titles(client, "en", "garden") == []
    assert not IndexEntry.objects.filter(page=page).exists()
    restriction.delete()
    assert titles(client, "en", "garden") == ["A school garden"]


def test_an_entry_that_stayed_behind_shows_nothing_private(client: Client, story: Publish) -> None:
    page = story("en", "A school garden")
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=page, restriction_type="login")])
    assert IndexEntry.objects.filter(page=page).exists()
    assert titles(client, "en", "garden") == []


def test_a_translation_is_never_more_public_than_its_source(client: Client, story: Publish) -> None:
    source = story("en", "A school garden")
    story("es", "Un huerto escolar", of=source)
    assert titles(client, "es", "huerto") == ["Un huerto escolar"]
    PageViewRestriction.objects.create(page=source, restriction_type="login")
    assert titles(client, "es", "huerto") == []


def test_a_page_moved_below_a_private_page_is_not_found(
    client: Client, story: Publish, indexes: dict[str, StoryIndexPage]
) -> None:
    page, private = story("en", "A school garden"), story("en", "Behind the door")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    page.move(private, pos="last-child")
    assert titles(client, "en", "garden") == []
    page.refresh_from_db()
    page.move(indexes["en"], pos="last-child")
    assert titles(client, "en", "garden") == ["A school garden"]


def test_the_index_can_be_made_anew(client: Client, story: Publish) -> None:
    story("en", "A school garden")
    story("en", "A draft garden", live=False)
    IndexEntry.objects.all().delete()
    call_command("rebuild_search", verbosity=0)
    assert titles(client, "en", "garden") == ["A school garden"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es", "ar"])
@pytest.mark.parametrize(
    "question",
    [
        "",
        "q=",
        "q=%00",
        "q=%00garden%00",
        "q=%ff%fe",
        "q=%ED%A0%80",
        "q=%25_%25",
        "q=%27%22%3B--",
        "q=%F0%9F%98%80",
        "q=" + "a+" * 5000,
        "q=" + "%25" * 5000,
        "q=" + quote("كتاب والمدرسة " * 500),
        "q=garden&page=",
        "q=garden&page=1",
    ],
)
def test_an_odd_question_gets_a_clear_page(client: Client, language: str, question: str) -> None:
    response = client.get(f"/{language}/search/?{question}")
    assert response.status_code == 200
    assert len(response.context["query"]) <= 200
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


@pytest.mark.parametrize("query", ["%", "_", "g_rden", "gard%", "\\", "' OR 1=1 --"])
def test_wildcards_are_no_wildcards(client: Client, story: Publish, query: str) -> None:
    story("en", "A school garden")
    assert titles(client, "en", query) == []


def test_a_nul_byte_does_not_hide_the_words_beside_it(client: Client, story: Publish) -> None:
    story("en", "A school garden")
    assert titles(client, "en", "school\x00garden") == ["A school garden"]


def test_results_come_in_pages(client: Client, story: Publish) -> None:
    for number in range(12):
        story("en", f"Garden {number:02}")
    first = client.get("/en/search/", {"q": "garden"}).context
    last = client.get("/en/search/", {"q": "garden", "page": "2"}).context
    assert first["count"] == last["count"] == 12
    assert [result.page.title for result in first["results"]] == [f"Garden {number:02}" for number in range(10)]
    assert [result.page.title for result in last["results"]] == ["Garden 10", "Garden 11"]
    for odd in ("0", "3", "77", "x"):
        assert client.get("/en/search/", {"q": "garden", "page": odd}).status_code == 404


def test_one_result_takes_as_many_queries_as_twelve(client: Client, story: Publish) -> None:
    def queries() -> int:
        client.get("/en/search/", {"q": "garden"})
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/en/search/", {"q": "garden"})
        return len(captured)

    story("en", "Garden 0")
    with_one = queries()
    for number in range(1, 12):
        story("en", f"Garden {number}")
    assert queries() == with_one <= 20


@pytest.mark.django_db
def test_the_language_switch_keeps_the_question(client: Client) -> None:
    links = client.get("/es/search/", {"q": "huerto & sol"}).context["language_links"]
    assert [(link.code, link.url, link.state) for link in links] == [
        ("en", "/en/search/?q=huerto+%26+sol", "available"),
        ("es", "/es/search/?q=huerto+%26+sol", "current"),
        ("ar", "/ar/search/?q=huerto+%26+sol", "available"),
    ]


def test_nothing_is_posted_to_search() -> None:
    assert Client(enforce_csrf_checks=True).post("/en/search/", {"q": "garden"}).status_code == 405


def test_angle_brackets_in_plain_text_are_words(story, client):
    story("en", "Signs <here> & there", "Press <enter> to go on.")
    assert client.get("/en/search/?q=enter").context["count"] == 1
    assert client.get("/en/search/?q=here").context["count"] == 1
