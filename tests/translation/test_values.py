"""Texts wait, values don't."""

import datetime

from wagtail.models import PageLogEntry

from cms.directory.models import PageTerm
from cms.languages.models import LanguageStatus
from cms.translation.drafts import save_texts
from cms.translation.review import approve
from cms.translation.segments import list_segments
from tests.house import House, fresh

DATE = datetime.date(2021, 5, 3)


def test_date_and_relation_are_the_same_in_every_language_at_once(house: House) -> None:
    house.story_index("es", "ar")
    term = house.term()
    story = house.go_live(house.story())
    translations = [house.translate(story, "es"), house.translate(story, "ar")]
    draft = house.change(story, source_date=DATE, summary="A new summary.")
    draft.page_terms.add(PageTerm(term=term))
    draft.save_revision(user=house.people.editor)
    house.go_live(story)
    for translation in map(fresh, translations):
        assert translation.source_date == DATE
        assert [row.term for row in translation.page_terms.all()] == [term]
        assert translation.summary.endswith("What one school does.")
        assert translation.live_revision == translation.latest_revision
        assert PageLogEntry.objects.filter(page=translation.pk, action="beacons.copy_values").count() == 1


def test_value_raises_no_task_and_no_notice(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story())
    house.translate(story, "es")
    house.change(story, source_date=DATE)
    house.go_live(story)
    assert LanguageStatus.objects.get(translation_key=story.translation_key, language="es").state == "live"


def test_text_only_change_makes_no_revision_of_the_translation(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story())
    spanish = house.translate(story, "es")
    house.change(story, summary="A new summary.")
    house.go_live(story)
    assert fresh(spanish).latest_revision == spanish.latest_revision


def test_value_reaches_a_translation_in_review(house: House) -> None:
    house.story_index("es")
    story = house.go_live(house.story())
    spanish = house.translate(story, "es")
    (translation,) = house.send(story, "es")
    title = list_segments(translation)[0]
    save_texts(translation, {title.id: "Un título mejor"}, user=house.people.translator_es)
    house.submit(translation)
    house.change(story, source_date=DATE)
    house.go_live(story)
    assert fresh(spanish).source_date == DATE
    assert fresh(spanish).title == "es: A story of one school"
    approve(fresh(spanish), user=house.people.reviewer_es)
    assert (fresh(spanish).title, fresh(spanish).source_date) == ("Un título mejor", DATE)
