"""How much there is to translate, as translators count it."""

import html
import re

# A tag that ends a line parts two words; one that stands in a word, such as <b>, does not.
LINE_BREAK = re.compile(r"<br\s*/?>")
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"\w")


def count_words(part: str) -> int:
    """
    Return the number of words of a part (inline HTML): what stands between spaces and has a letter or a figure.

    "COVID-19", "don’t" and "1,200" are one word each; a dash between spaces is none.
    """
    text = html.unescape(TAG.sub("", LINE_BREAK.sub(" ", part)))
    return sum(bool(WORD.search(token)) for token in text.split())
