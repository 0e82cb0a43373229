"""Which words find which, in the three languages."""

import pytest

from cms.search.analyser import tokens, wanted, words


def finds(query: str, text: str, language: str) -> bool:
    """Say whether every word of `query` meets a word of `text`."""
    known = set(tokens(text, language))
    groups = wanted(query, language)
    return bool(groups) and all(known & forms for forms in groups)


SPANISH = [
    ("también", "Los padres también aprenden"),
    ("tambien", "Los padres también aprenden"),
    ("TAMBIÉN", "Los padres también aprenden"),
    ("educacion", "una educación para todas y todos"),
    ("educaciones", "una educación para todas y todos"),
    ("joven", "los jóvenes de Oakland"),
    ("jóvenes", "una joven de Oakland"),
    ("podian", "Los maestros podían elegir"),
    ("ninos", "niñas y niños"),
    ("niño", "para las ninas"),
    ("recomendaciones", "la primera recomendación"),
    ("de la que", "la escuela de la que hablamos"),
    ("Californians", "La organización Californians for Justice"),
    ("مدرسة", "La palabra مدرسة es árabe"),
]
ENGLISH = [
    ("student", "what students told us"),
    ("students", "the student's own words"),
    ("students", "the students’ own words"),
    ("communities", "a Community School"),
    ("resume", "a résumé"),
    ("résumé", "a resume"),
    ("ONeill", "Ms. O’Neill"),
    ("neill", "Ms. O’Neill"),
    ("the", "the school"),
    ("1200", "1,200 students"),
    ("1,200", "1200 students"),
    ("2.5", "$2.5 million"),
    ("K12", "from K–12 on"),
    ("k-12", "K12 schools"),
    ("covid 19", "COVID-19"),
    ("cooperation", "co\u00adoperation"),
    ("José", "Jose\u0301 Martínez"),
    ("file", "ﬁle"),
]
ARABIC = [
    ("مدرسة", "المدرسة"),
    ("مدرسة", "والمدرسة"),
    ("مدرسة", "بالمدرسة"),
    ("مدرسة", "كالمدرسة"),
    ("مدرسة", "فالمدرسة"),
    ("مدرسة", "للمدرسة"),
    ("مدرسة", "وللمدرسة"),
    ("مدرسة", "ومدرسة"),
    ("مدرسة", "وبمدرسة"),
    ("مدرسة", "لمدرسة"),
    ("المدرسة", "مدرسة"),
    ("بالمدرسة", "في مدرسة"),
    ("ومدرسة", "المدرسة"),
    ("مدرسه", "المدرسة"),
    ("مُعَلِّم", "معلم"),
    ("معلم", "المُعلِّمُ"),
    ("معلـــم", "معلم"),
    ("أمل", "امل"),
    ("امل", "الأمل"),
    ("إنصاف", "الانصاف"),
    ("آباء", "الاباء"),
    ("مستوي", "مستوى"),
    ("على", "علي"),
    ("مسؤول", "مسئول"),
    ("مسئولية", "المسؤولية"),
    ("شؤون", "شئون"),
    ("شي", "شيء"),
    ("قراءة", "القراءه"),
    ("لغة", "للغة"),
    ("للغة", "اللغة"),
    ("اللغة", "للغة"),
    ("أم", "الأم"),
    ("بيت", "لبيت"),
    ("كتاب", "وكتاب"),
    ("2026", "عام ٢٠٢٦"),
    ("٢٠٢٦", "عام 2026"),
    ("1200", "١٬٢٠٠ طالب"),
    ("٢٫٥", "2.5"),
    ("LCFF", "وفق LCFF"),
    ("lcff", "لـLCFF"),
    ("Californians", "منظمة \u2068Californians for Justice\u2069"),
    ("californian", "منظمة Californians"),
    ("ﻣﺪﺭﺳﺔ", "مدرسة"),
    ("کتاب", "كتاب"),
]
STRANGERS = [
    ("en", "art", "parts"),
    ("en", "2", "12"),
    ("en", "1200", "1,201"),
    ("es", "escolta", "escuela"),
    ("ar", "كتاب", "تاب"),
    ("ar", "ولد", "لدى"),
    ("ar", "بيت", "كتب"),
    ("ar", "مدرسة", "درس"),
]


@pytest.mark.parametrize(("query", "text"), SPANISH)
def test_a_spanish_word_is_found(query: str, text: str) -> None:
    assert finds(query, text, "es")


@pytest.mark.parametrize(("query", "text"), ENGLISH)
def test_an_english_word_is_found(query: str, text: str) -> None:
    assert finds(query, text, "en")


@pytest.mark.parametrize(("query", "text"), ARABIC)
def test_an_arabic_word_is_found(query: str, text: str) -> None:
    assert finds(query, text, "ar")


@pytest.mark.parametrize(("language", "query", "text"), STRANGERS)
def test_another_word_is_not_found(language: str, query: str, text: str) -> None:
    assert not finds(query, text, language)


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_every_word_of_a_text_finds_it(language: str) -> None:
    text = "A la una, y también 3.5 % de O’Neill: في 12 مدرسةً، وللآباء — k12 ½ 1,200,000 naïve ﷺ x"
    assert all(finds(word, text, language) for word in text.split() if wanted(word, language))


@pytest.mark.parametrize("query", ["", "   ", "\x00", "%_%", "'\"--;", "،؟", "ـ", "\u200f", "😀"])
def test_a_query_without_a_word_wants_nothing(query: str) -> None:
    assert wanted(query, "en") == []


def test_tokens_hold_no_space_and_no_wildcard() -> None:
    text = "a_b 50% ﷺ \\ it’s ½ 1.5 % _ وَ"
    assert all(token.replace(".", "").isalnum() for token in tokens(text, "en"))


def test_words_know_where_they_stand() -> None:
    text = "En «educación» también"
    assert [text[word.start : word.end] for word in words(text, "es")] == ["En", "educación", "también"]


def test_a_word_that_comes_twice_is_wanted_once() -> None:
    assert len(wanted("school School SCHOOL", "en")) == 1
