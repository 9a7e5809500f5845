"""`cmp-search index` when nothing or one file has changed, as whole processes.

    python -m benchmarks.rebuild [--corpus corpus] [--files 1000] [--rounds 10]

1. Small made-up files are indexed with the default model, once, from scratch.
2. In turn: `index` with nothing changed, and with a sentence added to one file, a different one in
   each round. What was embedded is read from the report that `index --json` prints.
3. The corpus is indexed, too, and `index` with nothing changed measured there.
4. `sys.modules` shows which encoder libraries a run with nothing changed has loaded.
"""

import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.building import manifest_of
from benchmarks.figures import Rebuild
from benchmarks.options import CORPUS, FOLDER, RESULTS, Corpus, Folder, Results, Rounds
from benchmarks.process import COMMAND, ProcessResult, run
from benchmarks.record import spread, write_record
from benchmarks.synthetic import write_texts

PARAGRAPHS = 1
LIBRARIES = ("openvino", "sentence_transformers", "tokenizers", "torch", "transformers")
_LOOK = f"""
import sys
from cmp_search.cli import main
try:
    main()
finally:
    print("\\n" + " ".join(name for name in {LIBRARIES!r} if name in sys.modules))
"""


def main(
    corpus: Corpus = CORPUS,
    folder: Folder = FOLDER,
    results: Results = RESULTS,
    rounds: Rounds = 10,
    files: Annotated[int, typer.Option(min=10)] = 1_000,
) -> None:
    """Measure and write the results."""
    place = folder / "rebuild"
    shutil.rmtree(place, ignore_errors=True)
    texts, index = place / "texts", place / "index"
    write_texts(texts, files, PARAGRAPHS)
    whole = indexed(texts, index)
    unchanged, changed = [], []
    for n in range(rounds):
        unchanged.append(indexed(texts, index))
        with (texts / f"made-{n % files:06d}.md").open("a", encoding="utf-8") as file:
            file.write(f"\nA sentence of round {n} that was not here before.\n")
        changed.append(indexed(texts, index))
    indexed(corpus, place / "small")
    small = [indexed(corpus, place / "small") for _ in range(rounds)]
    looked = run(COMMAND[0], "-c", _LOOK, *_index(corpus, place / "small"))
    reports = [json.loads(ran.output) for ran in changed]
    figures = Rebuild(
        files=files,
        passages=manifest_of(index).passage_count,
        whole=whole.seconds,
        unchanged=spread([ran.seconds for ran in unchanged]),
        unchanged_mb=spread([ran.megabytes for ran in unchanged]),
        unchanged_small=spread([ran.seconds for ran in small]),
        loaded=tuple(looked.output.split("\n")[-1].split()),
        one_changed=spread([ran.seconds for ran in changed]),
        embedded=spread([len(report["changed"] + report["added"]) for report in reports]),
        encoded=spread([report["encoded"] for report in reports]),
    )
    write_record(results, "rebuild", rounds, figures)
    print(
        f"{files:,} files: all {figures.whole:.0f} s, "
        f"nothing changed {figures.unchanged.median:.2f} s "
        f"(loaded: {', '.join(figures.loaded) or 'no encoder'}), "
        f"one changed {figures.one_changed.median:.2f} s, "
        f"{figures.embedded.median:.0f} documents embedded"
    )


def indexed(corpus: Path, index: Path) -> ProcessResult:
    """One run of `cmp-search index`."""
    return run(*COMMAND, *_index(corpus, index))


def _index(corpus: Path, index: Path) -> tuple[str, ...]:
    return ("index", "--corpus", str(corpus), "--index", str(index), "--json")


if __name__ == "__main__":
    typer.run(main)
