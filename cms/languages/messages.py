"""
The texts of the interface: which ones the code asks for, and whether a catalogue translates them.

Pure functions; gettext's own programs are not needed, because a bare machine has none.
"""

import ast
import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass

import polib
from django.utils.translation.template import templatize

# Function → the places of context, singular and plural among its arguments.
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
CALL = re.compile(r"\b(?:_|n?p?gettext)\(")
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w+)\}")
# Enough numbers to meet every plural form of Spanish and Arabic more than once, where it has more than one number.
NUMBERS = (*range(1000), 1_000_000, 2_000_000)


@dataclass(frozen=True)
class Message:
    """A text that the code asks gettext for."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue finds a message by; two messages with one key would share a translation."""
        return self.context, self.text


def messages_in_python(source: str) -> Iterator[Message]:
    """Yield the messages of Python source, as far as they are literals; raises `SyntaxError` where it is no Python."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            message = _message(node)
            if message:
                yield message


def messages_in_template(source: str, name: str = "") -> Iterator[Message]:
    """Yield the messages of a Django template; raises `SyntaxError` where a tag of translation is malformed."""
    code = templatize(source, origin=name)
    for match in CALL.finditer(code):
        call = _shortest_expression(code[match.start() :])
        message = _message(call) if isinstance(call, ast.Call) else None
        # `templatize` writes a percent sign twice, and so does Django when it looks the text up.
        if message:
            yield message


def _message(call: ast.Call) -> Message | None:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name not in FUNCTIONS:
        return None
    texts = [
        argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
        for argument in call.args
    ]
    context, text, plural = (
        texts[place] if place is not None and place < len(texts) else "" for place in FUNCTIONS[name]
    )
    return Message(text, plural or "", context or "") if text else None


def _shortest_expression(code: str) -> ast.expr | None:
    """Parse the expression that `code` begins with; `templatize` puts words that are no Python after it."""
    for end in (match.end() for match in re.finditer(r"\)", code)):
        try:
            return ast.parse(code[:end], mode="eval").body
        except SyntaxError:
            continue
    return None


def faults(message: Message, entry: polib.POEntry | None, plural_forms: str) -> Iterator[str]:
    """
    Yield what the translation of a message lacks, in words.

    `plural_forms` is the header of the catalogue, such as `nplurals=2; plural=n != 1;`.
    """
    if entry is None or entry.obsolete:
        yield "is not in the catalogue"
        return
    if entry.fuzzy:
        yield "is marked fuzzy"
    if not message.plural:
        yield from _text_faults(entry.msgstr, _placeholders(message.text), _placeholders(message.text))
        return
    allowed = _placeholders(message.text) | _placeholders(message.plural)
    for form, is_one_number in enumerate(_forms(plural_forms)):
        # "one story", "two stories": where a form stands for a single number, it need not print it.
        needed = _placeholders(message.text) if is_one_number else _placeholders(message.plural)
        for fault in _text_faults(entry.msgstr_plural.get(form, ""), needed, allowed):
            yield f"plural form {form} {fault}"


def _text_faults(text: str, needed: set[str], allowed: set[str]) -> Iterator[str]:
    if not text:
        yield "has no translation"
        return
    found = _placeholders(text)
    for name in sorted(needed - found):
        yield f"lacks the placeholder {name}"
    for name in sorted(found - allowed):
        yield f"has a placeholder {name} that the English has not"


def _placeholders(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def _forms(plural_forms: str) -> list[bool]:
    """Return for each plural form whether it stands for one number only."""
    match = re.fullmatch(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?\s*", plural_forms)
    if match is None:
        raise ValueError(f"No plural forms: {plural_forms!r}")
    form_of = gettext.c2py(match[2])  # type: ignore[attr-defined]  # undocumented, and what gettext itself uses
    hits = [form_of(number) for number in NUMBERS]
    return [hits.count(form) == 1 for form in range(int(match[1]))]
