"""Measures other tools at the same work, in turn, with this one among them.

    python -m benchmarks.peers CORPUS ENVIRONMENTS [--rounds 3] [--peer NAME]…

1. ENVIRONMENTS is a folder that gets a virtual environment for each peer, kept for the next run.
2. All index the passages of this tool's own index of CORPUS with the same weights; this one cuts,
   proves and indexes sentences as well.
3. Cold: a process that loads the index and answers one question; warm: the median of questions to
   an open index, the first aside. Build and cold are taken in turn in each round, so that what else
   the machine does falls on all. Told are medians, and the extremes in the results file.
"""

import json
import os
import platform
import subprocess
import sys
import time
import venv
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree, rmtree
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from cmp_search.encoders import DEFAULT_MODEL, open_encoder
from cmp_search.encoders.weights import model_folder
from cmp_search.index.build import build_index
from cmp_search.index.generation import open_texts

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results" / "peers.json"
TORCH = "torch==2.13.0"
"""A build without CUDA packages, as this project's own."""
OWN = "cmp_search"
PEERS = {
    "llama_index": ["llama-index-core", "llama-index-embeddings-huggingface"],
    "txtai": ["txtai[database]", "sentence-transformers"],
    "chroma": ["chromadb", "sentence-transformers"],
    "haystack": ["haystack-ai", "sentence-transformers-haystack"],
}
QUESTIONS = [
    "Who co-chairs the forestry working group for Mexico?",
    "What was planned for labour mobility?",
    "¿Cuándo se lanzó la Alianza México-Canadá?",
    "Qui prend part aux réunions annuelles ?",
    "How many groups met in 2019?",
    "What is done about forest fires?",
    "¿Qué se acordó sobre minería?",
    "Quels sont les objectifs du groupe sur l'énergie ?",
]
WARM = 40


@dataclass(slots=True)
class Measured:
    """What was measured of one tool: seconds of each round, MB at most, MB on disk."""

    versions: list[str] = field(default_factory=list)
    install_mb: float = 0.0
    build: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    build_mb: list[float] = field(default_factory=list)
    ask_mb: list[float] = field(default_factory=list)


def main(
    corpus: Annotated[Path, typer.Argument(exists=True, file_okay=False, resolve_path=True)],
    environments: Annotated[Path, typer.Argument(file_okay=False, resolve_path=True)],
    rounds: Annotated[int, typer.Option(min=1)] = 3,
    peer: Annotated[list[str] | None, typer.Option()] = None,
) -> None:
    """Measure, write the results and print the table."""
    tools = [OWN, *(peer or PEERS)]
    pythons = {tool: python_of(tool, environments) for tool in tools}
    found = {tool: Measured() for tool in tools}
    for tool in tools:
        found[tool].install_mb = installed_mb(pythons[tool])
        found[tool].versions = versions(pythons[tool])
    with TemporaryDirectory() as folder:
        work = Path(folder)
        # Apart: Linux counts what this process holds when it starts another to that one's memory.
        own = "import sys; from benchmarks.peers.__main__ import Path, prepare\n"
        own += "prepare(*map(Path, sys.argv[1:]))"
        call = [sys.executable, "-c", own, folder, str(corpus)]
        subprocess.run(call, check=True, cwd=HERE.parent.parent)
        for _ in range(rounds):
            for tool in tools:
                measure(tool, pythons[tool], work, found[tool])
    write(found)
    Console().print(table(found))


def python_of(tool: str, environments: Path) -> Path:
    """The Python of a tool's environment, which is made where it is missing."""
    if tool == OWN:
        return Path(sys.executable)
    python = environments / tool / "bin" / "python"
    done = environments / tool / "made"
    if not done.exists():
        venv.create(environments / tool, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, TORCH, *PEERS[tool]], check=True)
        done.touch()
    return python


def prepare(work: Path, corpus: Path) -> None:
    """The passages of this tool's own index, for the others (step 2)."""
    copytree(corpus, work / "corpus")
    build_index(work / "corpus", work / "own", open_encoder(), DEFAULT_MODEL)
    _, texts = open_texts(work / "own")
    with (work / "passages.jsonl").open("w", encoding="utf-8") as file:
        for entry in texts.entries():
            for passage in texts.passages(texts.passage_numbers(entry.id)).values():
                file.write(json.dumps({"id": passage.id, "text": passage.text}) + "\n")
    texts.close()


def measure(tool: str, python: Path, work: Path, found: Measured) -> None:
    """One round of one tool (step 3)."""
    for made in (work / tool, work / f"{tool}.json"):
        if made.is_dir():
            rmtree(made)
    call = [str(python), str(HERE / f"with_{tool}.py")]
    place = [str(work), str(model_folder())]
    seconds, megabytes, _ = run([*call, "build", *place])
    found.build.append(seconds)
    found.build_mb.append(megabytes)
    seconds, megabytes, _ = run([*call, "ask", *place, QUESTIONS[0]])
    found.cold.append(seconds)
    found.ask_mb.append(megabytes)
    asked = (QUESTIONS * WARM)[: WARM + 1]
    _, _, output = run([*call, "ask", *place, *asked])
    found.warm.append(median(json.loads(output.splitlines()[-1])[1:]))


def run(command: list[str]) -> tuple[float, float, str]:
    """Seconds and MB at most of a whole process, and what it printed; Linux counts KB."""
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONPATH": str(HERE.parent.parent)}
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    assert process.stdout
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[1:3])} ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1000, output


def installed_mb(python: Path) -> float:
    """What the packages of an environment take on the disk."""
    packages = python.parent.parent / "lib"
    return sum(f.stat().st_size for f in packages.rglob("*") if f.is_file()) / 1e6


def versions(python: Path) -> list[str]:
    """The installed packages that matter, with their versions."""
    frozen = subprocess.run(
        [python, "-m", "pip", "freeze"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    names = ("llama-index", "txtai", "chromadb", "haystack-ai", "sentence-transformers", "torch=")
    return [line for line in frozen if line.startswith((*names, "openvino=", "faiss"))]


def write(found: dict[str, Measured]) -> None:
    """The results with machine and date."""
    RESULTS.parent.mkdir(exist_ok=True)
    record = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.system()}",
        "python": platform.python_version(),
        "tools": {tool: asdict(measured) for tool, measured in found.items()},
    }
    RESULTS.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def table(found: dict[str, Measured]) -> Table:
    """Medians over the rounds."""
    columns = ("build s", "build MB", "cold s", "warm ms", "ask MB", "install MB")
    shown = Table("", *columns, box=None)
    for tool, m in found.items():
        cells = (median(m.build), median(m.build_mb), median(m.cold), 1e3 * median(m.warm))
        text = [f"{cells[0]:.1f}", f"{cells[1]:.0f}", f"{cells[2]:.2f}", f"{cells[3]:.0f}"]
        shown.add_row(tool, *text, f"{median(m.ask_mb):.0f}", f"{m.install_mb:.0f}")
    return shown


if __name__ == "__main__":
    typer.run(main)
