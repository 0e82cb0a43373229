"""What an editor of a brief sees and is told: the blocks to choose from, and what the checklist asks for."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cms.pages.blocks import BriefBodyBlock, NotesBlock
from tests.briefs.conftest import Brief
from tests.house import House, fresh

BLOCKS = {name: BriefBodyBlock().child_blocks[name] for name in ("table", "chart")} | NotesBlock().child_blocks


@pytest.fixture
def editor(house: House) -> Client:
    client = Client()
    client.force_login(house.people.editor)
    return client


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_is_chosen_by_looking(name: str, editor: Client) -> None:
    block = BLOCKS[name]
    assert block.is_previewable
    assert block.meta.description
    response = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").main.get_text(strip=True)


def test_the_checklist_leads_to_a_note_that_is_missing(brief: Brief, editor: Client) -> None:
    page = brief(body=[("text", '<p>We asked.<a href="#note-1">1</a></p>')])
    soup = BeautifulSoup(editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content, "html.parser")
    (item,) = soup.select("[data-test=checklist-needed] li")
    assert "There is no note 1" in item.get_text()
    assert item.a["href"] == f"#block-{fresh(page).body[0].id}-section"
