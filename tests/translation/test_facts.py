"""States count exactly what the desk shows as done and as begun, whatever stands in a part."""

from typing import Any

from wagtail_localize.models import StringTranslation, Translation

from cms.translation.drafts import Typed, keep
from cms.translation.exchange.machine import draft_parts
from cms.translation.facts import sent_parts
from cms.translation.models import Draft
from cms.translation.segments import Segment, list_segments
from tests.house import House
from tests.scenes import story_of
from tests.translation.machine import FakeEngine


def test_parts_count_as_the_desk_shows_them(house: House) -> None:
    house.story_index("es", "ar")
    story = house.go_live(story_of(house, 10))
    spanish, arabic = house.send(story, "es", "ar")
    user = house.people.translator_es

    def typed(number: int, text: str, **values: Any) -> None:
        segment = list_segments(spanish)[number]
        keep(spanish, Typed(segment.id, text, segment.version, **values), user=user)

    typed(0, "Hecho", done=True)
    typed(1, "Escrito")
    typed(2, "Hecho", done=True)
    typed(2, "Escrito otra vez")
    typed(3, "Hecho", done=True)
    typed(3, "")
    typed(4, "Borrado")
    typed(4, "")
    draft_parts(spanish, FakeEngine())
    typed(6, "Hecho", done=True)
    refused = list_segments(spanish)[7]
    typed(7, "Rechazado", done=True)
    stored = StringTranslation.objects.filter(context_id=refused.id.partition("-")[0])
    stored.filter(translation_of_id=refused.id.partition("-")[2]).update(has_error=True, field_error="Too long.")
    Draft.objects.filter(translation=spanish, text="Rechazado").delete()
    house.fill(arabic)
    assert {segment.state for segment in list_segments(spanish)} == {"done", "draft", "empty", "machine"}
    agree(spanish, arabic)
    house.change(story, title="Another title", body=[("text", "<p>Paragraph 1 of the text, changed.</p>")])
    house.go_live(story)
    assert "changed" in {segment.state for segment in list_segments(arabic)}
    agree(spanish, arabic)


def agree(*translations: Translation) -> None:
    codes = [translation.target_locale.language_code for translation in translations]
    parts = sent_parts(translations[0].source.object_id, codes)
    for code, translation in zip(codes, translations, strict=True):
        segments = list_segments(translation)
        assert [part.source for part in parts] == [segment.source_part for segment in segments]
        assert [code in part.done_in for part in parts] == [segment.is_done for segment in segments]
        assert [code in part.begun_in for part in parts] == [is_begun(segment) for segment in segments]


def is_begun(segment: Segment) -> bool:
    return segment.state not in {"empty", "changed", "machine"}
