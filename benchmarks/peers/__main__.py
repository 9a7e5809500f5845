"""Measures this tool and others at the same work, in turn.

    python -m benchmarks.peers [--corpus corpus] [--rounds 5] [--peer NAME]…

1. Each tool has a virtual environment of its own in FOLDER/environments, kept for the next run;
   this one's is its core, which reads the checkout.
2. All index the passages of this tool's own index of the corpus with the same weights; this one
   cuts, proves and indexes sentences as well.
3. Cold: a process that loads the index and answers one question; warm: the median of questions to
   an open index, except the first. The tools take turns in each round, so that other work on the
   machine affects all.
"""

import json
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from benchmarks.environments import installed, python_with
from benchmarks.figures import Peer, Peers
from benchmarks.options import CORPUS, FOLDER, RESULTS, Corpus, Folder, Results, Rounds
from benchmarks.process import COMMAND, folder_mb, run
from benchmarks.record import ROOT, spread, write_record
from cmp_search.encoders.e5.weights import model_folder
from cmp_search.index.engines import open_index

HERE = Path(__file__).parent
TORCH = "torch==2.13.0"
"""A build without CUDA packages, like this project's own."""
OWN = "cmp_search"
PEERS = {
    "llama_index": ["llama-index-core", "llama-index-embeddings-huggingface"],
    "txtai": ["txtai[database]", "sentence-transformers"],
    "chroma": ["chromadb", "sentence-transformers"],
    "haystack": ["haystack-ai", "sentence-transformers-haystack"],
}
NAMES = {
    OWN: "cmp-search",
    "llama_index": "LlamaIndex",
    "txtai": "txtai",
    "chroma": "Chroma",
    "haystack": "Haystack",
}
REPORTED_PACKAGES = (
    "chromadb",
    "faiss",
    "haystack-ai",
    "llama-index",
    "openvino=",
    "sentence-transformers",
    "torch=",
    "txtai",
)
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
class Measurements:
    """The measurements of one tool, one value per round: seconds and MB."""

    build: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    build_mb: list[float] = field(default_factory=list)
    ask_mb: list[float] = field(default_factory=list)


def main(
    corpus: Corpus = CORPUS,
    folder: Folder = FOLDER,
    results: Results = RESULTS,
    rounds: Rounds = 5,
    peer: Annotated[list[str] | None, typer.Option(help="Only these, and this tool.")] = None,
) -> None:
    """Measure and write the results."""
    tools = [OWN, *(peer or PEERS)]
    pythons = {tool: python_of(tool, folder / "environments") for tool in tools}
    taken = {tool: Measurements() for tool in tools}
    with TemporaryDirectory() as temporary:
        work = Path(temporary)
        count = prepare(work, corpus)
        for _ in range(rounds):
            for tool in tools:
                measure(tool, pythons[tool], work, taken[tool])
    found = Peers(count, tuple(figures(tool, pythons[tool], taken[tool]) for tool in tools))
    write_record(results, "peers", rounds, found)
    for each in found.tools:
        print(
            f"{each.name}: build {each.build.median:.1f} s, cold {each.cold.median:.2f} s, "
            f"warm {1e3 * each.warm.median:.0f} ms, asking {each.ask_mb.median:.0f} MB"
        )


def python_of(tool: str, environments: Path) -> Path:
    """The Python of a tool's environment, which is made if it is missing."""
    if tool == OWN:
        return python_with(
            environments / tool,
            ["--constraint", str(ROOT / "constraints.txt"), "--editable", str(ROOT)],
        )
    return python_with(environments / tool, [TORCH, *PEERS[tool]])


def prepare(work: Path, corpus: Path) -> int:
    """Write the passages of this tool's own index for the others (step 2); returns their number."""
    (work / "corpus").symlink_to(corpus)
    run(*COMMAND, "index", "--corpus", str(work / "corpus"), "--index", str(work / "own"))
    with closing(open_index(str(work / "own"), searchable=False)) as opened:
        with (work / "passages.jsonl").open("w", encoding="utf-8") as file:
            for entry in opened.entries():
                for passage in opened.passages_of(entry.id):
                    file.write(json.dumps({"id": passage.id, "text": passage.text}) + "\n")
        return opened.manifest.passage_count


def measure(tool: str, python: Path, work: Path, taken: Measurements) -> None:
    """One round of one tool (step 3)."""
    for made in (work / tool, work / f"{tool}.json"):
        if made.is_dir():
            rmtree(made)
    call = [str(python), str(HERE / f"with_{tool}.py")]
    place = [str(work), str(model_folder())]
    ran = run(*call, "build", *place)
    taken.build.append(ran.seconds)
    taken.build_mb.append(ran.megabytes)
    ran = run(*call, "ask", *place, QUESTIONS[0])
    taken.cold.append(ran.seconds)
    taken.ask_mb.append(ran.megabytes)
    asked = (QUESTIONS * WARM)[: WARM + 1]
    ran = run(*call, "ask", *place, *asked)
    taken.warm.append(median(json.loads(ran.output.splitlines()[-1])[1:]))


def figures(tool: str, python: Path, taken: Measurements) -> Peer:
    """The figures of one tool."""
    return Peer(
        name=NAMES[tool],
        versions=installed(python, REPORTED_PACKAGES),
        build=spread(taken.build),
        cold=spread(taken.cold),
        warm=spread(taken.warm),
        build_mb=spread(taken.build_mb),
        ask_mb=spread(taken.ask_mb),
        installed_mb=folder_mb(python.parent.parent / "lib"),
    )


if __name__ == "__main__":
    typer.run(main)
