"""How long a whole `cmp-search index` takes, how much of it outside the encoder, and its memory.

    python -m benchmarks.building [--corpus corpus] [--rounds 5] [--files 100] [--times 8]

1. The corpus is indexed from scratch with the default model, in a process of its own, with a clock
   around all encoding and counting of tokens (see `timed_index`). The rest is "outside": starting,
   reading, splitting and writing.
2. Two made-up corpora, one several times as large as the other, are indexed with random vectors in
   the same way: their peak memory shows whether it grows with the corpus.
"""

import json
import shutil
import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.figures import Building, Grown
from benchmarks.options import CORPUS, FOLDER, RESULTS, Corpus, Folder, Results, Rounds
from benchmarks.process import ProcessResult, folder_mb, run
from benchmarks.record import spread, write_record
from benchmarks.synthetic import write_texts
from benchmarks.timed_index import MADE_UP, Inside
from cmp_search.index.engines import open_index
from cmp_search.index.manifest import Manifest

PARAGRAPHS = 100


def main(
    corpus: Corpus = CORPUS,
    folder: Folder = FOLDER,
    results: Results = RESULTS,
    rounds: Rounds = 5,
    files: Annotated[int, typer.Option(min=1, help="Files of the smaller made-up corpus.")] = 100,
    times: Annotated[int, typer.Option(min=2, help="How many times larger the other is.")] = 8,
) -> None:
    """Measure and write the results."""
    place = folder / "building"
    taken = [timed_build(corpus, place / "index") for _ in range(rounds)]
    manifest = manifest_of(place / "index")
    figures = Building(
        documents=manifest.documents,
        passages=manifest.passage_count,
        texts=taken[-1][1].texts,
        corpus_mb=folder_mb(corpus),
        index_mb=folder_mb(place / "index"),
        seconds=spread([ran.seconds for ran, _ in taken]),
        encoding=spread([inside.encoding for _, inside in taken]),
        counting=spread([inside.counting for _, inside in taken]),
        outside=spread(
            [1 - (inside.encoding + inside.counting) / ran.seconds for ran, inside in taken]
        ),
        texts_a_second=spread([inside.texts / ran.seconds for ran, inside in taken]),
        peak_mb=spread([ran.megabytes for ran, _ in taken]),
        grown=tuple(measure_growth(place, count) for count in (files, files * times)),
    )
    write_record(results, "building", rounds, figures)
    print(
        f"{figures.texts:,} texts in {figures.seconds.median:.1f} s, "
        f"{figures.outside.median:.0%} of it outside the encoder; "
        f"at most {', '.join(f'{size.peak_mb:.0f} MB' for size in figures.grown)} for "
        f"{' and '.join(f'{size.passages:,}' for size in figures.grown)} made-up passages"
    )


def timed_build(corpus: Path, index: Path, *options: str) -> tuple[ProcessResult, Inside]:
    """Build an index from scratch."""
    shutil.rmtree(index, ignore_errors=True)
    call = [sys.executable, "-m", "benchmarks.timed_index", *options]
    ran = run(*call, "--corpus", str(corpus), "--index", str(index))
    return ran, Inside(**json.loads(ran.output.splitlines()[-1]))


def measure_growth(place: Path, files: int) -> Grown:
    """Step 2, for one size."""
    corpus, index = place / f"texts-{files}", place / f"index-{files}"
    if not corpus.exists():
        write_texts(corpus.with_suffix(".new"), files, PARAGRAPHS)
        corpus.with_suffix(".new").rename(corpus)
    ran, _ = timed_build(corpus, index, MADE_UP)
    manifest = manifest_of(index)
    return Grown(
        files=files,
        passages=manifest.passage_count,
        sentences=manifest.sentence_count,
        corpus_mb=folder_mb(corpus),
        seconds=ran.seconds,
        peak_mb=ran.megabytes,
        index_mb=folder_mb(index),
    )


def manifest_of(index: Path) -> Manifest:
    """The manifest of an index."""
    with closing(open_index(str(index), searchable=False)) as opened:
        return opened.manifest


if __name__ == "__main__":
    typer.run(main)
