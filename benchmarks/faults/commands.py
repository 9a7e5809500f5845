"""The commands, each watched as a process: none but `fetch` connects outward or looks up a name."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.faults.figure import Figure
from benchmarks.faults.sockets import outward, watching
from benchmarks.record import ROOT
from cmp_search.encoders import DEFAULT_MODEL
from cmp_search.encoders.e5.weights import PACKAGE
from tests.sample import HARBOUR, write_corpus

QUESTION = "Who polished forty lenses?"
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("index",),
    ("ask", QUESTION),
    ("ask", "--json", QUESTION),
    ("support", "The group polished forty lenses."),
    ("status",),
    ("status", "harbour-2021"),
    ("text", "harbour-2021"),
    ("section", "harbour-2021", "1"),
    ("counterpart", "harbour-2021", "1", "--in", "fr"),
    ("keys", "add", "intranet"),
    ("keys", "list"),
    ("keys", "revoke", "intranet"),
    ("mcp",),
    ("verify", "draft.md"),
    ("doctor",),
    ("add", "--yes", "draft.md"),
    ("undo",),
    ("remove", "puertos-2022"),
    ("generations",),
    ("tag", "signed"),
    ("rollback",),
    ("backup", "saved.zip"),
    ("restore", "--yes", "saved.zip"),
    ("note", "new", "one.cmp-note.json"),
    ("note", "export", "one.cmp-note.json", "one.docx"),
    ("fetch", "nothing"),
    ("--version",),
)
WITH_THE_MODEL = (("index",), ("ask", QUESTION), ("doctor",))
"""Commands that are also watched with the default model, if its weights are installed."""
PATIENCE_S = 300


def commands_figure(_: float) -> Figure:
    """Run all commands, and count those that reached for another machine."""
    began = monotonic()
    bad: list[str] = []
    tried = 0
    for model in ("fake", DEFAULT_MODEL) if find_spec(PACKAGE) else ("fake",):
        with TemporaryDirectory(prefix="cmp-search-commands-") as place:
            for words in COMMANDS if model == "fake" else WITH_THE_MODEL:
                tried += 1
                if sent := sent_by(words, Path(place), model):
                    bad.append(f"{' '.join(words)}: {', '.join(sent)}")
    note = "; ".join(bad[:3])
    return Figure("outward connections of commands", tried, len(bad), 0, monotonic() - began, note)


def sent_by(words: Sequence[str], folder: Path, model: str) -> list[str]:
    """What a command reached for, run in a folder with a corpus of its own."""
    if not (folder / "corpus").exists():
        write_corpus(folder / "corpus")
        (folder / "draft.md").write_text(HARBOUR + "\n“forty lenses”\n", "utf-8")
    watched = folder / "watched"
    own = {"CMP_SEARCH_MODEL": model, "CMP_SEARCH_KEYS": str(folder / "keys.json")}
    ended = _run(words, folder, watching(watched) | own)
    if b"Traceback" in ended.stderr:
        return [ended.stderr.decode("utf-8", "replace").strip().splitlines()[-1]]
    found = outward(watched)
    (watched / "outward.txt").unlink(missing_ok=True)
    return found


def _run(
    words: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> "subprocess.CompletedProcess[bytes]":
    paths = os.pathsep.join([environment["PYTHONPATH"], str(ROOT)])
    return subprocess.run(
        [sys.executable, "-m", "cmp_search", *words],
        cwd=folder,
        env={**os.environ, **environment, "PYTHONPATH": paths},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
