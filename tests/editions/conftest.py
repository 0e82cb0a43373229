"""What the tests of the editions share: what the worker is asked for, specimens, and ways to look into a PDF."""

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pikepdf
import pytest
from django_tasks import default_task_backend

from cms.editions.accessible_pdf import make_pdf
from tests.editions.asking import Asked
from tests.editions.listening import listen
from tests.public_tree import indexes, story  # noqa: F401


@pytest.fixture
def asked(settings, db) -> Asked:
    settings.EDITIONS_ON_PUBLISH = True
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "editions"]}
    }
    default_task_backend.clear()
    return Asked()


@pytest.fixture(scope="session")
def heard() -> Callable[[bytes], str]:
    """The text that a listener of the tags hears."""
    return listen


@pytest.fixture
def opened() -> Iterator[Callable[[bytes], pikepdf.Pdf]]:
    """Open a PDF for the length of a test."""
    with ExitStack() as stack:
        yield lambda content: stack.enter_context(pikepdf.open(io.BytesIO(content)))


@pytest.fixture(scope="session")
def tags() -> Callable[[pikepdf.Pdf, str], list[pikepdf.Dictionary]]:
    """All tags of one kind, such as `/Link`, in a PDF."""

    def of_kind(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
        return [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind]

    return of_kind


# One clay-coloured pixel.
PICTURE = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mPY6qH9HwAEHwI+hVnU5AAAAABJRU5ErkJggg=="
)
SPECIMENS = Path(__file__).parent / "specimens"


@pytest.fixture(scope="session")
def specimen() -> Callable[[str], str]:
    """The HTML of a specimen page by its language: every kind of thing that an edition may hold."""
    return lambda language: (SPECIMENS / f"{language}.html").read_text().replace("PICTURE", PICTURE)


@pytest.fixture(scope="session")
def specimen_pdf(specimen: Callable[[str], str]) -> Callable[[str], bytes]:
    """The PDF of a specimen page, made once."""
    made: dict[str, bytes] = {}

    def pdf(language: str) -> bytes:
        if language not in made:
            made[language] = make_pdf(specimen(language), address=f"https://site.example/{language}/x/").content
        return made[language]

    return pdf
