"""Whole processes: how long one takes from its start to its end, and its largest memory."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.record import ROOT

COMMAND = (sys.executable, "-c", "from cmp_search.cli import run; run()")
"""`cmp-search`, without a script that an environment may lack."""

_LAUNCH = """
import json, os, sys, time
start = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
took = time.perf_counter() - start
print(json.dumps([took, used.ru_maxrss, os.waitstatus_to_exitcode(status)]))
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a process: its time, its largest resident memory, what it printed."""

    seconds: float
    megabytes: float
    output: str


def run(*command: str) -> Ran:
    """Run a command in the project's folder, which Python finds the package in.

    A small launcher starts it and holds the clock: Linux counts what a process holds when it starts
    another to the memory of that one. It counts in units of 1,024 bytes.

    Raises:
        SystemExit: the command failed; the message ends with its last line.
    """
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCH]
    ended = subprocess.run(
        [*launcher, *command], capture_output=True, text=True, env=environment, cwd=ROOT
    )
    output, _, told = ended.stdout.rstrip("\n").rpartition("\n")
    if ended.returncode:
        raise SystemExit(f"{' '.join(command[:3])} could not be started: {ended.stderr}")
    seconds, kilobytes, status = json.loads(told)
    if status:
        last = (ended.stderr.strip().splitlines() or [""])[-1]
        raise SystemExit(f"{' '.join(command[1:4])} … ended with status {status}: {last}")
    return Ran(seconds, kilobytes * 1.024 / 1_000, output)


def folder_mb(folder: Path) -> float:
    """What the files of a folder take on the disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
