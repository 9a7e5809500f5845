"""Questions over a corpus in two languages: how often the passage in the other language is found.

    python -m benchmarks.languages XQUAD.en.json XQUAD.es.json [--sample N]

Each paragraph of the parallel files goes into the corpus in one of the two languages, in turn;
every question is asked in both. R@1 is given for questions whose paragraph is in their own language
and in the other, each with its 95 % interval, with and without what is added to a text in another
language.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from unittest.mock import patch

import typer

from cmp_search.encoders import DEFAULT_MODEL, open_encoder
from cmp_search.evaluation.intervals import mean_figure
from cmp_search.index.build import build_index
from cmp_search.search import ranking
from cmp_search.search.searcher import Searcher, open_searcher

CODES = ("en", "es")


def main(
    english: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    spanish: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    sample: Annotated[int, typer.Option(help="Ask every N-th question.")] = 1,
) -> None:
    """Measure and print four figures for each language."""
    texts = {code: read(path) for code, path in zip(CODES, (english, spanish), strict=True)}
    with TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for i in range(len(texts["en"])):
            code = CODES[i % 2]
            (corpus / f"p{i}.txt").write_text(texts[code][i][0] + "\n", "utf-8")
        build_index(corpus, str(Path(folder) / "index"), open_encoder(), DEFAULT_MODEL)
        searcher = open_searcher(str(Path(folder) / "index"))
        for weight in (0.0, ranking.OTHER_LANGUAGE):
            with patch.object(ranking, "OTHER_LANGUAGE", weight):
                for code in CODES:
                    print(f"{weight:+.2f} {code}: {measure(searcher, texts[code], code, sample)}")


def read(path: Path) -> list[tuple[str, list[str]]]:
    """The paragraphs of a SQuAD file with their questions."""
    articles = json.loads(path.read_text("utf-8"))["data"]
    return [
        (paragraph["context"], [qa["question"] for qa in paragraph["qas"]])
        for article in articles
        for paragraph in article["paragraphs"]
    ]


def measure(
    searcher: Searcher, paragraphs: list[tuple[str, list[str]]], code: str, sample: int
) -> str:
    """R@1 where the paragraph is in the question's own language, and where it is not."""
    right: dict[bool, list[bool]] = {True: [], False: []}
    paragraph: dict[bool, list[str]] = {True: [], False: []}
    asked = [(i, q) for i, (_, questions) in enumerate(paragraphs) for q in questions]
    for i, question in asked[::sample]:
        found = searcher.ask(question, count=1).hits[0].passage.document
        right[CODES[i % 2] == code].append(found == f"p{i}")
        paragraph[CODES[i % 2] == code].append(f"p{i}")
    figures = (
        mean_figure(right[True], paragraph[True]),
        mean_figure(right[False], paragraph[False]),
        mean_figure(right[True] + right[False], paragraph[True] + paragraph[False]),
    )
    parts = (
        f"{name} {found.value:.3f} [{found.low:.3f}, {found.high:.3f}]"
        for name, found in zip(("own language", "other", "all"), figures, strict=True)
        if found
    )
    return f"R@1 {', '.join(parts)}, n = {len(asked[::sample])}"


if __name__ == "__main__":
    typer.run(main)
