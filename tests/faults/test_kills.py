"""Kills of the commands that change something: a quick part of `benchmarks.faults.kills`."""

import subprocess
import sys

import pytest

from benchmarks.faults.kill_cases import CASES
from benchmarks.faults.killing import WATCHED, Call
from benchmarks.faults.kills import telling
from tests.conftest import CHECKOUT


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has forks that can be killed so")
@pytest.mark.parametrize("case", ["index, nothing to do", "rollback", "restore over a text alone"])
def test_a_killed_command_loses_nothing(case: str) -> None:
    """In a process of its own, since one that has threads cannot be forked."""
    assert case in [one.name for one in CASES]
    options = ["--case", case, "--seconds", "5", "--kills", "2"]
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.faults.kills", *options],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"{case}, at random" in ended.stderr


def test_every_kind_of_call_that_must_be_watched_is() -> None:
    assert {"write", "pwrite64", "fsync", "rename", "openat", "unlink", "unlinkat"} < {*WATCHED}


def test_calls_that_tell_most_come_first() -> None:
    found = [
        Call("openat", 1, "corpus", only_reads=True),
        Call("write", 1, "index/g0"),
        Call("write", 2, "index/g0"),
        Call("write", 3, "index/g0"),
        Call("rename", 1, "index/g0"),
    ]
    assert telling(found) == [found[1], found[4], found[3], found[2], found[0]]
