"""Whatever an address asks for or a form sends, a reader gets the right status, in their language, and a way on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from shutil import copytree
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from cms.readership.counting import counts
from initiatives.models import EventPage
from stories.models import StoryPage
from tests.sites import Site

CODES = ("en", "es", "ar")
STORY = "stories/protecting-student-mental-health/"
BRIEF = "briefs/needs-assessment/"
SESSION = "events/school-learning-visit/"
# What a clean question is answered with.
ADDRESSES = {
    "": 200,
    "stories/": 200,
    STORY: 200,
    f"{STORY}pdf/": 200,
    f"{STORY}handout/": 200,
    "stories/feed/": 200,
    "platform/": 200,
    "briefs/": 200,
    "briefs/feed/": 200,
    f"{BRIEF}v/1.0/": 200,
    f"{BRIEF}v/1.0/pdf/": 200,
    f"{BRIEF}v/9.9/": 404,
    "events/": 200,
    f"{SESSION}calendar/": 200,
    "search/": 200,
    "languages/": 200,
    "languages/need/": 302,
}
BROKEN_ENDS = {
    "no UTF-8": "%ff/",
    "half a letter": "%e2%28/",
    "NUL": "%00/",
    "NUL inside": "a%00b/",
    "no hexadecimal": "%zz/",
    "a lone percent": "%/",
    "cut off": "%a",
    "a line break": "%0d%0aSet-Cookie:%20a=b/",
    "upwards": "%2e%2e/%2e%2e/",
    "backwards": "..%5c..%5c/",
    "too long": "a" * 5000 + "/",
    "too long in Arabic": "%d9%83" * 500 + "/",
    "too deep": "a/" * 1000,
    "markup": "%3Cscript%3E/",
}
# What no list, page or file is asked: it changes nothing.
IDLE_QUESTIONS = {
    "broken": "utm=%ff&%ff=%ff&a=%00&%00=%00&b=%zz&%=%&&=&",
    "repeated": "utm=a&utm=b&utm=",
    "long": "utm=" + "x" * 8000 + "".join(f"&a{number}=1" for number in range(2000)),
}
# What is asked and not there, or asked twice.
QUESTIONS = {
    "stories/?page=%ff": 404,
    "stories/?page=%00": 404,
    "stories/?page=1&page=abc": 404,
    "stories/?page=abc&page=1": 200,
    "stories/?theme=%ff&theme=%00": 200,
    "stories/?theme=a&theme=b&language=%ff": 200,
    "briefs/?page=%zz": 404,
    "stories/feed/?theme=%ff": 404,
    "stories/feed/?theme=%00": 404,
    "stories/feed/?theme=a&theme=": 200,
    "briefs/feed/?language=%zz": 404,
    "platform/?status=%ff": 200,
    "platform/?status=%00&status=met": 200,
    "search/?q=%ff&q=%00": 200,
    "search/?q=a&page=%ff": 404,
    "languages/problem/999999999999999999999999/": 404,
    "languages/problem/0/": 404,
    "languages/problem/%00/": 404,
    f"{BRIEF}v/{'1.' * 1000}0/": 404,
    f"{BRIEF}v/1.0%00/": 404,
    f"{BRIEF}v/%ff/pdf/": 404,
    f"{BRIEF}v/../": 404,
}
pytestmark = pytest.mark.parametrize("code", CODES)


@pytest.fixture(scope="module", autouse=True)
def pdfs(_demo_of_the_process: Site) -> None:
    """Bring the PDFs of the demo to where this process looks for them."""
    copytree(_demo_of_the_process.folder / "editions", settings.DATA_DIR / "editions", dirs_exist_ok=True)


@pytest.fixture(autouse=True)
def session_with_a_date(demo: None) -> Iterator[None]:
    EventPage.objects.filter(slug="school-learning-visit").update(starts=datetime(2099, 3, 9, 17, tzinfo=UTC))
    yield
    # Readers are counted into the database of this test.
    counts.write()


def assert_answers(response: Any, status: int, code: str, what: str) -> None:
    """Check the status and, where people read the answer, that it is in their language and leads on."""
    assert response.status_code == status, what
    if status == 302:
        assert response["Location"].startswith(f"/{code}/"), what
    elif response["Content-Type"].startswith("text/html"):
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.html["lang"] == code, what
        assert len(soup.select('[data-test="language-link"]')) == 3, what
        assert soup.select(f'{"a" if status == 200 else "main a"}[href^="/{code}/"]'), what
        assert not soup.select("main script:not([src], [type='application/ld+json'])"), what
    else:
        assert status == 200, what
    assert not response.cookies, what


@pytest.mark.parametrize("end", BROKEN_ENDS.values(), ids=BROKEN_ENDS)
def test_below_every_address_what_is_broken_is_not_there(code: str, end: str) -> None:
    for address in ADDRESSES:
        response = Client().get(f"/{code}/{address}{end}")
        assert_answers(response, 404, code, f"{address}{end[:20]}")


@pytest.mark.parametrize("question", IDLE_QUESTIONS.values(), ids=IDLE_QUESTIONS)
def test_what_nobody_asks_for_changes_nothing(code: str, question: str) -> None:
    for address, status in ADDRESSES.items():
        assert_answers(Client().get(f"/{code}/{address}?{question}"), status, code, address)


@pytest.mark.parametrize(("address", "status"), QUESTIONS.items())
def test_what_is_asked_and_is_not_there_is_said(code: str, address: str, status: int) -> None:
    assert_answers(Client().get(f"/{code}/{address}"), status, code, address)


def test_too_many_questions_cannot_be_read(code: str) -> None:
    for address in ("stories/", "search/", "stories/feed/"):
        assert_answers(Client().get(f"/{code}/{address}?{'a&' * 10_001}"), 400, code, address)


@pytest.mark.parametrize(
    "sent", ["", "page=%ff", "page=%00", "page=a&page=b", "page=" + "x" * 5000, "%=%&=", "message=%zz"]
)
def test_a_form_that_sends_nonsense_is_answered(code: str, sent: str) -> None:
    form = "application/x-www-form-urlencoded"
    needed = Client().post(f"/{code}/languages/need/", sent, content_type=form)
    assert_answers(needed, 404, code, sent)
    story = StoryPage.objects.get(locale__language_code=code, slug="protecting-student-mental-health")
    told = Client().post(f"/{code}/languages/problem/{story.pk}/?words=%ff%00", sent, content_type=form)
    assert_answers(told, 404 if code == "en" else (422 if sent else 200), code, sent)


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=é"]
)
def test_a_form_that_is_broken_cannot_be_read(code: str, kind: str) -> None:
    for address in ("languages/need/", "languages/problem/1/"):
        assert_answers(Client().post(f"/{code}/{address}", b"--x\r\n\xff", kind), 400, code, address)


def test_what_has_no_language_answers_in_that_of_the_reader(code: str) -> None:
    client = Client(headers={"accept-language": code})
    for address in ("/files/%ff", "/files/images/%00.jpg", f"/files/images/{'a' * 5000}.jpg", "/cards/%ff.jpg"):
        assert_answers(client.get(address), 404, code, address)
    for address in ("/documents/99999999999999999999999/x.pdf", "/documents/1/%00", "/robots.txt%00", "/%ff", "/%00/"):
        assert_answers(client.get(address), 404, code, address)
    for address in ("/sitemap.xml?%ff=%00", "/robots.txt?a=%zz"):
        assert client.get(address).status_code == 200
    for question in ("language=%ff", "language=%00", "language=en&language=", "page=%ff", "page=%zz"):
        assert "error" in client.get(f"/api/stories.json?{question}").json()
