r"""Compares the default model's fast engine with sentence-transformers, in one run.

    python -m benchmarks.encoders CORPUS [--rounds 5] [--share 1]

1. The texts are those that an index of the corpus embeds: passages and sentences, with headings.
2. Agreement: the cosine of the two vectors of each text.
3. Speed: both encode all texts in turn, so that what else the machine does falls on both; then one
   question at a time. Told are the median and the extremes over the rounds.
4. A whole `cmp-search ask` as a process of its own, with its largest memory, in turn with
   `import sentence_transformers`.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from cmp_search.embedding import passage_readings, sentence_readings
from cmp_search.encoders import DEFAULT_MODEL, Encoder, open_encoder
from cmp_search.encoders.sentence_transformer import SentenceTransformerEncoder
from cmp_search.index.build import build_index
from cmp_search.passage import PassageSettings, passages
from cmp_search.readers import read_document
from cmp_search.source import scan_corpus

QUESTION = "Who co-chairs the forestry working group for Mexico?"
ASK = "from cmp_search.cli import main; main()"


def main(
    corpus: Annotated[Path, typer.Argument(exists=True, file_okay=False)],
    rounds: Annotated[int, typer.Option(min=1)] = 5,
    share: Annotated[int, typer.Option(min=1, help="Take every n-th text.")] = 1,
) -> None:
    """Print agreement, speed and memory."""
    fast, slow = open_encoder(), SentenceTransformerEncoder(DEFAULT_MODEL)
    texts = embedded(corpus, fast)[::share]
    cosines = (fast.encode_passages(texts) * slow.encode_passages(texts)).sum(axis=1)
    print(f"{fast.identity.engine}: {len(texts)} texts, {sum(fast.count_tokens(texts))} tokens")
    print(f"cosine to float32: mean {cosines.mean():.6f}, least {cosines.min():.6f}")
    compare("all texts", rounds, *(lambda e=e: e.encode_passages(texts) for e in (fast, slow)))
    compare("a question", 40, *(lambda e=e: e.encode_questions([QUESTION]) for e in (fast, slow)))
    with TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        build_index(corpus, index, fast, DEFAULT_MODEL)
        peaks: list[float] = []
        compare(
            "ask, or the import, cold",
            rounds,
            lambda: peaks.append(run("-c", ASK, "ask", QUESTION, "--index", str(index))),
            lambda: run("-c", "import sentence_transformers"),
        )
        print(f"largest memory of an asking process: {max(peaks):.0f} MB")


def embedded(corpus: Path, encoder: Encoder) -> list[str]:
    """Step 1."""
    found: list[str] = []
    for source in scan_corpus(corpus):
        document = read_document(source)
        for passage in passages(document, encoder.count_tokens, PassageSettings()):
            readings = list(passage_readings(document.entry.title, passage))
            for sentence in passage.sentences:
                readings += sentence_readings(passage.section, document.slice(sentence))
            found += [reading.text for reading in readings]
    return found


def compare(what: str, rounds: int, fast: Callable[[], object], slow: Callable[[], object]) -> None:
    """Step 3."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for taken, act in zip(times, (fast, slow), strict=True):
            start = time.perf_counter()
            act()
            taken.append(time.perf_counter() - start)
    ratios = [other / one for one, other in zip(*times, strict=True)]
    for name, values in (("fast", times[0]), ("slow", times[1]), ("ratio", ratios)):
        print(f"{what}: {name} {median(values):.3f} ({min(values):.3f}–{max(values):.3f})")


def run(*arguments: str) -> float:
    """Step 4: the largest memory of a Python process, in MB; Linux counts it in KB."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    return usage.ru_maxrss / 1000


if __name__ == "__main__":
    typer.run(main)
