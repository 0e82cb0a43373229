"""
How the glossary's file writes several forms in one cell, and how they are read.

- `;` or `؛` begins another group of forms. The first group is preferred, the others are allowed. A group that begins
  with `or:` or `also:` is allowed wherever it stands, one that begins with `not:` is forbidden.
- ` / `, with spaces around it, separates forms of a group.
- `, ` and `،` separate them too, unless an "and" or "or" follows the last of them: "madres, padres y tutores" is one
  form. The Arabic "and" is written onto the word that follows the comma.
- `(or: …)`, `(also: …)`, `(kind: …)`, any word with a colon in brackets: an allowed form. `(ج. …)`: the plural, which
  stands beside its singular with the same right.
- Other brackets belong to their form, and what is within them is never divided; see `terms.spellings`.
- A form in straight double quotation marks is taken as it stands; such a mark inside is written twice.

The English column is kept as it is written; the words it stands for are separated in the same way.
"""

import re
from collections.abc import Iterable, Iterator

from cms.translation.glossary.terms import KINDS, OPTIONAL_ENDING, REMARK, Kind

GROUP = re.compile("[;؛]")
SLASH = re.compile(r"\s/\s")
COMMA = re.compile(r",\s|،")
SEPARATOR = re.compile(rf"{GROUP.pattern}|{SLASH.pattern}|{COMMA.pattern}")
PREFIX = re.compile(r"\s*(?:(or|also|not)\s*:)?\s*")
PREFIX_KINDS = {"or": Kind.ALLOWED, "also": Kind.ALLOWED, "not": Kind.FORBIDDEN}
WRITTEN_PREFIXES = {Kind.PREFERRED: "", Kind.ALLOWED: "or: ", Kind.FORBIDDEN: "not: "}
QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\s*(?:[;؛,،]|/\s|$))')
SERIES = re.compile(r"(?:^|\s)(?:and|or|y|e|o|u)\s|^\s*و")
ASIDE = re.compile(r"\s*\((?:\w[\w ]*:|(?P<plural>ج\.))\s*(?P<text>[^()]+)\)")

Read = tuple[Kind, str]


def read_cell(cell: str) -> list[Read]:
    """Return the forms of a cell in one language, each once, in the order of `Kind`."""
    forms: dict[str, Kind] = {}
    for number, group in enumerate(_split(cell, GROUP)):
        prefix = PREFIX.match(group)
        word = prefix[1] if prefix else None
        kind = PREFIX_KINDS[word] if word else Kind.ALLOWED if number else Kind.PREFERRED
        for part in _parts(group[prefix.end() :] if prefix else group):
            for text, of_kind in _forms(part, kind):
                if text:
                    forms.setdefault(text, of_kind)
    return sorted(((kind, text) for text, kind in forms.items()), key=lambda form: KINDS.index(form[0]))


def write_cell(forms: Iterable[Read]) -> str:
    """Return the cell that `read_cell` reads as `forms`."""
    groups: dict[Kind, list[str]] = {kind: [] for kind in KINDS}
    for kind, text in forms:
        groups[kind].append(_protected(text))
    return "; ".join(WRITTEN_PREFIXES[kind] + " / ".join(texts) for kind, texts in groups.items() if texts)


def english_variants(term: str) -> list[str]:
    """Return the words that an English term stands for, one by one, without remarks in brackets."""
    parts = [part for group in _split(term, GROUP) for part in _parts(group)]
    texts = [REMARK.sub("", OPTIONAL_ENDING.sub("", _collapsed(part))).strip() for part in parts]
    return list(dict.fromkeys(text for text in texts if text))


def _parts(group: str) -> Iterator[str]:
    for part in _split(group, SLASH):
        pieces = _split(part, COMMA)
        if len(pieces) > 1 and SERIES.search(pieces[-1]):
            yield part
        else:
            yield from pieces


def _split(text: str, separator: re.Pattern) -> list[str]:
    """Divide `text` at the separators that stand neither in brackets nor in a quoted form."""
    parts, start, begin, place, depth = [], 0, 0, 0, 0
    while place < len(text):
        # A quoted form may begin behind any separator, also one that does not divide here.
        quoted = QUOTED.match(text, place) if text[place] == '"' and PREFIX.fullmatch(text, begin, place) else None
        found = None if quoted or depth else SEPARATOR.match(text, place)
        if quoted:
            place = quoted.end()
        elif found:
            if separator.match(text, place):
                parts.append(text[start:place])
                start = found.end()
            begin = place = found.end()
        else:
            depth = max(0, depth + {"(": 1, ")": -1}.get(text[place], 0))
            place += 1
    return [*parts, text[start:]]


def _forms(part: str, kind: Kind) -> Iterator[tuple[str, Kind]]:
    """Yield the form that a part is, then those that are told beside it in brackets."""
    quoted = QUOTED.fullmatch(part.strip())
    if quoted:
        yield _collapsed(quoted[1].replace('""', '"')), kind
        return
    yield _collapsed(ASIDE.sub("", part)), kind
    for aside in ASIDE.finditer(part):
        is_other = kind is Kind.PREFERRED and not aside["plural"]
        yield _collapsed(aside["text"]), Kind.ALLOWED if is_other else kind


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _protected(text: str) -> str:
    """Return `text`, quoted where it would be read as something else in a place where a form may stand."""
    one, other = "\ue000", "\ue001"
    readings = (
        (f"{text} / {one}; or: {other}", [(Kind.PREFERRED, text), (Kind.PREFERRED, one), (Kind.ALLOWED, other)]),
        (f"{one} / {text}; or: {other}", [(Kind.PREFERRED, one), (Kind.PREFERRED, text), (Kind.ALLOWED, other)]),
        (f"or: {text} / {one}", [(Kind.ALLOWED, text), (Kind.ALLOWED, one)]),
    )
    is_plain = '"' not in text and "/" not in text.split()
    if is_plain and all(read_cell(cell) == forms for cell, forms in readings):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
