"""The engines of the default model on the same texts, in turn within one run.

    python -m benchmarks.engines [--corpus corpus] [--rounds 7] [--share 1]

1. The texts are those that an index of the corpus embeds: passages and sentences, with headings.
2. In each round every engine encodes all texts, so that other work on the machine affects all:
   sentence-transformers in float32, the reference; the project's own; ONNX Runtime, in an
   environment of its own (see `onnx_engine`), with and without 8 bits. All warm up before.
3. Agreement: the cosine of each text's vector with the reference's. It shows if an engine's vectors
   differ from the reference's.
4. One question at a time, the project's own engine and the reference in turn.
"""

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from benchmarks.environments import python_with
from benchmarks.figures import Engine, Engines
from benchmarks.options import CORPUS, FOLDER, RESULTS, Corpus, Folder, Results, Rounds
from benchmarks.record import ROOT, spread, write_record
from cmp_search.documents.passage import PassageSettings, passages
from cmp_search.documents.source import scan_corpus
from cmp_search.encoders import DEFAULT_MODEL, Encoder, Vectors, open_encoder
from cmp_search.encoders.e5.model_files import PASSAGE_PREFIX
from cmp_search.encoders.e5.weights import model_folder
from cmp_search.encoders.sentence_transformer import SentenceTransformerEncoder
from cmp_search.index.embedding import passage_inputs, sentence_inputs
from cmp_search.readers import read_document

QUESTION = "Who co-chairs the forestry working group for Mexico?"
PACKAGES = ("numpy", "onnx", "onnxruntime")
MOST_TOKENS = 512
QUESTIONS = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """An engine: its name, how to encode all texts (returning seconds), and the vectors."""

    name: str
    encode: Callable[[], float]
    vectors: Callable[[], Vectors]


class InProcess:
    """An encoder of this process."""

    def __init__(self, encoder: Encoder, texts: Sequence[str]) -> None:
        """Encode these texts with it."""
        self._encoder, self._texts = encoder, texts
        self.vectors: Vectors

    def encode(self) -> float:
        """Encode all texts; the seconds that it took."""
        start = time.perf_counter()
        self.vectors = self._encoder.encode_passages(self._texts)
        return time.perf_counter() - start


class OnnxRuntime:
    """The process of `onnx_engine`, controlled line by line."""

    def __init__(self, folder: Path, texts: Sequence[str]) -> None:
        """Make its environment if it is missing, and start it with these texts.

        Raises:
            subprocess.CalledProcessError: its packages cannot be installed.
        """
        python = python_with(folder / "environments" / "onnxruntime", PACKAGES)
        self._place = folder / "onnxruntime"
        self._place.mkdir(parents=True, exist_ok=True)
        tokens = json.dumps(tokens_of(texts))
        (self._place / "tokens.json").write_text(tokens, "utf-8")
        call = [str(python), "-m", "benchmarks.onnx_engine"]
        self._process = subprocess.Popen(
            [*call, str(model_folder()), str(self._place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def encode(self, kind: str) -> float:
        """Encode all texts; the seconds that it took.

        Raises:
            SystemExit: the process has ended; its messages are on standard error.
        """
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{kind}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("ONNX Runtime's process has ended")
        return float(line)

    def vectors(self, kind: str) -> Vectors:
        """The vectors of the texts, available once it is closed."""
        vectors: Vectors = np.load(self._place / f"{kind}.npy")
        return vectors

    def close(self) -> None:
        """End the process, after it has written all vectors."""
        self._process.communicate()


def main(
    corpus: Corpus = CORPUS,
    folder: Folder = FOLDER,
    results: Results = RESULTS,
    rounds: Rounds = 7,
    share: Annotated[int, typer.Option(min=1, help="Take every n-th text.")] = 1,
) -> None:
    """Measure and write the results."""
    fast, reference = open_encoder(), SentenceTransformerEncoder(DEFAULT_MODEL)
    texts = embedded(corpus, fast)[::share]
    own, slow, onnx = (
        InProcess(fast, texts),
        InProcess(reference, texts),
        OnnxRuntime(folder, texts),
    )
    candidates = [
        Candidate("sentence-transformers, float32", slow.encode, lambda: slow.vectors),
        Candidate(f"{fast.identity.engine}, as here", own.encode, lambda: own.vectors),
        *(
            Candidate(
                f"ONNX Runtime, {kind}", partial(onnx.encode, kind), partial(onnx.vectors, kind)
            )
            for kind in ("float32", "int8")
        ),
    ]
    for candidate in candidates:
        candidate.encode()
    taken = [[candidate.encode() for candidate in candidates] for _ in range(rounds)]
    onnx.close()
    asked = [[asking(encoder) for encoder in (fast, reference)] for _ in range(QUESTIONS)]
    figures = Engines(
        texts=len(texts),
        tokens=sum(fast.count_tokens(texts)),
        engines=tuple(
            engine(candidate, candidates[0], [row[i] for row in taken], [row[0] for row in taken])
            for i, candidate in enumerate(candidates)
        ),
        question_ms=spread([row[0] for row in asked]),
        reference_question_ms=spread([row[1] for row in asked]),
    )
    write_record(results, "engines", rounds, figures)
    for each in figures.engines:
        print(
            f"{each.name}: {each.seconds.median:.2f} s, {each.times_as_fast.median:.2f} times as "
            f"fast, cosine {each.mean_cosine:.6f}, least {each.least_cosine:.6f}"
        )


def engine(
    candidate: Candidate, reference: Candidate, seconds: list[float], baseline: list[float]
) -> Engine:
    """The figures of one engine."""
    cosines = (candidate.vectors() * reference.vectors()).sum(axis=1)
    return Engine(
        name=candidate.name,
        seconds=spread(seconds),
        times_as_fast=spread([b / a for a, b in zip(seconds, baseline, strict=True)]),
        mean_cosine=float(cosines.mean()),
        least_cosine=float(cosines.min()),
    )


def asking(encoder: Encoder) -> float:
    """Milliseconds of one question."""
    start = time.perf_counter()
    encoder.encode_questions([QUESTION])
    return 1e3 * (time.perf_counter() - start)


def embedded(corpus: Path, encoder: Encoder) -> list[str]:
    """Step 1."""
    texts: list[str] = []
    for source in scan_corpus(corpus):
        document = read_document(source)
        for passage in passages(document, encoder.count_tokens, PassageSettings()):
            inputs = list(passage_inputs(document.entry.title, passage))
            for sentence in passage.sentences:
                inputs += sentence_inputs(passage.section, document.slice(sentence))
            texts += [part.text for part in inputs]
    return texts


def tokens_of(texts: Sequence[str]) -> list[list[int]]:
    """The tokens of each text as a passage, with the marks of its beginning and end."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_TOKENS)
    encoded = tokenizer.encode_batch([PASSAGE_PREFIX + text for text in texts])
    return [list(encoding.ids) for encoding in encoded]


if __name__ == "__main__":
    typer.run(main)
