"""The numbers that a few words state: digits, and one to ten in words, as the style of each language writes them."""

import re

WORDS = {
    "en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    "es": ("uno una un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
    "ar": (
        "واحد واحدة",
        "اثنان اثنين اثنتان اثنتين",
        "ثلاثة ثلاث",
        "أربعة أربع",
        "خمسة خمس",
        "ستة ست",
        "سبعة سبع",
        "ثمانية ثماني ثمان",
        "تسعة تسع",
        "عشرة عشر",
    ),
}
NUMBERS = {
    code: {form: number for number, forms in enumerate(words, start=1) for form in forms.split()}
    for code, words in WORDS.items()
}
ARABIC_MARKS = re.compile(r"[\u064b-\u0652]")
TOKEN = re.compile(r"\d[\d,]*|\w+")


def numbers_in(text: str, language: str) -> list[int]:
    """Return the whole numbers in `text` in reading order; words above ten say nothing."""
    found = []
    for token in TOKEN.findall(ARABIC_MARKS.sub("", text.lower())):
        if token[0].isdigit():
            found.append(int(token.replace(",", "")))
        else:
            words = NUMBERS[language]
            # "And" is written onto the next word in Arabic; no word for a number begins with that letter but one.
            number = words.get(token) or (words.get(token.removeprefix("و")) if language == "ar" else None)
            if number:
                found.append(number)
    return found
