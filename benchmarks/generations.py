"""Made-up generations of any size, written by the index's own classes and kept for the next run."""

import shutil
from pathlib import Path

import numpy as np

from benchmarks.oracle import Oracle
from benchmarks.synthetic import DIMENSION, IDENTITY, Maker
from cmp_search.errors import GenerationError
from cmp_search.index.folder import current, locked, publish
from cmp_search.index.generation import open_generation
from cmp_search.index.lists import SAMPLE, lists_for
from cmp_search.index.manifest import (
    EVERYDAY_VECTORS,
    PASSAGE_VECTORS,
    SCHEMA,
    SENTENCE_VECTORS,
    TEXTS,
    Manifest,
    file_sums,
    now,
    read_manifest,
    write_manifest,
)
from cmp_search.index.recipe import recipe
from cmp_search.index.vectors import EXACT_UP_TO, VectorIndex
from cmp_search.index.writer import TextsWriter
from cmp_search.passage import PassageSettings

PER_DOCUMENT = 100
PER_PASSAGE = 3.5
RECALLED = 300
"""Questions whose nearest vectors are noted."""


def is_kept(place: Path) -> bool:
    """Whether a generation lies there that this version wrote whole and can open."""
    if not all(path.is_file() for path in oracle_paths(place)):
        return False
    try:
        if read_manifest(current(place)).recipe != recipe():
            return False
        open_generation(place).close()
    except GenerationError:
        return False
    return True


def oracle_paths(place: Path) -> tuple[Path, Path]:
    """Where the nearest passages and sentences of some questions are noted."""
    names = (f"{place.name}-passages.npz", f"{place.name}-sentences.npz")
    return place.parent / names[0], place.parent / names[1]


def write_generation(place: Path, count: int) -> None:
    """Write a generation of so many passages, in the place of whatever is there."""
    shutil.rmtree(place, ignore_errors=True)
    maker = Maker(count)
    with locked(place) as work:
        texts = TextsWriter.open(work / TEXTS)
        documents = -(-count // PER_DOCUMENT)
        passages = _empty(maker, documents, count)
        sentences = _empty(maker, documents, int(count * PER_PASSAGE))
        aimed_at = np.linspace(0, documents - 1, RECALLED).astype(int).tolist()
        questions = np.stack([maker.near(maker.vectors(n, 1)[0]) for n in aimed_at])
        oracles = Oracle(questions), Oracle(questions)
        for n in range(documents):
            document, cut = maker.document(n, min(PER_DOCUMENT, count - n * PER_DOCUMENT))
            stored = texts.add(document, document.entry, cut)
            numbers = [one.number for _, held in stored for one in held]
            made = maker.vectors(n, len(stored) + len(numbers))
            for index, oracle, ids, vectors in (
                (passages, oracles[0], [number for number, _ in stored], made[: len(stored)]),
                (sentences, oracles[1], numbers, made[len(stored) :]),
            ):
                index.add(ids, vectors)
                oracle.add(ids, vectors)
        texts.commit()
        texts.close()
        passages.save(work / PASSAGE_VECTORS)
        sentences.save(work / SENTENCE_VECTORS)
        everyday = VectorIndex.empty(DIMENSION)
        everyday.add(range(100), maker.vectors(documents, 100))
        everyday.save(work / EVERYDAY_VECTORS)
        manifest = Manifest(
            schema=SCHEMA,
            generation="g000001",
            created=now(),
            model="synthetic",
            encoder=IDENTITY,
            passages=PassageSettings(),
            recipe=recipe(),
            documents=documents,
            passage_count=len(passages),
            sentence_count=len(sentences),
            passage_vectors=passages.kind,
            sentence_vectors=sentences.kind,
            fingerprint="synthetic",
            failed=(),
            files=file_sums(work),
        )
        write_manifest(work, manifest)
        publish(place, work, manifest.generation)
    for oracle, path in zip(oracles, oracle_paths(place), strict=True):
        oracle.save(path)


def _empty(maker: Maker, documents: int, count: int) -> VectorIndex:
    """Lists from the start where there will be many, so that not all stand in memory as floats.

    They are made from vectors of documents after the last one.
    """
    if count <= EXACT_UP_TO:
        return VectorIndex.empty(DIMENSION)
    lists = lists_for(count)
    sample = [maker.vectors(documents + n, 20) for n in range(1, 1 + lists * SAMPLE // 20)]
    return VectorIndex.of_lists(np.concatenate(sample), lists)
