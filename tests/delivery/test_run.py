"""`manage.py run`, by really running it: what it says when it cannot start, and how it starts and stops."""

import os
import signal
import socket
import struct
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cms.delivery import preparation, system_libraries
from cms.delivery.workers import alive_workers
from tests.sites import Site, answers, free_port, wait_until


@pytest.fixture
def bare_site(tmp_path: Path) -> Site:
    """A site before its first start: no folder, no database."""
    return Site(tmp_path / "data", str(tmp_path / "data" / "db.sqlite3"))


def refusal(site: Site, **environment: str) -> str:
    """Return the one line that `manage.py run` says before it gives up."""
    environment.setdefault("DATABASE_URL", "")
    environment.setdefault("PORT", str(free_port()))
    ended = site.manage("run", **environment)
    assert ended.returncode not in (0, None)
    assert ended.stdout == ""
    assert ended.stderr.endswith("\n")
    assert ended.stderr.count("\n") == 1, ended.stderr
    return ended.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 (who listens everywhere listens here too)
def test_a_taken_port(bare_site: Site, host: str):
    with socket.create_server((host, 0)) as other:
        port = other.getsockname()[1]

        assert refusal(bare_site, PORT=str(port)).startswith(f"Port {port} is taken by another program.")

    assert not bare_site.folder.exists()


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "８０００"])
def test_a_port_that_is_none(bare_site: Site, port: str):
    assert refusal(bare_site, PORT=port) == f"PORT is {port!r}. Give a number between 1 and 65535.\n"


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://localhost/beacons",
        "postgresql://localhost:port/beacons",
        "sqlite://",
        "postgresql://localhost",
    ],
)
def test_a_wrong_database_url(bare_site: Site, url: str):
    said = refusal(bare_site, DATABASE_URL=url)

    assert said.startswith("DATABASE_URL (")
    assert "Write it as sqlite:////absolute/file or postgresql://user:password@host:port/name." in said
    assert not bare_site.folder.exists()


def test_a_database_that_does_not_answer(bare_site: Site):
    port = free_port()

    said = refusal(bare_site, DATABASE_URL=f"postgresql://someone:secret@127.0.0.1:{port}/beacons")

    assert said.startswith("The database of DATABASE_URL cannot be used: ")
    assert f"port {port} failed" in said
    assert "secret" not in said
    assert not bare_site.folder.exists()


def test_a_file_that_is_no_database(bare_site: Site, tmp_path: Path):
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but long enough to be read as one" * 40)

    assert "file is not a database" in refusal(bare_site, DATABASE_URL=f"sqlite:///{file}")
    assert not bare_site.folder.exists()


@contextmanager
def postgresql_that_says(version: str) -> Iterator[int]:
    """Speak the first words of PostgreSQL's protocol, as a server of the version does, and yield the port."""

    def message(kind: bytes, content: bytes) -> bytes:
        return kind + struct.pack("!i", len(content) + 4) + content

    parameters = {"server_version": version, "client_encoding": "UTF8", "standard_conforming_strings": "on"}
    parameters |= {"DateStyle": "ISO, MDY", "TimeZone": "UTC", "integer_datetimes": "on"}
    greeting = message(b"R", struct.pack("!i", 0))
    greeting += b"".join(message(b"S", f"{name}\0{value}\0".encode()) for name, value in parameters.items())
    greeting += message(b"K", struct.pack("!ii", 1, 1)) + message(b"Z", b"I")

    def speak(server: socket.socket) -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            with client:
                while True:
                    (length,) = struct.unpack("!i", client.recv(4))
                    (request,) = struct.unpack("!i", client.recv(length - 4)[:4])
                    if request == 196608:  # the start of a session; before it clients ask for encryption
                        break
                    client.sendall(b"N")
                client.sendall(greeting)
                while heard := client.recv(4096):
                    if heard.startswith(b"Q"):
                        client.sendall(message(b"C", b"SELECT 1\0") + message(b"Z", b"I"))

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=speak, args=(server,), daemon=True).start()
        yield server.getsockname()[1]


@pytest.mark.parametrize("version", ["9.6.24", "13.14", "14.11"])
def test_a_database_that_is_too_old(bare_site: Site, version: str):
    with postgresql_that_says(version) as port:
        said = refusal(bare_site, DATABASE_URL=f"postgresql://someone@127.0.0.1:{port}/beacons")

    assert "Use PostgreSQL 15 or newer." in said
    assert not bare_site.folder.exists()


@pytest.mark.parametrize("folder", ["/proc/beacons", "/dev/null/beacons", "/dev/null"])
def test_a_folder_that_cannot_be_written(bare_site: Site, folder: str):
    said = refusal(bare_site, DATA_DIR=folder)

    assert said.startswith("DATA_DIR: ")
    assert "Make it writable, or name another folder in DATA_DIR." in said


def test_a_missing_library(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(system_libraries.LIBRARIES, "libwritten-nowhere.so.0", "libwritten-nowhere-0")

    with pytest.raises(preparation.CannotStartError, match="sudo apt-get install libwritten-nowhere-0"):
        preparation.check_system_libraries()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_ends_with_its_children(demo_site: Site, how: signal.Signals):
    port = free_port()
    process = demo_site.start("run", PORT=str(port))
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: process.poll() is not None or answers(f"{address}/health/live/"), "the site answers")
        wait_until(lambda: alive_workers(demo_site.folder), "the worker works")
        for language in ("en", "es", "ar"):
            with urllib.request.urlopen(f"{address}/{language}/") as page:
                assert f'<html lang="{language}"' in page.read().decode()
        assert f"Beacons is at {address}/" in demo_site.log()
    finally:
        process.send_signal(how)
        status = process.wait(30)

    assert status == 0, demo_site.log()
    assert not alive_workers(demo_site.folder)
    assert not answers(f"{address}/health/live/")


def test_a_worker_that_dies_is_started_again(demo_site: Site):
    with demo_site.served(worker=True):
        wait_until(lambda: alive_workers(demo_site.folder), "the worker works")
        before = alive_workers(demo_site.folder)

        os.kill(worker_of(demo_site), signal.SIGKILL)

        wait_until(lambda: alive_workers(demo_site.folder) - before, "another worker works")
    assert "starting it again" in demo_site.log()


def test_the_children_do_not_outlive_a_killed_parent(demo_site: Site):
    port = free_port()
    process = demo_site.start("run", PORT=str(port))
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/live/"), "the site answers")
        wait_until(lambda: alive_workers(demo_site.folder), "the worker works")
    finally:
        process.kill()
        process.wait()

    wait_until(lambda: not alive_workers(demo_site.folder), "the worker has ended")
    wait_until(lambda: not answers(f"http://127.0.0.1:{port}/health/live/"), "the web server has ended")


def worker_of(site: Site) -> int:
    """Return the process id of the site's worker."""
    own = f"DATA_DIR={site.folder}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
            if b"work" in command and own in (folder / "environ").read_bytes().split(b"\0"):
                return int(folder.name)
        except OSError:
            continue
    raise AssertionError(f"no worker in {site.folder}")
