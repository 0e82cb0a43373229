"""The long specimen of a brief as a PDF: in a worker that has made one before, and in a process that starts for it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.core.management import call_command

from benchmarks.measuring import Measurement, median_seconds
from briefs.models import BriefPage
from cms.editions.accessible_pdf import PrintDocument, read_faces
from cms.editions.gate import faults
from cms.editions.limited import run_limited
from cms.editions.printing import permanent_address, print_html
from demo.specimen import dated, load_specimen

# Sets and checks what stands on its standard input, and says what that took.
PROGRAM = """
import json, os, pathlib, re, resource, sys, time, django
django.setup()
begun = time.perf_counter()
from cms.editions.accessible_pdf import make_pdf
from cms.editions.gate import faults
html, address, language, title = json.load(sys.stdin)
content = make_pdf(html, address=address).content
found = faults(content, language=language, title=title)
assert not found, found
took = time.perf_counter() - begun
# The other number of the system, ru_maxrss, begins with the memory of whoever started this process.
own = int(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
peak = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(json.dumps([took, len(content), peak / 1024, sum(os.times()[:4])]))
"""


def measure() -> Iterator[Measurement]:
    """Yield seconds and size for each language, and the memory of the process, or of its validator, that had most."""
    call_command("load_demo", "--everything")
    peaks: list[float] = []
    for language, page in load_specimen().items():
        once = cold(dated(page), language)
        peaks.append(once.megabytes)
        yield Measurement(f"editions.cold_seconds.{language}", once.seconds, "s")
        yield Measurement(
            f"editions.warm_seconds.{language}", median_seconds(partial(warm, dated(page), language)), "s"
        )
        yield Measurement(f"editions.kb.{language}", once.bytes / 1024, "KB")
    yield Measurement("editions.peak_mb", max(peaks), "MB")


@dataclass(frozen=True)
class Cold:
    """What the first PDF costs a process: its `seconds` begin with loading the engine, when the site is there."""

    seconds: float
    bytes: int
    megabytes: float
    computing_seconds: float


def cold(page: BriefPage, language: str) -> Cold:
    """Have a new process set and check a page."""
    given = json.dumps([print_html(page), permanent_address(page), language, page.title])
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, input=given, capture_output=True, check=True, text=True)
    return Cold(*json.loads(done.stdout))


def warm(page: BriefPage, language: str) -> None:
    """Write the HTML, then set and check it in a child, as the worker does."""
    read_faces()
    document = PrintDocument(print_html(page), address=permanent_address(page))
    run_limited(partial(_set, document, language, page.title))


def _set(document: PrintDocument, language: str, title: str) -> None:
    found = faults(document.make().content, language=language, title=title)
    assert not found, found
