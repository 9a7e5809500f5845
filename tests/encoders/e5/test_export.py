"""The export for the fast engine."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import CHECKOUT
from tests.encoders.packing import write_model

EXPORT = """
import sys
from pathlib import Path
from cmp_search.encoders.e5.export import export_folder
assert export_folder(Path(sys.argv[1])).is_dir()
print([name for name in sys.modules if "telemetry" in name])
"""


def test_a_first_use_loads_nothing_that_reports_usage(tmp_path: Path) -> None:
    """Exporting is what a new user's first command does, before anything else of OpenVINO."""
    done = subprocess.run(
        [sys.executable, "-c", EXPORT, str(write_model(tmp_path / "tiny"))],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
