"""Names that stay as they are, or take a form that was agreed on for the language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.translation.checks.addresses import TAKEN
from cms.translation.checks.findings import Finding, Name, error
from cms.translation.checks.letters import fold, legible

# A Latin name may have an Arabic letter before it: وCalifornians for Justice.
LATIN = "A-Za-z0-9\u00c0-\u024f"
# Prepositions and the article stand before an Arabic name, and no other letter on either side.
ARABIC_FRONT = r"(?<!\w)(?:[وفبلك]{0,2}(?:ال|لل)?)"


@dataclass
class NameReport:
    """What was found, and both texts with the names taken out: "First 5" is no figure, "Beacons" no English word."""

    findings: list[Finding]
    source: str
    target: str


def compare_names(source: str, target: str, language: str, names: Sequence[Name]) -> NameReport:
    """Look for every name of the source in the target; the longer first, because names stand inside names."""
    findings = []
    for name in sorted(names, key=lambda name: len(name.text), reverse=True):
        rest, count = re.subn(_pattern(legible(name.text)), TAKEN, source)
        if not count:
            continue
        source = rest
        forms = name.forms.get(language, ())
        found = 0
        for form in sorted({name.text, *forms}, key=len, reverse=True):
            target, hits = _take(legible(form), target)
            found += hits
        if not found:
            findings.append(_finding(name, forms))
    return NameReport(findings, source, target)


def _pattern(text: str) -> str:
    words = r"\s+".join(re.escape(word).replace("'", "['’‘]").replace("’", "['’‘]") for word in text.split())
    return rf"(?<![{LATIN}]){words}(?![{LATIN}])"


def _take(form: str, target: str) -> tuple[str, int]:
    if re.search("[\u0600-\u06ff]", form):
        words = r"\s+".join(map(re.escape, fold(form).split()))
        spans = [match.span() for match in re.finditer(rf"{ARABIC_FRONT}{words}(?!\w)", fold(target))]
    else:
        spans = [match.span() for match in re.finditer(_pattern(form), target)]
    for start, end in reversed(spans):
        target = target[:start] + TAKEN + target[end:]
    return target, len(spans)


def _finding(name: Name, forms: Sequence[str]) -> Finding:
    if forms:
        listed = ", ".join(forms)
        message = _("The name “%(name)s” is written %(forms)s in this language.") % {"name": name.text, "forms": listed}
        return error("name", message, forms[0])
    return error("name", _("The name “%(name)s” stays as it is.") % {"name": name.text}, name.text)
