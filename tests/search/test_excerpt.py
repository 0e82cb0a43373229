"""The excerpt shows the hit, whole words, and never more than text."""

from cms.search.excerpt import LENGTH, excerpt
from cms.search.query import forms_of, needs


def shown(text: str, query: str, language: str = "en") -> str:
    return excerpt(text, forms_of(needs(query, language)), language)


def test_each_hit_is_marked_as_it_is_written() -> None:
    assert (
        shown("La educación también", "educaciones TAMBIEN", "es") == "La <mark>educación</mark> <mark>también</mark>"
    )


def test_an_arabic_hit_is_marked_with_its_prefix() -> None:
    assert shown("ذهبوا إلى المدرسة معًا", "مدرسة", "ar") == "ذهبوا إلى <mark>المدرسة</mark> معًا"


def test_markup_in_the_text_stays_text() -> None:
    text = 'a <script>alert("school")</script> & <b>school</b>'
    assert shown(text, "school script") == (
        "a &lt;<mark>script</mark>&gt;alert(&quot;<mark>school</mark>&quot;)&lt;/<mark>script</mark>&gt;"
        " &amp; &lt;b&gt;<mark>school</mark>&lt;/b&gt;"
    )


def test_a_long_text_is_cut_between_words_around_the_first_hit() -> None:
    text = "alpha beta gamma " * 40 + "lighthouse " + "delta epsilon " * 40
    result = shown(text, "lighthouse")
    assert "<mark>lighthouse</mark>" in result
    assert result.startswith("… ")
    assert result.endswith(" …")
    assert set(result.split()) <= {*text.split(), "…", "<mark>lighthouse</mark>"}
    assert len(result) < LENGTH + 30


def test_without_a_hit_the_start_is_shown() -> None:
    assert shown("One short text.", "nowhere") == "One short text."


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    assert len(shown("x" * 5000, "nowhere")) < LENGTH + 30


def test_no_text_gives_no_excerpt() -> None:
    assert shown("", "anything") == ""
