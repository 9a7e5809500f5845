"""REST is asked what its specification allows, and what it does not, by schemathesis.

It is a test that is run with more examples; `tests/programs/rest/test_specification.py` counts the
requests, and says what of an answer is checked.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from xml.etree import ElementTree

from benchmarks.faults.figure import Figure
from benchmarks.record import ROOT

TESTS = "tests/programs/rest/test_specification.py"
EXAMPLES = 200
"""Requests that are made up for each operation; those for its limits come on top."""


def specification_figure(_: float, examples: int = EXAMPLES) -> Figure:
    """Ask all operations, and count those whose answers were not as specified."""
    began = monotonic()
    with TemporaryDirectory(prefix="cmp-search-specification-") as place:
        report = Path(place) / "report.xml"
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", f"--junitxml={report}", TESTS],
            cwd=ROOT,
            env={**os.environ, "CMP_SEARCH_EXAMPLES": str(examples)},
            stdout=sys.stderr,
        )
        suite = ElementTree.parse(report).getroot()[0]
    bad = [case.attrib["name"] for case in suite.iter("testcase") if len(case)]
    told = {one.attrib["name"]: one.attrib["value"] for one in suite.iter("property")}
    name, tried = "requests of REST by its specification", int(told["requests"])
    return Figure(name, tried, len(bad), 0, monotonic() - began, "; ".join(bad[:3]))
