"""What stands where on the desk: the order of the public page, its headings, and what is translated elsewhere."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from cms.directory.models import PageStatistic, PageTerm, Statistic, Term
from cms.languages.models import LanguageStatus
from cms.library.models import LibraryImage
from cms.pages.templatetags.texts import near_day
from cms.search.models import IndexEntry
from cms.translation.assignments import Assignment
from cms.translation.desk.shape import elements_of
from cms.translation.drafts import save_texts
from cms.translation.review import NotInReviewError, approve
from cms.translation.segments import list_segments
from tests.house import House, fresh

TEXT = (
    "<h2>How it began</h2><p>We <b>listened</b> first.</p><p>Then we began.</p><p>Then we began.</p>"
    "<ul><li>Ask.</li><li>Listen.</li></ul>"
)


def desk(house: House, translation: Any, who: str = "translator_ar") -> BeautifulSoup:
    client = Client()
    client.force_login(getattr(house.people, who))
    target = translation.get_target_instance()
    kind = "pages" if hasattr(target, "slug") else f"snippets/directory/{target._meta.model_name}"
    address = f"/admin/pages/{target.pk}/edit/" if kind == "pages" else f"/admin/{kind}/edit/{target.pk}/"
    return BeautifulSoup(client.get(address).content, "html.parser")


def outline(page: BeautifulSoup) -> list[str]:
    """The headings of the list, each with its level."""
    found = page.select("[data-test=note-for-translators] h2, .group :is(h2, h3, h4)")
    return [f"{heading.name} {' '.join(heading.get_text().split())}" for heading in found]


def row_with(page: BeautifulSoup, english: str) -> Tag:
    return next(
        row for row in page.select("[data-test=segment]") if english in row.select_one(".part__source").get_text()
    )


@pytest.fixture
def translation(house: House) -> Any:
    """A story with everything that a story may have, sent to Arabic; its shared text and its term are not there yet."""
    house.story_index("ar")
    shared, term = house.reusable_text(), house.term()
    figure = house.go_live(house.snippet(Statistic(key="heard", value=600, qualifier="over", caption="people heard")))
    picture = LibraryImage.objects.create(title="A class", file=get_test_image_file())
    story = house.story(
        body=[
            ("text", TEXT),
            ("quotation", {"words": "We go on.", "speaker": "A mother", "spoken_by": "woman", "spoken_in": "es"}),
            ("reusable_text", shared),
        ],
        summary="What one school does, and " + "why " * 55,
        quotation="We listened.",
        others_can_try=[("point", "Ask first."), ("point", "Listen.")],
        lead_image=picture,
        lead_image_alt="A class outdoors",
        search_description="A school in the north.",
        note_for_translators="A mother speaks to a teacher.",
    )
    story.page_terms.add(PageTerm(term=term))
    story.page_statistics.add(PageStatistic(statistic=figure))
    story.save()
    story.save_revision(user=house.people.editor)
    return house.send(house.go_live(story), "ar")[0]


def test_order_and_headings_are_those_of_the_page(house: House, translation: Any) -> None:
    page = desk(house, translation)
    assert len(page.select("h1")) == 1
    assert outline(page) == [
        "h2 For the translator",
        "h2 Title · Summary",
        "h3 Title",
        "h3 Summary",
        "h2 Body › Text",
        "h3 Heading 2",
        "h3 Paragraph 1 of 3",
        "h3 Paragraph 2 of 3",
        "h3 List · 2 items",
        "h4 1 Item 1 of 2",
        "h4 2 Item 2 of 2",
        "h2 Body › Quotation · spoken by \u2068A mother\u2069",
        "h3 Words",
        "h3 Speaker",
        "h2 Body › Shared text",
        "h2 Key quotation",
        "h3 Key quotation",
        "h2 What others can try",
        "h3 List · 2 items",
        "h4 1 Point 1 of 2",
        "h4 2 Point 2 of 2",
        "h2 Pictures and files",
        "h3 Picture",
        "h3 Alternative text",
        "h2 For sharing and search",
        "h3 Meta description",
        "h2 Shared texts and terms on this page",
    ]
    assert "appears 2 ×" in row_with(page, "Then we began.").get_text()
    assert "3 words" in " ".join(row_with(page, "Then we began.").get_text().split())
    assert page.select_one("[data-test=picture] img")
    # A row keeps its hooks wherever it stands.
    for row in page.select("[data-test=segment]"):
        assert {"data-state", "data-findings", "id"} <= row.attrs.keys()
        assert row.select_one("[data-test=segment-input]")

    shared, *listed = page.select("[data-test=other]")
    assert "Shared text · used on 1 page · not yet translated Translate" in " ".join(shared.get_text(" ").split())
    assert "We cannot go back." in shared.get_text()
    term, figure = listed
    assert "Mental health" in term.get_text()
    assert "over 600 · from data" in figure.get_text()


def test_translator_is_told_who_reads_and_who_speaks_and_readers_are_not(house: House, translation: Any) -> None:
    story = translation.source.get_source_instance()
    audience = house.go_live(house.snippet(Term(vocabulary="audience", key="families", name="Families")))
    story.page_terms.add(PageTerm(term=audience))
    story.save_revision(user=house.people.editor)
    house.send(house.go_live(story), "ar")
    box = desk(house, fresh(translation)).select_one("[data-test=note-for-translators]")
    assert "A mother speaks to a teacher." in box.get_text()
    assert " ".join(box.select_one("[data-test=audience]").get_text().split()) == "Written for: Families"
    speakers = [" ".join(line.get_text().split()) for line in box.select("[data-test=speakers] li")]
    assert speakers == ["We go on. · A mother · A woman or girl · Said in: Spanish"]
    assert not [segment for segment in list_segments(translation) if "woman" in segment.source]
    page, listed = (Client().get(address).content.decode() for address in (story.url, "/api/stories.json"))
    assert "A mother" in page
    assert "woman" not in page + listed + " ".join(IndexEntry.objects.values_list("text", flat=True))


def test_reviewer_reads_it_in_the_same_order(house: House, translation: Any) -> None:
    before = outline(desk(house, translation))
    house.translate(house_text(translation), "ar")
    house.fill(translation)
    house.submit(translation)
    after = outline(desk(house, translation, "reviewer_ar"))
    assert [heading for heading in after if heading.startswith("h2")] == [
        heading for heading in before if heading.startswith("h2")
    ]
    assert after[1:] != []


def house_text(translation: Any) -> Any:
    """The shared text inside."""
    return next(
        block.value for block in translation.source.get_source_instance().body if block.block_type == "reusable_text"
    )


def test_only_what_is_nearly_too_long_is_counted(house: House, translation: Any) -> None:
    parts = {segment.field: segment.id for segment in list_segments(translation)}
    texts = {parts["title"]: "قصة", parts["summary"]: "س" * 250}
    save_texts(translation, texts, user=house.people.translator_ar)
    page = desk(house, translation)
    assert row_with(page, "A story of one school").select_one(".part__count").has_attr("hidden")
    counted = row_with(page, "What one school does").select_one(".part__count")
    assert not counted.has_attr("hidden")
    assert "250 / 300" in counted.get_text()
    assert row_with(page, "Then we began.").select_one(".part__count") is None


def test_nothing_is_approved_while_it_would_show_a_term_in_english(house: House, translation: Any) -> None:
    client = Client()
    client.force_login(house.people.translator_ar)
    address = f"/admin/pages/{translation.get_target_instance().pk}/edit/"
    house.fill(translation)
    refused = client.post(address, {"action": "submit"}).content.decode()
    assert "The shared text “not-normal” is not live in this language yet." in refused
    assert "/admin/snippets/directory/reusabletext/edit/" in refused
    house.translate(house_text(translation), "ar")
    submitted = client.post(address, {"action": "submit"}, follow=True).content.decode()
    assert "Submitted for review." in submitted
    assert "The term “Mental health” is not live in this language yet." in submitted

    target = fresh(translation.get_target_instance())
    with pytest.raises(NotInReviewError, match="Mental health"):
        approve(target, user=house.people.reviewer_ar)
    by_wagtails_screen = Client(raise_request_exception=False)
    by_wagtails_screen.force_login(house.people.reviewer_ar)
    task_state = target.current_workflow_task_state
    by_wagtails_screen.post(f"/admin/pages/workflow/action/{target.pk}/approve/{task_state.pk}/", {"comment": ""})
    assert not fresh(target).live
    house.translate(target.page_terms.get().term, "ar")
    approve(fresh(target), user=house.people.reviewer_ar)
    assert fresh(target).live


def test_page_is_behind_when_one_of_its_terms_is(house: House) -> None:
    house.story_index("ar")
    term = house.term()
    house.translate(term, "ar")
    story = house.story()
    story.page_terms.add(PageTerm(term=term))
    story.save_revision(user=house.people.editor)
    story = house.go_live(story)
    house.translate(story, "ar")
    status = LanguageStatus.objects.filter(translation_key=story.translation_key, language="ar")
    assert status.get().state == "live"
    house.change(term, name="Mental health of students")
    house.go_live(term)
    assert (status.get().state, status.get().parts_behind) == ("outdated", 1)


def test_what_is_due_stands_in_the_head(house: House, translation: Any) -> None:
    assert desk(house, translation).select_one("[data-test=due]") is None
    Assignment.objects.update_or_create(translation=translation, defaults={"due": timezone.localdate()})
    page = desk(house, translation)
    (due,) = page.select("[data-test=due]")
    assert due.find_parent(class_="desk__head")
    assert near_day(timezone.localdate()) in due.get_text()
    assert page.select_one("[data-test=assignment]") is None


def test_changed_part_says_since_when(house: House, translation: Any) -> None:
    house.fill(translation)
    story = translation.source.get_source_instance()
    house.change(story, summary="What every school does.")
    with time_machine.travel(datetime(2031, 5, 2, 12, tzinfo=UTC)):
        house.send(house.go_live(story), "ar")
        row = row_with(desk(house, translation), "every school")
    assert row["data-state"] == "changed"
    assert row.select_one("[data-word]").get_text() == "Changed May 2, 2031"


def test_figures_of_a_chart_are_not_typed(house: House) -> None:
    from briefs.models import BriefIndexPage, BriefPage

    index = house.go_live(house.page(house.home, BriefIndexPage(title="Briefs", slug="briefs")))
    bars = [{"label": "Rural", "value": Decimal(64)}, {"label": "Urban", "value": Decimal(36)}]
    table = {"table_caption": "Who", "table_header_choice": "row", "data": [["Group", "Number"], ["Rural", "12"]]}
    brief = house.page(
        index,
        BriefPage(
            title="A brief",
            slug="a-brief",
            summary="What it says.",
            body=[("table", table), ("chart", {"caption": "Who asked", "unit": "percent", "bars": bars})],
        ),
    )
    page = desk(house, house.send(house.go_live(brief), "ar")[0])
    assert outline(page)[3:] == [
        "h2 Body › Table",
        "h3 Caption",
        "h3 Cell 1 of 3",
        "h3 Cell 2 of 3",
        "h3 Cell 3 of 3",
        "h2 Body › Chart",
        "h3 Caption",
        "h3 Label",
        "h3 Label",
    ]
    assert "36 · from data" in row_with(page, "Urban").get_text()


def test_figure_of_a_statistic_is_shown_beside_its_words(house: House) -> None:
    figure = house.go_live(house.snippet(Statistic(key="heard", value=600, qualifier="over", caption="people heard")))
    page = desk(house, house.send(figure, "ar")[0])
    assert "over 600 · from data" in page.select_one(".desk__facts").get_text()
    assert outline(page) == ["h2 Caption", "h3 Caption"]


@pytest.mark.parametrize(
    ("template", "kinds"),
    [
        ("<text position='0'></text>", [("paragraph", 1, 1)]),
        (
            "<p><text position='0'></text></p><ol><li><text position='1'></text></li>"
            "<li><text position='2'></text></li></ol><ul><li><text position='3'></text></li></ul>"
            "<p><text position='4'></text></p>",
            [("paragraph", 1, 2), ("item", 1, 2), ("item", 2, 2), ("item", 1, 1), ("paragraph", 2, 2)],
        ),
        ("<h3><text position='0'></text></h3>", [("heading", 1, 1)]),
        ("</p><text position='0'></text></ul>", [("paragraph", 1, 1)]),
    ],
)
def test_pieces_of_a_rich_text(template: str, kinds: list[tuple[str, int, int]]) -> None:
    assert [(element.kind, element.number, element.total) for element in elements_of(template)] == kinds
