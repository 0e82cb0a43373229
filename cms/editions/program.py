"""Which version of the site's programs and templates makes the editions."""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

# Whatever may change what a page prints: our programs, and those that they ask.
FOLDERS = ("briefs", "cms", "home", "initiatives", "locale", "requirements", "stories", "templates")
KINDS = (".css", ".html", ".po", ".py", ".ttf", ".txt")


@lru_cache(maxsize=1)
def program_version() -> str:
    """
    Return the SHA-256 (hex) of all programs, packages, templates, words and faces, and of the address of the site.

    Where it is another one, an edition may be another one: its input tells.
    """
    digest = hashlib.sha256(settings.BASE_URL.encode())
    paths = (path for folder in FOLDERS for path in (settings.BASE_DIR / folder).rglob("*") if path.suffix in KINDS)
    for path in sorted(paths):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def gate_version() -> str:
    """Return the SHA-256 (hex) of the gate and of the packages that it asks: another one may find something else."""
    packages = " ".join(version(package) for package in ("page-validation", "pikepdf"))
    return hashlib.sha256(packages.encode() + Path(__file__).with_name("gate.py").read_bytes()).hexdigest()
