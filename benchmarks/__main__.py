"""Runs all measurements of docs/performance.md in turn, then rewrites the page.

    python -m benchmarks [--corpus corpus] [--folder build/benchmarks] [--quick]

1. Each step is a process of its own; its results file is written as soon as it ends, and it can be
   run alone as `python -m benchmarks.NAME`. One that fails is named at the end, and the others run.
2. What takes long to make (made-up generations, other tools' environments) is kept in FOLDER for
   the next run; `make clean` removes it.
3. The cheap steps come first, the million last. Nothing else should run on the machine: with two
   cores, all takes an hour or two, half an hour of it the first time to write the million.
4. --quick tries all steps on a small scale: its results and page are in FOLDER/quick.
"""

import shutil
import subprocess
import sys
import time
from typing import Annotated

import typer

from benchmarks.options import CORPUS, FOLDER, RESULTS, Corpus, Folder, Results
from benchmarks.plots import PAGE
from benchmarks.record import ROOT

NEED_CORPUS = ("cold", "rebuild", "building", "engines", "peers")
STEPS = (
    ("cold",),
    ("rebuild",),
    ("building",),
    ("engines",),
    ("browser",),
    ("scale", "--sizes", "500,20000,200000"),
    ("nearest",),
    ("peers",),
    ("scale", "--sizes", "1000000"),
)
QUICK = (
    ("cold", "--rounds", "1"),
    ("rebuild", "--rounds", "1", "--files", "10"),
    ("building", "--rounds", "1", "--files", "2"),
    ("engines", "--rounds", "1", "--share", "40"),
    ("browser", "--questions", "3"),
    ("scale", "--rounds", "1", "--sizes", "500,2000", "--questions", "40"),
    ("nearest", "--sentences", "2000"),
    ("peers", "--rounds", "1", "--peer", "txtai"),
)


def main(
    corpus: Corpus = CORPUS,
    folder: Folder = FOLDER,
    results: Results = RESULTS,
    quick: Annotated[bool, typer.Option(help="Try all steps, with few rounds.")] = False,
) -> None:
    """Run every step; exit with status 1 if one has failed."""
    page = PAGE
    if quick:
        results, page = folder / "quick" / "results", folder / "quick" / PAGE.name
        results.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PAGE, page)
    failed = []
    for name, *options in QUICK if quick else STEPS:
        places = ["--results", str(results)]
        if name != "browser":
            places += ["--folder", str(folder)]
        if name in NEED_CORPUS:
            places += ["--corpus", str(corpus)]
        if not run_step(name, *options, *places):
            failed.append(" ".join([name, *options]))
    if not run_step("plots", "--results", str(results), "--page", str(page)):
        failed.append("plots")
    if failed:
        print(f"failed, so earlier results are kept: {'; '.join(failed)}")
    sys.exit(1 if failed else 0)


def run_step(name: str, *options: str) -> bool:
    """Run one step and print how long it took; returns whether it succeeded."""
    print(f"— {name}", flush=True)
    start = time.perf_counter()
    ended = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options], cwd=ROOT)
    minutes = (time.perf_counter() - start) / 60
    outcome = "took" if ended.returncode == 0 else f"failed ({ended.returncode}) after"
    print(f"  {name} {outcome} {minutes:.1f} min", flush=True)
    return ended.returncode == 0


if __name__ == "__main__":
    typer.run(main)
