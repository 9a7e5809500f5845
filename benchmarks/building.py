"""What a whole `cmp-search index` takes, how much of it outside the encoder, and its memory.

    python -m benchmarks.building [--corpus corpus] [--rounds 5] [--files 100] [--times 8]

1. The corpus is indexed from nothing with the default model, as a process of its own, with a clock
   around all that encodes or counts tokens (see `timed_index`). Outside is what does neither:
   starting, reading, cutting and writing.
2. Two made-up corpora, one some times as large as the other, are indexed with vectors at random, in
   the same way: the largest memory of both shows whether it grows with the corpus.
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
from benchmarks.process import Ran, folder_mb, run
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
    files: Annotated[int, typer.Option(min=1, help="Of the smaller made-up corpus.")] = 100,
    times: Annotated[int, typer.Option(min=2, help="So much larger is the other.")] = 8,
) -> None:
    """Measure and write the results."""
    place = folder / "building"
    taken = [built(corpus, place / "index") for _ in range(rounds)]
    manifest = manifest_of(place / "index")
    found = Building(
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
        grown=tuple(grown(place, count) for count in (files, files * times)),
    )
    write_record(results, "building", rounds, found)
    print(
        f"{found.texts:,} texts in {found.seconds.median:.1f} s, {found.outside.median:.0%} of it "
        f"outside the encoder; at most {', '.join(f'{g.peak_mb:.0f} MB' for g in found.grown)} for "
        f"{' and '.join(f'{g.passages:,}' for g in found.grown)} made-up passages"
    )


def built(corpus: Path, index: Path, *options: str) -> tuple[Ran, Inside]:
    """Build an index from nothing."""
    shutil.rmtree(index, ignore_errors=True)
    call = [sys.executable, "-m", "benchmarks.timed_index", *options]
    ran = run(*call, "--corpus", str(corpus), "--index", str(index))
    return ran, Inside(**json.loads(ran.output.splitlines()[-1]))


def grown(place: Path, files: int) -> Grown:
    """Step 2, for one size."""
    corpus, index = place / f"texts-{files}", place / f"index-{files}"
    if not corpus.exists():
        write_texts(corpus.with_suffix(".new"), files, PARAGRAPHS)
        corpus.with_suffix(".new").rename(corpus)
    ran, _ = built(corpus, index, MADE_UP)
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
    """What an index holds."""
    with closing(open_index(index, searchable=False)) as opened:
        return opened.manifest


if __name__ == "__main__":
    typer.run(main)
