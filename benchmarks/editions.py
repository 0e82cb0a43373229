"""The long specimen of a brief as a PDF, in a worker that has made one before."""

import resource
from collections.abc import Iterator
from functools import partial

from django.core.management import call_command

from benchmarks.measuring import Measurement, median_seconds
from briefs.models import BriefPage
from cms.editions.accessible_pdf import PrintDocument, read_faces
from cms.editions.gate import faults
from cms.editions.limited import run_limited
from cms.editions.printing import permanent_address, print_html
from demo.specimen import dated, load_specimen


def measure() -> Iterator[Measurement]:
    """Yield seconds, size and memory for each language; the memory is that of the child which sets the largest."""
    call_command("load_demo", "--everything")
    peaks: list[float] = []
    read_faces()
    for language, page in load_specimen().items():
        make = partial(_make, dated(page), language)
        size, peak = make()
        peaks.append(peak)
        yield Measurement(f"editions.warm_seconds.{language}", median_seconds(make), "s")
        yield Measurement(f"editions.kb.{language}", size / 1024, "KB")
    yield Measurement("editions.peak_mb", max(peaks), "MB")


def _make(page: BriefPage, language: str) -> tuple[int, float]:
    """Write the HTML, then set and check it in a child, as the worker does; return the bytes and the child's MB."""
    document = PrintDocument(print_html(page), address=permanent_address(page))
    return run_limited(partial(_set, document, language, page.title))


def _set(document: PrintDocument, language: str, title: str) -> tuple[int, float]:
    content = document.make().content
    found = faults(content, language=language, title=title)
    assert not found, found
    return len(content), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
