"""The options that the benchmarks have in common."""

from pathlib import Path
from typing import Annotated

import typer

from benchmarks.record import RESULTS, ROOT

CORPUS = ROOT / "corpus"
FOLDER = ROOT / "build" / "benchmarks"

Corpus = Annotated[Path, typer.Option(exists=True, file_okay=False, resolve_path=True)]
"""The texts that are indexed."""
Folder = Annotated[
    Path, typer.Option(file_okay=False, resolve_path=True, help="Keeps what was built.")
]
Results = Annotated[
    Path, typer.Option(file_okay=False, resolve_path=True, help="Gets the results file.")
]
Rounds = Annotated[int, typer.Option(min=1)]

__all__ = ["CORPUS", "FOLDER", "RESULTS", "Corpus", "Folder", "Results", "Rounds"]
