"""Make a site, hand a copy of it to each area, and print what they measure: one JSON object a line, nothing else."""

import argparse
import os
import pkgutil
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import benchmarks

ROOT = Path(__file__).resolve().parent.parent
HARNESS = {"__main__", "area", "measuring", "stock"}
AREAS = sorted({module.name for module in pkgutil.iter_modules(benchmarks.__path__)} - HARNESS)


def main() -> int:
    """Return 1 where an area could not be measured, else 0."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("areas", nargs="*", metavar="area", help=f"one of {', '.join(AREAS)}; all of them if none")
    chosen = parser.parse_args().areas or AREAS
    if unknown := set(chosen) - set(AREAS):
        parser.error(f"there is no area {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="beacons-benchmarks-") as folder:
        template = Path(folder) / "template"
        template.mkdir()
        for command in (["compile_messages"], ["migrate"], ["prepare"], ["collectstatic", "--no-input"]):
            subprocess.run(
                [sys.executable, "manage.py", *command], cwd=ROOT, env=_environment(template), stdout=2, check=True
            )
        return max(_measure(area, template, Path(folder) / area) for area in chosen)


def _measure(area: str, template: Path, folder: Path) -> int:
    shutil.copytree(template, folder)
    command = [sys.executable, "-m", "benchmarks.area", area]
    done = subprocess.run(command, cwd=ROOT, env=_environment(folder), check=False)
    shutil.rmtree(folder)
    if done.returncode:
        sys.stderr.write(f"The area {area} could not be measured.\n")
    return min(done.returncode, 1)


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of a site that has all of its own in the folder, and nothing of the developer's."""
    ours = ("ALLOWED_HOSTS", "BASE_URL", "CACHE_URL", "DATABASE_URL", "LOG_LEVEL", "PORT")
    return (
        os.environ
        | dict.fromkeys(ours, "")
        | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DATA_DIR": str(folder),
            "EMAIL_URL": "dummymail://",
            "STATIC_ROOT": str(folder / "static"),
            "SECRET_KEY": secrets.token_urlsafe(48),
        }
    )


if __name__ == "__main__":
    sys.exit(main())
