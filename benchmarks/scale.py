"""How a warm question's time grows with the index: made-up generations from 500 to a million.

    python -m benchmarks.scale [--sizes 500,20000,200000,1000000] [--questions 400] [--rounds 5]

1. A generation of each size is written once (see `generations`, `synthetic`, `crowd`); the texts of
   a million passages take half an hour, and 5 GB.
2. Questions are asked in a process of its own (see `asking`), so that its memory is that of asking
   alone.
Each size has a results file of its own, `scale-SIZE.json`.
"""

import sys
import time
from typing import Annotated

import typer
from pydantic import TypeAdapter

from benchmarks.figures import Scale
from benchmarks.generations import is_kept, write_generation
from benchmarks.options import FOLDER, RESULTS, Folder, Results, Rounds
from benchmarks.process import run
from benchmarks.record import write_record


def main(
    folder: Folder = FOLDER,
    results: Results = RESULTS,
    rounds: Rounds = 5,
    sizes: str = "500,20000,200000,1000000",
    questions: Annotated[int, typer.Option(min=20, help="In each round.")] = 400,
) -> None:
    """Build what is missing, ask, and write the results."""
    for count in map(int, sizes.split(",")):
        place = folder / "scale" / str(count)
        if not is_kept(place):
            start = time.perf_counter()
            write_generation(place, count)
            print(f"{count:,} passages written in {time.perf_counter() - start:.0f} s", flush=True)
        asking = [sys.executable, "-m", "benchmarks.asking", str(place), str(questions)]
        output = run(*asking, str(rounds)).output.splitlines()[-1]
        figures = TypeAdapter(Scale).validate_json(output)
        write_record(results, f"scale-{count}", rounds, figures)
        print(
            f"{count:,} passages: p50 {figures.p50.median:.1f} ms, "
            f"p99 {figures.p99.median:.1f} ms, "
            f"{figures.share.median:.0%} of it the encoder, {figures.peak_mb:.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    typer.run(main)
