"""`python -m benchmarks.area NAME`: measure one area in the site of this process's environment."""

import contextlib
import sys
from importlib import import_module

import django


def main(name: str) -> None:
    lines = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):
        django.setup()
        for measurement in import_module(f"benchmarks.{name}").measure():
            lines.write(f"{measurement.as_line()}\n")
            lines.flush()


if __name__ == "__main__":
    main(sys.argv[1])
