"""What a search finds of the nearest vectors: of real sentences, and of made-up vectors like them.

    python -m benchmarks.nearest [--sentences 100000]

1. Real sentences are those of the documentation in the Python packages of this environment, of 40
   to 140 characters, each once; a question is a run of eight words of one. The default model
   encodes them, which takes some minutes; FOLDER keeps the vectors for the next run.
2. Made-up vectors and questions are those of `crowd`. How near neighbours are is given for both.
3. An exact search compares every vector in 32 bits with each question. It is compared with all
   vectors in 8 bits; lists of near vectors in 8 bits (Jégou et al. 2011, section IV); a graph of
   near vectors in 8 bits, which a search walks (Malkov and Yashunin 2018); and both codes of the
   index; each asked for 120 candidates in one thread. The time to build each is given, too.
"""

import ast
import random
import re
import sysconfig
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import faiss
import numpy as np
import typer

from benchmarks.crowd import DIMENSION, Crowd
from benchmarks.figures import MethodRecall, Nearest, Neighbours
from benchmarks.options import FOLDER, RESULTS, Folder, Results
from benchmarks.oracle import Oracle, Recall
from benchmarks.record import spread, write_record
from cmp_search.encoders import Encoder, Vectors, open_encoder
from cmp_search.index.embedded.quantized import (
    COARSE,
    FINE,
    SAMPLE,
    Precision,
    long_codes,
    one_thread,
    search_codes,
    short_codes,
)
from cmp_search.index.queries import Numbers as Ids
from cmp_search.search.ranking import NEAR_PASSAGES

QUESTIONS = 600
WORDS = 8
READ = 128
"""How many lists are read, of twice the square root of the vectors."""
LINKS, CONSIDERED = 16, 200
"""Links of each vector in the graph, chosen among so many near ones."""
HELD = 1_000
"""How many of the nearest a walk keeps."""
FAISS: Any = faiss
CODES, METRIC = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
Search = Callable[[Vectors], Ids]


@dataclass(frozen=True, slots=True)
class Population:
    """Vectors [n, d], and questions [m, d] with the nearest of each."""

    vectors: Vectors
    questions: Vectors
    oracle: Oracle


def main(
    folder: Folder = FOLDER,
    results: Results = RESULTS,
    sentences: Annotated[int, typer.Option(min=2_000)] = 100_000,
) -> None:
    """Measure, and write the results."""
    kept = folder / f"nearest-{sentences}.npz"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        vectors, questions = real(sentences, open_encoder())
        np.savez(kept, vectors=vectors, questions=questions)
    with np.load(kept) as held:
        populations = [population(held["vectors"], held["questions"])]
    populations.append(population(*made_up(sentences)))
    both = [list(found(one)) for one in populations]
    figures = Nearest(
        sentences=sentences,
        questions=QUESTIONS,
        real=neighbours(populations[0]),
        made_up=neighbours(populations[1]),
        found=tuple(
            MethodRecall(
                name, made, ms, ours.candidates, ours.first, theirs.candidates, theirs.first
            )
            for (name, made, ms, ours), (*_, theirs) in zip(*both, strict=True)
        ),
    )
    write_record(results, "nearest", 1, figures)
    for one in figures.found:
        print(f"{one.name}: real {one.real_first:.3f}, made-up {one.made_up_first:.3f}")


def real(count: int, encoder: Encoder) -> tuple[Vectors, Vectors]:
    """Vectors of real sentences, and of questions made of some of them (step 1)."""
    known = sorted(set(_sentences(Path(sysconfig.get_path("purelib")), 2 * count)))
    random.Random(1).shuffle(known)
    if len(known) < count:
        raise SystemExit(f"the installed packages have only {len(known)} sentences")
    asked = [" ".join(one.split()[1 : 1 + WORDS]) for one in known[:QUESTIONS]]
    return encoder.encode_passages(known[:count]), encoder.encode_questions(asked)


def _sentences(packages: Path, enough: int) -> Iterator[str]:
    """Sentences of documentation, package by package in a fixed order, until there are enough."""
    files = sorted(packages.rglob("*.py"))
    random.Random(1).shuffle(files)
    given = 0
    for file in files:
        for text in _documentation(file):
            for sentence in re.split(r"(?<=[.?!])\s+", " ".join(text.split())):
                if 40 <= len(sentence) <= 140 and sentence[0].isupper():
                    given += 1
                    yield sentence
        if given >= enough:
            return


def _documentation(file: Path) -> Iterator[str]:
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(file.read_text("utf-8"))
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""


def made_up(count: int) -> tuple[Vectors, Vectors]:
    """So many made-up vectors, and questions (step 2)."""
    crowd, drawn = Crowd(count), np.random.default_rng(count)
    vectors = crowd.vectors(0, count)
    aimed_at = drawn.integers(count, size=QUESTIONS)
    return vectors, np.stack([crowd.near(vectors[row], drawn) for row in aimed_at])


def population(vectors: Vectors, questions: Vectors) -> Population:
    """Vectors and questions, with the nearest vectors of each question."""
    oracle = Oracle(questions)
    oracle.add(range(len(vectors)), vectors)
    return Population(vectors, questions, oracle)


def neighbours(one: Population) -> Neighbours:
    """How near vectors lie to each other, and to questions."""
    some = one.vectors[:: max(1, len(one.vectors) // QUESTIONS)]
    pairs = some @ some[::-1].T
    return Neighbours(
        pairs=float(pairs.mean()),
        vectors=_ranked(some, one.vectors, (1, 9, 99, 999)),
        questions=_ranked(one.questions, one.vectors, (0, 9, 99, 999)),
    )


def _ranked(asked: Vectors, vectors: Vectors, places: Sequence[int]) -> tuple[float, ...]:
    """The mean cosine at some ranks."""
    ordered = -np.sort(-(asked @ vectors.T), axis=1)
    return tuple(float(ordered[:, place].mean()) for place in places)


def found(one: Population) -> Iterator[tuple[str, float, float, Recall]]:
    """What each way finds (step 3): its name, seconds to make it, ms of a question, its recall."""
    for name, make in METHODS.items():
        start = time.perf_counter()
        search_for = make(one.vectors)
        made = time.perf_counter() - start
        taken, answers = [], []
        for question in one.questions:
            start = time.perf_counter()
            with one_thread():
                answers.append(search_for(question).tolist())
            taken.append(1e3 * (time.perf_counter() - start))
        yield name, made, spread(taken).median, one.oracle.recall_of(answers)


def _compared(vectors: Vectors) -> Search:
    return _in_faiss(FAISS.IndexScalarQuantizer(DIMENSION, CODES, METRIC), vectors)


def _listed(vectors: Vectors) -> Search:
    lists = FAISS.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(DIMENSION), DIMENSION, int(2 * len(vectors) ** 0.5), CODES, METRIC
    )
    lists.nprobe = READ
    return _in_faiss(lists, vectors)


def _linked(vectors: Vectors) -> Search:
    graph = FAISS.IndexHNSWSQ(DIMENSION, CODES, LINKS, METRIC)
    graph.hnsw.efConstruction, graph.hnsw.efSearch = CONSIDERED, HELD
    return _in_faiss(graph, vectors)


def _coded(vectors: Vectors, precision: Precision) -> Search:
    sample = vectors[:SAMPLE]
    short, long = short_codes(sample, precision), long_codes(sample, precision)
    short.add(vectors)
    long.add_with_ids(vectors, np.arange(len(vectors)))
    return lambda question: search_codes(short, long, question, NEAR_PASSAGES, None)


def _in_faiss(index: Any, vectors: Vectors) -> Search:
    index.train(vectors)
    index.add(vectors)

    def searched(question: Vectors) -> Ids:
        near: Ids = index.search(question[np.newaxis], NEAR_PASSAGES)[1][0]
        return near

    return searched


METHODS: dict[str, Callable[[Vectors], Search]] = {
    "all compared in 8 bits": _compared,
    f"{READ} lists of near vectors": _listed,
    f"a graph, {HELD:,} held": _linked,
    "coarse codes": partial(_coded, precision=COARSE),
    "fine codes, as here": partial(_coded, precision=FINE),
}


if __name__ == "__main__":
    typer.run(main)
