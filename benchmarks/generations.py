"""Made-up generations of any size, written by the index's own classes and kept for the next run."""

import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from benchmarks.crowd import DIMENSION, Crowd
from benchmarks.oracle import Oracle
from benchmarks.record import ROOT
from benchmarks.synthetic import IDENTITY, Maker
from cmp_search.documents.passage import PassageSettings
from cmp_search.documents.source import file_hash
from cmp_search.encoders import Vectors
from cmp_search.errors import GenerationError
from cmp_search.index.deriving import derived_of
from cmp_search.index.embedded import engine
from cmp_search.index.embedded.files import (
    OFF_TOPIC_VECTORS,
    PASSAGE_VECTORS,
    SCHEMA,
    SENTENCE_VECTORS,
    TEXTS,
    StoredManifest,
    file_sums,
    read_manifest,
    write_manifest,
)
from cmp_search.index.embedded.folder import current, locked, publish
from cmp_search.index.embedded.quantized import SAMPLE
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedded.vectors import EXACT_UP_TO, VectorIndex, bits_for
from cmp_search.index.embedded.writer import TextsWriter
from cmp_search.index.embedding import document_inputs, input_key
from cmp_search.index.manifest import VectorKind, now
from cmp_search.index.versions import library_versions, stage_versions, versions_key

HERE = Path(__file__).parent
INDEX = ROOT / "cmp_search" / "index" / "embedded"
PER_DOCUMENT = 100
PER_PASSAGE = 3.5
RECALLED = 300
"""Questions whose nearest vectors are recorded."""
AT_ONCE = 50
"""Documents whose vectors are added at once; FAISS prepares each time for all it has."""
Numbers = list[tuple[list[int], list[int]]]


def is_kept(place: Path) -> bool:
    """Whether there is a complete generation that this version wrote and can open."""
    if not all(path.is_file() for path in oracle_paths(place)):
        return False
    try:
        if read_manifest(current(place)).fingerprint != vectors_key():
            return False
        engine.open(str(place)).close()
    except GenerationError:
        return False
    return True


def texts_key() -> str:
    """A hash of what decides how texts are written."""
    deciding = [HERE / "synthetic.py", *(INDEX / name for name in ("tables.py", "writer.py"))]
    return _hash(versions_key(stage_versions(), library_versions()), deciding)


def vectors_key() -> str:
    """A hash of what decides how a generation is written."""
    deciding = [HERE / "crowd.py", Path(__file__), INDEX / "quantized.py", INDEX / "vectors.py"]
    return _hash(texts_key(), deciding)


def _hash(start: str, modules: Sequence[Path]) -> str:
    return sha256("".join([start, *map(file_hash, modules)]).encode()).hexdigest()[:12]


def oracle_paths(place: Path) -> tuple[Path, Path]:
    """The files with the nearest passages and sentences of some questions."""
    names = (f"{place.name}-passages.npz", f"{place.name}-sentences.npz")
    return place.parent / names[0], place.parent / names[1]


def write_generation(place: Path, count: int) -> None:
    """Write a generation with `count` passages, replacing whatever is there."""
    shutil.rmtree(place, ignore_errors=True)
    texts = _texts(place, count)
    numbers = numbers_in(texts)
    with locked(place) as work:
        (work / TEXTS).hardlink_to(texts)
        kinds = _write_vectors(work, count, numbers, oracle_paths(place))
        manifest = StoredManifest(
            schema=SCHEMA,
            generation="g000001",
            created=now(),
            model="synthetic",
            encoder=IDENTITY,
            passages=PassageSettings(),
            versions=stage_versions(),
            libraries=library_versions(),
            documents=len(numbers),
            passage_count=sum(len(passages) for passages, _ in numbers),
            sentence_count=sum(len(sentences) for _, sentences in numbers),
            passage_vectors=kinds[0],
            sentence_vectors=kinds[1],
            fingerprint=vectors_key(),
            failed=(),
            files=file_sums(work),
        )
        write_manifest(work, manifest)
        publish(place, work, manifest.generation)


def _texts(place: Path, count: int) -> Path:
    """The file with the texts; it is kept, since texts change less often than vectors."""
    kept = place.parent / f"{place.name}-{texts_key()}.sqlite"
    if not kept.exists():
        unfinished = kept.with_suffix(".part")
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        maker, texts = Maker(count), TextsWriter.open(unfinished)
        for n in range(-(-count // PER_DOCUMENT)):
            document, cut = maker.document(n, min(PER_DOCUMENT, count - n * PER_DOCUMENT))
            inputs = document_inputs(document, cut)
            passages, sentences = ([*map(input_key, kind)] for kind in inputs)
            derived = derived_of(document, cut)
            texts.add(document, document.entry, cut, passages, sentences, derived)
        texts.commit()
        texts.close()
        unfinished.rename(kept)
    return kept


def numbers_in(path: Path) -> Numbers:
    """The numbers of each document's passages and sentences."""
    with closing(Texts.load(path)) as texts:
        ranges = texts.rows(
            "SELECT first_passage, last_passage, first_sentence, last_sentence FROM documents "
            "ORDER BY first_passage"
        )
    return [
        (
            list(range(first_passage, last_passage + 1)),
            list(range(first_sentence, last_sentence + 1)),
        )
        for first_passage, last_passage, first_sentence, last_sentence in ranges
    ]


def _write_vectors(
    work: Path, count: int, numbers: Numbers, oracles: tuple[Path, Path]
) -> tuple[VectorKind, VectorKind]:
    """Write the vectors, and the nearest of some questions; returns the kinds of vectors."""
    crowd = Crowd(count)
    passages = _Vectors(_empty(crowd, len(numbers), count), Oracle(_questions(crowd, numbers, 0)))
    sentences = _Vectors(
        _empty(crowd, len(numbers), int(PER_PASSAGE * count)), Oracle(_questions(crowd, numbers, 1))
    )
    for start in range(0, len(numbers), AT_ONCE):
        held = numbers[start : start + AT_ONCE]
        made = [crowd.vectors(start + n, len(p) + len(s)) for n, (p, s) in enumerate(held)]
        passages.add([(p, v[: len(p)]) for (p, _), v in zip(held, made, strict=True)])
        sentences.add([(s, v[len(p) :]) for (p, s), v in zip(held, made, strict=True)])
    off_topic = VectorIndex.empty(DIMENSION)
    off_topic.add(range(100), crowd.vectors(len(numbers), 100))
    off_topic.save(work / OFF_TOPIC_VECTORS)
    return passages.save(work / PASSAGE_VECTORS, oracles[0]), sentences.save(
        work / SENTENCE_VECTORS, oracles[1]
    )


def _questions(crowd: Crowd, numbers: Numbers, part: int) -> Vectors:
    """Questions to the first passage, or the first sentence, of documents all over the index."""
    random, asked = np.random.default_rng([len(numbers), part]), []
    for n in np.linspace(0, len(numbers) - 1, RECALLED).astype(int).tolist():
        row = part * len(numbers[n][0])
        asked.append(crowd.near(crowd.vectors(n, sum(map(len, numbers[n])))[row], random))
    return np.stack(asked)


@dataclass(frozen=True, slots=True)
class _Vectors:
    """An index of vectors, and its oracle."""

    index: VectorIndex
    oracle: Oracle

    def add(self, parts: Sequence[tuple[list[int], Vectors]]) -> None:
        ids = [id for held, _ in parts for id in held]
        vectors = np.concatenate([made for _, made in parts])
        self.index.add(ids, vectors)
        self.oracle.add(ids, vectors)

    def save(self, path: Path, oracle: Path) -> VectorKind:
        self.index.save(path)
        self.oracle.save(oracle)
        return self.index.kind


def _empty(crowd: Crowd, documents: int, count: int) -> VectorIndex:
    """An empty index, with codes from the start if there will be many vectors.

    The codes are trained on vectors of a document after the last one.
    """
    if count <= EXACT_UP_TO:
        return VectorIndex.empty(DIMENSION)
    return VectorIndex.trained(crowd.vectors(documents + 1, SAMPLE), bits_for(count))
