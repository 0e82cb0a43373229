"""The three languages of the site: the one place that knows their codes, names and directions."""

from dataclasses import dataclass

SOURCE_LANGUAGE = "en"


@dataclass(frozen=True)
class Language:
    """A language as readers meet it: `name` is its own name in its own script, `direction` is `ltr` or `rtl`."""

    code: str
    name: str
    direction: str


LANGUAGES = (
    Language("en", "English", "ltr"),
    Language("es", "Español", "ltr"),
    Language("ar", "العربية", "rtl"),
)
TARGET_LANGUAGES = tuple(language for language in LANGUAGES if language.code != SOURCE_LANGUAGE)


def language(code: str) -> Language:
    """Return the language with this ISO 639-1 code; raises `KeyError` for one that the site does not have."""
    for candidate in LANGUAGES:
        if candidate.code == code:
            return candidate
    raise KeyError(code)
