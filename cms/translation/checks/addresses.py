"""E-mail addresses, web addresses and telephone numbers that are written out in the text."""

import re
from collections.abc import Callable, Iterator

from cms.translation.checks.findings import Finding, differs, error, is_added, is_missing
from cms.translation.checks.letters import fold

# What a name or an address leaves behind when it has been compared: no letter, no digit, no space.
TAKEN = "\ufffc"
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
WEB = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"'،؛؟«»“”]*[^\s<>"'،؛؟«»“”.,;:!?)\]]
  | (?<![A-Za-z0-9@.-])(?:[a-z0-9-]+\.)+(?:org|com|net|gov|edu|us|info)\b(?:/[\w./?&=\#%+-]*[\w/])?
    """,
    re.VERBOSE,
)
TELEPHONE = re.compile(r"(?:\+?1[\s.-]?)?\(?(?<!\d)\d{3}\)?[\s.-]\s?\d{3}[\s.-]\d{4}(?!\d)|\+\d[\d ().-]{6,}\d")
# Our own pages have an address per language.
LANGUAGE_IN_ADDRESS = re.compile(r"/(?:en|es|ar)(?=/|$)")


def _same_email(shown: str) -> str:
    return shown.lower()


def _same_web(shown: str) -> str:
    return LANGUAGE_IN_ADDRESS.sub("/", shown.rstrip("/"))


def _same_telephone(shown: str) -> str:
    digits = re.sub(r"\D", "", fold(shown))
    return digits[-10:] if not shown.startswith("+") or digits.startswith("1") else digits


KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("email", EMAIL, _same_email),
    ("web", WEB, _same_web),
    ("telephone", TELEPHONE, _same_telephone),
)


def address_findings(source: str, target: str) -> Iterator[Finding]:
    """Compare the addresses of two legible texts, each as often as it stands there."""
    for code, pattern, same in KINDS:
        found = _found(pattern, target)
        left = [same(shown) for shown in found]
        missing = []
        for shown in _found(pattern, source):
            if same(shown) in left:
                left.remove(same(shown))
            else:
                missing.append(shown)
        known = {same(shown) for shown in _found(pattern, source)}
        added = [shown for shown in found if same(shown) not in known]
        for shown in missing:
            yield error(code, differs(shown, added.pop(0)) if added else is_missing(shown), shown)
        for shown in added:
            yield error(code, is_added(shown))
        source, target = without_addresses(source, pattern), without_addresses(target, pattern)


def without_addresses(text: str, *patterns: re.Pattern[str]) -> str:
    """Return `text` with its addresses taken out, so that their digits are no figures."""
    for pattern in patterns or tuple(pattern for _code, pattern, _same in KINDS):
        for shown in _found(pattern, text):
            text = text.replace(shown, TAKEN)
    return text


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    folded = fold(text) if pattern is TELEPHONE else text
    return [text[match.start() : match.end()] for match in pattern.finditer(folded)]
