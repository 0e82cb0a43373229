"""How many words a text has, and how many are left to translate."""

import pytest

from cms.languages.models import LanguageStatus
from cms.translation.drafts import save_texts
from cms.translation.segments import list_segments
from cms.translation.status import refresh_status
from cms.translation.words import count_words
from tests.house import House


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("", 0),
        ("We listened first.", 3),
        ("We <b>list</b>ened <i>first</i>.", 3),
        ("one<br/>two<br>three", 3),
        ("COVID-19 – 1,200 students", 3),
        ("Don’t R&amp;D", 2),
        ("a&nbsp;b", 2),
        ('<a id="a1">The needs assessment</a> of 2023', 5),
        ("— …", 0),
    ],
)
def test_words_of_a_part(part: str, words: int) -> None:
    assert count_words(part) == words


def counted(story, code: str = "es") -> tuple[int, int]:
    status = LanguageStatus.objects.get(translation_key=story.translation_key, language=code)
    return status.words, status.words_left


def test_words_left_follow_the_work(house: House) -> None:
    house.story_index("es")
    # A story of one school / What one school does. / How it began / We listened first.
    story = house.go_live(house.story())
    assert counted(story) == (15, 15)
    (translation,) = house.send(story, "es")
    assert counted(story) == (15, 15)
    title = list_segments(translation)[0]
    save_texts(translation, {title.id: "Historia de una escuela"}, user=house.people.translator_es)
    refresh_status(translation.get_target_instance())
    assert counted(story) == (15, 10)
    house.fill(translation)
    refresh_status(translation.get_target_instance())
    assert counted(story) == (15, 0)
    house.change(story, summary="What two schools did.")
    house.go_live(story)
    assert counted(story) == (15, 4)
    assert counted(story, "ar") == (15, 15)
