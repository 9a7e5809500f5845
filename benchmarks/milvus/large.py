"""A large index on a Milvus server: how long a warm question takes, and what is found.

    python -m benchmarks.milvus.large [--passages 200000] [--questions 60] [--folder FOLDER]

1. A server is started with its data in the folder. Made-up texts and vectors (see `synthetic` and
   `crowd`) are put there by the engine's builder, once: the next run asks what is there.
2. Each question is asked through a searcher, as `ask` does, once with each of `shares`: of all
   documents, of those in French, and of 6 % and 0.6 % of them by their ids. The default model
   encodes its words, so that its time counts; the vector is then one near a passage.
3. The same vectors are compared in this process, in 32 bits and one thread. That says which ten are
   the nearest, and how fast the machine is just now: what candidates take is given as so many times
   that, too.
The server may use all processors; what else the machine did is in the record.
"""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from benchmarks.crowd import DIMENSION, Crowd
from benchmarks.generations import PER_DOCUMENT
from benchmarks.options import FOLDER, RESULTS, Folder, Results
from benchmarks.questions import Question, TimedEncoder, answered
from benchmarks.record import spread, write_record
from benchmarks.synthetic import IDENTITY, LANGUAGES, Maker, RandomEncoder
from cmp_search.documents.passage import PassageSettings
from cmp_search.encoders import Vectors, open_encoder
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.deriving import derived_of
from cmp_search.index.embedding import document_inputs, input_key
from cmp_search.index.filters import Filters
from cmp_search.index.milvus import engine
from cmp_search.index.milvus.asking import begin
from cmp_search.index.milvus.generation import Generation
from cmp_search.index.milvus.selections import Selections
from cmp_search.index.plan import Plan
from cmp_search.index.queries import CandidateQuery, Candidates, Numbers
from cmp_search.index.record import make_record
from cmp_search.search.ranking import NEAR_PASSAGES, NEAR_SENTENCES
from cmp_search.search.searcher import make_searcher
from tests.index.milvus.server import MilvusServer

FIRST = 10
WARMING = 5
PARTS = ("passages", "sentences")
Sets = dict[str, tuple[Filters, Numbers]]
"""Filters by name, each with the documents that pass, from 0."""


@dataclass
class Clocked:
    """An index whose candidates are timed."""

    index: Generation
    seconds: list[float] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.index, name)

    def candidates(self, query: CandidateQuery) -> Candidates:
        """The candidates of the index."""
        begun = time.perf_counter()
        found = self.index.candidates(query)
        self.seconds.append(time.perf_counter() - begun)
        return found


def main(
    folder: Folder = FOLDER,
    results: Results = RESULTS,
    passages: Annotated[int, typer.Option(min=1_000)] = 200_000,
    questions: Annotated[int, typer.Option(min=20, help="Each with four filters.")] = 60,
) -> None:
    """Build what is missing, ask, and write the results."""
    os.environ |= {"CMP_SEARCH_MILVUS_REPLICAS": "1", "CMP_SEARCH_MILVUS_TIMEOUT": "600"}
    place = folder / "milvus" / str(passages)
    (place / "server").mkdir(parents=True, exist_ok=True)
    server = MilvusServer(place / "server", pace={})
    try:
        address = f"milvus://127.0.0.1:{server.port}/large"
        if not (place / "built.json").is_file():
            build(place, address, passages, questions)
        index = engine.open(address)
        figures = measured(place, index, passages, questions)
    finally:
        server.stop()
    typer.echo(json.dumps(figures, indent=1, default=lambda one: one.median))
    typer.echo(write_record(results, f"milvus-{passages}", 1, figures))


def build(place: Path, address: str, count: int, questions: int) -> None:
    """Put made-up documents on the server, and keep their vectors (step 1)."""
    begun, maker, crowd = time.perf_counter(), Maker(count), Crowd(count)
    documents = -(-count // PER_DOCUMENT)
    aimed = {*np.linspace(0, documents - 1, questions).astype(int).tolist()}
    asked: list[tuple[int, str]] = []
    owners: tuple[list[int], list[int]] = ([], [])
    encoder = RandomEncoder()
    with (
        (place / "passages.f32").open("wb") as first,
        (place / "sentences.f32").open("wb") as second,
        engine.open_builder(address, encoder) as builder,
    ):
        builder.start(Plan())
        for n in range(documents):
            made = encoded(maker, crowd, n, min(PER_DOCUMENT, count - n * PER_DOCUMENT))
            if n in aimed:
                words = made.passages[0].text.replace(".", "").split()
                asked.append((len(owners[0]), " ".join(["What", "of", *words[:6]]) + "?"))
            for file, own, vectors in zip(
                (first, second), owners, (made.passage_vectors, made.sentence_vectors), strict=True
            ):
                file.write(vectors.tobytes())
                own += [n] * len(vectors)
            builder.replace(made)
        stored = time.perf_counter() - begun
        manifest = builder.publish(make_record(IDENTITY, "synthetic", PassageSettings(), {}, ()))
    for part, own in zip(PARTS, owners, strict=True):
        np.save(place / f"{part}-documents.npy", np.array(own, dtype=np.int32))
    facts = {
        "asked": asked,
        "stored": stored,
        "published": time.perf_counter() - begun - stored,
        "kinds": [manifest.passage_vectors.kind, manifest.sentence_vectors.kind],
    }
    (place / "built.json").write_text(json.dumps(facts), "utf-8")


def encoded(maker: Maker, crowd: Crowd, n: int, count: int) -> EncodedDocument:
    """The n-th document, with made-up vectors."""
    document, cut = maker.document(n, count)
    inputs = document_inputs(document, cut)
    keys = [[input_key(one) for one in kind] for kind in inputs]
    vectors = crowd.vectors(n, sum(map(len, keys)))
    own, others = vectors[: len(cut)], vectors[len(cut) :]
    derived = derived_of(document, cut)
    return EncodedDocument(document, document.entry, cut, keys[0], keys[1], own, others, derived)


def shares(documents: int) -> Sets:
    """Filters, with the documents that they let pass (step 2)."""
    every = np.arange(documents)
    found = {
        "none": (Filters(), every),
        "a third": (Filters(languages=("fr",)), every[LANGUAGES.index("fr") :: len(LANGUAGES)]),
    }
    for share in (0.06, 0.006):
        chosen = np.unique(
            np.linspace(0, documents - 1, max(1, round(share * documents)), dtype=int)
        )
        ids = tuple(f"text-{n:06d}" for n in chosen.tolist())
        found[f"{100 * share:g} %"] = (Filters(documents=ids), chosen)
    return found


def measured(place: Path, index: Generation, passages: int, questions: int) -> dict[str, Any]:
    """All figures (steps 2 and 3)."""
    facts = json.loads((place / "built.json").read_text("utf-8"))
    vectors, owners = {}, {}
    for part in PARTS:
        kept = np.fromfile(place / f"{part}.f32", dtype=np.float32)
        vectors[part] = kept.reshape(-1, DIMENSION)
        owners[part] = np.load(place / f"{part}-documents.npy")
    crowd, random = Crowd(passages), np.random.default_rng(passages)
    asked = [
        (text, crowd.near(vectors["passages"][row], random))
        for row, text in facts["asked"][:questions]
    ]
    sets = shares(-(-passages // PER_DOCUMENT))
    clocked = Clocked(index)
    encoder = TimedEncoder(open_encoder())
    searcher = make_searcher(clocked, encoder)
    figures: dict[str, Any] = {}
    for name, (filters, passing) in sets.items():
        for text, vector in asked[:WARMING]:
            answered(searcher, encoder, Question(text, vector, filters))
        clocked.seconds.clear()
        taken, encoding = [], []
        for text, vector in asked:
            begun = time.perf_counter()
            answered(searcher, encoder, Question(text, vector, filters))
            taken.append(1e3 * (time.perf_counter() - begun))
            encoding.append(1e3 * encoder.spent)
        found = {
            part: recall(index, part, filters, asked, vectors[part], np.isin(owners[part], passing))
            for part in PARTS
        }
        comparing = sum(found[part][1] for part in PARTS)
        figures[name] = {
            "question_ms": spread(taken),
            "encoder_ms": spread(encoding),
            "candidates_ms": spread([1e3 * one for one in clocked.seconds]),
            "times_comparing_all": float(np.median(clocked.seconds)) * 1e3 / comparing,
            "recall_at_10": {part: found[part][0] for part in PARTS},
        }
    return {
        "passages": passages,
        "sentences": len(vectors["sentences"]),
        "questions": len(asked),
        "kinds": facts["kinds"],
        "stored_s": facts["stored"],
        "published_s": facts["published"],
        "load": os.getloadavg()[0],
        "threads": os.environ.get("OMP_NUM_THREADS", "as many as processors"),
        "filters": figures,
    }


def recall(
    index: Generation,
    part: str,
    filters: Filters,
    asked: Sequence[tuple[str, Vectors]],
    vectors: Vectors,
    passing: Any,
) -> tuple[float, float]:
    """The mean share of the ten nearest that the server's first ten are, and what comparing took.

    The latter is the median of milliseconds; `passing` [n] says which vectors [n, d] pass.
    """
    names = {"passages": index.reader.names.passages, "sentences": index.reader.names.sentences}
    near = {"passages": NEAR_PASSAGES, "sentences": NEAR_SENTENCES}[part]
    condition = Selections(index.reader).of(filters).condition
    shares, taken = [], []
    for _, vector in asked:
        found = begin(index.reader, names[part], vector, near, condition).result()[:FIRST]
        begun = time.perf_counter()
        exact = nearest(vectors, vector, passing)
        taken.append(1e3 * (time.perf_counter() - begun))
        shares.append(len({hit.number for hit in found} & exact) / len(exact))
    return float(np.mean(shares)), float(np.median(taken))


def nearest(vectors: Vectors, vector: Vectors, passing: Any) -> set[int]:
    """The numbers, from 1, of the ten vectors [n, d] nearest to a vector [d] that pass."""
    cosines = np.where(passing, vectors @ vector, -np.inf)
    count = min(FIRST, int(passing.sum()))
    return {int(row) + 1 for row in np.argpartition(-cosines, count - 1)[:count]}


if __name__ == "__main__":
    typer.run(main)
