"""Whole processes: how long one takes from start to end, and its peak memory."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.record import ROOT

COMMAND = (sys.executable, "-c", "from cmp_search.cli import run; run()")
"""`cmp-search`, without its script, which an environment may lack."""

_LAUNCH = """
import json, os, sys, time
start = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
took = time.perf_counter() - start
print(json.dumps([took, used.ru_maxrss, os.waitstatus_to_exitcode(status)]))
"""


@dataclass(frozen=True, slots=True)
class ProcessResult:
    """The result of a process: its time, its peak resident memory, and its output."""

    seconds: float
    megabytes: float
    output: str


def run(*command: str) -> ProcessResult:
    """Run a command in the project's folder, where Python finds the package.

    A small launcher starts and times it: Linux adds the memory of a process that starts another to
    the peak of that one. It counts in units of 1,024 bytes.

    Raises:
        SystemExit: the command failed; the message ends with its last line.
    """
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCH]
    ended = subprocess.run(
        [*launcher, *command], capture_output=True, text=True, env=environment, cwd=ROOT
    )
    output, _, measured = ended.stdout.rstrip("\n").rpartition("\n")
    if ended.returncode:
        raise SystemExit(f"{' '.join(command[:3])} could not be started: {ended.stderr}")
    seconds, kilobytes, status = json.loads(measured)
    if status:
        last = (ended.stderr.strip().splitlines() or [""])[-1]
        raise SystemExit(f"{' '.join(command[1:4])} … ended with status {status}: {last}")
    return ProcessResult(seconds, kilobytes * 1.024 / 1_000, output)


def folder_mb(folder: Path) -> float:
    """The size of the files in a folder, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
