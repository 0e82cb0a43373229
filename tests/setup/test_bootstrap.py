"""bin/bootstrap where something is missing: one line that names the cure, and nothing half-made."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.sites import free_port

PROGRAMS = ("cmp", "cp", "dirname", "id", "mv", "rm", "sh")
MADE = {".tools", ".tools.new", ".venv"}

Bootstrap = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What bin/bootstrap needs of a clone."""
    folder = tmp_path / "clone"
    for name in ("bin", "requirements"):
        shutil.copytree(settings.BASE_DIR / name, folder / name)
    libraries = Path("cms/delivery/system_libraries.py")
    (folder / libraries).parent.mkdir(parents=True)
    shutil.copy(settings.BASE_DIR / libraries, folder / libraries)
    return folder


@pytest.fixture
def bootstrap(clone: Path, tmp_path: Path) -> Bootstrap:
    """Run bin/bootstrap on a machine that has Python and little else: no apt-get, no home folder."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in PROGRAMS:
        (programs / name).symlink_to(shutil.which(name) or "")
    (programs / "python3").symlink_to(Path(sys.executable).resolve())

    def run(purpose: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [clone / "bin" / "bootstrap", purpose],
            env={"PATH": str(programs), "HOME": "/nonexistent", **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def made(clone: Path) -> set[str]:
    return MADE & set(os.listdir(clone))


def test_no_python_that_is_new_enough(bootstrap: Bootstrap, clone: Path, tmp_path: Path):
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)

    ended = bootstrap(PYTHON=str(old))

    assert ended.returncode == 1
    assert ended.stderr == (
        "Python 3.11 or newer is needed. Install it, or name it: PYTHON=/path/to/python3 make run\n"
    )
    assert made(clone) == set()


def test_a_library_that_cannot_be_loaded(bootstrap: Bootstrap, clone: Path):
    libraries = clone / "cms/delivery/system_libraries.py"
    libraries.write_text(libraries.read_text().replace('"libpangoft2-1.0.so.0"', '"libwritten-nowhere.so.0"'))

    ended = bootstrap()

    assert ended.returncode == 1
    assert ended.stderr == (
        "Missing on this system: libpangoft2-1.0-0. Install it: sudo apt-get install libpangoft2-1.0-0\n"
    )
    assert made(clone) == set()


def test_tests_need_chromium_and_gettext(bootstrap: Bootstrap, clone: Path):
    ended = bootstrap("test")

    assert ended.returncode == 1
    assert (
        ended.stderr == "Missing on this system: chromium gettext. Install it: sudo apt-get install chromium gettext\n"
    )
    assert made(clone) == set()


def test_no_way_to_the_package_index(bootstrap: Bootstrap, clone: Path):
    nowhere = f"http://127.0.0.1:{free_port()}/simple/"

    ended = bootstrap(PIP_INDEX_URL=nowhere, PIP_CONFIG_FILE=os.devnull, PIP_RETRIES="0")

    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == (
        "uv could not be installed: see the lines above. Is there a way to the package index?"
    )
    assert made(clone) == set()


@pytest.mark.parametrize("name", ["base", "dev", "uv"])
def test_pins_carry_hashes_and_no_address(name: str):
    lines = (settings.BASE_DIR / "requirements" / f"{name}.txt").read_text().splitlines()
    pins = [line for line in lines if "==" in line and not line.startswith(("#", " "))]

    assert pins
    assert all(line.endswith("\\") for line in pins)
    assert not [line for line in lines if "://" in line or "index-url " in line.replace("--no-emit-index-url ", "")]


def test_every_pin_of_the_site_is_the_same_for_its_developers():
    base, dev = (
        {
            line.split(" ")[0]
            for line in (settings.BASE_DIR / "requirements" / f"{name}.txt").open()
            if line[0].isalnum()
        }
        for name in ("base", "dev")
    )

    assert base <= dev
