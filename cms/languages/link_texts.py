"""What a link may be called: pure functions over rich text, for every language of the site."""

import re
import unicodedata

from bs4 import BeautifulSoup

# A screen reader lists the links of a page without what stands around them, and a printed handout has nothing to click.
SAYS_NOTHING = {
    "en": {
        "click",
        "click here",
        "click this link",
        "find out more",
        "here",
        "learn more",
        "link",
        "more",
        "more info",
        "more information",
        "read more",
        "see here",
        "see more",
        "this",
        "this link",
        "this page",
    },
    "es": {
        "aquí",
        "clic",
        "clic aquí",
        "conozca más",
        "enlace",
        "este enlace",
        "esta página",
        "haga clic",
        "haga clic aquí",
        "haz clic aquí",
        "leer más",
        "lea más",
        "más",
        "más información",
        "pulse aquí",
        "ver más",
    },
    "ar": {
        "اضغط",
        "اضغط هنا",
        "اقرأ المزيد",
        "انقر",
        "انقر هنا",
        "الرابط",
        "المزيد",
        "رابط",
        "لمزيد من المعلومات",
        "هذا الرابط",
        "هذه الصفحة",
        "هنا",
    },
}
# "edsource.org", "www.edsource.org/news", "https://edsource.org"; an address of mail has an @ and is a good text.
ADDRESS = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)*\.[a-z]{2,}(:\d+)?([/?#]\S*)?|https?://\S+", re.IGNORECASE)


def says_nothing(text: str, code: str) -> bool:
    """Return whether a link called `text` does not tell, in the language `code`, where it leads."""
    return _words(text) in SAYS_NOTHING[code]


def is_address(text: str) -> bool:
    """Return whether `text` is a web address instead of words."""
    return bool(ADDRESS.fullmatch(text.strip()))


def link_texts(html: str) -> list[str]:
    """Return what the links of `html` are called, in the order of reading."""
    return [" ".join(link.get_text().split()) for link in BeautifulSoup(html, "html.parser").find_all("a")]


def _words(text: str) -> str:
    """Return the words alone, so that "Click here »" and "أُنقر هنا" are found: no marks, vowels or capitals."""
    letters = (character for character in unicodedata.normalize("NFC", text) if unicodedata.category(character) != "Mn")
    return " ".join(re.findall(r"\w+", "".join(letters).casefold()))
