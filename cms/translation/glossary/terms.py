"""What the glossary says of a term, apart from any database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

TERM_LIMIT = 200
FORM_LIMIT = 300

# "estudiante(s)": an ending that may be there.
OPTIONAL_ENDING = re.compile(r"(?<=\w)\((\w{1,3})\)")
# "well-being / wellness", "طالب، الطلاب": several words for the same; a comma may as well be part of one.
SEVERAL = re.compile(r"\s*[/;،؛]\s*")
# "release (publication)": which of several meanings, or what is told once beside the form.
REMARK = re.compile(r"\s*\([^()]*\)")


class Kind(TextChoices):
    """How a form may stand for a term, the best first."""

    PREFERRED = "preferred", _("Preferred")
    ALLOWED = "allowed", _("Allowed")
    FORBIDDEN = "forbidden", _("Forbidden")


KINDS = list(Kind)


@dataclass(frozen=True)
class Form:
    """A way to say a term in `language` (its code)."""

    language: str
    text: str
    kind: Kind = Kind.PREFERRED


@dataclass(frozen=True)
class Term:
    """
    An entry of the glossary: `english` as the glossary writes it, with brackets and all the words it stands for.

    `forms` are in the order of the languages, then of `Kind`. A term that is not translated has no preferred form:
    it is the English one everywhere.
    """

    english: str
    forms: tuple[Form, ...] = ()
    note: str = ""
    do_not_translate: bool = False
    needs_native_decision: bool = False

    @property
    def key(self) -> str:
        """What no two terms share."""
        return self.english.casefold()

    def forms_in(self, language: str) -> list[Form]:
        """Return how to say the term in `language`, the best first, and last how not to."""
        own = [form for form in self.forms if form.language == language]
        return [Form(language, self.english), *own] if self.do_not_translate else own


def spellings(form: str) -> list[str]:
    """
    Return what may stand in a text for one written form, the shortest first.

    "escuela(s) pública(s)" stands for the singular and the plural; a remark in brackets may be there or not.
    """
    endings = [OPTIONAL_ENDING.sub("", form), OPTIONAL_ENDING.sub(r"\1", form)]
    return list(dict.fromkeys([*(REMARK.sub("", text).strip() for text in endings), *endings]))


def same_meaning(terms: Iterable[Term], language: str) -> list[list[str]]:
    """
    Return for each of `terms` what people of a language may write for it, in any of its forms that are not forbidden.

    In a translated language the English term is among them: it is what the law and the press call it.
    """
    groups = []
    for term in terms:
        forms = [form.text for form in term.forms_in(language) if form.kind != Kind.FORBIDDEN]
        phrases = (part.strip() for text in (*forms, term.english) for part in SEVERAL.split(_in_full(text)))
        groups.append(list(dict.fromkeys(phrase for phrase in phrases if phrase)))
    return groups


def _in_full(form: str) -> str:
    return REMARK.sub("", OPTIONAL_ENDING.sub(r"\1", form))
