"""Tasks that a worker process of a test can see: they leave a note."""

import time
from pathlib import Path

from django_tasks import task


@task()
def note(file: str, line: str) -> None:
    """Write the line to the end of the file."""
    with Path(file).open("a") as notes:
        notes.write(f"{line}\n")


@task()
def note_and_wait(file: str, seconds: float) -> None:
    """Note the beginning, then take so long."""
    note.func(file, "begun")
    time.sleep(seconds)


@task()
def fail() -> None:
    """Fail."""
    raise ValueError("this task always fails")
