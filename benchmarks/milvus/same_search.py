"""Is it the same search? Every question is asked of an index, and of the same index in Milvus.

    python -m benchmarks.milvus.same_search --index index [--corpus corpus]

1. A Milvus server is started, as for the tests, and the index is moved there: no text is encoded.
2. The questions of `tests/search/fact_questions.jsonl` about the corpus, and two with quoted
   phrases, are asked of both, each under one of four filters.
3. Of each question these are compared: which candidates there are, what is known of each, the
   cosines, and the first ten hits. Of two candidates that are equally near, either may be one.
With the official texts in corpus and index, this is shown of both of them.
"""

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import numpy as np
import typer

from benchmarks.options import CORPUS, RESULTS, Corpus, Results
from benchmarks.record import ROOT, spread, write_record
from cmp_search.encoders import open_encoder
from cmp_search.index.base import Index
from cmp_search.index.engines import open_index
from cmp_search.index.filters import Filters
from cmp_search.index.moving import move_index
from cmp_search.index.queries import CandidateQuery, Candidates
from cmp_search.search.searcher import make_searcher
from tests.index.milvus.server import MilvusServer

QUESTIONS = ROOT / "tests" / "search" / "fact_questions.jsonl"
QUOTING = (
    'the "working group" of "human capital and sustainability"',
    '"reintegration of migrants"',
)
FILTERS = (
    Filters(),
    Filters(languages=("fr",)),
    Filters(documents=("cmp-2019", "cmp-2019-digest")),
    Filters(years=(2010,), languages=("en", "es")),
)
FIRST = 10
COSINES = ("passage_cosines", "sentence_cosines", "heading_cosines")


@dataclass
class Compared:
    """An index that answers, and beside it another that is asked for candidates, too."""

    asked: Index
    other: Index
    same: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"embedded": [], "milvus": []})
    worst: float = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.asked, name)

    def candidates(self, query: CandidateQuery) -> Candidates:
        """The candidates of the index that answers, compared with those of the other."""
        begun = time.perf_counter()
        own = self.asked.candidates(query)
        between = time.perf_counter()
        others = self.other.candidates(query)
        self.seconds["milvus"].append(between - begun)
        self.seconds["embedded"].append(time.perf_counter() - between)
        self._compare(own, others)
        return own

    def _compare(self, own: Candidates, others: Candidates) -> None:
        """Step 3; numbers are each engine's own, so passages are compared by their ids."""
        details = {d.id: d for d in self.asked.details(own.passages, own.best_sentences)}
        expected = {d.id: d for d in self.other.details(others.passages, others.best_sentences)}
        shared = [id for id in details if id in expected]
        rows = [list(details).index(id) for id in shared]
        other_rows = [list(expected).index(id) for id in shared]
        self.same["candidates"] += details.keys() == expected.keys()
        self.same["details"] += all(details[id] == expected[id] for id in shared)
        self.same["phrases"] += np.array_equal(own.phrases[:, rows], others.phrases[:, other_rows])
        for name in COSINES:
            off = np.abs(getattr(own, name)[rows] - getattr(others, name)[other_rows])
            self.worst = max(self.worst, float(off.max(initial=0)))


def main(
    index: Annotated[Path, typer.Option(exists=True, help="An index of the corpus.")],
    corpus: Corpus = CORPUS,
    results: Results = RESULTS,
) -> None:
    """Compare, and write the figures."""
    encoder = open_encoder()
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = MilvusServer(Path(folder))
        try:
            address = f"milvus://127.0.0.1:{server.port}/same"
            move_index(corpus, str(index), address, encoder)
            compared = Compared(open_index(address), open_index(str(index)))
            milvus = make_searcher(compared, encoder)
            embedded = make_searcher(compared.other, encoder)
            questions = _questions()
            for number, question in enumerate(questions):
                filters = FILTERS[number % len(FILTERS)]
                hits = (one.ask(question, filters).hits[:FIRST] for one in (milvus, embedded))
                found, expected = ([hit.passage.id for hit in own] for own in hits)
                compared.same["first_ten"] += found == expected
        finally:
            server.stop()
    figures = {
        "questions": len(questions),
        "passages": compared.manifest.passage_count,
        "same": dict(compared.same),
        "worst_cosine": compared.worst,
        "seconds": {name: spread(own) for name, own in compared.seconds.items()},
    }
    typer.echo(f"of {len(questions)} questions, the same: {dict(compared.same)}")
    typer.echo(write_record(results, "same_search", 1, figures))


def _questions() -> list[str]:
    lines = map(json.loads, QUESTIONS.read_text("utf-8").splitlines())
    return [*(line["question"] for line in lines if line["corpus"] == "cmp"), *QUOTING]


if __name__ == "__main__":
    typer.run(main)
