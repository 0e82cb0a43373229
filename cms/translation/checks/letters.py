"""
Letters as they are compared: what two spellings of the same word have in common.

Arabic is written with or without vowel signs, hamza and tatweel (style-ar 7), Spanish capitals with or without accents,
digits in three sets. `legible` takes out what nobody reads, `fold` makes equal what reads alike.
"""

import re
import unicodedata
from functools import lru_cache

# LRM, RLM, ALM, embeddings, overrides, isolates, and the characters without width.
DIRECTION_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
INVISIBLE = re.compile(f"[{DIRECTION_MARKS}\u00ad\u200b-\u200d\u2060\ufeff]")
# The alef that carries a tanwin belongs to the ending: أولًا is أول.
TANWIN = re.compile("\u0627\u064b|\u064b\u0627")
VOWEL_SIGNS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
ALIKE = {
    "ى": "ي",
    "ی": "ي",
    "ة": "ه",
    "ٱ": "ا",
    "ک": "ك",
    "٬": ",",
    "٫": ".",
    "٪": "%",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
}
WORD = re.compile(r"[^\W\d_]+")
CONJUNCTIONS_AND_PREPOSITIONS = "وفبلك"
SHORTEST_WORD = 2


def legible(text: str) -> str:
    """Return `text` without direction marks, vowel signs and tatweel, its accents composed."""
    return VOWEL_SIGNS.sub("", TANWIN.sub("", INVISIBLE.sub("", unicodedata.normalize("NFC", text))))


def fold(text: str) -> str:
    """
    Return legible `text` with the letters that count as equal made one; never longer or shorter, so places stay.

    Small letters, digits 0-9, hamza and taa marbuta in their plain form, no accents; ñ is a letter of its own.
    """
    return "".join(map(_folded, text))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if character in ALIKE:
        return ALIKE[character]
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    small = character.lower() if len(character.lower()) == 1 else character
    return small if small == "ñ" or not small.isalpha() else unicodedata.normalize("NFD", small)[0]


def bare_forms(word: str) -> list[str]:
    """
    Return a folded Arabic word as it stands and without what is written onto its front, the least taken off first.

    That is the article, and up to two of the letters that mean and, so, with, for, as: وبالمدارس is مدارس.
    """
    forms = [word]
    stems = [word]
    for _round in range(2):
        stems = [stem[1:] for stem in stems if stem[0] in CONJUNCTIONS_AND_PREPOSITIONS and len(stem) > SHORTEST_WORD]
        forms += stems
    articles = [form[2:] for form in forms if form.startswith(("ال", "لل")) and len(form) > 2 + SHORTEST_WORD - 1]
    return list(dict.fromkeys([*forms, *articles]))
