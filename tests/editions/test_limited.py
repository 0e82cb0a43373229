"""A making that takes too long or too much, or breaks the engine, ends alone; the worker goes on and tells."""

import os
import signal
import time

import pytest

from cms.editions import making
from cms.editions.limited import EndedError, run_limited


def test_the_result_comes_back():
    assert run_limited(lambda: b"words") == b"words"


@pytest.mark.parametrize(
    ("work", "word"),
    [
        (lambda: time.sleep(20), "longer than 1 seconds"),
        (lambda: bytearray(200 * 1024 * 1024), "more than 100 MB"),
        (lambda: 1 / 0, "ZeroDivisionError"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "ended with status -9"),
    ],
)
def test_what_takes_too_much_is_ended_and_says_why(work, word):
    began = time.monotonic()
    with pytest.raises(EndedError, match=word):
        run_limited(work, seconds=1, megabytes=100)
    assert time.monotonic() - began < 10


def test_nobody_waits_for_a_child_of_the_child():
    began = time.monotonic()
    with pytest.raises(EndedError, match="longer than 1 seconds"):
        run_limited(lambda: run_limited(lambda: time.sleep(8), seconds=8), seconds=1)
    assert time.monotonic() - began < 6


def test_the_page_is_not_blocked_and_the_next_run_mends_it(story, monkeypatch):
    page = story("en", "Listening first", "What one school heard.")
    with monkeypatch.context() as patch:
        patch.setattr(making, "_set", lambda *_arguments, **_words: os._exit(1))
        failed = making.make_edition_of(page.pk)
    assert not failed.passed
    assert [fault.rule for fault in failed.found_faults] == ["engine"]
    assert making.make_edition_of(page.pk).passed
