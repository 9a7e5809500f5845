"""A whole `cmp-search ask` on an existing index, in turn with an import.

    python -m benchmarks.cold [--corpus corpus] [--rounds 20]

1. The corpus and some made-up texts, about 500 passages, are indexed with the default model.
2. In turn, each in a process of its own: `cmp-search ask`, and `import sentence_transformers`,
   which any tool that loads its model that way must wait for. Both run once before, so that the
   files are in the system's cache.
"""

import shutil
from contextlib import closing
from pathlib import Path

import typer

from benchmarks.figures import Cold
from benchmarks.options import CORPUS, FOLDER, RESULTS, Corpus, Folder, Results, Rounds
from benchmarks.process import COMMAND, run
from benchmarks.record import spread, write_record
from benchmarks.synthetic import write_texts
from cmp_search.index.engines import open_index

QUESTION = "Who co-chairs the forestry working group for Mexico?"
MADE_UP, PARAGRAPHS = 5, 108
"""Files, and paragraphs in each: with the two official texts, about 500 passages."""


def main(
    corpus: Corpus = CORPUS,
    folder: Folder = FOLDER,
    results: Results = RESULTS,
    rounds: Rounds = 20,
) -> None:
    """Measure and write the results."""
    texts, index = prepare_index(corpus, folder / "cold")
    ask = (*COMMAND, "ask", QUESTION, "--corpus", str(texts), "--index", str(index))
    load = (COMMAND[0], "-c", "import sentence_transformers")
    run(*ask)
    run(*load)
    taken = [(run(*ask), run(*load)) for _ in range(rounds)]
    with closing(open_index(str(index), searchable=False)) as opened:
        manifest = opened.manifest
    figures = Cold(
        passages=manifest.passage_count,
        ask=spread([own.seconds for own, _ in taken]),
        imported=spread([other.seconds for _, other in taken]),
        ratio=spread([other.seconds / own.seconds for own, other in taken]),
        ask_mb=spread([own.megabytes for own, _ in taken]),
    )
    write_record(results, "cold", rounds, figures)
    print(
        f"{figures.passages} passages: ask {figures.ask.median:.2f} s, "
        f"{figures.ask_mb.median:.0f} MB; the import takes {figures.ratio.median:.1f} times as long"
    )


def prepare_index(corpus: Path, place: Path) -> tuple[Path, Path]:
    """Step 1: the texts and their index, updated if it is there from an earlier run."""
    texts = place / "corpus"
    shutil.rmtree(texts, ignore_errors=True)
    shutil.copytree(corpus, texts)
    write_texts(texts / "made-up", MADE_UP, PARAGRAPHS)
    run(*COMMAND, "index", "--corpus", str(texts), "--index", str(place / "index"))
    return texts, place / "index"


if __name__ == "__main__":
    typer.run(main)
