"""
The register of what `manage.py doctor` looks at: every app brings its own checks of the data in a module `doctor`.

A check yields a `Finding` for each thing that is wrong. It asks the database, not a model's own rules, and takes
few queries: a whole site is looked at in seconds.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: `about` which text or file, what is wrong, and what somebody does about it."""

    about: str
    wrong: str
    advice: str
    mend: Callable[[], object] | None = None
    """What puts it right without losing anything; None where a person must decide."""

    def __str__(self) -> str:
        return f"{self.about}: {self.wrong}. {self.advice}"


Check = Callable[[], Iterable[Finding]]

_checks: dict[str, Check] = {}


def looks_at(name: str) -> Callable[[Check], Check]:
    """Register a check under the words that name what it looks at."""

    def register(check: Check) -> Check:
        _checks[name] = check
        return check

    return register


def examine(*names: str) -> Iterator[tuple[str, Finding]]:
    """Yield the name of a check with each of its findings; of all checks where none is named."""
    for name, check in sorted(_checks.items()):
        if not names or name in names:
            for finding in check():
                yield name, finding


def check_names() -> list[str]:
    return sorted(_checks)
