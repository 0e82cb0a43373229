"""Translations that people have read pass the checks: what the checks say against them would be wrong."""

import re
from collections import Counter

import pytest
from wagtail_localize.models import StringTranslation

from cms.translation.checks import Finding, Level, find

pytestmark = pytest.mark.usefixtures("demo")

# Fewer than one part in thirty: who is warned all the time reads no warning.
FEW = 1 / 30


def findings() -> list[tuple[StringTranslation, Finding]]:
    stored = StringTranslation.objects.select_related("translation_of", "locale")
    return [
        (text, finding)
        for text in stored
        for finding in find(text.translation_of.data, text.data, language=text.locale.language_code)
    ]


def test_no_stored_translation_has_an_error() -> None:
    assert StringTranslation.objects.count() > 700
    errors = [
        (finding.message, text.translation_of.data, text.data)
        for text, finding in findings()
        if finding.level == Level.ERROR
    ]
    assert errors == []


def test_warnings_are_few() -> None:
    count = Counter(finding.code for _text, finding in findings())
    assert count.total() < StringTranslation.objects.count() * FEW, count


def test_a_figure_that_is_changed_in_any_of_them_is_found() -> None:
    changed = 0
    for text in StringTranslation.objects.filter(data__regex="[0-9]").select_related("translation_of", "locale"):
        wrong = re.sub(r"\d+", lambda figure: str(int(figure[0]) + 1), text.data, count=1)
        if "<a id" not in text.data:
            changed += 1
            found = find(text.translation_of.data, wrong, language=text.locale.language_code)
            assert Level.ERROR in {finding.level for finding in found}, wrong
    assert changed > 20
