"""Questions over parallel paragraphs in two languages: R@1 for each pair of languages.

    python -m benchmarks.xquad XQUAD.en.json XQUAD.es.json [--sample N]

Each paragraph of a SQuAD file is a document of its own. R@1 is the share of questions whose first
passage is from the right paragraph, with its 95 % interval.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from benchmarks.languages import read
from cmp_search.encoders import DEFAULT_MODEL, open_encoder
from cmp_search.evaluation.intervals import mean_figure
from cmp_search.index.build import build_index
from cmp_search.search.searcher import open_searcher


def main(
    english: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    spanish: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    sample: Annotated[int, typer.Option(help="Ask every N-th question.")] = 1,
) -> None:
    """Measure and print one figure for each pair."""
    texts = {"en": read(english), "es": read(spanish)}
    for language, paragraphs in texts.items():
        with TemporaryDirectory() as folder:
            corpus, index = Path(folder) / "corpus", Path(folder) / "index"
            corpus.mkdir()
            for i, (text, _) in enumerate(paragraphs):
                (corpus / f"p{i}.txt").write_text(text + "\n", "utf-8")
            build_index(corpus, str(index), open_encoder(), DEFAULT_MODEL)
            searcher = open_searcher(str(index))
            for asked, parallel in texts.items():
                questions = [(f"p{i}", q) for i, (_, qs) in enumerate(parallel) for q in qs]
                right = [
                    searcher.ask(question, count=1).hits[0].passage.document == wanted
                    for wanted, question in questions[::sample]
                ]
                found = mean_figure(right, [wanted for wanted, _ in questions[::sample]])
                if found:
                    print(
                        f"{asked} questions, {language} paragraphs: R@1 {found.value:.3f} "
                        f"[{found.low:.3f}, {found.high:.3f}], n = {len(right)}"
                    )


if __name__ == "__main__":
    typer.run(main)
