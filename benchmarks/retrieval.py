"""Retrieval quality on gold questions: R@1, R@5, R@10 and MRR@10 by language and by style.

    python -m benchmarks.retrieval QUESTIONS.jsonl --corpus CORPUS [--index INDEX]

The index is brought up to date first. Section accuracy is the share of relevant first hits whose
section path ends as the gold file says.
"""

from pathlib import Path
from statistics import mean
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.gold import SCRATCH, GoldQuestion, first_relevant, read_gold
from cmp_search.encoders import DEFAULT_MODEL, open_encoder
from cmp_search.index.build import build_index
from cmp_search.search.answer import Answer
from cmp_search.search.searcher import open_searcher


def main(
    questions: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    corpus: Annotated[Path, typer.Option(exists=True, file_okay=False)],
    index: Annotated[Path, typer.Option()] = SCRATCH,
    model: Annotated[str, typer.Option()] = DEFAULT_MODEL,
) -> None:
    """Measure and print the table."""
    build_index(corpus, index, open_encoder(model), model)
    searcher = open_searcher(index)
    gold = read_gold(questions)
    answers = [searcher.ask(question.question) for question in gold]
    texts = searcher.generation.texts
    lengths = [
        passage.end - passage.start
        for entry in texts.entries()
        for passage in texts.passages(texts.passage_numbers(entry.id)).values()
    ]
    report(gold, answers)
    print(f"{len(lengths)} passages, {mean(lengths):.0f} characters on average")


def report(gold: list[GoldQuestion], answers: list[Answer]) -> None:
    """Print one row for each language and style."""
    ranks = [first_relevant(g, a.hits) for g, a in zip(gold, answers, strict=True)]
    table = Table("questions", "n", "R@1", "R@5", "R@10", "MRR@10", "section")
    groups = {g.language for g in gold} | {style for g in gold for style in g.styles}
    for group in ["all", *sorted(groups)]:
        rows = [i for i, g in enumerate(gold) if group in ("all", g.language) or group in g.styles]
        placed = [ranks[i] for i in rows]
        right = [
            _ends(answers[i].hits[rank - 1].passage.section, gold[i].section)
            for i in rows
            if (rank := ranks[i])
        ]
        cells = [mean(bool(r and r <= k) for r in placed) for k in (1, 5, 10)]
        cells += [mean(1 / r if r else 0 for r in placed), mean(right) if right else 0]
        table.add_row(group, str(len(rows)), *(f"{cell:.3f}" for cell in cells))
    Console().print(table)


def _ends(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return path[-len(wanted) :] == wanted


if __name__ == "__main__":
    typer.run(main)
