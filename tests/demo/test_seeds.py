"""What the documents that the demo was written from have to find on the site, in their wording and their order."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from cms.directory.models import ReusableText
from demo.reading import read_content
from tests.demo.test_public import words

pytestmark = pytest.mark.usefixtures("demo")

LANGUAGES = ("en", "es", "ar")
THEMES = [
    "Prioritizing and protecting student mental health",
    "Helping new students find community and connection through peer mentorship",
    "Creating small learning communities to support students and improve equity and outcomes",
    "Strengthening school teams through deep relationships",
    "Transforming school culture by hiring parents to engage families",
    "Meeting school needs through shared decision-making among students, staff, and families",
]
CONCERNS = [
    "The importance of support for mental health and building positive relationships for students",
    "Access to equitable learning environments in every home and every school",
    "Addressing the uncertainty facing students, especially juniors and seniors worried about graduation, college, and "
    "financial aid",
    "Engaging students, parents, and educators as leaders to create the solutions our schools and communities need",
    "Addressing the intersecting needs of families and students and the importance of schools as a safety net",
]
PRIORITIES = [
    "Equitable & Full Funding",
    "Schools of Belonging and Inclusion",
    "Student & Family Power",
    "Student-Centered Deeper Learning",
    "Diverse, Prepared, Supported Educators",
]
RECOMMENDATIONS = [
    "Center Racial Equity in all Decisions, Actions and Collection of Data",
    "Prioritize Health and Wellness Through Community Schools and More",
    "Engage Families and Students as Partners in Learning and Decisions",
    "Invest in a “Restorative” Approach to Learning Loss",
    "Provide Universal, Permanent Digital Access to All",
    "Ensure Local Accountability for Quality, Equitable Learning",
    "Meet the Needs of Educators Before and After the Pandemic",
    "Address Basic, Urgent Needs of Students and Families",
    "Support Whole Child Early Care and Education",
    "Fund Our Schools Starting with Schools and Communities First",
]
FUNDERS = [
    "S.D. Bechtel, Jr. Foundation",
    "The California Endowment",
    "Bill & Melinda Gates Foundation",
    "Sobrato Family Foundation",
    "W. Clement & Jessie V. Stone Foundation",
    "Stuart Foundation",
    "Heising-Simons Foundation",
    "William and Flora Hewlett Foundation",
    "Raikes Foundation",
    "Sandler Foundation",
    "MacKenzie Scott and Dan Jewett",
]
LEADERS = ["Advancement Project California", "Californians for Justice", "PICO California", "Public Advocates"]

Open = Callable[[str, str], Tag]


@pytest.fixture
def main() -> Open:
    """The main part of a page, by its language and path."""

    def read(language: str, path: str) -> Tag:
        answer = Client().get(f"/{language}/{path}")
        assert answer.status_code == 200, path
        found = BeautifulSoup(answer.content, "lxml").main
        assert found is not None
        return found

    return read


def in_order(texts: list[str], page: Tag) -> bool:
    """Whether each text stands on the page, after the one before it."""
    shown, place = words(page), 0
    for text in texts:
        place = shown.find(text, place) + 1
        if not place:
            return False
    return True


def test_the_initiative_says_what_for_how_and_for_whom(main: Open) -> None:
    page = main("en", "initiatives/shared-learning-initiative/")
    assert in_order(["Builds the capacity of California communities"], page)
    assert in_order(["School learning visits", "Virtual learning sessions", "Resources"], page)
    assert in_order(
        [
            "English learners",
            "Students from low-income families",
            "Black, Indigenous, and other students of color",
        ],
        page,
    )
    assert "made available in English, Spanish, and Arabic" in words(page)


def test_the_picture_has_a_text_of_its_own_in_each_language(main: Open) -> None:
    texts = [
        image["alt"]
        for language in LANGUAGES
        for image in main(language, "initiatives/shared-learning-initiative/").find_all("img", alt=True)
        if image["alt"]
    ]
    assert texts[0] == "Group of seated women in a serious discussion"
    assert len(texts) == len(set(texts)) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_eleven_funders_stand_in_two_lists_in_their_order(main: Open, language: str) -> None:
    page = main(language, "initiatives/shared-learning-initiative/")
    funders = page.select("[data-test=funder]")
    assert [words(funder).strip() for funder in funders] == FUNDERS
    lists = [funder.find_parent(["ul", "ol"]) for funder in funders]
    assert [lists.index(found) for found in lists] == [0] * 6 + [6] * 5


@pytest.mark.parametrize(("language", "leads"), [("en", "Led by"), ("es", "Bajo la dirección de"), ("ar", "بقيادة")])
def test_the_institute_leads_the_initiative(main: Open, language: str, leads: str) -> None:
    roles = main(language, "initiatives/shared-learning-initiative/").select_one("dl.roles")
    assert roles is not None
    assert words(roles).split("Learning Policy Institute")[0].strip() == leads


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_leaders_of_the_alliance_stand_once_and_lead_to_its_page(main: Open, language: str) -> None:
    page = main(language, "initiatives/shared-learning-initiative/")
    links = {words(link).strip(): link["href"] for link in page.find_all("a", href=True)}
    shown = words(page)
    for leader in LEADERS:
        assert shown.count(leader) == 1
        assert "/initiatives/california-partnership/" in links[leader]


def test_the_platform_has_the_ten_recommendations_word_for_word(main: Open) -> None:
    rows = main("en", "platform/").select("ol [data-test=recommendation] h3")
    assert [words(row).strip() for row in rows] == RECOMMENDATIONS


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_recommendation_has_its_number_in_its_address(main: Open, language: str) -> None:
    rows = main(language, "platform/").select("[data-test=recommendation] a[href]")
    numbers = [re.search(r"/platform/(\d+)-", row["href"]) for row in rows]
    assert [int(number[1]) for number in numbers if number] == list(range(1, 11))


def test_the_lists_of_the_alliance_stand_in_their_order(main: Open) -> None:
    assert in_order(PRIORITIES, main("en", "initiatives/california-partnership/"))
    assert in_order(CONCERNS, main("en", "briefs/needs-assessment/"))
    assert in_order(CONCERNS, main("en", "press/needs-assessment-press-release/"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_the_assessment_are_in_every_language(main: Open, language: str) -> None:
    for path in ("platform/", "briefs/needs-assessment/"):
        paragraphs = [words(part) for part in main(language, path).find_all("p")]
        assert any(re.findall(r"\d+", text) == ["20", "600", "20"] for text in paragraphs), path


def test_what_stands_on_two_pages_is_written_once(main: Open) -> None:
    places = ("platform/", "briefs/needs-assessment/")
    text = ReusableText.objects.get(key="listening-method", locale__language_code="en")
    for place in places:
        assert "over 600 students and families" in words(main("en", place))
    text.text = "<p>They heard from over 600 students and families, and wrote it down.</p>"
    text.save_revision().publish()
    for place in places:
        assert "over 600 students and families, and wrote it down." in words(main("en", place))
        for language, text_of_it in (("es", "más de 600 estudiantes y familias"), ("ar", "أكثر من 600 طالب وأسرة")):
            assert text_of_it in words(main(language, place))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "email"),
    [
        ("platform/", "saaun@caljustice.org"),
        ("briefs/needs-assessment/", "saaun@caljustice.org"),
        ("press/", "saaun@caljustice.org"),
        ("press/needs-assessment-press-release/", "saaun@caljustice.org"),
        ("initiatives/california-partnership/", "ca-partnership@futureforlearning.org"),
    ],
)
def test_whom_to_ask_stands_on_the_page(main: Open, language: str, path: str, email: str) -> None:
    [contact] = main(language, path).select("[data-test=contact-email]")
    link = contact if contact.name == "a" else contact.find("a")
    assert link is not None
    assert link["href"] == f"mailto:{email}"
    assert link.find("bdi") or link.find_parent("bdi") or link.get("dir") == "ltr"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_funding_brief_and_its_recommendation_lead_to_each_other(main: Open, language: str) -> None:
    brief = f"/{language}/briefs/funding-the-future-of-learning/"
    links = [link["href"] for link in main(language, "briefs/funding-the-future-of-learning/").find_all("a", href=True)]
    assert f"/{language}/platform/10-fund-our-schools/" in links
    priority = f"/{language}/briefs/?priority=funding"
    assert priority in links
    for path in ("platform/10-fund-our-schools/", priority.partition(f"/{language}/")[2]):
        assert any(brief in link["href"] for link in main(language, path).find_all("a", href=True)), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_recommendation_comes_from_the_needs_assessment(main: Open, language: str) -> None:
    assessment = f"/{language}/briefs/needs-assessment/"
    rows = main(language, "briefs/needs-assessment/").select("[data-test=evidence] [data-test=recommendation]")
    assert [row["data-number"] for row in rows] == [str(number) for number in range(1, 11)]
    for row in rows:
        evidence = main(language, row["href"].partition(f"/{language}/")[2]).select_one("[data-test=evidence]")
        assert evidence is not None
        assert evidence.find("a", href=assessment), row["href"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_network_shows_its_lines_its_values_and_its_states(main: Open, language: str) -> None:
    names = {
        kind: [entry.texts[language]["name"] for entry in read_content() if entry.kind == kind]
        for kind in ("line_of_work", "value", "region")
    }
    page = main(language, "initiatives/what-we-do/")
    assert [len(found) for found in names.values()] == [4, 5, 3]
    for found in names.values():
        assert in_order(found, page)


@pytest.mark.parametrize(
    ("language", "nothing"),
    [("en", "Nothing here yet."), ("es", "Todavía no hay nada aquí."), ("ar", "لا يوجد شيء هنا بعد.")],
)
def test_each_state_leads_to_its_stories_or_says_that_there_are_none(main: Open, language: str, nothing: str) -> None:
    page = main(language, "initiatives/what-we-do/")
    links = [link["href"] for link in page.find_all("a", href=True) if "/stories/?region=" in link["href"]]
    assert len(links) == 3
    for link in links:
        listing = main(language, link.partition(f"/{language}/")[2])
        assert bool(listing.select("[data-test=story-card]")) != (nothing in words(listing))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_links_of_the_network_resolve_in_the_language_of_the_page(main: Open, language: str) -> None:
    links = [link["href"] for link in main(language, "initiatives/what-we-do/").find_all("a", href=True)]
    internal = [link.removeprefix("http://testserver") for link in links]
    internal = [link for link in internal if link.startswith("/")]
    assert {f"/{language}/media/", f"/{language}/about/"} <= set(internal)
    for link in internal:
        assert Client().get(link).status_code == 200, link


def test_the_collaboration_is_over_by_its_dates_and_its_ranges_are_ranges(main: Open) -> None:
    shown = words(main("en", "initiatives/calli/"))
    assert "Completed" in shown
    assert "January 2016" in shown
    assert "six to eight" in shown
    assert "five to eight" in shown
    assert not re.search(r"\b(30|40|48|64)\b", shown)


def test_another_name_finds_the_collaboration() -> None:
    answer = Client().get("/en/search/", {"q": "California Language and Learning Innovation"})
    assert "/en/initiatives/calli/" in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_release_shows_its_themes_and_each_leads_to_its_story(main: Open, language: str) -> None:
    page = main(language, "stories/beacons-of-hope/")
    if language == "en":
        assert in_order(THEMES, page)
    stories = [
        "protecting-student-mental-health",
        "peer-mentorship-for-new-students",
        "small-learning-communities",
        "school-teams-deep-relationships",
        "hiring-parents-to-engage-families",
        "shared-decision-making",
    ]
    links = [link["href"] for link in page.find_all("a", href=True)]
    places = [next(i for i, link in enumerate(links) if f"/{language}/stories/{story}/" in link) for story in stories]
    assert places == sorted(places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_shows_the_latest_release(main: Open, language: str) -> None:
    links = [link["href"] for link in main(language, "").find_all("a", href=True)]
    assert any("/stories/beacons-of-hope/" in link for link in links)


def test_a_page_stays_the_same_in_another_language() -> None:
    answer = Client().get("/en/stories/shared-decision-making/")
    links = BeautifulSoup(answer.content, "lxml").select("[data-test=language-link][hreflang]")
    assert {link["href"] for link in links if link.get("href")} >= {
        "/es/stories/shared-decision-making/",
        "/ar/stories/shared-decision-making/",
    }
