"""Our way to store the parts of a text keeps the rows that wagtail-localize's own would."""

from typing import Any

import pytest
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    StringSegment,
    TemplateSegment,
    TranslationContext,
    TranslationSource,
)

from cms.translation.extraction import keep_segments
from tests.house import House

KINDS = {
    StringSegment: ("order", "context__path", "string__data", "string__data_hash", "attrs"),
    TemplateSegment: ("order", "context__path", "template__template", "template__uuid", "template__string_count"),
    RelatedObjectSegment: ("order", "context__path", "object"),
    OverridableSegment: ("order", "context__path", "data_json"),
}


def stored(source: TranslationSource) -> dict[str, list]:
    rows = {
        kind.__name__: sorted(kind.objects.filter(source=source).values_list("pk", *names))
        for kind, names in KINDS.items()
    }
    contexts = TranslationContext.objects.filter(object=source.object_id)
    return {**rows, "contexts": sorted(contexts.values_list("pk", "path", "path_id", "field_path"))}


@pytest.fixture
def source(house: House) -> TranslationSource:
    story = house.story(
        body=[
            (
                "text",
                '<h2>One</h2><p>See <a href="https://example.org">the study of the county</a>.</p>',
            ),
            ("text", "<p>Twice.</p><p>Twice.</p>"),
            ("quotation", {"words": "We listened first.", "speaker": "A principal"}),
            ("reusable_text", house.reusable_text()),
        ],
        others_can_try=[("point", "Try this.")],
    )
    (translation,) = house.send(house.go_live(story), "es")
    return translation.source


def test_nothing_is_left_for_wagtail_localize_to_mend(source: TranslationSource) -> None:
    ours = stored(source)
    assert all(ours.values())
    source.refresh_segments()
    assert stored(source) == ours


def test_change_keeps_the_rows_of_what_stays(house: House, source: TranslationSource) -> None:
    before = stored(source)
    changed: Any = source.as_instance()
    changed.summary = "Another summary."
    keep_segments(source, changed)
    after = stored(source)
    gone = set(before["StringSegment"]) - set(after["StringSegment"])
    new = set(after["StringSegment"]) - set(before["StringSegment"])
    assert [row[3] for row in gone] == ["What one school does."]
    assert [row[3] for row in new] == ["Another summary."]
    assert {kind: rows for kind, rows in after.items() if kind != "StringSegment"} == {
        kind: rows for kind, rows in before.items() if kind != "StringSegment"
    }
