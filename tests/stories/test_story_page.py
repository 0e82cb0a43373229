"""What a story has besides its text: a quotation, points for the handout, and a note that only translators read."""

from django.test import Client

from tests.house import House, fresh
from tests.stories.conftest import Read

NOTE = "“They” is one student here."


def test_quotation_is_set_large_with_its_speaker(house: House, read: Read) -> None:
    house.go_live(house.story(quotation="We were heard.", quotation_speaker="A parent"))
    [figure] = read("/en/stories/a-story/").select("[data-test=body] figure.pull")
    assert figure.blockquote.get_text(strip=True) == "We were heard."
    assert figure.figcaption.get_text(strip=True) == "A parent"


def test_words_that_were_not_said_in_the_language_of_the_page_are_told_to_be_translated(
    house: House, read: Read
) -> None:
    said = {"words": "We go on.", "speaker": "", "spoken_by": "", "spoken_in": "ar"}
    story = house.story(quotation="We were heard.", quotation_spoken_in="es", body=[("quotation", said)])
    house.go_live(story)
    for code in ("es", "ar"):
        house.story_index(code)
        house.translate(story, code)
    assert [
        [" ".join(line.get_text().split()) for line in read(f"/{code}/stories/{story.slug}/").select(".pull__from")]
        for code in ("en", "es", "ar")
    ] == [
        ["Translated from Arabic", "Translated from Spanish"],
        ["Traducción del árabe"],
        ["مترجم عن الإسبانية"],
    ]


def test_story_without_a_quotation_shows_no_empty_one(house: House, read: Read) -> None:
    house.go_live(house.story())
    page = read("/en/stories/a-story/")
    assert not page.select("figure")
    assert not [heading for heading in page.select("main h2, main h3") if not heading.get_text(strip=True)]


def test_note_for_translators_is_on_their_desk_and_nowhere_else(house: House, client: Client) -> None:
    house.story_index("es")
    story = house.go_live(house.story(note_for_translators=NOTE))
    (translation,) = house.send(story, "es")
    target = translation.get_target_instance()
    client.force_login(house.people.translator_es)
    desk = client.get(f"/admin/pages/{target.pk}/edit/").content.decode()
    assert NOTE in desk
    house.translate(story, "es")
    assert fresh(target).note_for_translators == ""
    for code in ("en", "es"):
        assert NOTE not in client.get(f"/{code}/stories/a-story/").content.decode()


def test_points_of_the_handout_are_no_part_of_the_page_yet_and_are_translated(house: House, read: Read) -> None:
    house.story_index("es")
    points = [("point", f"Point {number}.") for number in (1, 2, 3)]
    story = house.go_live(house.story(handout_points=points))
    spanish = house.translate(story, "es")
    assert [point.value for point in spanish.handout_points] == ["es: Point 1.", "es: Point 2.", "es: Point 3."]
