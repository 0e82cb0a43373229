"""What the page that is not in a language offers instead: the ways on in the reader's language."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from tests.pages.test_query_counts import MOST, queries

pytestmark = pytest.mark.usefixtures("demo")

MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
# Part of the address → the list of its kind, in two languages.
LISTS = {
    "stories/shared-decision-making/": ("stories/", "Ver todas las historias", "عرض جميع القصص"),
    "stories/beacons-of-hope/": ("stories/", "Ver todas las historias", "عرض جميع القصص"),
    "briefs/needs-assessment/": ("briefs/", "Ver todos los informes", "عرض جميع التقارير والموجزات"),
    "initiatives/calli/": ("initiatives/", "Ver todas las iniciativas", "عرض جميع المبادرات"),
    "platform/4-restorative-learning/": ("platform/", "Ver las 10 recomendaciones", "عرض التوصيات العشر"),
    "press/needs-assessment-press-release/": (
        "press/",
        "Ver todos los comunicados de prensa",
        "عرض جميع البيانات الصحفية",
    ),
    "about/": ("", "Inicio", "الصفحة الرئيسية"),
}


def page_at(address: str) -> Page:
    code, _, path = address.strip("/").partition("/")
    return Page.objects.get(url_path__endswith=f"/{path}/", locale__language_code=code).specific


def read_without(address: str) -> BeautifulSoup:
    """Return what is told at an address when the page there is withdrawn in its language."""
    page_at(address).unpublish()
    made = queries(Client(), address)
    assert len(made) <= MOST, "\n".join(made)
    page = BeautifulSoup(Client().get(address).content, "html.parser")
    assert page.select_one("[data-test=not-translated]")
    return page


def said(page: BeautifulSoup) -> str:
    return " ".join(page.select_one("[data-test=supported]").get_text().translate(MARKS).split())


@pytest.mark.parametrize("path", LISTS)
def test_it_leads_to_the_list_of_its_kind(path: str) -> None:
    section, *labels = LISTS[path]
    for code, label in zip(("es", "ar"), labels, strict=True):
        link = read_without(f"/{code}/{path}").select_one("[data-test=above]")
        assert (link["href"], link.get_text(strip=True).translate(MARKS)) == (f"/{code}/{section}", label)


def test_a_session_leads_to_the_sessions() -> None:
    session = page_at("/ar/events/").get_children().live().first()
    link = read_without(session.url).select_one("[data-test=above]")
    assert (link["href"], link.get_text(strip=True)) == ("/ar/events/", "عرض جميع الجلسات والزيارات")


def test_a_list_that_this_language_lacks_is_not_led_to() -> None:
    page_at("/ar/stories/").unpublish()
    page = BeautifulSoup(Client().get("/ar/stories/shared-decision-making/").content, "html.parser")
    assert page.select_one("[data-test=above]")["href"] == "/ar/"


@pytest.mark.parametrize(
    ("address", "number", "words"),
    [
        (
            "/ar/stories/school-teams-deep-relationships/",
            "7-educators-needs",
            "تدعم هذه القصة التوصية 7، وهي متاحة بالعربية.",
        ),
        (
            "/es/stories/school-teams-deep-relationships/",
            "7-educators-needs",
            "Esta historia apoya la recomendación 7, que está en español.",
        ),
        (
            "/ar/briefs/funding-the-future-of-learning/",
            "10-fund-our-schools",
            "يدعم هذا التقرير التوصية 10، وهي متاحة بالعربية.",
        ),
        (
            "/es/briefs/funding-the-future-of-learning/",
            "10-fund-our-schools",
            "Este informe apoya la recomendación 10, que está en español.",
        ),
    ],
)
def test_it_names_what_it_supports_in_the_language_of_the_reader(address: str, number: str, words: str) -> None:
    page = read_without(address)
    recommendation = f"{address[:4]}platform/{number}/"
    assert said(page) == words
    assert page.select_one("[data-test=supported] a")["href"] == recommendation
    # What is not there in this language is no way on.
    page_at(recommendation).unpublish()
    assert not BeautifulSoup(Client().get(address).content, "html.parser").select("[data-test=supported]")


def test_of_several_it_names_each() -> None:
    page = read_without("/ar/stories/peer-mentorship-for-new-students/")
    assert said(page) == "ما تدعمه هذه القصة متاح بالعربية: التوصية 2 التوصية 3"
    page = read_without("/es/briefs/needs-assessment/")
    assert said(page).startswith("Lo que este informe apoya se puede leer en español: Recomendación 1 ")
    assert len(page.select("[data-test=supported] a")) == 10


def test_other_pages_support_nothing() -> None:
    assert not read_without("/ar/initiatives/calli/").select("[data-test=supported]")
