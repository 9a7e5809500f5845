"""Logs for tests, with files so small that a few lines fill one."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cmp_search.audit import Action, AuditLog, Via
from tests.conftest import CHECKOUT

SMALL = {"largest": 1500, "kept": 4}


def written(folder: Path, lines: int) -> AuditLog:
    """A log with so many lines of three people who add and tag."""
    log = AuditLog(folder, **SMALL)
    for n in range(lines):
        action = Action.TAG if n % 2 else Action.ADD
        log.record(f"person-{n % 3}", Via.COMMAND, action, f"text-{n}")
    return log


def write_many(folder: Path, number: int) -> None:
    """Write eight events as one person."""
    log = AuditLog(folder)
    for n in range(8):
        log.record(f"person-{number}", Via.APP, Action.ADD, str(n))


def begin(folder: Path) -> None:
    """Begin a change that goes on until it is killed."""
    with AuditLog(folder).recording("ana", Via.COMMAND, Action.BUILD, "index"):
        (folder / "under way").touch()
        time.sleep(600)


def started(call: str) -> subprocess.Popen[bytes]:
    """A process that calls one of these functions."""
    script = f"from pathlib import Path\nfrom {__name__} import *\n{call}"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    return subprocess.Popen([sys.executable, "-c", script], env=environment)


def copy_of(factory: pytest.TempPathFactory, lines: int) -> tuple[AuditLog, Path]:
    """A log with so many lines, and its folder, for a test to change."""
    original, folder = factory.getbasetemp() / f"log of {lines}", factory.mktemp("log")
    if not original.exists():
        written(original, lines)
    shutil.copytree(original, folder, dirs_exist_ok=True)
    return AuditLog(folder, **SMALL), folder


def files_of(folder: Path) -> list[Path]:
    """The files of lines, oldest first."""
    return sorted(folder.glob("*.jsonl"))
