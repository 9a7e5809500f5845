"""What every benchmark keeps: where, when and with what it measured, and how far figures spread.

A results file is `NAME.json` with one `Record`; what its figures mean stands in `figures`.
"""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from pydantic import TypeAdapter

F = TypeVar("F")

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
PACKAGES = ("faiss-cpu", "numpy", "openvino", "sentence-transformers", "tokenizers", "torch")
SPREAD = "median, and the 2.5th and 97.5th percentile over n measurements"
DIGITS = 6
"""Significant digits that are kept."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of n measurements, and between which two values 95 % of them lie."""

    median: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Record(Generic[F]):
    """The figures of one benchmark, of `n` rounds.

    `others` is the share of the processors' time that other work took meanwhile; None if unknown.
    """

    name: str
    date: str
    machine: str
    others: float | None
    python: str
    versions: dict[str, str]
    n: int
    spread: str
    figures: F


def spread(values: Sequence[float]) -> Spread:
    """The spread of some values, one or more."""
    low, median, high = np.quantile(values, [0.025, 0.5, 0.975])
    return Spread(float(median), float(low), float(high), len(values))


def write_record(folder: Path, name: str, rounds: int, figures: object) -> Path:
    """Write the results file of a benchmark and give its place."""
    record = Record(
        name=name,
        date=datetime.now(UTC).date().isoformat(),
        machine=machine(),
        others=others(),
        python=platform.python_version(),
        versions=versions(),
        n=rounds,
        spread=SPREAD,
        figures=figures,
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(dumped(record), "utf-8")
    return path


def dumped(record: Record[Any]) -> str:
    """A record as the text of its file."""
    return json.dumps(_rounded(asdict(record)), indent=1, ensure_ascii=False) + "\n"


def read_record(path: Path, kind: type[F]) -> Record[F] | None:
    """The record of a file; None where it has not been measured.

    Raises:
        pydantic.ValidationError: the file has other figures than these.
    """
    if not path.exists():
        return None
    found: Record[F] = TypeAdapter(Record[kind]).validate_json(path.read_bytes())  # type: ignore[valid-type]
    return found


def machine() -> str:
    """Processor, memory and system."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    processor = f"{len(names)} × {names[0]}" if names else platform.processor()
    return f"{processor}, {memory:.0f} GB, {platform.system()}"


def others() -> float:
    """The share of the processors' time that others took since this module was loaded (Linux)."""
    busy, total = (now - before for now, before in zip(_processors(), _AT_START, strict=True))
    own = sum(os.times()[:4])
    return max(0.0, (busy - own) / total) if total else 0.0


def _processors() -> tuple[float, float]:
    """Seconds that all processors were busy, and seconds in all (`proc_stat(5)`)."""
    first = Path("/proc/stat").read_text("utf-8").splitlines()[0]
    spent = [int(field) / os.sysconf("SC_CLK_TCK") for field in first.split()[1:9]]
    idle, waiting = spent[3:5]
    return sum(spent) - idle - waiting, sum(spent)


_AT_START = _processors()


def versions() -> dict[str, str]:
    """The packages that decide how fast things are, where they are installed."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _rounded(held: Any) -> Any:
    """Every float of nested lists and dictionaries with the digits that are kept."""
    if isinstance(held, dict):
        return {key: _rounded(value) for key, value in held.items()}
    if isinstance(held, list | tuple):
        return [_rounded(value) for value in held]
    return float(f"{held:.{DIGITS}g}") if isinstance(held, float) else held
