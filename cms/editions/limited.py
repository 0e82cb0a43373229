"""Run a piece of work in a child of this process: whatever it takes or breaks, this process goes on."""

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

Result = TypeVar("Result")

MOST_SECONDS = 30
MOST_MEGABYTES = 512

# What the worker has imported and read need not be imported and read again.
FORK = multiprocessing.get_context("fork")


class EndedError(Exception):
    """The work came to no result: it failed, took too long, or took too much memory. The message says which."""


def run_limited(work: Callable[[], Result], *, seconds: int = MOST_SECONDS, megabytes: int = MOST_MEGABYTES) -> Result:
    """
    Return the result of `work`, done in a child that ends after `seconds`, or when it takes more than `megabytes`.

    The work may touch neither the database nor a connection: the child has copies of them. Raises EndedError.
    """
    receiving, sending = FORK.Pipe(duplex=False)
    child = FORK.Process(target=_child, args=(sending, work, seconds, megabytes))
    child.start()
    sending.close()
    try:
        result, error = receiving.recv()
    except EOFError:
        child.join()
        raise EndedError(_why(child.exitcode or 0, seconds)) from None
    finally:
        receiving.close()
    child.join()
    if error:
        raise EndedError(error)
    return result


def _child(sending: Connection, work: Callable[[], Any], seconds: int, megabytes: int) -> None:
    # Whoever reads waits for the last holder of this end: no child of this one may outlive it with a copy.
    os.register_at_fork(after_in_child=sending.close)
    # The kernel keeps the time, so that the child ends though its parent is killed.
    for number in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.alarm(seconds)
    unlimited = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (_inherited_bytes() + megabytes * 1024 * 1024, unlimited[1]))
    try:
        answer = work(), ""
    except MemoryError:
        answer = None, f"it took more than {megabytes} MB of memory"
    except Exception as error:  # noqa: BLE001 - whatever the engine meets is told, and the worker goes on
        answer = None, f"{type(error).__name__}: {error}"
    resource.setrlimit(resource.RLIMIT_DATA, unlimited)
    sending.send(answer)


def _inherited_bytes() -> int:
    """Return how much memory this process holds already; proc(5), the sixth number of statm."""
    pages = Path("/proc/self/statm").read_text().split()[5]
    return int(pages) * resource.getpagesize()


def _why(status: int, seconds: int) -> str:
    if status == -signal.SIGALRM:
        return f"it took longer than {seconds} seconds"
    return f"it ended with status {status}, as a program does that gets no memory"
