"""The web server and the task worker as children of this process, until it is told to stop."""

import ctypes
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.context import ForkProcess
from types import FrameType

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from cms.delivery.preparation import HOST, CannotStartError

logger = logging.getLogger(__name__)

GRACE_SECONDS = 10
SHORTEST_LIFE_SECONDS = 5
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)

# The web server is a fork, so that it need not import everything a second time: that halves the time of a start.
FORK = multiprocessing.get_context("fork")


def serve(port: int, *, worker: bool = True) -> None:
    """Serve the site on the port, and keep a worker running, until SIGINT, SIGTERM or SIGHUP.

    A worker that ends is started again. Raises CannotStartError when the web server ends by itself.
    """
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    children = {"web": _start(_web_server, port)}
    if worker:
        children["worker"] = _start(_worker)
    started = time.monotonic()
    try:
        while not stopping.wait(0.2):
            if not children["web"].is_alive():
                raise CannotStartError("The web server has ended; the lines above say why.")
            if worker and not children["worker"].is_alive() and time.monotonic() - started > SHORTEST_LIFE_SECONDS:
                logger.warning("The worker has ended (status %s); starting it again", children["worker"].exitcode)
                children["worker"], started = _start(_worker), time.monotonic()
    finally:
        _end(list(children.values()))


def _web_server(port: int) -> None:
    multiprocessing.set_start_method("fork", force=True)
    Granian(
        "cms.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        # Threads, not processes: the default cache is one process's memory.
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()


def _worker() -> None:
    """A program of its own, with a name of its own in the list of processes."""
    os.chdir(settings.BASE_DIR)
    os.execv(sys.executable, [sys.executable, "manage.py", "work"])  # noqa: S606 (the arguments are ours)


def _start(target: Callable[..., None], *arguments: object) -> ForkProcess:
    process = FORK.Process(target=_child, args=(os.getpid(), target, *arguments))
    process.start()
    return process


def _child(parent: int, target: Callable[..., None], *arguments: object) -> None:
    """Run the target out of the reach of Ctrl-C, which goes to a terminal's whole group, and end with the parent."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
    if os.getppid() == parent:
        target(*arguments)


def _end(children: list[ForkProcess]) -> None:
    """Ask all to end, and make them end after GRACE_SECONDS; an interrupted task runs again at the next start."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        child.join(max(0, deadline - time.monotonic()))
        # Each child leads a group of its own, which may hold children of its own.
        with suppress(ProcessLookupError):
            os.killpg(child.pid or 0, signal.SIGKILL)
        child.join()
