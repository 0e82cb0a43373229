"""What somebody notices who works at the desk a whole day: reasons, notes, changes of the English, its weight."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail_localize.models import Translation

from briefs.models import BriefIndexPage, BriefPage
from cms.translation.desk.keys import desk_keys
from cms.translation.drafts import Typed, keep
from cms.translation.glossary.models import GlossaryEntry, GlossaryForm
from cms.translation.models import EarlierDraft, MemoryEntry, TranslatedRevision
from cms.translation.segments import list_segments
from tests.house import House, fresh


@pytest.fixture(scope="module")
def shared_translation(shared_house: House) -> Translation:
    house = shared_house
    house.story_index("ar")
    return house.send(house.go_live(house.story()), "ar")[0]


@pytest.fixture
def translation(shared_translation: Translation, house: House) -> Translation:
    return fresh(shared_translation)


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def address(translation: Translation, identifier: str) -> str:
    return f"/admin/translation/{translation.pk}/parts/{identifier}/"


def desk_of(translation: Translation) -> str:
    return f"/admin/pages/{translation.get_target_instance().pk}/edit/"


def test_a_warning_is_dismissed_with_a_reason_until_the_text_changes(house: House, translation: Translation) -> None:
    client, summary = client_of(house.people.translator_ar), list_segments(translation)[1]
    url = address(translation, summary.id)
    said = client.post(url, {"text": "ما تفعله مدرسة واحدة!", "done": "1", "reason": "It is an exclamation."}).json()
    assert (said["state"], said["reason"]) == ("done", "It is an exclamation.")
    assert [finding["level"] for finding in said["findings"]] == ["warning"]
    html = client.get(desk_of(translation)).content.decode()
    assert "Accepted: It is an exclamation." in html
    # Offered the next time.
    assert '<option value="It is an exclamation.">' in html
    said = client.post(url, {"text": "ما تفعله مدرسة!", "version": said["version"]}).json()
    assert (said["state"], said["reason"]) == ("draft", "")


def test_the_last_five_reasons_are_offered_each_once(house: House, translation: Translation) -> None:
    client = client_of(house.people.translator_ar)
    for number, segment in enumerate([*list_segments(translation), *list_segments(translation)[1:]]):
        reason = f"Reason {number % 6}"
        client.post(address(translation, segment.id), {"text": f"نص {number}", "done": "1", "reason": reason})
    html = client.get(desk_of(translation)).content.decode()
    assert 0 < html.count("<option value=") <= 5


def test_the_note_to_the_reviewer_comes_with_the_review(house: House, translation: Translation) -> None:
    house.fill(translation)
    client = client_of(house.people.translator_ar)
    html = client.get(desk_of(translation)).content.decode()
    # To whom it goes, and the note, are there without a script.
    assert "test_reviewer_ar" in html
    client.post(desk_of(translation), {"action": "submit", "note-for-reviewer": "Please look at the title."})
    assert TranslatedRevision.objects.get().note == "Please look at the title."
    assert "Please look at the title." in client_of(house.people.reviewer_ar).get(desk_of(translation)).content.decode()


def test_what_is_put_back_leaves_what_was_typed_in_the_history(house: House, translation: Translation) -> None:
    title, user = list_segments(translation)[0], house.people.translator_ar
    keep(translation, Typed(title.id, "قصة مدرسة", 0), user=user)
    keep(translation, Typed(title.id, "قصة", 1, instead=True), user=user)
    assert EarlierDraft.objects.get().text == "قصة مدرسة"


def test_a_conflict_says_what_differs(house: House, translation: Translation) -> None:
    client, title = client_of(house.people.translator_ar), list_segments(translation)[0]
    client.post(address(translation, title.id), {"text": "قصة مدرسة واحدة", "version": "0"})
    said = client.post(address(translation, title.id), {"text": "قصة مدرسة", "version": "0"}).json()
    assert said["pieces"] == [["same", "قصة مدرسة"], ["del", "واحدة"]]
    assert said["combined"] == "قصة مدرسة واحدة"


def test_markup_that_does_not_close_is_kept_and_told(house: House) -> None:
    house.story_index("ar")
    body = [("text", '<p>See <a href="https://example.org/">the plan</a>.</p>')]
    (translation,) = house.send(house.go_live(house.story("another", body=body)), "ar")
    part = list_segments(translation)[-1]
    client = client_of(house.people.translator_ar)
    said = client.post(address(translation, part.id), {"text": 'انظر <a id="a1">الخطة.', "done": "1"}).json()
    assert said["state"] == "draft"
    assert "not closed" in said["findings"][0]["message"]
    assert list_segments(translation)[-1].text == 'انظر <a id="a1">الخطة.'
    # No reason mends what would break the page.
    again = {"text": 'انظر <a id="a1">الخطة.', "done": "1", "reason": "Because.", "version": said["version"]}
    assert client.post(address(translation, part.id), again).json()["state"] == "draft"


def test_every_key_stands_in_the_list_and_in_wagtails(house: House, translation: Translation) -> None:
    html = client_of(house.people.translator_ar).get(desk_of(translation)).content.decode()
    for key in desk_keys():
        assert f'data-press="{key.press}"' in html
        # Once in the desk's own list, once in Wagtail's.
        assert html.count(f'<kbd dir="ltr">{key.name}</kbd>') == 2


def test_what_helps_with_a_part_is_three_lines(house: House, translation: Translation) -> None:
    part = list_segments(translation)[1]
    english = "What one school does"
    MemoryEntry.keep(
        [
            MemoryEntry.of(
                source=f"{english} {when}.", text=f"{when}!", language="ar", title="A", approved_at=timezone.now()
            )
            for when in ("now", "so", "too", "all")
        ]
    )
    client = client_of(house.people.translator_ar)

    def lines() -> tuple[int, int]:
        page = BeautifulSoup(client.get(f"{address(translation, part.id)}help/").content, "html.parser")
        return len(page.select(".help__offers li")), len(page.select(".help__terms, .help__other"))

    assert lines() == (3, 0)
    entry = GlossaryEntry.objects.create(term="school")
    GlossaryForm.objects.create(entry=entry, language="ar", text="مدرسة")
    assert lines() == (2, 1)
    house.story_index("es")
    house.fill(house.send(translation.source.get_source_instance(), "es")[0])
    assert lines() == (1, 2)


def test_two_hundred_parts_open_with_few_queries(house: House) -> None:
    house.story_index("ar")
    paragraphs = "".join(
        f'<p>Part {number} has <a href="https://example.org/{number}">a link</a> and <b>words</b>.</p>'
        for number in range(200)
    )
    (translation,) = house.send(house.go_live(house.story("another", body=[("text", paragraphs)])), "ar")
    client, url = client_of(house.people.translator_ar), desk_of(translation)
    client.get(url)
    house.fill(translation)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(url).content.decode()
    assert html.count('data-test="segment"') == 202
    assert len(queries) <= 40, [query["sql"] for query in queries]


def test_awkward_sentences_survive_every_step(house: House) -> None:
    """Latin first, link at the start, link at the end, note after the full stop, bold and digits, link in bold."""
    sentences = {
        'LCFF pays for <a href="https://example.org/1">schools</a> here.': 'LCFF تموّل <a id="a1">المدارس</a> هنا.',
        '<a href="https://example.org/2">The plan</a> is new.': '<a id="a1">الخطة</a> جديدة.',
        'We wrote <a href="https://example.org/3">a plan</a>': 'كتبنا <a id="a1">خطة</a>',
        'We counted them.<a href="#note-1">1</a>': 'عددناهم.<a id="a1">1</a>',
        "There are <b>23</b> parts in 2023-24.": "هناك <b>23</b> جزءًا في 2023-24.",
        'A <b>new <a href="https://example.org/4">platform</a></b> came.': 'جاءت <b><a id="a1">منصة</a> جديدة</b>.',
    }
    house.translate(house.go_live(house.page(house.home, BriefIndexPage(title="Briefs", slug="briefs"))), "ar")
    body = [("text", "".join(f"<p>{sentence}</p>" for sentence in sentences))]
    brief = BriefPage(
        title="A brief", slug="a-brief", summary="What it says.", body=body, notes=[("note", "<p>In it.</p>")]
    )
    brief = house.go_live(house.page(BriefIndexPage.objects.get(locale=house.home.locale), brief))
    (translation,) = house.send(brief, "ar")
    client = client_of(house.people.translator_ar)
    parts = [part for part in list_segments(translation) if part.field == "body"]
    for part, text in zip(parts, sentences.values(), strict=True):
        said = client.post(address(translation, part.id), {"text": text, "done": "1", "reason": "As it is."}).json()
        assert said["state"] == "done", said
    house.fill(translation)
    target = house.submit(translation)
    client_of(house.people.reviewer_ar).post(desk_of(translation), {"action": "approve"})
    html = str(fresh(target).body)
    for text in sentences.values():
        assert text.split("<", maxsplit=1)[0] in html
    house.change(brief, summary="Another summary.")
    house.send(house.go_live(brief), "ar")
    parts = [part for part in list_segments(translation) if part.field == "body"]
    assert [(part.text, part.state) for part in parts] == [(text, "done") for text in sentences.values()]


def test_what_a_form_sends_after_its_sign_in_has_ended_is_kept(house: House, translation: Translation) -> None:
    people, url = house.people, desk_of(translation)
    client, part = client_of(people.translator_ar), list_segments(translation)[0].id
    owner = BeautifulSoup(client.get(url).content, "html.parser").select_one("#desk-form [name=owner]")["value"]
    sent = {"owner": owner, "action": "submit", f"was-{part}": "", f"text-{part}": "قصة", f"version-{part}": "0"}
    client.logout()
    assert "login" in client.post(url, sent)["Location"]
    # Whoever else signs in there has nothing of it.
    client.force_login(people.reviewer_ar)
    client.get(url)
    assert not list_segments(translation)[0].text
    client.logout()
    client.post(url, sent)
    client.force_login(people.translator_ar)
    page = client.get(url, follow=True).content.decode()
    assert "You were signed out. What you had typed is here again." in page
    (typed, *_rest) = list_segments(translation)
    # Kept and nothing else: to submit is another press.
    assert (typed.text, typed.state) == ("قصة", "draft")
    assert not translation.get_target_instance().workflow_in_progress
    assert "is here again" not in client.get(url).content.decode()


def test_nobody_leaves_anything_who_had_no_form(house: House, translation: Translation) -> None:
    client = Client()
    client.post(desk_of(translation), {"owner": f"{house.people.translator_ar.pk}:forged", "text-1-1": "x"})
    assert not Session.objects.exists()
