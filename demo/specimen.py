"""
The specimen: a brief with every part that a brief may have, in each language, for tests, measuring and looking.

Its words are those of the demo content; what it adds (`specimen.yaml`) says of itself that it is a specimen. It is a
draft, stands outside the tree that the site serves, and takes no part in translation and review: nobody is notified,
and nothing lists it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import override
from wagtail.models import Locale, Page

from briefs.models import BriefPage
from cms.directory.models import ReusableText, Vocabulary
from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE
from cms.pages.charts import Unit
from demo.content import VOCABULARIES, Entry
from demo.markup import LINK, Part, as_html
from demo.reading import read_content
from demo.writing import PAGE_MODELS

WORDS = Path(__file__).with_suffix(".yaml")
FOLDER = "specimens"
PARAGRAPHS_TO_A_NOTE = 4
# What the table lists, in this order.
LISTED = (*VOCABULARIES, "recommendation", "story")
SAMPLES = {
    Unit.PERCENT: (Decimal(64), Decimal("23.5"), Decimal("12.5")),
    Unit.NUMBER: (Decimal(1200), Decimal(850), Decimal(40)),
    Unit.DOLLARS: (Decimal(9120), Decimal("4560.50"), Decimal(980)),
}


@transaction.atomic
def load_specimen() -> dict[str, BriefPage]:
    """
    Write the specimen, or write it anew, and return it by language.

    The demo content has to be there: raises `ReusableText.DoesNotExist` without its shared texts.
    """
    folder = _folder()
    entries = read_content()
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {
        language.code: _write(folder, language.code, _fields(entries, words[language.code], language.code))
        for language in LANGUAGES
    }


def dated(page: BriefPage) -> BriefPage:
    """Return the draft as if it had been published when it was written, as the PDF of a page wants it."""
    draft: BriefPage = page.get_latest_revision_as_object()
    draft.first_published_at = draft.last_published_at = page.latest_revision_created_at
    return draft


def _folder() -> Page:
    """Return the page above the specimens: a draft beside the language roots, so that nothing below it is public."""
    folder = Page.objects.filter(depth=2, slug=FOLDER).first()
    if folder is None:
        locale = Locale.objects.get(language_code=SOURCE_LANGUAGE)
        folder = Page(title="Specimens", slug=FOLDER, locale=locale, live=False)
        Page.get_first_root_node().add_child(instance=folder)
    return folder


def _write(folder: Page, language: str, fields: dict[str, Any]) -> BriefPage:
    specimens = BriefPage.objects.child_of(folder)
    page = specimens.filter(locale__language_code=language).first()
    if page is None:
        # Siblings cannot share a slug, as the pages of the three trees do.
        page = BriefPage(slug=f"specimen-{language}", locale=Locale.objects.get(language_code=language), live=False)
        if source := specimens.first():
            page.translation_key = source.translation_key
    for name, value in fields.items():
        setattr(page, name, value)
    if page.pk is None:
        folder.add_child(instance=page)
    page.save_revision(changed=True)
    page.refresh_from_db()
    return page


def _fields(entries: list[Entry], words: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "title": words["title"],
        "summary": words["summary"],
        "key_points": [("point", point) for point in words["key_points"]],
        "body": _with_references(list(_body(entries, words, language)), len(words["notes"])),
        "notes": [("note", f"<p>{note}</p>") for note in words["notes"]],
        "authors": "Specimen",
    }


def _body(entries: list[Entry], words: dict[str, Any], language: str) -> Iterator[tuple[str, Any]]:
    """Yield the blocks: running text with the words that are set large, the table, more text, the charts."""
    [platform] = _of_kind(entries, "platform")
    texts = platform.texts[language]
    yield from _running_text(platform, language)
    yield "quotation", {"words": texts["call"], "speaker": texts["title"]}
    yield "text", "".join(_recommendations(entries, language))
    yield "text", f"<h2>{words['table']['heading']}</h2>"
    yield "table", _table(entries, words["table"], language)
    yield from _running_text(_of_kind(entries, "brief")[0], language)
    yield "text", f"<h2>{words['charts']['heading']}</h2>"
    yield from (("chart", _chart(unit, words["charts"])) for unit in SAMPLES)


def _running_text(entry: Entry, language: str) -> Iterator[tuple[str, Any]]:
    """Yield the body of an entry under its title; the English alone names its shared texts."""
    yield "text", f"<h2>{entry.texts[language]['title']}</h2>"
    translated = iter([block for block in entry.texts[language]["body"] if block[0] != "reusable_text"])
    for block, content in entry.texts[SOURCE_LANGUAGE]["body"]:
        if block == "reusable_text":
            yield block, ReusableText.objects.get(key=content, locale__language_code=SOURCE_LANGUAGE)
        else:
            block, content = next(translated)
            yield block, _html(content) if block == "text" else content


def _recommendations(entries: list[Entry], language: str) -> Iterator[str]:
    for entry in _of_kind(entries, "recommendation"):
        texts = entry.texts[language]
        yield f"<h3>{texts['title']}</h3><p>{texts['plain_words']}</p><p>{texts['ask']}</p>"


def _html(parts: list[Part]) -> str:
    """Return a text below the heading of its entry; its links are words here, as the specimen links to nothing."""
    lower = [Part("h3" if part.tag == "h2" else part.tag, LINK.sub(r"\1", part.text)) for part in parts]
    return as_html(lower, lambda _kind, _key: "")


def _table(entries: list[Entry], words: dict[str, Any], language: str) -> dict[str, Any]:
    """Return a table that breaks over pages: what the demo content lists, with its number where it has one."""
    with override(language):
        rows = [
            [_name(entry, language), _list_of(kind), str(entry.values.get("order", entry.values.get("number", "")))]
            for kind in LISTED
            for entry in _of_kind(entries, kind)
        ]
    return {"table_caption": words["caption"], "table_header_choice": "both", "data": [words["head"], *rows]}


def _name(entry: Entry, language: str) -> str:
    texts = entry.texts[language]
    return texts["name"] if "name" in texts else texts["title"]


def _list_of(kind: str) -> str:
    """Return what the list of a kind is called in the active language."""
    if kind in VOCABULARIES:
        return str(Vocabulary(VOCABULARIES[kind]).label)
    return capfirst(str(PAGE_MODELS[kind]._meta.verbose_name))


def _chart(unit: Unit, words: dict[str, Any]) -> dict[str, Any]:
    bars = zip(words["samples"], SAMPLES[unit], strict=True)
    return {
        "caption": words[unit.value],
        "unit": unit.value,
        "bars": [{"label": label, "value": value} for label, value in bars],
    }


def _with_references(blocks: list[tuple[str, Any]], notes: int) -> list[tuple[str, Any]]:
    """Refer to each note at the end of a paragraph, spread over the texts."""
    paragraphs = count(1)

    def referring(_end: re.Match[str]) -> str:
        number, rest = divmod(next(paragraphs), PARAGRAPHS_TO_A_NOTE)
        return f'<a href="#note-{number}">{number}</a></p>' if not rest and number <= notes else "</p>"

    return [(block, re.sub("</p>", referring, content) if block == "text" else content) for block, content in blocks]


def _of_kind(entries: list[Entry], kind: str) -> list[Entry]:
    return [entry for entry in entries if entry.kind == kind]
