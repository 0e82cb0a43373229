"""The sheet of a vocabulary: many terms typed, submitted and approved together, each as if on its own desk."""

import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.roles import REVIEWERS, TRANSLATORS
from cms.directory.models import PageTerm, Term
from cms.languages.models import LanguageStatus
from cms.translation.drafts import save_texts
from cms.translation.models import GlossaryEntry, Sending, TranslatedRevision
from cms.translation.review import approve, return_with_comment
from cms.translation.segments import list_segments
from tests.house import House, fresh
from tests.staff.test_dashboard import dashboard, rows, signed_in

ADDRESS = "/admin/translation/vocabularies/theme/"
NAMES = ("Mental health", "Community schools", "Youth leadership")


@pytest.fixture
def themes(house: House) -> list[Term]:
    return [house.term(f"theme-{n}", name, order=n) for n, name in enumerate(NAMES, 1)]


@pytest.fixture
def spanish(house: House, themes: list[Term]) -> list[Translation]:
    return [house.send(theme, "es")[0] for theme in themes]


def sheet(user: User) -> str:
    response = signed_in(user).get(ADDRESS)
    assert response.status_code == 200
    return response.content.decode()


def press(user: User, action: str, **data) -> HttpResponse:
    return signed_in(user).post(ADDRESS, {"action": action, **data}, follow=True)


def box(translation: Translation, field: str = "name") -> str:
    """Return the name of a box of the sheet."""
    segment = next(each for each in list_segments(translation) if each.field == field)
    return f"{translation.pk}-{segment.id}"


def texts(translation: Translation) -> list[tuple[str, str]]:
    return [(segment.text, segment.state) for segment in list_segments(translation)]


def shown(html: str) -> list[str]:
    return re.findall(r'name="shown" value="(\d+)"', html)


def states(html: str) -> list[str]:
    return re.findall(r'data-test="segment"[^>]*?data-state="([a-z]+)"', html)


def in_spanish(theme: Term) -> Term:
    return Term.objects.get(translation_key=theme.translation_key, locale__language_code="es")


def test_only_the_own_language_has_boxes(house: House, themes: list[Term], spanish: list[Translation]) -> None:
    arabic = house.translate(themes[0], "ar")
    house.fill(house.send(themes[1], "ar")[0])
    html = sheet(house.people.translator_es)
    assert len(re.findall(r'lang="es"\s+dir="ltr"\s+data-test="segment-input"', html)) == 3
    assert html.count('data-test="segment-input"') == 3
    assert re.search(rf'lang="ar"\s+dir="rtl"[^>]*>\s*{arabic.name}', html)
    # What is not public in another language is not told.
    assert "ar: Community schools" not in html
    assert tuple(re.findall(r'id="english-[^>]*>([^<]*)<', html)) == NAMES


def test_used_on_counts_public_english_pages(house: House, themes: list[Term]) -> None:
    house.story_index("es")
    first, second, _third = themes
    for term in (first, second):
        house.translate(term, "es")
    live = house.go_live(house.story("live", page_terms=[PageTerm(term=first), PageTerm(term=second)]))
    house.translate(live, "es")
    house.go_live(house.story("other", page_terms=[PageTerm(term=first)]))
    house.story("draft", page_terms=[PageTerm(term=second)])
    assert re.findall(r'data-test="pages" data-count="(\d+)"', sheet(house.people.editor)) == ["2", "1", "0"]


def test_boxes_are_saved_without_a_script(house: House, spanish: list[Translation]) -> None:
    first, second, third = spanish
    typed = {
        f"text-{box(first)}": "Salud mental",
        f"was-{box(first)}": "",
        f"text-{box(second)}": "Escuelas comunitarias",
        f"was-{box(second)}": "",
        f"text-{box(third)}": "",
        f"was-{box(third)}": "",
    }
    press(house.people.translator_es, f"done:{box(second)}", **typed)
    assert texts(first) == [("Salud mental", "draft")]
    assert texts(second) == [("Escuelas comunitarias", "done")]
    assert texts(third) == [("", "empty")]


def test_what_somebody_else_saved_meanwhile_stays_and_both_texts_are_shown(
    house: House, spanish: list[Translation]
) -> None:
    typed = {f"text-{box(spanish[0])}": "Salud mental", f"was-{box(spanish[0])}": ""}
    press(house.people.translator_es, "save", **typed)
    html = press(
        house.people.translator_es, "save", **typed | {f"text-{box(spanish[0])}": "Bienestar"}
    ).content.decode()
    assert "Bienestar" in html
    assert texts(spanish[0]) == [("Salud mental", "draft")]


@pytest.mark.parametrize("name", ["1", "x-y-z", "999999-1-1", "-"])
def test_text_for_a_box_that_is_not_there_is_shown_back(house: House, spanish: list[Translation], name: str) -> None:
    response = press(house.people.translator_es, "save", **{f"text-{name}": "Nadie"})
    assert response.status_code == 200
    assert "Nadie" in response.content.decode()


def test_what_is_done_is_submitted_and_approved_together(
    house: House, themes: list[Term], spanish: list[Translation]
) -> None:
    people, (first, second, _third) = house.people, spanish
    house.fill(first)
    house.fill(second)
    assert "Submitted for review: 2 terms." in press(people.translator_es, "submit:es").content.decode()
    made = TranslatedRevision.objects.filter(revision__object_id__in=[str(in_spanish(theme).pk) for theme in themes])
    assert [row.translators for row in made] == [[people.translator_es.pk]] * 2
    assert [in_spanish(theme).workflow_in_progress for theme in themes] == [True, True, False]
    assert not any(in_spanish(theme).live for theme in themes)
    assert states(sheet(people.translator_es)) == ["locked", "locked", "empty"]

    html = sheet(people.reviewer_es)
    assert "segment-input" not in html
    answer = press(people.reviewer_es, "approve:es", shown=shown(html))
    assert "Approved: 2 terms." in answer.content.decode()
    assert [(in_spanish(theme).live, in_spanish(theme).name) for theme in themes] == [
        (True, "es: Mental health"),
        (True, "es: Community schools"),
        (False, "Youth leadership"),
    ]
    # What is live and says the same is not submitted again.
    assert "Nothing was submitted" in press(people.translator_es, "submit:es").content.decode()


def test_a_term_that_cannot_be_submitted_stops_no_other(house: House, spanish: list[Translation]) -> None:
    first, second, _third = spanish
    house.fill(first)
    save_texts(second, {list_segments(second)[0].id: "Escuelas comunitarias"}, user=house.people.translator_es)
    GlossaryEntry.objects.create(term="Community schools", do_not_translate=True)
    html = press(house.people.translator_es, "submit:es").content.decode()
    assert "Submitted for review: 1 term." in html
    assert first.get_target_instance().workflow_in_progress
    assert not second.get_target_instance().workflow_in_progress
    assert f'href="#segment-{box(second)}"' in html


def test_what_was_not_shown_is_not_approved(house: House, spanish: list[Translation]) -> None:
    people, (first, second, _third) = house.people, spanish
    house.fill(first)
    house.fill(second)
    house.submit(first)
    seen = shown(sheet(people.reviewer_es))
    house.submit(second)
    press(people.reviewer_es, "approve:es", shown=seen)
    assert (fresh(first.get_target_instance()).live, fresh(second.get_target_instance()).live) == (True, False)
    # Returned and submitted again is another review.
    seen = shown(sheet(people.reviewer_es))
    return_with_comment(fresh(second.get_target_instance()), user=people.reviewer_es, comment="No.")
    house.submit(second)
    assert "Nothing was approved" in press(people.reviewer_es, "approve:es", shown=seen).content.decode()
    assert not fresh(second.get_target_instance()).live


def test_nobody_approves_own_terms(house: House, spanish: list[Translation]) -> None:
    first, second, _third = spanish
    both = User.objects.create_user("test_both", "both@example.org")
    both.groups.set(Group.objects.filter(name__in=[TRANSLATORS["es"], REVIEWERS["es"]]))
    press(both, f"done:{box(first)}", **{f"text-{box(first)}": "Salud mental", f"was-{box(first)}": ""})
    house.fill(second)
    house.submit(second)
    press(both, "submit:es")
    html = sheet(both)
    own = str(fresh(first.get_target_instance()).current_workflow_task_state.pk)
    assert len(shown(html)) == 1
    assert own not in shown(html)
    assert "You translated this, so someone else approves it." in html
    press(both, "approve:es", shown=[own, *shown(html)])
    assert (fresh(first.get_target_instance()).live, fresh(second.get_target_instance()).live) == (False, True)


def test_one_term_is_returned_with_a_word(house: House, spanish: list[Translation]) -> None:
    people, (first, second, _third) = house.people, spanish
    for translation in (first, second):
        house.fill(translation)
        house.submit(translation)
    key = fresh(first.get_target_instance()).current_workflow_task_state.pk
    assert "Say what needs to change." in press(people.reviewer_es, f"return:{key}").content.decode()
    assert fresh(first.get_target_instance()).workflow_in_progress
    press(people.reviewer_es, f"return:{key}", **{f"comment-{key}": "Bienestar, mejor."})
    html = sheet(people.translator_es)
    assert "Bienestar, mejor." in html
    assert states(html) == ["done", "locked", "empty"]
    assert (
        "no longer in review" in press(people.reviewer_es, f"return:{key}", **{f"comment-{key}": "x"}).content.decode()
    )


def test_a_change_is_followed_while_the_old_term_stays(
    house: House, themes: list[Term], spanish: list[Translation]
) -> None:
    people, (theme, *_rest) = house.people, themes
    house.translate(theme, "es")
    house.change(theme, name="Mental health and joy")
    house.go_live(theme)
    html = sheet(people.translator_es)
    assert "<ins>and joy</ins>" in html
    assert states(html)[0] == "changed"
    press(people.translator_es, f"done:{box(spanish[0])}", **{f"text-{box(spanish[0])}": "Salud mental y alegría"})
    press(people.translator_es, "submit:es")
    assert in_spanish(theme).name == "es: Mental health"
    html = sheet(people.reviewer_es)
    assert "Live now:" in html
    press(people.reviewer_es, "approve:es", shown=shown(html))
    assert in_spanish(theme).name == "Salud mental y alegría"
    assert LanguageStatus.objects.get(translation_key=theme.translation_key, language="es").state == "live"


def test_a_description_has_a_line_of_its_own(house: House) -> None:
    theme = house.term("theme-1", description="What schools do for it.")
    (translation,) = house.send(theme, "es")
    assert states(sheet(house.people.translator_es)) == ["empty", "empty"]
    press(house.people.translator_es, f"done:{box(translation)}", **{f"text-{box(translation)}": "Salud mental"})
    assert "Nothing was submitted" in press(house.people.translator_es, "submit:es").content.decode()
    house.fill(translation)
    press(house.people.translator_es, "submit:es")
    html = sheet(house.people.reviewer_es)
    assert "es: What schools do for it." in html
    assert len(shown(html)) == 1


def test_one_person_translates_two_languages_beside_each_other(house: House, themes: list[Term]) -> None:
    both = User.objects.create_user("test_both", "both@example.org")
    both.groups.set(Group.objects.filter(name__in=[TRANSLATORS["es"], TRANSLATORS["ar"]]))
    spanish, arabic = house.send(themes[0], "es", "ar")
    press(
        both,
        "save",
        **{
            f"text-{box(spanish)}": "Salud mental",
            f"was-{box(spanish)}": "",
            f"text-{box(arabic)}": "الصحة النفسية",
            f"was-{box(arabic)}": "",
        },
    )
    assert texts(spanish) == [("Salud mental", "draft")]
    assert texts(arabic) == [("الصحة النفسية", "draft")]


def test_all_that_no_translator_has_is_sent_with_one_press(house: House, themes: list[Term]) -> None:
    people = house.people
    house.fill(house.send(themes[0], "es")[0])
    assert "send-all" not in sheet(people.translator_es)
    assert "Send all 3 terms to the translators" in sheet(people.editor)
    press(people.editor, "send")
    sending = Sending.objects.get()
    assert sorted(sending.texts.values_list("title", "language")) == sorted(
        (str(theme), code) for theme in themes for code in ("es", "ar") if (theme, code) != (themes[0], "es")
    )
    assert Translation.objects.filter(source__object_id__in=[theme.translation_key for theme in themes]).count() == 6
    assert "send-all" not in sheet(people.editor)
    assert "Every language has all of these terms." in press(people.editor, "send").content.decode()


def test_what_nobody_approved_or_somebody_withdrew_is_not_there(house: House, themes: list[Term]) -> None:
    house.snippet(Term(vocabulary="theme", key="draft", name="A draft", order=9))
    house.send(themes[2], "es")
    fresh(themes[2]).unpublish()
    html = sheet(house.people.translator_es)
    assert "A draft" not in html
    assert NAMES[2] not in html
    assert NAMES[0] in html


def test_who_has_nothing_to_do_with_it_is_refused(house: House, themes: list[Term]) -> None:
    for address in (ADDRESS, "/admin/translation/vocabularies/"):
        assert signed_in(house.people.reviewer_en).get(address).status_code in {302, 403}
        for person in (house.people.editor, house.people.translator_ar, house.people.reviewer_ar, house.people.admin):
            assert signed_in(person).get(address).status_code == 200
    editor = signed_in(house.people.editor)
    assert editor.get("/admin/translation/vocabularies/nothing/").status_code == 404
    for action in ("", "submit", "submit:en", "approve:", "publish"):
        assert editor.post(ADDRESS, {"action": action}).status_code == 400


def test_the_list_of_vocabularies_and_of_terms_lead_to_the_sheet(house: House, themes: list[Term]) -> None:
    house.translate(themes[0], "es")
    html = signed_in(house.people.translator_es).get("/admin/translation/vocabularies/").content.decode()
    (row,) = rows(html, "vocabulary-row")
    assert row == "Practice theme 3 Live: 1 Not started: 2 Not started: 3"
    terms = signed_in(house.people.editor).get("/admin/snippets/directory/term/?vocabulary=theme").content.decode()
    assert f'href="{ADDRESS}"' in terms


def test_terms_that_wait_are_one_row_that_leads_to_their_sheet(house: House, themes: list[Term]) -> None:
    people = house.people
    translations = [house.send(themes[0], "es")[0]]
    html = dashboard(people.translator_es)
    assert f"/admin/snippets/directory/term/edit/{in_spanish(themes[0]).pk}/" in html
    assert len([row for row in rows(html, "queue-row") if NAMES[0] in row]) == 1
    translations += [house.send(theme, "es")[0] for theme in themes[1:]]
    html = dashboard(people.translator_es)
    (row,) = rows(html, "queue-sheet")
    assert "Vocabulary: Practice theme" in row
    assert "3 terms" in row
    assert f'href="{ADDRESS}"' in html
    assert not any(name in row for row in rows(html, "queue-row") for name in NAMES)
    for translation in translations:
        house.fill(translation)
        house.submit(translation)
    assert rows(dashboard(people.translator_es), "queue-sheet") == []
    assert "3 terms" in rows(dashboard(people.reviewer_es), "queue-sheet")[0]
    assert "3 terms" in rows(dashboard(people.translator_es), "review-row")[0]
    approve(fresh(translations[0].get_target_instance()), user=people.reviewer_es)
    assert "2 terms" in rows(dashboard(people.reviewer_es), "queue-sheet")[0]


def test_twelve_terms_take_as_many_queries_as_one(house: House) -> None:
    people = house.people

    def add(numbers: range) -> None:
        for number in numbers:
            theme = house.term(f"theme-{number}", f"Theme {number}", order=number)
            waiting, opened = house.send(theme, "es", "ar")
            house.fill(waiting)
            house.submit(waiting)
            house.fill(opened)

    def queries(user: User) -> int:
        client = Client()
        client.force_login(user)
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as captured:
            client.get(ADDRESS)
        return len(captured)

    roles = [people.translator_es, people.translator_ar, people.reviewer_es, people.editor, people.admin]
    add(range(1, 2))
    of_one = [queries(user) for user in roles]
    add(range(2, 13))
    assert [queries(user) for user in roles] == of_one
    assert max(of_one) <= 30


def test_people_at_the_sheet_and_at_a_desk_see_each_other(
    house: House, themes: list[Term], spanish: list[Translation]
) -> None:
    house.people.translator_es.first_name = "Sara"
    house.people.translator_es.save()
    translator, reviewer = signed_in(house.people.translator_es), signed_in(house.people.reviewer_es)
    first, second = (box(translation) for translation in spanish[:2])
    known = re.search(r'data-following-version-value="([^"]+)"', sheet(house.people.translator_es))[1]
    assert translator.get(f"{ADDRESS}news/", {"part": first}).json() == {"english": known, "people": {}}
    assert reviewer.get(f"{ADDRESS}news/").json()["people"] == {first: ["Sara"]}
    desk = reviewer.get(f"/admin/translation/{spanish[0].pk}/news/").json()
    assert desk["people"] == {first.partition("-")[2]: ["Sara"]}
    # Who goes on to the next box has left the one before.
    translator.get(f"{ADDRESS}news/", {"part": second})
    assert reviewer.get(f"{ADDRESS}news/").json()["people"] == {second: ["Sara"]}
    # Another language tells nothing, and who has no part in translations is refused.
    assert signed_in(house.people.translator_ar).get(f"{ADDRESS}news/").json() == {"english": "", "people": {}}
    assert "people" not in signed_in(house.people.reviewer_en).get(f"{ADDRESS}news/").content.decode()
    house.change(themes[0], name="Mental health of students")
    house.send(house.go_live(themes[0]), "es")
    assert translator.get(f"{ADDRESS}news/").json()["english"] > known
