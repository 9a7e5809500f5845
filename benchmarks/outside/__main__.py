r"""How well the search does on texts that it was not made for, in one table.

    python -m benchmarks.outside [--own] [--squad2 PAIRS.jsonl.gz] [--piaf PAIRS.jsonl.gz] \
        [--headings PAIRS.jsonl.gz] [--xquad XQUAD.xx.json]… \
        [--corpus CORPUS --questions GOLD.jsonl…] [--step N] [--save RUN.json] [--compare RUN.json]

1. Each file makes a set (see `sets`), and --own one of our own texts; those that are not given are
   left out. Gold questions are asked of SQuAD's and PIAF's texts, SQuAD's and PIAF's of one
   another's and of the corpus's.
2. Each set has its corpus and index in FOLDER, kept for the next run.
3. The table has for each set: n, R@1, R@5, how many first hits have an answer in the marked
   sentence, how many questions were answered or not found, and below it the same for unanswerable
   ones: near (the text leaves them open), left out (their paragraph was taken out), far and foreign
   (those of other sets), with the AUROC.
4. With --compare, each question is compared with itself in a run that --save wrote, with 95 %
   intervals by paragraph.
"""

from pathlib import Path
from typing import Annotated

import typer

from benchmarks.options import FOLDER, Folder
from benchmarks.outside import sets
from benchmarks.outside.asking import SetResults, ask_set, load_results, save_results
from benchmarks.outside.sets import TextSet
from benchmarks.outside.tables import differences, table
from cmp_search.encoders import DEFAULT_MODEL, open_encoder

File = Annotated[Path | None, typer.Option(exists=True, dir_okay=False)]
Files = Annotated[list[Path] | None, typer.Option(exists=True, dir_okay=False)]


def main(
    own: Annotated[bool, typer.Option("--own", help="Our own held-out texts.")] = False,
    squad2: File = None,
    piaf: File = None,
    headings: File = None,
    xquad: Files = None,
    corpus: Annotated[Path | None, typer.Option(exists=True, file_okay=False)] = None,
    questions: Files = None,
    step: Annotated[int, typer.Option(min=1, help="Ask every N-th question.")] = 1,
    model: str = DEFAULT_MODEL,
    folder: Folder = FOLDER / "outside",
    save: Annotated[Path | None, typer.Option(dir_okay=False)] = None,
    compare: File = None,
) -> None:
    """Ask all sets, print the table and, with --compare, the differences."""
    if (corpus is None) != (not questions):
        raise typer.BadParameter("--corpus and --questions belong together")
    before = load_results(compare) if compare else {}
    chosen = [
        *([sets.gold(corpus, questions)] if corpus and questions else []),
        *([sets.own_texts()] if own else []),
        *([sets.squad2(squad2)] if squad2 else []),
        *([sets.piaf(piaf)] if piaf else []),
        *([sets.headings(headings)] if headings else []),
        *(sets.xquad(file) for file in xquad or ()),
    ]
    if not chosen:
        raise typer.BadParameter("no set is given; see python -m benchmarks.outside --help")
    encoder = open_encoder(model)
    results: dict[str, SetResults] = {}
    for text_set in _asking_one_another(chosen):
        place = folder / text_set.name.replace(" ", "-")
        results[text_set.name] = ask_set(text_set, encoder, model, place, step)
        print(table({text_set.name: results[text_set.name]}), flush=True)
        if save:
            save_results(results, save)  # After each set, as all of them take long.
    print(f"\n{table(results)}")
    if before:
        print(f"\n{differences(before, results)}")


def _asking_one_another(chosen: list[TextSet]) -> list[TextSet]:
    """Sets of other subjects get one another's questions (step 1)."""
    foreign = [one for one in chosen if one.name in ("gold", "squad2", "piaf")]
    return [
        sets.with_foreign(one, [other for other in foreign if other is not one])
        if one in foreign
        else one
        for one in chosen
    ]


if __name__ == "__main__":
    typer.run(main)
