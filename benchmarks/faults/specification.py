"""REST held against its own specification: whatever is sent, the answer is one that it promises.

The tests of the specification are run in a process of their own, with more requests of each
operation than there is time for when they are run with all others.
"""

import os
import re
import subprocess
import sys
from time import monotonic

from benchmarks.faults.figure import Figure
from benchmarks.record import ROOT

TESTS = "tests/programs/rest/test_specification.py"
REQUESTS = 200
"""Of each operation; of the one that reads drafts, fewer."""
_COUNT = re.compile(r"(\d+) (passed|failed|error)")


def specification_figure(_: float) -> Figure:
    """Try all operations; a bad one is one that once answered as it must not."""
    began = monotonic()
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", TESTS],
        cwd=ROOT,
        env=os.environ | {"CMP_SEARCH_EXAMPLES": str(REQUESTS)},
        stdout=subprocess.PIPE,
        text=True,
    )
    return figure_of(ended.stdout, ended.returncode, monotonic() - began)


def figure_of(said: str, status: int, seconds: float) -> Figure:
    """What pytest said, as a figure."""
    lines = said.splitlines() or [""]
    found = {what: int(number) for number, what in _COUNT.findall(lines[-1])}
    bad = max(sum(found.values()) - found.get("passed", 0), int(status != 0))
    note = f"{REQUESTS} requests of each operation" if not bad else lines[-1]
    return Figure("the specification of REST", sum(found.values()), bad, 0, seconds, note)
