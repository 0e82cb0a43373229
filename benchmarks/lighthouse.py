"""What Lighthouse says of a page of each kind in each language, as a phone opens it; nothing where there is no Node."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from benchmarks.measuring import Measurement
from cms.languages.languages import LANGUAGES
from tests.kinds import add_kinds_without_demo
from tests.sites import free_port
from tests.weights import page_types

# The release that is asked from npm; its scores are comparable with each other alone.
LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM = "--headless=new --no-sandbox --disable-gpu --disable-quic"
PATIENCE_SECONDS = 60
ATTEMPTS = 3


def measure() -> Iterator[Measurement]:
    """Yield the scores (of 100), and the shift of the layout while a page loads."""
    program, chromium = shutil.which("npx"), shutil.which("chromium")
    if not program or not chromium:
        print("Lighthouse needs Node and Chromium: left out", file=sys.stderr)  # noqa: T201 - beside the lines
        return
    call_command("load_demo", "--everything")
    add_kinds_without_demo()
    with _served() as site, tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CHROME_PATH": chromium, "npm_config_cache": str(Path(folder) / "npm")}
        for name, path in page_types().items():
            for language in LANGUAGES:
                yield from _scores(program, environment, f"{site}/{language.code}/{path}", f"{name}.{language.code}")


def _scores(program: str, environment: dict[str, str], address: str, name: str) -> Iterator[Measurement]:
    report = _report(program, environment, address)
    for category in CATEGORIES:
        yield Measurement(f"lighthouse.{category}.{name}", 100 * report["categories"][category]["score"], "points")
    shift = report["audits"]["cumulative-layout-shift"]["numericValue"]
    yield Measurement(f"lighthouse.layout_shift.{name}", float(shift), "score")


def _report(program: str, environment: dict[str, str], address: str) -> Any:
    """Return what Lighthouse says; asked again where Chromium did not start in time, as it does on a busy machine."""
    command = [
        *(program, "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", "--output-path=stdout"),
        *(f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={CHROMIUM}"),
    ]
    for _attempt in range(ATTEMPTS):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
        if done.returncode == 0:
            return json.loads(done.stdout)
        sys.stderr.write(done.stderr)
    raise ChildProcessError(f"Lighthouse could not measure {address}")


@contextmanager
def _served() -> Iterator[str]:
    """Serve the site of this process's environment as `make run` does, without its worker."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run", "--no-worker"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/health/live/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def _wait_for(address: str) -> None:
    for _second in range(PATIENCE_SECONDS):
        try:
            urllib.request.urlopen(address).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(1)
        else:
            return
    raise TimeoutError(address)
