"""A query node is killed while questions are asked, and started again: what do they get?

    python -m benchmarks.milvus.node_killed [--corpus corpus] [--server .milvus]

1. A cluster on this machine (see `cluster`) gets an index of the corpus, on two query nodes. What
   is put in is written out every `SEGMENT` rows, so that each collection has several segments.
2. Four threads ask it, one question after the other. After `CALM` seconds a node is killed with -9;
   after `AWAY` more it is started again; after `BACK` more they stop.
3. Each answer is compared with the one from before: the same candidates, the same best sentences,
   and the same passages of some words, which are looked up anew each time.
What is not shown: several machines, a real Kafka, an object store over the network.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any
from unittest.mock import patch

import typer

from benchmarks.milvus.cluster import QUERY_NODES, Cluster
from benchmarks.options import CORPUS, RESULTS, Corpus, Results
from benchmarks.record import ROOT, spread, write_record
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import CmpSearchError
from cmp_search.index.base import Index
from cmp_search.index.build import build_index
from cmp_search.index.filters import Filters
from cmp_search.index.milvus import engine, writer
from cmp_search.index.milvus.catalogue import Catalogue
from cmp_search.index.milvus.connection import BUILDING, Connection, connect
from cmp_search.index.milvus.generation import Generation
from cmp_search.index.milvus.words import Words
from cmp_search.index.queries import CandidateQuery, Candidates

CALM, AWAY, BACK = 5.0, 20.0, 45.0
THREADS = 4
SEGMENT = 100
ENCODER = FakeEncoder()
WORDS = ("access", "budget", "council", "exceptions", "forest", "medicines", "port", "workers")
QUESTIONS = ("access to medicines", "port authority", "exceptions and limitations", "the budget")


Found = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Answer:
    """When a question was asked, how long it took, and its outcome: whole, partial, or a code."""

    at: float
    seconds: float
    outcome: str


def main(
    corpus: Corpus = CORPUS,
    server: Annotated[Path, typer.Option(help="Made by `make milvus`.")] = ROOT / ".milvus",
    results: Results = RESULTS,
) -> None:
    """Measure, and write the figures."""
    with TemporaryDirectory() as folder:
        cluster = Cluster(Path(folder), server.resolve())
        try:
            address = f"milvus://127.0.0.1:{cluster.port}/killed"
            with _written_out_often():
                build_index(corpus, address, ENCODER, "fake")
            index = engine.open(address, searchable=True)
            if index.caveats():
                raise typer.BadParameter("the index is not on two nodes")
            segments = _segments(connect(address))
            answers = _asked_while_killed(cluster, index)
        finally:
            cluster.stop()
    outcomes = Counter(answer.outcome for answer in answers)
    seconds = [answer.seconds for answer in answers]
    figures = {
        "segments": segments,
        "asked": len(answers),
        "outcomes": dict(outcomes),
        "seconds": spread(seconds),
        "slowest": max(seconds),
        "not_whole_at": [round(one.at, 1) for one in answers if one.outcome != "whole"],
    }
    typer.echo(f"{len(answers)} asked: {dict(outcomes)}; the slowest took {max(seconds):.1f} s")
    typer.echo(write_record(results, "node_killed", 1, figures))


@contextmanager
def _written_out_often() -> Iterator[None]:
    """Meanwhile, every `SEGMENT` rows make a segment."""
    insert = Connection.insert

    def written_out(self: Connection, collection: str, rows: Iterable[dict[str, Any]]) -> None:
        insert(self, collection, rows)
        self.ask("flush", collection, seconds=BUILDING)

    with patch.object(Connection, "insert", written_out), patch.object(writer, "ROWS", SEGMENT):
        yield


def _segments(connection: Connection) -> dict[str, int]:
    """How many segments of each collection the nodes have; its last letter is its name."""
    return {
        collection[-1]: len({one.segment_id for one in loaded})
        for collection in Catalogue(connection).collections()
        if (loaded := connection.ask("list_loaded_segments", collection))
    }


def _asked_while_killed(cluster: Cluster, index: Generation) -> list[Answer]:
    """Steps 2 and 3."""
    known = _passages_with(index)
    expected = [index.candidates(_query(question)) for question in QUESTIONS]
    answers: list[Answer] = []
    begun, ended = time.monotonic(), threading.Event()

    def ask(number: int) -> None:
        while not ended.is_set():
            number = (number + 1) % len(QUESTIONS)
            at = time.monotonic()
            outcome = _outcome(index, QUESTIONS[number], expected[number])
            if outcome == "whole":
                outcome = _words_outcome(lambda: _passages_with(index), known)
            answers.append(Answer(at - begun, time.monotonic() - at, outcome))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    time.sleep(CALM)
    cluster.kill(QUERY_NODES[0])
    time.sleep(AWAY)
    cluster.start(QUERY_NODES[0])
    time.sleep(BACK)
    ended.set()
    for thread in threads:
        thread.join()
    return answers


def _outcome(index: Index, question: str, expected: Candidates) -> str:
    try:
        found = index.candidates(_query(question))
    except CmpSearchError as error:
        return error.code
    is_same = (found.passages.tolist(), found.best_sentences.tolist()) == (
        expected.passages.tolist(),
        expected.best_sentences.tolist(),
    )
    return "whole" if is_same else "partial"


def _words_outcome(ask: Callable[[], Found], known: Found) -> str:
    try:
        return "whole" if ask() == known else "partial words"
    except CmpSearchError as error:
        return error.code


def _passages_with(index: Generation) -> Found:
    """The passages with each of `WORDS`, of which nothing is kept."""
    return {word: own.tolist() for word, own in Words(index.reader).postings(WORDS).items()}


def _query(question: str) -> CandidateQuery:
    (vector,) = ENCODER.encode_questions([question])
    return CandidateQuery(vector, Filters(), (), (), 120, 240, 60, 1_000)


if __name__ == "__main__":
    typer.run(main)
