"""What a page of 200 parts costs the database: opened on the desk, and published."""

from typing import Any
from unittest.mock import patch

from django.test import Client

from cms.languages.models import LanguageStatus
from cms.settings import base
from cms.translation.glossary import checking
from cms.translation.segments import list_segments
from cms.translation.status import refresh_status
from tests.costs import statements
from tests.house import House
from tests.scenes import story_of

PARTS = 200
TO_OPEN = 40
# Two, and one for a hundred parts, of both languages together.
TO_REFRESH = 2 + PARTS // 100


def test_desk_and_states_of_a_long_page(house: House, settings: Any) -> None:
    settings.TASKS = base.TASKS
    house.story_index("es", "ar")
    story = house.go_live(story_of(house, PARTS))
    (translation,) = house.send(story, "es")
    client = Client()
    client.force_login(house.people.translator_es)
    address = f"/admin/pages/{translation.get_target_instance().pk}/edit/"
    client.get("/admin/")
    for state in ("empty", "done"):
        if state == "done":
            house.fill(translation)
        with statements() as asked:
            html = client.get(address).content.decode()
        assert html.count(f'data-state="{state}"') >= PARTS
        assert len(asked) <= TO_OPEN, "\n".join(asked)
    with patch.object(checking, "cache", wraps=checking.cache) as cache:
        assert len(list_segments(translation, checked=True)) == PARTS
    assert cache.get.call_count == 1
    for code in ("es", "ar"):
        house.translate(story, code)
    house.change(story, summary="What it says now.")
    story = house.go_live(story)
    # As publishing knows it.
    assert story.locale.language_code == "en"
    LanguageStatus.objects.all().delete()
    with statements() as asked:
        refresh_status(story)
    assert len(asked) <= TO_REFRESH, "\n".join(asked)
    statuses = LanguageStatus.objects.filter(translation_key=story.translation_key)
    assert list(statuses.values_list("state", "parts", "parts_behind")) == [("outdated", PARTS, 1)] * 2
