"""The directory in the hands of staff: nothing is deleted, what is retired is offered no more, nothing stands twice."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.directory.models import (
    ContactPoint,
    FundingAcknowledgement,
    Organisation,
    PageTerm,
    Person,
    ReusableText,
    Statistic,
    Term,
)
from stories.models import StoryPage
from tests.forms import sent
from tests.house import House, fresh

ENTRIES = (Term, Organisation, Person, FundingAcknowledgement, Statistic, ContactPoint, ReusableText)


@pytest.fixture
def editor(house: House) -> Client:
    client = Client()
    client.force_login(house.people.editor)
    return client


def address(action: str, entry: object, *arguments: object) -> str:
    return reverse(entry.snippet_viewset.get_url_name(action), args=arguments)


@pytest.mark.parametrize("model", ENTRIES)
def test_every_kind_of_entry_can_be_listed_searched_and_made(editor: Client, model: type) -> None:
    assert editor.get(address("list", model), {"q": "school"}).status_code == 200
    form = BeautifulSoup(editor.get(address("add", model)).content, "html.parser")
    assert form.select_one('input[name="key"]')
    assert form.select_one('input[name="retired"]')


@pytest.mark.parametrize("name", ["editor", "admin"])
def test_nobody_deletes_an_entry(house: House, name: str) -> None:
    term = house.term()
    client = Client()
    client.force_login(getattr(house.people, name))
    client.post(address("delete", term, term.pk))
    client.post(reverse("wagtail_bulk_action", args=["directory", "term", "delete"]) + f"?id={term.pk}")
    assert Term.objects.filter(pk=term.pk).exists()


def test_a_key_that_is_taken_is_refused_next_to_the_field(house: House, editor: Client) -> None:
    house.term(key="funding", vocabulary="priority")
    values = {"key": "funding", "order": 2, "name": "Funding", "description": ""}
    refused = editor.post(address("add", Term), {**values, "vocabulary": "priority"})
    assert refused.status_code == 200
    assert "Another entry has this key. Choose another one." in refused.content.decode()
    # Another vocabulary has keys of its own.
    assert editor.post(address("add", Term), {**values, "vocabulary": "concern"}).status_code == 302
    assert Term.objects.filter(key="funding").count() == 2


def test_an_acknowledgment_names_one_funder_a_row_and_nobody_twice(house: House, editor: Client) -> None:
    foundation = house.go_live(house.snippet(Organisation(key="a-foundation", name="A Foundation")))
    person = house.go_live(house.snippet(Person(key="a-person", name="A Person")))

    def post(*rows: dict[str, object]) -> str:
        form = {"key": "a-project", "label": "Paid for by", "kind": "project", "funders": inline_formset(rows)}
        return editor.post(address("add", FundingAcknowledgement), nested_form_data(form)).content.decode()

    exactly_one = "Choose an organization or a person, exactly one of them."
    assert exactly_one in post({"organisation": "", "person": ""})
    assert exactly_one in post({"organisation": foundation.pk, "person": person.pk})
    twice = {"organisation": foundation.pk, "person": ""}
    assert "This is here twice." in post(twice, twice)
    post(twice, {"organisation": "", "person": person.pk})
    funding = FundingAcknowledgement.objects.get(key="a-project")
    assert [str(row) for row in funding.get_latest_revision_as_object().funders.all()] == ["A Foundation", "A Person"]


def story_form(story: StoryPage, *terms: Term) -> dict[str, str]:
    """What the form of a story sends with these terms."""
    return sent(story) | nested_form_data({"page_terms": inline_formset([{"term": term.pk} for term in terms])})


def test_a_term_that_stands_twice_on_a_page_is_refused_next_to_its_row(house: House, editor: Client) -> None:
    story, term, other = house.story(), house.term(), house.term("belonging", "Belonging", "priority")
    where = reverse("wagtailadmin_pages:edit", args=[story.pk])
    refused = BeautifulSoup(editor.post(where, story_form(story, term, other, term)).content, "html.parser")
    sentence = "This is here twice. Choose another one, or remove this row."
    (error,) = [found for found in refused.select(".error-message") if sentence in found.get_text()]
    assert error.find_parent(id=lambda value: value and value.startswith("inline_child_page_terms-2"))
    assert not fresh(story).get_latest_revision_as_object().page_terms.exists()
    assert editor.post(where, story_form(story, term, other)).status_code == 302
    assert fresh(story).get_latest_revision_as_object().page_terms.count() == 2


def test_what_is_retired_stays_where_it_is_and_is_offered_no_more(house: House, editor: Client) -> None:
    retired, current = house.term("old", "Old theme"), house.term("new", "New theme")
    story = house.story()
    story.page_terms = [PageTerm(term=retired)]
    story.save_revision(user=house.people.editor)
    story = house.go_live(story)
    house.change(retired, retired=True)
    house.go_live(retired)
    form = BeautifulSoup(editor.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content, "html.parser")
    (chosen,) = form.select('select[name="page_terms-0-term"]')
    assert {option["value"] for option in chosen.select("option")} == {"", str(retired.pk), str(current.pk)}
    assert [group["label"] for group in chosen.select("optgroup")] == ["Practice theme"]
    new_row = BeautifulSoup(form.select_one("#id_page_terms-EMPTY_FORM_TEMPLATE").decode_contents(), "html.parser")
    assert {option["value"] for option in new_row.select("select option")} == {"", str(current.pk)}
    assert "Old theme" in Client().get("/en/stories/a-story/").content.decode()


def test_a_shared_text_that_is_retired_is_not_offered_for_a_body(house: House, editor: Client) -> None:
    current, retired = house.reusable_text("current"), house.reusable_text("retired")
    house.translate(current, "es")
    house.change(retired, retired=True)
    house.go_live(retired)
    chooser = ReusableText.snippet_viewset.chooser_viewset
    listed = editor.get(reverse(chooser.get_url_name("choose"))).json()["html"]
    links = BeautifulSoup(listed, "html.parser").select("a[data-chooser-modal-choice]")
    assert [link.get_text(strip=True) for link in links] == ["current"]


@pytest.mark.parametrize("code", ["en", "es"])
def test_a_new_order_of_the_terms_holds_on_every_page(house: House, code: str) -> None:
    first, second = house.term("one", "First", "concern"), house.term("two", "Second", "concern")
    house.change(second, order=2)
    second = house.go_live(second)
    story = house.story()
    story.page_terms = [PageTerm(term=first), PageTerm(term=second)]
    story.save_revision(user=house.people.editor)
    story = house.go_live(story)
    if code == "es":
        house.story_index("es")
        for source in (first, second, story):
            house.translate(source, "es")

    def concerns() -> list[str]:
        page = BeautifulSoup(Client().get(f"/{code}/stories/a-story/").content, "html.parser")
        return [
            item.get_text(strip=True).removeprefix("es: ") for item in page.select('[aria-labelledby="h-concerns"] a')
        ]

    assert concerns() == ["First", "Second"]
    house.change(first, order=3)
    house.go_live(first)
    assert concerns() == ["Second", "First"]
