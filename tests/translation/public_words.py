"""
What readers are shown, word by word: texts whose every word says in which language it was written, and by whom.

An English word is `qen…`, its Arabic `qar…`; a word `qarz…` stands for a person who typed the text.
"""

import json
import re
from typing import Any

from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db.models import Q
from django.test import Client
from wagtail.models import PageViewRestriction
from wagtail.rich_text import RichText

from cms.editions.models import Edition
from stories.models import StoryPage

WORD = re.compile(r"q(?:en|es|ar)z?[a-j]+")
MARK = re.compile(r" ?q(?:es|ar)z[a-j]+")
# In the title of every story, in every language.
COMMON = "Story"


def letters(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def translated(source: str, code: str, mark: str) -> str:
    """Return an English text, as a part has it, in another language: `mark` stands for who typed it."""
    return f"{source.replace('qen', f'q{code}')} {mark}"


def marks(text: str) -> list[str]:
    """Return the words of a text that stand for who typed it."""
    return [word for word in WORD.findall(text) if word[3] == "z"]


def texts(story: Any) -> dict[str, str]:
    """Return the parts of a story; PostgreSQL keeps the keys of JSON in an order of its own."""
    body = story.body[0].value.source if len(story.body) and isinstance(story.body[0].value, RichText) else ""
    return {"title": story.title, "summary": story.summary, "body": body}


def english_of(story: Any) -> dict[str, str]:
    """Return what the parts of a story say, whoever typed them and in whichever language; commas say nothing."""
    code = story.locale.language_code
    return {name: MARK.sub("", text).replace(f"q{code}", "qen").replace(",", "") for name, text in texts(story).items()}


def words_of(story: Any) -> set[str]:
    return set(WORD.findall(json.dumps(texts(story))))


class Public:
    """What may be public now, asked of the database alone."""

    def __init__(self) -> None:
        closed = Q()
        for restriction in PageViewRestriction.objects.select_related("page"):
            closed |= Q(path__startswith=restriction.page.path)
        pages = StoryPage.objects.filter(live=True).select_related("locale", "live_revision")
        open_pages = list(pages.exclude(closed) if closed else pages)
        english = {page.translation_key for page in open_pages if page.locale.language_code == "en"}
        self.stories = [page for page in open_pages if page.translation_key in english]
        self.words: dict[str, set[str]] = {"en": set(), "es": set(), "ar": set()}
        for page in self.stories:
            self.words[page.locale.language_code] |= words_of(page)
        self.addresses = {page.url: page for page in self.stories}

    def check(self) -> None:
        """Read all that a stranger can: pages, PDFs, lists, feeds, the API and the search."""
        reader = Client()
        printed = {edition.page.url for edition in Edition.objects.select_related("page")}
        for address in sorted(_addresses()):
            code = address[1:3]
            response = reader.get(address)
            shown = response.content.decode()
            self.check_text(shown, code)
            page = self.addresses.get(address)
            if page is not None and not page.get_ancestors().filter(depth__gt=1, live=False).exists():
                assert response.status_code == 200, address
                assert set(WORD.findall(page.title)) <= set(WORD.findall(shown)), address
            if address in printed:
                self.check_pdf(reader.get(f"{address}pdf/"), page, code)
        for code in self.words:
            for address in (
                f"/{code}/stories/",
                f"/{code}/stories/feed/",
                f"/{code}/search/?q={COMMON}",
                f"/api/stories.json?language={code}",
            ):
                self.check_text(reader.get(address).content.decode(), code)

    def check_text(self, text: str, code: str) -> None:
        """Nothing is shown but what is public; and of another language only what says so."""
        shown = set(WORD.findall(text))
        if shown <= self.words[code]:
            return
        soup = BeautifulSoup(text, "lxml")
        for marked in soup.find_all(lambda node: node.get("lang", code) != code):
            assert set(WORD.findall(str(marked))) <= self.words[marked["lang"]], marked
            marked.decompose()
        assert set(WORD.findall(str(soup))) <= self.words[code], soup

    def check_pdf(self, response: Any, page: Any, code: str) -> None:
        if page is None:
            assert response.status_code != 200
        elif response.status_code == 200:
            assert set(WORD.findall(response.getvalue().decode())) <= self.words[code]


def _addresses() -> set[str]:
    """Return the address of each story that there is, be it a draft, in all languages."""
    paths = StoryPage.objects.values_list("url_path", flat=True)
    return {f"/{code}/{path.split('/', 2)[2]}" for path in paths for code in ("en", "es", "ar")}


def print_what_is_live() -> None:
    """Do the worker's part: let each live story have a PDF that says what its live revision says."""
    for page in StoryPage.objects.filter(live=True).select_related("live_revision", "locale"):
        text = " ".join(sorted(words_of(page.live_revision.as_object())))
        known = Edition.objects.filter(revision=page.live_revision)
        if not known.exists():
            Edition.objects.create(
                page=page.page_ptr,
                revision=page.live_revision,
                language=page.locale.language_code,
                input_sha256=f"{page.live_revision_id:064}",
                file=ContentFile(text.encode(), "story.pdf"),
            )
        elif not page.get_view_restrictions().exists():
            known.update(outdated=False, withdrawn=False)
