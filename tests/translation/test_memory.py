"""What was approved is remembered, whatever becomes of its page; what was not approved is not."""

import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.translation.drafts import save_texts
from cms.translation.memory import Suggestion, concordance, exact, near, text_for
from cms.translation.models import MemoryEntry
from cms.translation.review import approve, return_with_comment
from cms.translation.segments import list_segments
from tests.house import House, fresh
from tests.scenes import fill_memory, remembered_sentence


def kept(source: str, text: str, language: str = "es", **values: Any) -> MemoryEntry:
    values = {"approved_at": timezone.now(), "title": "A story", **values}
    entry = MemoryEntry.of(source=source, text=text, language=language, **values)
    MemoryEntry.keep([entry])
    return MemoryEntry.objects.get(language=language, source_key=entry.source_key, text_key=entry.text_key)


def sources() -> set[str]:
    return set(MemoryEntry.objects.values_list("source", flat=True))


def test_drafts_and_what_is_in_review_are_not_remembered(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story())
    (translation,) = house.send(story, "es")
    house.fill(translation)
    assert not sources()
    target = house.submit(translation)
    assert not sources()
    return_with_comment(target, user=house.people.reviewer_es, comment="Again, please.")
    assert not sources()


def test_approval_fills_the_memory_with_what_was_approved_and_by_whom(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story())
    spanish = house.translate(story, "es")
    found = exact(["We <b>listened</b> first.", "How it began", "Never said"], "es")
    assert {source: entry.text for source, entry in found.items()} == {
        "We <b>listened</b> first.": "es: We <b>listened</b> first.",
        "How it began": "es: How it began",
    }
    entry = found["How it began"]
    assert entry.title == "A story of one school"
    assert entry.approved_by == house.people.reviewer_es
    assert entry.revision.content_object.pk == spanish.pk
    assert exact(["How it began"], "ar") == {}


def test_memory_survives_the_page_and_the_people(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story())
    spanish = house.translate(story, "es")
    fresh(spanish).delete()
    fresh(story).delete()
    assert not Page.objects.filter(title__contains="A story of one school").exists()
    entry = exact(["How it began"], "es")["How it began"]
    assert (entry.text, entry.title, entry.revision) == ("es: How it began", "A story of one school", None)
    house.people.reviewer_es.delete()
    assert exact(["How it began"], "es")["How it began"].approved_by is None


def test_a_translation_that_waits_for_its_english_is_remembered_with_it(house: House) -> None:
    house.story_index("es")
    instant = timezone.now() + timedelta(days=1)
    story = house.story(summary="Under embargo.", go_live_at=instant)
    house.go_live(story)
    (translation,) = house.send(story, "es")
    house.fill(translation)
    approve(house.submit(translation), user=house.people.reviewer_es)
    assert not sources()
    with time_machine.travel(instant + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert exact(["Under embargo."], "es")["Under embargo."].approved_by == house.people.reviewer_es


def test_the_newest_approval_wins_and_the_others_stay(house: House) -> None:
    house.story_index("es")
    first = house.go_live(house.story("first"))
    house.translate(first, "es")
    second = house.go_live(house.story("second"))
    (translation,) = house.send(second, "es")
    house.fill(translation, mark="otra vez")
    approve(house.submit(translation), user=house.people.reviewer_es)
    assert exact(["How it began"], "es")["How it began"].text == "otra vez: How it began"
    assert {entry.text for entry in concordance("how it began", "es")} == {
        "es: How it began",
        "otra vez: How it began",
    }


def test_approving_the_same_text_again_keeps_it_once(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story())
    house.translate(story, "es")
    before = MemoryEntry.objects.count()
    house.change(story, summary="A new summary.")
    house.go_live(story)
    house.translate(story, "es")
    assert MemoryEntry.objects.count() == before + 1


def test_an_approval_that_returns_to_an_earlier_wording_makes_it_the_newest(db: None) -> None:
    now = timezone.now()
    kept("Read more", "Leer más", approved_at=now - timedelta(days=3))
    kept("Read more", "Más información", approved_at=now - timedelta(days=2))
    assert exact(["Read more"], "es")["Read more"].text == "Más información"
    kept("Read more", "Leer más", approved_at=now)
    assert exact(["Read more"], "es")["Read more"].text == "Leer más"


def test_links_of_an_approved_text_are_called_as_the_english_calls_them(house: House) -> None:
    house.story_index("es")
    links = '<a href="https://example.org/a">the plan</a> before <a href="https://example.org/b">the report</a>'
    story = house.go_live(house.story(body=[("text", f"<p>See {links}.</p>")]))
    (translation,) = house.send(story, "es")
    house.fill(translation)
    part = next(segment for segment in list_segments(translation) if segment.has_markup)
    typed = 'Antes del <a id="a2">informe</a>, vea el <a id="a1">plan</a>.'
    assert save_texts(translation, {part.id: typed}, user=house.people.translator_es) == {}
    approve(house.submit(translation), user=house.people.reviewer_es)
    assert exact([part.source], "es")[part.source].text == typed


def test_links_that_are_numbered_otherwise_are_the_same_text(db: None) -> None:
    kept('See <a id="a1">the plan</a>.', 'Vea <a id="a1">el plan</a>.')
    wanted = 'See  <a id="a3">the plan</a>.'
    found = exact([wanted], "es")
    assert text_for(wanted, found[wanted]) == 'Vea <a id="a3">el plan</a>.'
    assert near(wanted, "es") == [
        Suggestion(100, 'See <a id="a1">the plan</a>.', 'Vea <a id="a3">el plan</a>.', "A story")
    ]


def test_a_whole_page_is_one_query(db: None) -> None:
    for number in range(12):
        kept(f"Part {number}", f"Parte {number}")
    for wanted in (["Part 1"], [f"Part {number}" for number in range(200)]):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            exact(wanted, "es")
        assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        assert exact([], "es") == {}
    assert len(queries) == 0


def test_near_matches_are_scored_and_sorted(db: None) -> None:
    kept("We heard from over 600 students.", "Escuchamos a más de 600 estudiantes.")
    kept("We heard from over 600 students and families.", "Escuchamos a más de 600 estudiantes y familias.")
    kept("Something else entirely was said here today.", "Otra cosa.")
    found = near("We heard from over 600 students and families!", "es")
    assert [suggestion.text for suggestion in found] == [
        "Escuchamos a más de 600 estudiantes y familias.",
        "Escuchamos a más de 600 estudiantes.",
    ]
    assert 95 < found[0].score < 100
    assert 70 <= found[1].score < found[0].score
    assert near("We heard from over 600 students and families!", "es", at_least=99) == []
    assert len(near("We heard from over 600 students and families!", "es", limit=1)) == 1
    assert near("We heard from over 600 students.", "ar") == []
    assert near(" ", "es") == []


def test_only_the_same_text_scores_a_hundred(db: None) -> None:
    kept("we <b>listened</b> first.", "primero <b>escuchamos</b>.")
    (found,) = near("We listened first.", "es")
    assert found.score == 99


def test_two_translations_of_a_text_are_both_offered_the_newest_first(db: None) -> None:
    now = timezone.now()
    kept("Read more", "Leer más", approved_at=now - timedelta(days=1))
    kept("Read more", "Más información", approved_at=now)
    kept("Read  more", "Leer más", approved_at=now - timedelta(days=2))
    assert [suggestion.text for suggestion in near("Read more", "es")] == ["Más información", "Leer más"]


@pytest.mark.parametrize("at_least", [50, 70, 90, 100])
def test_the_choice_by_length_leaves_out_nothing_that_reaches_the_score(db: None, at_least: int) -> None:
    """The measure of two texts of which one is the beginning of the other depends on their lengths alone."""
    letters = "".join(chr(0x4E00 + number) for number in range(100))
    for length in range(1, 101):
        kept(letters[:length], f"texto {length}")
    wanted = letters[:40]
    found = {len(suggestion.source) for suggestion in near(wanted, "es", limit=100, at_least=at_least)}
    assert found == {length for length in range(1, 101) if 200 * min(40, length) / (40 + length) >= at_least}


def test_ten_thousand_strings_take_no_time(db: None) -> None:
    fill_memory(10_000, timezone.now())
    wanted = f"{remembered_sentence(4711)}!"
    near("to import and to connect", "es")
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        found = near(wanted, "es")
    seconds = time.perf_counter() - started
    assert found[0].text == "texto 4711"
    assert len(queries) == 2
    # 100 ms are wanted; a machine that does something else meanwhile may take three times as long.
    assert seconds < 0.3, seconds


def test_concordance_finds_all_words_in_any_order(db: None) -> None:
    kept("The policy platform of the <b>families</b>", "La plataforma de políticas")
    kept("A platform for every party and policymaker", "Una plataforma")
    kept("The art of platforms: 100% policy", "El arte")
    kept("Only a policy", "Solo una política")

    def found(words: str, **options: int) -> list[str]:
        return [entry.text for entry in concordance(words, "es", **options)]

    assert found("Policy platform") == ["El arte", "Una plataforma", "La plataforma de políticas"]
    assert found("art") == ["El arte"]
    assert found("families") == ["La plataforma de políticas"]
    assert found("100%") == ["El arte"]
    assert found("policy", limit=1) == ["Solo una política"]
    assert found("<b> ") == []
    assert concordance("policy", "ar") == []
