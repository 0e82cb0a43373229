"""The editor: what the form asks for, what the checklist shows, what is refused, what the previews show."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import get_page_models
from wagtail.test.utils.form_data import rich_text, streamfield

from cms.languages.policy import TranslationPolicy
from cms.pages.blocks import BodyBlock, HandoutPointsBlock, TextBlock
from cms.pages.models import BasePage
from stories.models import StoryPage
from tests.forms import sent
from tests.house import House, fresh

LINK = '<p>Our report: <a href="https://example.org/report">{}</a>.</p>'
PAGE_TYPES = [model for model in get_page_models() if issubclass(model, TranslationPolicy)]


@pytest.fixture
def editor(house: House) -> Client:
    client = Client()
    client.force_login(house.people.editor)
    return client


def address(page: BasePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def body(html: str) -> dict[str, str]:
    return streamfield([("text", rich_text(html, features=["h2", "link"]))])


def items(html: str, name: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    return [" ".join(item.get_text(" ").split()) for item in soup.select(f'[data-test="checklist-{name}"] li')]


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_a_form_asks_for_six_things_at_most(model: type[BasePage]) -> None:
    form = model.get_edit_handler().get_form_class()
    required = {name for name, field in form.base_fields.items() if field.required}
    assert "title" in required
    assert len(required) <= 6
    # Of these, the first draft needs what no text can do without, and what has no empty value.
    assert len(required - set(form._meta.defer_required_on_fields)) <= 3


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_what_the_checklist_wishes_for_has_its_place_in_the_form(model: type[BasePage]) -> None:
    form = model.get_edit_handler().get_form_class()
    assert set(model.wished_fields) <= {*form.base_fields, *form.formsets}
    assert set(model.word_limits) <= set(form.base_fields)


def test_a_title_is_enough_for_a_first_draft(house: House, editor: Client) -> None:
    parent = house.story_index()
    new = StoryPage(title="A day in the garden", locale=parent.locale)
    add = reverse("wagtailadmin_pages:add", args=["stories", "storypage", parent.pk])
    response = editor.post(add, sent(new))
    draft = StoryPage.objects.get(slug="a-day-in-the-garden")
    assert response.url == address(draft)
    html = editor.get(address(draft)).content.decode()
    assert items(html, "needed") == ["Summary Still empty"]
    assert "Points of the handout Still empty" in items(html, "wished")


def test_a_page_keeps_its_address(house: House, editor: Client) -> None:
    story = house.story()
    assert editor.post(address(story), sent(story, title="Another title", slug="")).status_code == 302
    draft = fresh(story).get_latest_revision_as_object()
    assert (draft.title, draft.slug) == ("Another title", story.slug)


def test_each_item_leads_to_its_place(house: House, editor: Client) -> None:
    story = house.story(body=[("text", LINK.format("here"))], lead_image_alt="")
    soup = BeautifulSoup(editor.get(address(story)).content, "html.parser")
    targets = [link["href"].removeprefix("#") for link in soup.select('[data-test="checklist"] a')]
    block = f"block-{fresh(story).body[0].id}-section"
    assert block in targets
    # Blocks come with the script of the editor, everything else stands in the page.
    assert [target for target in targets if target != block and soup.find(id=target) is None] == []


def test_the_checklist_follows_what_is_typed(house: House, editor: Client) -> None:
    story = house.story()
    data = sent(story, summary="", body=body("<h2>One</h2><p>Two.</p>"))
    response = editor.post(address(story), data, headers={"accept": "application/json"})
    html = response.json()["html"]
    assert items(html.replace("template", "div"), "needed") == ["Summary Still empty"]


def test_a_refusal_stands_at_its_block_and_nothing_is_lost(house: House, editor: Client) -> None:
    story = house.story()
    data = sent(story, title="Typed just now", body=body(LINK.format("click here")))
    response = editor.post(address(story), {**data, "action-submit": "1"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "“click here”" in html
    assert "blockErrors" in html
    assert "Typed just now" in html
    assert not fresh(story).workflow_in_progress
    # The same is saved as a draft.
    assert editor.post(address(story), data).status_code == 302
    assert fresh(story).get_latest_revision_as_object().title == "Typed just now"
    good = sent(story, body=body(LINK.format("the needs assessment")))
    assert editor.post(address(story), {**good, "action-submit": "1"}).status_code == 302
    assert fresh(story).workflow_in_progress


def test_a_shared_text_is_refused_in_its_form(house: House, editor: Client) -> None:
    text = house.reusable_text()
    form = text.snippet_viewset.get_edit_handler().get_form_class()
    data = {"key": text.key, "text": rich_text(LINK.format("here"), features=["link"])}
    submitted = form(data, instance=text)
    assert not submitted.is_valid()
    assert "“here”" in submitted.errors["text"][0]
    saved = form(data, instance=text)
    saved.defer_required_fields()
    assert saved.is_valid()


def test_the_points_of_a_handout_keep_their_measure(db: None) -> None:
    block = HandoutPointsBlock(required=False)

    def is_good(*points: str) -> bool:
        try:
            block.clean(block.to_python([{"type": "point", "value": point} for point in points]))
        except Exception as error:
            if type(error).__name__ != "StreamBlockValidationError":
                raise
            return False
        return True

    assert is_good()
    assert not is_good("One.", "Two.")
    assert is_good("One.", "Two.", "x" * 140)
    assert not is_good("One.", "Two.", "x" * 141)
    assert not is_good(*["One more."] * 6)


@pytest.mark.parametrize("name", [*BodyBlock().child_blocks, "point"])
def test_every_block_is_chosen_by_looking(name: str, house: House, editor: Client) -> None:
    house.reusable_text(text="<p>We cannot go back.</p>")
    blocks = {**BodyBlock().child_blocks, **HandoutPointsBlock().child_blocks}
    block = blocks[name]
    assert block.is_previewable
    response = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").main.get_text(strip=True)


def test_a_page_is_looked_at_on_two_screens_and_from_right_to_left(house: House) -> None:
    story = house.story()
    assert [(size["name"], size["device_width"]) for size in story.preview_sizes] == [("phone", 360), ("desktop", 1280)]
    shown = [
        BeautifulSoup(story.make_preview_request(preview_mode=mode).content, "html.parser") for mode in ("", "mirrored")
    ]
    assert [(page.html["lang"], page.html["dir"]) for page in shown] == [("en", "ltr"), ("en", "rtl")]
    assert [mode for mode, _label in story.preview_modes] == ["", "mirrored"]


def test_what_no_editor_sends_is_not_kept() -> None:
    """Nothing but the editor's own script stands between a forged request and the text."""
    converter = ContentstateConverter(features=TextBlock().field.widget.features)
    forged = {
        "blocks": [
            {
                "key": "aaaaa",
                "text": "<script>alert(1)</script> click",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 26, "length": 5, "key": 0}],
            },
            {"key": "bbbbb", "text": "Cell", "type": "table", "depth": 0, "inlineStyleRanges": [], "entityRanges": []},
        ],
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}},
    }
    html = BeautifulSoup(converter.to_database_format(json.dumps(forged)), "html.parser")
    assert {tag.name for tag in html.find_all()} <= {"p", "a"}
    assert [link.get("href") for link in html.find_all("a")] in ([], [None])
    assert "<script>alert(1)</script> click" in html.get_text()
