"""Figures as each language reads them, and what their form refuses."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from cms.directory.models import Statistic
from cms.languages.number_words import numbers_in
from cms.translation.drafts import save_texts
from cms.translation.review import SubmissionRefusedError
from cms.translation.segments import list_segments
from tests.house import House, make_people


def statistic(code: str = "en", **values: Any) -> Statistic:
    locale = Locale.objects.get(language_code=code)
    return Statistic(**{"key": "a-figure", "caption": "districts", "locale": locale, "value": 20, **values})


@pytest.mark.parametrize(
    ("values", "english", "spanish", "arabic"),
    [
        ({"value": 1200}, "1,200", "1,200", "1,200"),
        ({"value": 600, "qualifier": "over"}, "over 600", "más de 600", "أكثر من 600"),
        ({"qualifier": "more-than"}, "more than 20", "más de 20", "أكثر من 20"),
        ({"value": 36, "qualifier": "up-to"}, "up to 36", "hasta 36", "ما يصل إلى 36"),
        ({"value": 3, "qualifier": "at-least"}, "at least 3", "al menos 3", "3 على الأقل"),
        ({"value": 6, "value_to": 8}, "6 to 8", "de 6 a 8", "من 6 إلى 8"),
    ],
)
def test_each_language_puts_the_number_where_it_belongs(
    db: None, values: dict[str, Any], english: str, spanish: str, arabic: str
) -> None:
    figures = [statistic(code, **values).figure for code in ("en", "es", "ar")]
    assert figures == [english, spanish, arabic]


@pytest.mark.parametrize(
    ("code", "wording", "numbers"),
    [
        ("en", "six to eight", [6, 8]),
        ("es", "de seis a ocho", [6, 8]),
        ("ar", "من ستّة إلى ثمانية", [6, 8]),
        ("ar", "بين خمسة وثمانية", [5, 8]),
        ("ar", "واحد", [1]),
        ("en", "at least three", [3]),
        ("en", "1,200", [1200]),
        ("en", "a few dozen", []),
    ],
)
def test_numbers_are_read_in_words_and_digits(code: str, wording: str, numbers: list[int]) -> None:
    assert numbers_in(wording, code) == numbers


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"value": 8, "value_to": 6}, "value_to"),
        ({"value": 8, "value_to": 8}, "value_to"),
        ({"value": 6, "value_to": 8, "qualifier": "over"}, "qualifier"),
        ({"value": 6, "value_to": 8, "wording": "five to eight"}, "wording"),
        ({"value": 6, "wording": "six to eight"}, "wording"),
    ],
)
def test_what_contradicts_itself_is_refused_next_to_the_field(db: None, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        statistic(**values).full_clean()
    assert set(refusal.value.message_dict) == {field}


def test_words_that_no_longer_say_the_number_give_way_to_it(db: None) -> None:
    figure = statistic(value=6, value_to=8, wording="six to eight")
    assert figure.words == "six to eight"
    figure.value_to = 9
    assert (figure.words, figure.figure) == ("", "6 to 9")


def test_a_translation_whose_words_say_another_number_is_refused(db: None) -> None:
    house = House(make_people())
    source = house.go_live(house.snippet(statistic(value=6, value_to=8, wording="six to eight")))
    (translation,) = house.send(source, "es")
    for wording in ("de cinco a ocho", "de seis a ocho"):
        texts = {
            segment.id: wording if segment.source == "six to eight" else "distritos"
            for segment in list_segments(translation)
        }
        save_texts(translation, texts, user=house.people.translator_es)
        if wording == "de cinco a ocho":
            with pytest.raises(SubmissionRefusedError, match="six"):
                house.submit(translation)
    house.submit(translation)
