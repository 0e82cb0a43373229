"""Large scenes, of which tests hold the cost and `make bench` measures it."""

from datetime import datetime
from uuid import uuid4

from wagtail.models import Page

from cms.directory.models import Organisation, PageOrganisation, PageTerm
from cms.languages.models import LanguageStatus, State
from cms.translation.models import MemoryEntry
from stories.models import StoryPage
from tests.house import House

SENTENCE = "students families teachers schools listened learned asked for more support and time in every county"


def paragraphs(number: int) -> str:
    """Return rich text of so many parts."""
    return "".join(f"<p>Paragraph {each} of the text.</p>" for each in range(number))


def story_of(house: House, parts: int, slug: str = "a-story") -> StoryPage:
    """Return a draft of a story with so many parts, its title and its summary among them."""
    return house.story(slug=slug, body=[("text", paragraphs(parts - 2))])


def full_story(house: House, *codes: str) -> StoryPage:
    """Return a live story with all that a story can have; its shared texts are with the translators already."""
    terms = [house.term(f"theme-{number}", f"Theme {number}") for number in range(5)]
    organisation = house.go_live(house.snippet(Organisation(key="school", name="A school", description="It teaches.")))
    shared = house.reusable_text()
    for each in (*terms, organisation, shared):
        house.send(each, *codes)
    story = house.story(
        slug="full",
        body=[
            ("text", f"<h2>How it began</h2>{paragraphs(20)}"),
            ("quotation", {"words": "We listened first.", "speaker": "A principal"}),
            ("reusable_text", shared),
            ("text", f"<h2>What changed</h2>{paragraphs(20)}"),
        ],
        quotation="We listened.",
        quotation_speaker="A teacher",
        others_can_try=[("point", f"Try this {number}.") for number in range(5)],
        handout_points=[("point", f"Know this {number}.") for number in range(5)],
        search_description="What a school did.",
    )
    for order, term in enumerate(terms):
        story.page_terms.add(PageTerm(term=term, sort_order=order))
    story.page_organisations.add(PageOrganisation(organisation=organisation, role="leads"))
    story.save()
    story.save_revision(user=house.people.editor)
    return house.go_live(story)


def many_stories(house: House, number: int) -> None:
    """Put pages and states straight into the database: 600 reviews would take minutes."""
    index = house.story_index("es")
    last = index.get_last_child()
    first = Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1
    made = [
        StoryPage(
            title=f"Story {each:03}",
            draft_title=f"Story {each:03}",
            slug=f"story-{each}",
            path=Page._get_path(index.path, index.depth + 1, first + each),
            depth=index.depth + 1,
            url_path=f"{index.url_path}story-{each}/",
            locale_id=index.locale_id,
            translation_key=uuid4(),
            content_type_id=StoryPage(locale=index.locale).content_type_id,
            live=True,
        )
        for each in range(number)
    ]
    # A model with a parent cannot be made in bulk; the board asks for nothing of the story itself.
    pages = [
        Page(
            **{
                field.attname: getattr(story, field.attname)
                for field in Page._meta.concrete_fields
                if field.name != "id"
            }
        )
        for story in made
    ]
    Page.objects.bulk_create(pages)
    LanguageStatus.objects.bulk_create(
        LanguageStatus(
            translation_key=page.translation_key, language=code, state=State.IN_PROGRESS, parts=40, words=300
        )
        for page in pages
        for code in ("es", "ar")
    )


def remembered_sentence(number: int) -> str:
    """Return the English of an entry of `fill_memory`."""
    words = SENTENCE.split()
    return " ".join(words[(number * step) % len(words)] for step in range(1, 12)) + f" {number}"


def fill_memory(number: int, approved_at: datetime) -> None:
    """Let so many sentences be translated into Spanish before."""
    MemoryEntry.keep(
        MemoryEntry.of(
            source=remembered_sentence(each),
            text=f"texto {each}",
            language="es",
            title="A story",
            approved_at=approved_at,
        )
        for each in range(number)
    )
