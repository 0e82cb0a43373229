"""Formatting in a part: kept in one form, shown as it is, told where it is wrong; links with own addresses."""

import re

import pytest
from django.test import Client
from wagtail_localize.models import SegmentOverride, Translation

from cms.translation.checks import find
from cms.translation.desk.links import links_of
from cms.translation.drafts import Typed, keep
from cms.translation.formatting import combined, formatted, word_difference, word_pieces
from cms.translation.markup import form_problem, normalised
from cms.translation.review import approve
from cms.translation.segments import Segment, list_segments
from home.models import HomePage
from tests.house import House, fresh

LINK = 'See <a id="a1">the plan</a>.'


@pytest.mark.parametrize(
    ("source", "typed", "kept"),
    [
        ("We <b>listened</b>.", "<strong>Escuchamos</strong>.", "<b>Escuchamos</b>."),
        ("We <strong>listened</strong>.", "<b>Escuchamos</b>.", "<strong>Escuchamos</strong>."),
        ("We <em>listened</em>.", "<i>Escuchamos</i>.", "<em>Escuchamos</em>."),
        ("We <b>listened</b>.", "<b>Escu</b><b>chamos</b>.", "<b>Escuchamos</b>."),
        ("We <b>listened</b>.", "<b>Escu<b>cha</b>mos</b> <b></b>bien", "<b>Escuchamos</b> bien"),
        ("One<br/>two <b>b</b>", "Uno<br>dos <b>b</b>", "Uno<br/>dos <b>b</b>"),
        (LINK, 'Q&A, AT&T: <a id="a1">el plan</a>', 'Q&amp;A, AT&amp;T: <a id="a1">el plan</a>'),
        ('<b>See <a id="a1">it</a></b>', '<b>Vea <a id="a1">lo</a></b>', '<b>Vea <a id="a1">lo</a></b>'),
        # What is not well formed stays as it was typed, for the checks to say so.
        (LINK, 'Vea <a id="a1">el plan.', 'Vea <a id="a1">el plan.'),
        (LINK, "Vea <span>el plan</span>.", "Vea <span>el plan</span>."),
    ],
)
def test_a_text_is_kept_in_one_form(source: str, typed: str, kept: str) -> None:
    assert normalised(source, typed) == kept
    assert normalised(source, kept) == kept


@pytest.mark.parametrize(
    ("source", "target", "language", "found"),
    [
        (LINK, "Vea el plan.", "es", [("link", "error")]),
        (LINK, 'Vea <a id="a1">el plan</a> <u>ya</u>.', "es", [("markup", "error")]),
        (LINK, 'Vea <a id="a1">el <code>plan</code></a>.', "es", [("markup", "error")]),
        (LINK, 'Vea <a id="a1">el plan.', "es", [("markup", "error")]),
        ("We <b>listened</b>.", "Escuchamos.", "es", [("bold", "warning")]),
        ("We <b>listened</b>.", "استمعنا.", "ar", [("bold", "warning")]),
        ("We <i>listened</i>.", "Escuchamos.", "es", [("italics", "warning")]),
        ("We <i>listened</i>.", "«استمعنا».", "ar", []),
    ],
)
def test_lost_and_unknown_formatting_is_told(
    source: str, target: str, language: str, found: list[tuple[str, str]]
) -> None:
    assert [(finding.code, str(finding.level)) for finding in find(source, target, language=language)] == found


def test_a_lost_note_is_told_by_its_number() -> None:
    (finding,) = find('We read it.<a id="a1">3</a>', "Lo leímos.", language="es", addresses={"a1": "#note-3"})
    assert (finding.code, finding.message, finding.insert) == ("note", "Note 3 is missing.", '<a id="a1">3</a>')


def test_the_english_shows_notes_as_one_piece_and_terms_marked() -> None:
    html = formatted(
        'The schools read it.<a id="a1">3</a> Preschools <b>did</b> too.',
        has_markup=True,
        notes={"a1": "3"},
        terms={"schools": "escuelas"},
    )
    assert '<span class="part__note" data-id="a1" data-n="3">3</span>' in html
    assert html.count("part__term") == 1
    assert 'data-insert="escuelas"' in html
    assert "<b>did</b>" in html


def test_differences_word_by_word() -> None:
    before, now = (
        "We heard from over 60 students in all of the schools",
        "We heard from over 600 students in the schools",
    )
    assert word_pieces("a b", "a c") == [("same", "a"), ("del", "b"), ("ins", "c")]
    assert word_difference(before, now, context=1) == (
        "… over <del>60</del> <ins>600</ins> students in <del>all of</del> the …"
    )


@pytest.mark.parametrize(
    ("theirs", "mine", "both"),
    [
        ("Escuchamos a 600 familias.", "Escuchamos a 600 estudiantes.", "Escuchamos a 600 familias. estudiantes."),
        ("Escuchamos.", "Escuchamos. Y seguimos.", "Escuchamos. Y seguimos."),
        ('El <a id="a1">plan</a> sí.', 'El <a id="a1">plan</a> no.', 'El <a id="a1">plan</a> sí. no.'),
        ('<a id="a1">Uno</a> dos', 'Tres <a id="a1">cuatro</a>', 'Tres <a id="a1">Uno cuatro</a> dos'),
    ],
)
def test_two_texts_in_one(theirs: str, mine: str, both: str) -> None:
    assert combined(theirs, mine) == both


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ('<a id="a1">Uno</a> dos <a id="a2">tres</a>', '<a id="a2">Tres</a> dos <a id="a1">uno</a>'),
        ("<b>Uno <i>dos</i></b> tres", "<i>Uno</i> <b>dos</b> tres"),
        ('<b><a id="a1">Uno</a></b> dos', '<a id="a1"><b>Otro</b></a> <i>dos</i>'),
        ("Uno", '<b>Uno</b> <a id="a1">dos</a>'),
    ],
)
def test_two_texts_in_one_are_well_formed(theirs: str, mine: str) -> None:
    both = combined(theirs, mine)
    links = re.findall("<a id", both)
    assert not form_problem(both)
    assert len(links) == len(set(re.findall('<a id="[^"]+"', both)))


@pytest.fixture(scope="module")
def shared_translation(shared_house: House) -> Translation:
    house = shared_house
    house.story_index("ar")
    home = HomePage.objects.get(locale__language_code="en")
    other = house.go_live(house.story("another", title="Another story"))
    links = f'<a href="https://example.org/plan">The plan</a> of <a linktype="page" id="{home.pk}">ours</a>'
    body = [("text", f'<p>{links} and <a linktype="page" id="{other.pk}">theirs</a>.</p>')]
    story = house.go_live(house.story(body=body))
    return house.send(story, "ar")[0]


@pytest.fixture
def translation(shared_translation: Translation, house: House) -> Translation:
    return fresh(shared_translation)


def last(translation: Translation) -> Segment:
    return list_segments(translation)[-1]


def post_link(user: object, translation: Translation, link: str, address: str) -> tuple[int, dict]:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    url = f"/admin/translation/{translation.pk}/parts/{last(translation).id}/links/{link}/"
    response = client.post(url, {"address": address}, headers={"X-Requested-With": "XMLHttpRequest"})
    is_json = response.headers["Content-Type"] == "application/json"
    return response.status_code, response.json() if is_json else {}


def test_links_say_where_they_go(translation: Translation) -> None:
    said = [link.says for link in links_of(translation, list_segments(translation))[last(translation).id]]
    assert said[0] == "Goes to example.org."
    assert said[1].startswith("Goes to our page")
    assert said[1].endswith("in this language.")
    assert said[2] == "Goes to our page “Another story”. English page; readers are told."


def test_a_language_has_an_address_of_its_own_until_it_is_emptied(house: House, translation: Translation) -> None:
    user = house.people.translator_ar
    status, answer = post_link(user, translation, "a1", " https://example.org/ar/plan ")
    assert (status, answer["link"]["own"]) == (200, "https://example.org/ar/plan")
    assert "example.org in this language" in answer["link"]["says"]
    keep(translation, Typed(last(translation).id, last(translation).source, 0, done=True), user=user)
    house.fill(translation)
    target = house.submit(translation)
    approve(target, user=house.people.reviewer_ar)
    html = Client().get(fresh(target).url).content.decode()
    assert 'href="https://example.org/ar/plan"' in html
    assert 'href="https://example.org/plan"' not in html
    status, answer = post_link(user, translation, "a1", "")
    assert (status, answer["link"]["own"], SegmentOverride.objects.count()) == (200, "", 0)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "javascript:alert(1)",
        "//example.org/",
        "plan",
        "mailto:nobody",
        "/ar/nowhere/",
        "/admin/",
    ],
)
def test_other_addresses_are_refused_with_a_sentence(house: House, translation: Translation, address: str) -> None:
    status, answer = post_link(house.people.translator_ar, translation, "a1", address)
    assert status == 400
    assert answer["message"]
    assert not SegmentOverride.objects.exists()


@pytest.mark.parametrize("address", ["mailto:info@example.org", "/ar/", "http://testserver/ar/"])
def test_mail_and_own_pages_are_addresses_too(house: House, translation: Translation, address: str) -> None:
    status, answer = post_link(house.people.translator_ar, translation, "a1", address)
    assert status == 200
    assert answer["link"]["own"] == address.removeprefix("http://testserver")


def test_only_its_translators_give_a_link_another_address(house: House, translation: Translation) -> None:
    address = "https://example.org/ar/"
    for user in (house.people.translator_es, house.people.reviewer_ar, house.people.editor):
        assert post_link(user, translation, "a1", address)[0] in {302, 403}
    # A link to a page of ours follows by itself, and one that is not there has no address.
    for link in ("a2", "a9"):
        assert post_link(house.people.translator_ar, translation, link, address)[0] == 400
    house.fill(translation)
    house.submit(translation)
    assert post_link(house.people.translator_ar, translation, "a1", address)[0] == 409
    assert not SegmentOverride.objects.exists()


def test_the_desk_tells_the_script_of_links(house: House, translation: Translation) -> None:
    client = Client()
    client.force_login(house.people.translator_ar)
    html = client.get(f"/admin/pages/{translation.get_target_instance().pk}/edit/").content.decode()
    assert re.search(r'data-links="[^"]*Goes to example\.org', html)
