"""
What can be told from a part and its translation without understanding either: pure functions, no database.

An error is something no translation may change: a figure, a date, an address, a link, a name. A warning is something
that is usually an oversight. `find` runs all checks; each module holds one kind.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.utils.translation import gettext as _

from cms.translation.checks.addresses import address_findings, without_addresses
from cms.translation.checks.figures import figure_findings
from cms.translation.checks.findings import Finding, Level, Name, Term, error
from cms.translation.checks.formatting import formatting_findings
from cms.translation.checks.letters import legible
from cms.translation.checks.names import compare_names
from cms.translation.checks.reading import read
from cms.translation.checks.terms import term_findings
from cms.translation.checks.writing import is_same, same_finding, writing_findings

__all__ = ["Finding", "Level", "Name", "Term", "find"]

NO_ADDRESSES: Mapping[str, str] = MappingProxyType({})


def find(
    source: str,
    target: str,
    *,
    language: str,
    names: Sequence[Name] = (),
    terms: Sequence[Term] = (),
    addresses: Mapping[str, str] = NO_ADDRESSES,
) -> list[Finding]:
    """
    Return what differs between an English part and its translation, errors first.

    Both are inline HTML as wagtail-localize keeps it; text without marks may also be given as it is typed. `language`
    is the ISO 639-1 code of the translation. `addresses` maps the id of a link of the English to where it goes, which
    tells notes (`#note-3`) from links; without it every one is a link.
    """
    english, translation = read(source, addresses), read(target, addresses)
    if not legible(translation.text).strip():
        return [error("empty", _("This part has no translation yet."))] if english.text.strip() else []
    before, after = legible(english.text), legible(translation.text)
    findings = [*formatting_findings(target, english, translation, language), *address_findings(before, after)]
    before, after = without_addresses(before), without_addresses(after)
    named = compare_names(before, after, language, names)
    findings += [*named.findings, *figure_findings(named.source, named.target, language)]
    if is_same(named.source, named.target):
        findings.append(same_finding())
    else:
        findings += term_findings(named.source, named.target, language, terms)
    findings += writing_findings(english.text, translation.text, language)
    return sorted(findings, key=lambda finding: finding.level is not Level.ERROR)
