import subprocess
import sys
from pathlib import Path

from cmp_search.encoders.e5.core import shared_core
from tests.encoders.packing import write_model

SCRIPT = """
import gc, signal, sys
from pathlib import Path
from cmp_search.encoders.e5.export import export_folder
from cmp_search.encoders.e5.fast import FastEncoder

signal.signal(signal.SIGINT, lambda number, frame: print("heard"))
model = Path(sys.argv[1])
first, second, third = (FastEncoder(model, export_folder(model)) for _ in range(3))
for encoder in (first, second, third):
    encoder.encode_questions(["the fog"])
del encoder, first
gc.collect()
del second
gc.collect()
del third
gc.collect()
signal.raise_signal(signal.SIGINT)
"""


def test_there_is_one_core() -> None:
    assert shared_core() is shared_core()


def test_ctrl_c_is_heard_after_encoders_have_gone_in_any_order(tmp_path: Path) -> None:
    model = write_model(tmp_path / "tiny")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(model)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "heard\n")
