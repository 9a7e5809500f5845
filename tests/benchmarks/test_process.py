"""Whole processes and their largest memory."""

import sys

import pytest

from benchmarks.process import run


def test_a_process_is_timed_and_its_memory_counted() -> None:
    held = run(sys.executable, "-c", "import time; a = b'x' * 150_000_000; time.sleep(0.1)")
    idle = run(sys.executable, "-c", "print('one'); print('two')")
    assert held.seconds > 0.1
    # 150 MB of bytes more than none, give or take what both need.
    assert 140 < held.megabytes - idle.megabytes < 160
    assert idle.output == "one\ntwo"


def test_the_memory_of_whoever_measures_does_not_count() -> None:
    mine = bytearray(b"x" * 200_000_000)
    assert run(sys.executable, "-c", "").megabytes < 100
    assert len(mine) == 200_000_000


def test_a_process_that_fails_ends_with_its_last_line() -> None:
    with pytest.raises(SystemExit, match="status 1: ValueError: no"):
        run(sys.executable, "-c", "raise ValueError('no')")
