"""The demo texts themselves: the fixed wordings, and that no language holds another's."""

import html
import re
from collections.abc import Iterator

import pytest

from demo.content import PARENTS, Entry, text_field
from demo.reading import read_content

ENTRIES = read_content()

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

# Names, titles and acronyms that stay in Latin letters in every language, the longer ones first.
NAMES = sorted(
    {
        *(entry.values["name"] for entry in ENTRIES if entry.kind in {"organisation", "person"}),
        "Understanding Language/SCALE",
        "Shared Learning Initiative",
        "Schools and Communities First",
        "Beacons of Hope",
        "Beacons",
        "Ed Partners",
        "(high school)",
        "CALLI",
        "LCAP",
        "LCFF",
        "PLC",
        "PDF",
        "California",
        "Georgia",
    },
    key=len,
    reverse=True,
)
LINK = re.compile(r"</?a[^>]*>")
# What was worded for us, and may be as long as it is.
FIXED = {("recommendation", "title"), ("recommendation", "ask"), ("story", "title"), ("platform", "call")}
ENGLISH_WORDS = re.compile(r"\b(the|and|of|with|for|to|in|is|are|students?|schools?|learning)\b", re.IGNORECASE)
# Words that say something else in Arabic than the English does: racist, reformatory, uprising, the state as a nation,
# a website, mental as in illness.
WRONG_IN_ARABIC = re.compile(
    "عنصري|إصلاحي|انتفاضة|الدولة|منصّة|منصة|العقلية|الملوّنون|\\bتم |شواغل|أصحاب المصلحة|في إطار"
)


def pieces(language: str) -> Iterator[tuple[Entry, str, str]]:
    for entry in ENTRIES:
        for name, text in entry.texts[language].items():
            for piece in text_field(entry.kind, name).pieces(text):
                yield entry, name, html.unescape(LINK.sub("", piece))


def without_names(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, "")
    return text


def test_the_recommendations_have_their_wording_and_their_numbers() -> None:
    found = {entry.values["number"]: entry.texts["en"]["title"] for entry in ENTRIES if entry.kind == "recommendation"}
    assert [found[number] for number in range(1, 11)] == RECOMMENDATIONS


def test_arabic_holds_no_latin_words_but_names() -> None:
    for entry, field, text in pieces("ar"):
        assert not re.search("[A-Za-z]", without_names(text)), f"{entry} {field}: {text}"


def test_spanish_holds_no_english_words_but_names() -> None:
    for entry, field, text in pieces("es"):
        assert not ENGLISH_WORDS.search(without_names(text)), f"{entry} {field}: {text}"


@pytest.mark.parametrize("language", ["es", "ar"])
def test_every_translation_differs_from_the_english(language: str) -> None:
    for entry in ENTRIES:
        for field, translations in entry.translations(language).items():
            for english, translated in translations.items():
                assert translated != english or english in NAMES, f"{entry} {field}: {english}"


@pytest.mark.parametrize("language", ["es", "ar"])
def test_figures_are_the_same_in_every_language(language: str) -> None:
    ten_in_words = {"ar": "عشر", "es": "diez"}[language]
    for entry in ENTRIES:
        for field, translations in entry.translations(language).items():
            for english, translated in translations.items():
                figures = sorted(re.findall(r"\d+", english))
                found = sorted(re.findall(r"\d+", translated))
                if "10" in figures and "10" not in found and ten_in_words in translated:
                    figures.remove("10")
                assert found == figures, f"{entry} {field}: {translated}"


def test_arabic_quotes_and_stops_as_arabic_does() -> None:
    for entry, field, text in pieces("ar"):
        assert not re.search("[“”\"',;?٠-٩ـ]", without_names(text)), f"{entry} {field}: {text}"
        assert not WRONG_IN_ARABIC.search(text), f"{entry} {field}: {text}"
        assert text.count("«") == text.count("»")


def test_spanish_quotes_as_spanish_in_the_united_states_does() -> None:
    for entry, field, text in pieces("es"):
        assert not re.search("[«»\"']", text), f"{entry} {field}: {text}"
        assert text.count("“") == text.count("”")


@pytest.mark.parametrize(("language", "most"), [("es", 25), ("ar", 20)])
def test_what_we_wrote_has_short_sentences(language: str, most: int) -> None:
    """The fixed wordings of terms, recommendations and shared texts may be longer: they are not ours to cut."""
    concerns = {entry.texts[language]["name"] for entry in ENTRIES if entry.kind == "concern"}
    for entry, field, text in pieces(language):
        if (
            (entry.kind in PARENTS or entry.kind == "home")
            and (entry.kind, field) not in FIXED
            and text not in concerns
        ):
            for sentence in re.split(r"(?<=[.:;])\s+", with_short_names(text)):
                assert len(sentence.split()) <= most, f"{entry} {field}: {sentence}"


def with_short_names(text: str) -> str:
    """A name is one word to read, however many it has."""
    for name in NAMES:
        text = text.replace(name, "N")
    return text


@pytest.mark.parametrize("kind", ["story", "brief", "release", "initiative"])
def test_a_heading_stands_every_few_paragraphs(kind: str) -> None:
    for entry in ENTRIES:
        if entry.kind != kind:
            continue
        since_heading = 0
        for block, content in entry.texts["en"]["body"]:
            for tag in [part.tag for part in content] if block == "text" else ["p"]:
                since_heading = 0 if tag == "h2" else since_heading + (tag == "p")
                assert since_heading <= 4, f"{entry}"
