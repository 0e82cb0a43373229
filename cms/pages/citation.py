"""How a page is cited: in a sentence, in the reader's language, and in BibTeX."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from cms.languages.formats import format_date
from cms.languages.languages import SOURCE_LANGUAGE

# Quotation marks inside the quoted title.
INNER_MARKS = {"en": str.maketrans('“”"', "‘’'"), "es": str.maketrans('“”"', "‘’'"), "ar": str.maketrans("«»", "“”")}
# What BibTeX or TeX would take for a command. Braces are counted even behind a backslash, so they get names.
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
LANGUAGE_NAMES = {"en": "english", "es": "spanish", "ar": "arabic"}


@dataclass(frozen=True)
class Citation:
    """What is cited. `address` is permanent and absolute, `slug` names the entry in BibTeX, `issued` is its date."""

    author: str
    title: str
    address: str
    slug: str
    language: str
    version: str = ""
    issued: date | None = None

    @property
    def stop(self) -> str:
        """What ends the author: a name such as “Partners, Inc.” ends by itself."""
        return "" if self.author.endswith(".") else "."

    @property
    def words(self) -> str:
        """What stands between the author and the address, which is last: title, version, date."""
        title = self.title.translate(INNER_MARKS[self.language])
        quoted = _("“%(title)s.”") if title[-1:] not in ".?!؟…" else _("“%(title)s”")
        parts = [quoted % {"title": title}]
        if self.version:
            parts.append(f"{_('Version %(v)s') % {'v': self.version}}.")
        code = get_language() or SOURCE_LANGUAGE
        parts.append(f"{format_date(self.issued, code)}." if self.issued else pgettext("no date in a citation", "n.d."))
        return " ".join(parts)

    @property
    def text(self) -> str:
        return f"{self.author}{self.stop} {self.words} {self.address}"

    @property
    def bibtex(self) -> str:
        """An entry of type `misc`, in UTF-8; the author is one name, whatever commas or “and” it has."""
        fields = {
            "author": f"{{{escaped(self.author)}}}",
            "title": f"{{{escaped(self.title)}}}",
            "year": str(self.issued.year) if self.issued else "",
            "note": escaped(_("Version %(v)s") % {"v": self.version}) if self.version else "",
            "language": LANGUAGE_NAMES[self.language],
            "url": self.address,
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{self.key},", ",\n".join(lines), "}"])

    @property
    def key(self) -> str:
        return "-".join(filter(None, [self.slug, self.version and f"v{self.version}", self.language]))


def escaped(text: str) -> str:
    """Return `text` as BibTeX and TeX print it."""
    one_line = " ".join(text.split())
    return re.sub(r"[\\{}~^&%$#_]", lambda sign: SPECIAL[sign[0]], one_line)
