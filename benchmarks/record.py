"""What every benchmark records: the machine, date and versions, and the spread of its figures.

A results file is `NAME.json` with one `Record`; `figures` defines what it measures.
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
    """The median of n measurements, and the interval that contains 95 % of them."""

    median: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Record(Generic[F]):
    """The figures of one benchmark, of `n` rounds.

    `others` is the share of processor time that other processes took; None if unknown.
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
    """Write the results file of a benchmark and return its path."""
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
    path.write_text(to_json(record), "utf-8")
    return path


def to_json(record: Record[Any]) -> str:
    """A record as the text of its file."""
    return json.dumps(_rounded(asdict(record)), indent=1, ensure_ascii=False) + "\n"


def read_record(path: Path, kind: type[F]) -> Record[F] | None:
    """The record in a file; None if it has not been measured.

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
    """The versions of the installed packages that affect speed."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _rounded(value: Any) -> Any:
    """Round every float in nested lists and dictionaries."""
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value
