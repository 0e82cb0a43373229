"""One spelling for what people write in several ways: what a search, in any language, compares."""

import re
import unicodedata

_ARABIC_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىئی", "ي"),
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ء": None,
        "ـ": None,
    }
)
# Egypt writes مسئول and رءوس where others write مسؤول and رؤوس.
_HAMZA_BEFORE_WAW = re.compile("[ئء](?=و)")


def fold(text: str) -> str:
    """Return `text` in lower case and without accents; ñ becomes n, as on a keyboard that lacks it."""
    return _unmarked(unicodedata.normalize("NFKD", text)).casefold()


def fold_arabic(word: str) -> str:
    """Return `word` with one spelling for each of the letters that people write in several ways."""
    bare = _unmarked(unicodedata.normalize("NFKC", word))
    return letters(_HAMZA_BEFORE_WAW.sub("و", bare).translate(_ARABIC_LETTERS))


def fold_words(text: str) -> list[str]:
    """Return the words of a text in any of the languages, each folded; what is no letter or digit is left out."""
    return [folded for word in text.split() if (folded := fold_arabic(word))]


def letters(text: str) -> str:
    """Return the letters and digits of `text`, folded."""
    return "".join(character for character in fold(text) if character.isalnum())


def _unmarked(text: str) -> str:
    return "".join(character for character in text if unicodedata.category(character) not in {"Mn", "Cf"})
