"""The demo with the gaps that it has when it is opened: every link leads somewhere that says what is missing."""

import re

from django.test import Client
from wagtail.models import Page

from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE
from demo.content import State
from demo.reading import read_content
from demo.writing import PAGE_MODELS, slug_of
from tests.walking import assert_whole

SITE = "http://testserver"
# The demo of the tests is translated as a whole; in that of readers these are not public.
NOT_PUBLIC = {State.EMBARGOED, State.NOT_STARTED, State.IN_TRANSLATION, State.IN_REVIEW}


def fetch(address: str) -> tuple[int, bytes]:
    path = address.removeprefix(SITE)
    # This process has no files of the demo; the walk through the served site asks for them.
    if re.match("/(static|files)/|.*/(pdf|handout)/", path):
        return 200, b""
    answer = Client().get(path)
    is_page = answer["Content-Type"].startswith(("text/html", "application/xml"))
    return answer.status_code, answer.content if is_page else b""


def make_gaps() -> list[str]:
    """Withdraw what the file of states says, and a recommendation and a list besides; return their addresses."""
    gaps = [
        PAGE_MODELS[entry.kind].objects.get(slug=slug_of(entry), locale__language_code=language.code)
        for entry in read_content()
        for language in LANGUAGES
        if entry.kind in PAGE_MODELS and entry.state(language.code) in NOT_PUBLIC
    ]
    gaps += Page.objects.filter(locale__language_code="ar", slug__in=["events", "3-families-students-partners"])
    for page in gaps:
        page.specific.unpublish()
    return [f"{SITE}{page.specific.url}" for page in gaps if page.locale.language_code != SOURCE_LANGUAGE]


def test_no_link_is_broken_where_texts_are_missing(demo: None) -> None:
    gaps = make_gaps()
    assert len(gaps) > 5
    walked = assert_whole(SITE, fetch)
    told = [address for address in gaps if address in walked]
    # Only what is not public in English is told nowhere.
    assert {address for address in gaps if address not in told} == {
        f"{SITE}/ar/press/needs-assessment-press-release/",
    }
    assert all(walked[address].select_one("[data-test=not-translated]") for address in told)
