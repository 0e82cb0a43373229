"""The system libraries that WeasyPrint loads, looked for in the way that it does: by loading them.

Run as a program it prints the Debian packages of those that are missing; `bin/bootstrap` does that before any package
is installed, so this module needs nothing but Python itself.
"""

import ctypes

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
"""Library → Debian package."""


def missing_packages() -> list[str]:
    """Return the Debian packages whose library cannot be loaded, in the order of LIBRARIES."""
    missing = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


if __name__ == "__main__":
    print(*missing_packages())  # noqa: T201
