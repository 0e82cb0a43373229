"""Which task workers are alive, and which of them does what is due by the clock.

A worker holds a lock on a file in DATA_DIR/workers for as long as it lives. The kernel frees the lock when the process
ends, however it ends, so that a dead worker is known at once and for certain: no heartbeat, no waiting time. All
workers of a site therefore share one DATA_DIR, as they share its media.
"""

import fcntl
import itertools
from pathlib import Path
from typing import IO


def take_place(data_dir: Path, worker_id: str) -> IO[str]:
    """Enter the worker among the living; it stays there until the returned file is closed or the process ends.

    Raises OSError where the folder cannot be written.
    """
    folder = _folder(data_dir)
    for number in itertools.count(1):
        file = (folder / f"{number}.alive").open("a+")
        if _lock(file, fcntl.LOCK_EX):
            file.truncate(0)
            file.write(worker_id)
            file.flush()
            return file
        file.close()
    raise AssertionError("numbers do not end")


def alive_workers(data_dir: Path) -> set[str]:
    """Return the ids of the workers that live."""
    alive = set()
    for path in (data_dir / "workers").glob("*.alive"):
        with path.open() as file:
            if not _lock(file, fcntl.LOCK_SH):
                alive.add(file.read())
    return alive


def take_clock(data_dir: Path) -> IO[str] | None:
    """Become the one worker that does what is due by the clock; None while another is."""
    file = (_folder(data_dir) / "clock").open("a")
    if _lock(file, fcntl.LOCK_EX):
        return file
    file.close()
    return None


def _folder(data_dir: Path) -> Path:
    folder = data_dir / "workers"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _lock(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
