"""
A visit to the search page of a site with 10,000 pages in each language.

The pages stand in the tree as the public finds them, with drafts and a private section among them. Their text is made
of the words of the demo content and of words put together from them, as often as words come in a language.
"""

import random
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.utils.text import slugify
from wagtail.models import Page, PageViewRestriction

import demo
from benchmarks.measuring import Measurement, seconds
from cms.directory.models import PageTerm, Term
from cms.search import index
from cms.search.analyser import fold, tokens
from cms.search.models import IndexEntry
from stories.models import StoryIndexPage, StoryPage
from tests.house import House, make_people

PAGES = 10_000  # of a language
DRAFTS = 300  # of a language
WORDS_OF_A_LANGUAGE, WORDS_OF_A_TEXT, WORDS_OF_A_TITLE = 20_000, 120, 6
PAGES_AT_ONCE = 1_000
LETTERS = re.compile(r"[^\W\d_]{2,}")
# How common the words of a query are: place in the list of words by how often they come.
QUERIES = ((5,), (40,), (300,), (2_000,), (9_000,), (5, 40), (40, 300), (300, 2_000), (5, 40, 300))
TIMES_OF_A_QUERY = 3


def measure() -> Iterator[Measurement]:
    indexes = House(make_people()).story_index("es", "ar").get_translations(inclusive=True)
    terms = _terms()
    words = {page.locale.language_code: _words(page.locale.language_code) for page in indexes}
    for page in indexes:
        index.learn(" ".join(words[page.locale.language_code]), page.locale.language_code)
        _fill(page, words[page.locale.language_code], terms)
    private = StoryIndexPage.objects.first().get_children().live().last()
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=private, restriction_type="login")])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    taken = [1000 * time for code, known in words.items() for time in _visits(code, known)]
    yield Measurement("search.median_ms", statistics.median(taken), "ms")
    yield Measurement("search.slowest_ms", max(taken), "ms")


def _visits(code: str, words: list[str]) -> Iterator[float]:
    """Yield the seconds of each visit; the first one of all, which loads the site, is not counted."""
    client = Client(headers={"host": "127.0.0.1"})
    questions = [{"q": " ".join(words[place] for place in places)} for places in QUERIES]
    questions += [{**questions[1], "page": "20"}, {**questions[1], "theme": "theme-1"}]
    for question in [questions[0], *questions * TIMES_OF_A_QUERY]:
        taken = seconds(lambda asked=question: _succeed(client, f"/{code}/search/", asked))
        if question is not questions[0]:
            yield taken


def _succeed(client: Client, address: str, question: dict[str, str]) -> None:
    response = client.get(address, question, secure=True)
    assert response.status_code == 200
    assert b'data-test="search-result"' in response.content


def _terms() -> list[Term]:
    """Return twelve themes, each in every language."""
    found = []
    for number in range(12):
        term = None
        for page in StoryIndexPage.objects.order_by("path"):
            values = {"vocabulary": "theme", "key": f"theme-{number}", "order": number, "name": f"Theme {number}"}
            made = Term(locale=page.locale, live=True, **values)
            made.translation_key = term.translation_key if term else made.translation_key
            made.save()
            term = term or made
        found.append(term)
    return found


def _words(code: str) -> list[str]:
    """Return the words of a language, the most frequent first: those of the demo content, then made ones."""
    texts = "\n".join(file.read_text() for file in sorted((Path(demo.__file__).parent / "data" / code).glob("*.yaml")))
    by_use = [word for word, _times in Counter(LETTERS.findall(texts)).most_common()]
    dice = random.Random(code)  # noqa: S311 - the same words each time
    made: dict[str, None] = dict.fromkeys(by_use)
    while len(made) < WORDS_OF_A_LANGUAGE:
        front, back = dice.choices(by_use, k=2)
        made[front[: len(front) // 2 + 1] + back[len(back) // 2 :]] = None
    return list(made)


def _fill(parent: StoryIndexPage, words: list[str], terms: list[Term]) -> None:
    """Write the pages, their terms and their entries in the index, as publishing them would."""
    code = parent.locale.language_code
    dice = random.Random(code)  # noqa: S311 - the same texts each time
    weights = list(accumulate(1 / place for place in range(1, len(words) + 1)))
    story = ContentType.objects.get_for_model(StoryPage)
    first = parent.numchild + 1
    for start in range(first, first + PAGES + DRAFTS, PAGES_AT_ONCE):
        numbers = range(start, min(start + PAGES_AT_ONCE, first + PAGES + DRAFTS))
        texts = [dice.choices(words, cum_weights=weights, k=WORDS_OF_A_TEXT) for _number in numbers]
        pages = Page.objects.bulk_create(
            Page(
                path=Page._get_path(parent.path, parent.depth + 1, number),
                depth=parent.depth + 1,
                title=(title := " ".join(text[:WORDS_OF_A_TITLE])),
                draft_title=title,
                slug=(slug := f"{slugify(f'page-{number}')}"),
                url_path=f"{parent.url_path}{slug}/",
                locale=parent.locale,
                translation_key=UUID(int=number),
                content_type=story,
                live=number < first + PAGES,
            )
            for number, text in zip(numbers, texts, strict=True)
        )
        PageTerm.objects.bulk_create(
            PageTerm(page=page, term=term) for page in pages for term in dice.sample(terms, k=2)
        )
        live = [(page, text) for page, text in zip(pages, texts, strict=True) if page.live]
        IndexEntry.objects.bulk_create(_entry(page, " ".join(text), code) for page, text in live)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + PAGES + DRAFTS)


def _entry(page: Page, text: str, code: str) -> IndexEntry:
    of_title, of_text = ((dict.fromkeys(tokens(each, code))) for each in (page.title, text))
    return IndexEntry(
        page=page,
        language=code,
        title=page.title,
        title_key=fold(page.title),
        kind="Story",
        kind_key="story",
        text=text,
        title_tokens=" ".join(of_title),
        tokens=" ".join(of_title | of_text),
    )
