r"""How a question's time grows with the index: made-up generations from 500 to a million passages.

    python -m benchmarks.scale FOLDER [--sizes 500,20000,200000] [--questions 200] [--encoder]

1. Words are made of syllables by a seeded program; their frequencies follow Zipf's law. Documents
   have 100 passages of three or four sentences, in three languages and thirty years.
2. Vectors are made up as well, but as crowded as those of multilingual-e5-small: a common
   direction, topics, documents and a rest with few strong directions; cosines of .65 to .9.
3. A generation is written by the index's own classes, once; FOLDER keeps it for the next run.
4. Questions are asked warm, in turn over what a question may hold: words of a passage, a name, a
   slip of spelling, a quoted phrase; every fifth under a filter. The encoder gives a vector near
   that passage and takes no time; with --encoder the default model encodes the words first, so that
   its time is in, and its vector is not used.
5. Told are percentiles of the time that passed, and of the processor's time, which is what the same
   question takes where nothing else runs; how many of the ten nearest sentences and passages the
   approximate search finds (as candidates, and as the first ten), held against all stored vectors;
   the memory of the process that only asks, and the size on disk.
"""

import json
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from cmp_search.catalogue import Entry
from cmp_search.document import Block, BlockKind, Document, HeadingOrigin, Span
from cmp_search.encoders import EncoderIdentity, Vectors, open_encoder
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.folder import current, locked, publish
from cmp_search.index.generation import Generation, open_generation
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
    write_manifest,
)
from cmp_search.index.recipe import recipe
from cmp_search.index.texts import Filters
from cmp_search.index.vectors import EXACT_UP_TO, VectorIndex
from cmp_search.index.writer import TextsWriter
from cmp_search.passage import Passage, PassageSettings, passage_key
from cmp_search.search.ranking import NEAR_PASSAGES, NEAR_SENTENCES
from cmp_search.search.searcher import Searcher

DIMENSION = 384
PER_DOCUMENT = 100
PER_PASSAGE = 3.5
WORDS = 200_000
LANGUAGES = ("en", "fr", "es")
RESULTS = Path(__file__).parent / "results"
RECALLED = 50
SYLLABLES = [c + v + e for c in "bcdfglmnprstv" for v in "aeiou" for e in ("", "n", "r", "s")]
IDENTITY = EncoderIdentity("synthetic", "1", "seeded", DIMENSION, 512, "", "")


class Synthetic(FakeEncoder):
    """Gives the vector that was laid ready; with a model, after that has encoded the question."""

    identity = IDENTITY
    ready: Vectors

    def __init__(self, model: bool) -> None:
        """Encode with the default model first, where its time is to be measured."""
        self._model = open_encoder() if model else None

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """The vector that was laid ready."""
        if self._model:
            self._model.encode_questions(texts)
        return self.ready[np.newaxis]


class Maker:
    """Vectors of topics, documents and a rest (step 2), and words (step 1)."""

    def __init__(self, count: int) -> None:
        """Prepare for so many passages."""
        self.random = np.random.default_rng(count)
        self._spread = (1 + np.arange(DIMENSION)) ** -0.4
        self._spread /= np.linalg.norm(self._spread)
        self._common = _unit(self.random.normal(size=(1, DIMENSION)))[0]
        self._topics = self.rest(max(50, count // 2_000))
        lengths = self.random.choice([1, 2, 3, 4], size=WORDS, p=[0.03, 0.37, 0.4, 0.2])
        places = self.random.integers(len(SYLLABLES), size=(WORDS, 4))
        self.words = np.array(
            ["".join(SYLLABLES[p] for p in row[:n]) for row, n in zip(places, lengths, strict=True)]
        )
        shares = 1 / (2.7 + np.arange(WORDS))
        self._sums = np.cumsum(shares / shares.sum())

    def rest(self, count: int) -> Vectors:
        """Directions of which some are stronger than others."""
        return np.asarray(self.random.normal(size=(count, DIMENSION)) * self._spread, np.float32)

    def document(self, count: int) -> Vectors:
        """Vectors of one document's passages or sentences, [n, d]."""
        topic = self._topics[self.random.integers(len(self._topics))]
        near = np.sqrt(0.77) * self._common + np.sqrt(0.08) * topic
        near = near + np.sqrt(0.06) * self.rest(1)[0]
        return _unit(near + np.sqrt(0.09) * self.rest(count))

    def near(self, vector: Vectors) -> Vectors:
        """A question's vector: its cosine with the nearest is about .9."""
        found: Vectors = _unit(vector[np.newaxis] + np.sqrt(0.12) * self.rest(1))[0]
        return found

    def sentence(self) -> str:
        """Eight to twenty words, some of them names."""
        drawn = np.searchsorted(self._sums, self.random.random(self.random.integers(8, 21)))
        held = [str(self.words[min(n, WORDS - 1)]) for n in drawn]
        return " ".join([held[0].capitalize(), *held[1:]]) + "."


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one size; times in milliseconds, the rest as its name says."""

    passages: int
    sentences: int
    questions: int
    p50: float
    p95: float
    p99: float
    slowest: float
    cpu_p50: float
    cpu_p99: float
    p50_filtered: float
    passage_kind: str
    sentence_kind: str
    recall_candidates: float
    recall_at_10: float
    resident_mb: int
    disk_mb: int
    open_s: float


def main(
    folder: Annotated[Path, typer.Argument(file_okay=False)],
    sizes: str = "500,20000,200000",
    questions: Annotated[int, typer.Option(min=20)] = 200,
    encoder: Annotated[bool, typer.Option(help="Let the default model's time count.")] = False,
    one: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Build what is missing, ask, and write the results."""
    found = []
    for count in map(int, sizes.split(",")):
        place = folder / str(count)
        if one:
            print(json.dumps(asdict(ask(place, count, questions, encoder))))
            return
        if not (place / "CURRENT").exists():
            start = time.perf_counter()
            build(place, count)
            print(f"{count:,} passages built in {time.perf_counter() - start:.0f} s")
        # A process of its own: the memory is that of asking alone.
        options = ["--sizes", str(count), "--questions", str(questions), "--one"]
        command = [sys.executable, "-m", "benchmarks.scale", str(folder), *options]
        said = subprocess.run(
            [*command, *(["--encoder"] if encoder else [])], capture_output=True, check=True
        )
        found.append(json.loads(said.stdout))
        print(json.dumps(found[-1], indent=1))
    RESULTS.mkdir(exist_ok=True)
    run = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{_processor()}, {platform.system()}, Python {platform.python_version()}",
        "encoder_counts": encoder,
        "sizes": found,
    }
    name = "scale-encoder.json" if encoder else "scale.json"
    (RESULTS / name).write_text(json.dumps(run, indent=1) + "\n", "utf-8")


def build(place: Path, count: int) -> None:
    """Write a generation (step 3)."""
    maker = Maker(count)
    with locked(place) as work:
        texts = TextsWriter.open(work / TEXTS)
        passages = _empty(maker, count)
        sentences = _empty(maker, int(count * PER_PASSAGE))
        documents = -(-count // PER_DOCUMENT)
        for n in range(documents):
            document, cut = _document(maker, n, min(PER_DOCUMENT, count - n * PER_DOCUMENT))
            stored = texts.add(document, document.entry, cut)
            numbers = [one.number for _, held in stored for one in held]
            made = maker.document(len(stored) + len(numbers))
            passages.add([number for number, _ in stored], made[: len(stored)])
            sentences.add(numbers, made[len(stored) :])
        texts.commit()
        texts.close()
        passages.save(work / PASSAGE_VECTORS)
        sentences.save(work / SENTENCE_VECTORS)
        everyday = VectorIndex.empty(DIMENSION)
        everyday.add(range(100), maker.document(100))
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
            files=file_sums(work),
        )
        write_manifest(work, manifest)
        publish(place, work, manifest.generation)


def _empty(maker: Maker, count: int) -> VectorIndex:
    """Lists from the start where there will be many, so that not all stand in memory as floats."""
    if count <= EXACT_UP_TO:
        return VectorIndex.empty(DIMENSION)
    lists = lists_for(count)
    sample = [maker.document(20) for _ in range(lists * SAMPLE // 20)]
    return VectorIndex.of_lists(np.concatenate(sample), lists)


def _document(maker: Maker, n: int, count: int) -> tuple[Document, list[Passage]]:
    """A document with its passages: each one paragraph, ten under a heading."""
    id, parts, blocks, cut, at = f"text-{n:06d}", [], [], [], 0
    section: tuple[str, ...] = ()
    for i in range(count):
        if i % 10 == 0:
            heading = f"{i // 10 + 1}. {maker.sentence()[:-1]}"
            section = (heading,)
            parts.append(heading)
            blocks.append(Block(BlockKind.HEADING, at, at + len(heading), 1))
            at += len(heading) + 2
        held = [maker.sentence() for _ in range(int(maker.random.integers(3, 5)))]
        text, spans, start = " ".join(held), [], at
        for sentence in held:
            spans.append(Span(start, start + len(sentence)))
            start += len(sentence) + 1
        key = f"{id}:{passage_key(section, text)}"
        end = at + len(text)
        cut.append(Passage(key, id, section, i % 10 + 1, at, end, text, tuple(spans)))
        blocks.append(Block(BlockKind.PARAGRAPH, at, end))
        parts.append(text)
        at = end + 2
    entry = Entry(
        id=id, title=f"Text {n}", language=LANGUAGES[n % 3], date=date(1990 + n % 30, 1, 1)
    )
    text = "\n\n".join(parts)
    return Document(entry, id, text, tuple(blocks), (), HeadingOrigin.MARKUP), cut


def ask(place: Path, count: int, questions: int, model: bool) -> Measured:
    """Ask warm, then compare with exact search (steps 4 and 5)."""
    start = time.perf_counter()
    generation = open_generation(place)
    opened = time.perf_counter() - start
    encoder = Synthetic(model)
    searcher = Searcher(generation, encoder)
    maker = Maker(count)
    asked = list(_questions(maker, generation, questions + questions // 10))
    times: list[float] = []
    cpu: list[float] = []
    for text, vector, filters in asked:
        encoder.ready = vector
        start, spent = time.perf_counter(), time.process_time()
        searcher.ask(text, filters)
        cpu.append(1_000 * (time.process_time() - spent))
        times.append(1_000 * (time.perf_counter() - start))
    # The first tenth warms up.
    times, cpu, kept = times[-questions:], cpu[-questions:], asked[-questions:]
    memory = _resident()
    filtered = [took for took, (*_, filters) in zip(times, kept, strict=True) if filters]
    p50, p95, p99 = np.percentile(times, [50, 95, 99])
    vectors = [vector for _, vector, _ in kept[:RECALLED]]
    recalls = [
        _recall(index, vectors, depth)
        for index, depth in (
            (generation.passages, NEAR_PASSAGES),
            (generation.sentences, NEAR_SENTENCES),
        )
    ]
    return Measured(
        passages=len(generation.passages),
        sentences=len(generation.sentences),
        questions=len(times),
        p50=round(float(p50), 1),
        p95=round(float(p95), 1),
        p99=round(float(p99), 1),
        slowest=round(max(times), 1),
        cpu_p50=round(float(np.median(cpu)), 1),
        cpu_p99=round(float(np.percentile(cpu, 99)), 1),
        p50_filtered=round(float(np.median(filtered)), 1),
        passage_kind=_told(generation.passages),
        sentence_kind=_told(generation.sentences),
        recall_candidates=round(min(found for found, _ in recalls), 4),
        recall_at_10=round(min(found for _, found in recalls), 4),
        resident_mb=memory,
        disk_mb=sum(path.stat().st_size for path in current(place).iterdir()) // 2**20,
        open_s=round(opened, 2),
    )


def _questions(
    maker: Maker, generation: Generation, count: int
) -> Iterator[tuple[str, Vectors, Filters]]:
    """Questions to passages drawn at random (step 4)."""
    texts = generation.texts
    for n in range(count):
        number = int(maker.random.integers(1, len(generation.passages) + 1))
        passage = texts.passages([number])[number]
        words = passage.text.replace(".", "").split()
        some = [str(word) for word in maker.random.choice(words, size=6, replace=False)]
        if n % 4 == 1:
            some[2] = some[2].capitalize()
        elif n % 4 == 2:
            longest = max(some, key=len)
            some.append(longest[:2] + longest[3:] + "x")
        elif n % 4 == 3:
            some.append(f"“{words[3]} {words[4]}”")
        filters = Filters()
        if n % 5 == 4:
            language, year = LANGUAGES[n % 3], 1990 + n % 30
            filters = Filters(languages=(language,)) if n % 2 else Filters(years=(year,))
            if count and len(generation.shelf.languages) < 30:
                filters = Filters(documents=(passage.document,))
        vector = maker.near(generation.passages.vectors([number])[0])
        yield " ".join(["What", "of", *some]) + "?", vector, filters


def _recall(index: VectorIndex, asked: list[Vectors], depth: int) -> tuple[float, float]:
    """Of the ten nearest, how many are among the candidates, and among the first ten.

    The vectors are the stored ones; exact is to compare all of them with each question.
    """
    ids = index.ids()
    matrix = np.stack(asked)
    best: list[list[tuple[float, int]]] = [[] for _ in asked]
    for start in range(0, len(ids), EXACT_UP_TO):
        chunk = ids[start : start + EXACT_UP_TO]
        cosines = matrix @ index.vectors(chunk).T
        for held, row in zip(best, cosines, strict=True):
            top = np.argpartition(-row, 9)[:10]
            held[:] = sorted([*held, *((-float(row[i]), int(chunk[i])) for i in top)])[:10]
    among, first = [], []
    for vector, held in zip(asked, best, strict=True):
        exact = {number for _, number in held}
        found = index.search(vector, depth).tolist()
        among.append(len(exact.intersection(found)) / 10)
        first.append(len(exact.intersection(found[:10])) / 10)
    return float(np.mean(among)), float(np.mean(first))


def _unit(vectors: NDArray[Any]) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / lengths, dtype=np.float32)


def _told(index: VectorIndex) -> str:
    kind = index.kind
    return kind.kind + (f" {kind.probed}/{kind.lists}" if kind.lists else "")


def _resident() -> int:
    """The memory of this process that is resident now, mapped files included, in MB (Linux)."""
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} × {names[0]}" if names else platform.processor()


if __name__ == "__main__":
    typer.run(main)
