"""The default model in OpenVINO: the same vectors as sentence-transformers', several times as fast.

1. Texts become tokens (see `tokens`), at most as many as there are positions; the rest is cut off.
2. Batches are filled in the order of length, so that little is padded, up to a number of tokens;
   the words' vectors are looked up in the weights file, mapped for the time of that: a process that
   answers for days would else hold all of it, 384 MB.
3. A few texts take all cores, one batch after the other. Many take a batch a core at a time, which
   is faster. What is in work does not grow with the number of texts.
4. Where the processor computes in bfloat16, the graph does; else in float32. The name of the engine
   says which it was when the model was exported.
5. What OpenVINO makes of the graph for this processor is kept beside the export, so that a first
   question need not wait for it; OpenVINO makes it anew where processor or version differ.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders.base import EncoderIdentity, Vectors
from cmp_search.encoders.export import GRAPH, PRECISION, VERSION, has_bfloat16, read_shape
from cmp_search.encoders.model_files import PASSAGE_PREFIX, QUESTION_PREFIX
from cmp_search.encoders.tokens import Rows, Tokens
from cmp_search.encoders.weights import NAME, REVISION
from cmp_search.errors import EncoderError

if TYPE_CHECKING:
    from openvino import CompiledModel, Core

FEW = 4
BATCH_TOKENS = 1024
MOST_STREAMS = 8
"""Batches in work at once; each needs about 20 MB."""

WORDS = "embeddings.word_embeddings.weight"
PADDING = 1

Batch = list[int]


class FastEncoder:
    """The default model's vectors; graph and vocabulary are opened when they are first needed."""

    def __init__(self, model: Path, export: Path) -> None:
        """Name the model's folder and the one of its export.

        Raises:
            EncoderError: OpenVINO is not installed.
        """
        if find_spec("openvino") is None:
            raise EncoderError("openvino_missing")
        self._export = export
        self._shape = read_shape(model)
        self._weights = model / "model.safetensors"
        self._words = _tensor(self._weights, WORDS)
        self._compiling = Lock()
        self._compiled: dict[int, CompiledModel] = {}
        self._precision = (export / PRECISION).read_text("utf-8")

    @property
    def identity(self) -> EncoderIdentity:
        """The engine's name holds the precision, which is the processor's."""
        return EncoderIdentity(
            name=NAME,
            revision=f"{REVISION}-{VERSION}",
            engine=f"OpenVINO {self._precision}",
            dimension=self._shape.hidden,
            max_tokens=self._shape.positions,
            question_prefix=QUESTION_PREFIX,
            passage_prefix=PASSAGE_PREFIX,
        )

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of the model's vocabulary, special ones left out."""
        return [len(rows) - 2 for rows in self._tokens.rows(texts)]

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """One vector a question."""
        return self._encode(texts, QUESTION_PREFIX)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector a passage or sentence."""
        return self._encode(texts, PASSAGE_PREFIX)

    @cached_property
    def _core(self) -> "Core":
        try:
            return _core()
        except ImportError as error:
            raise EncoderError("openvino_broken", reason=error) from error

    @cached_property
    def _tokens(self) -> Tokens:
        return Tokens(self._export)

    def _encode(self, texts: Sequence[str], prefix: str) -> Vectors:
        """Steps 1 to 3; the batches come back in any order."""
        vectors = np.zeros((len(texts), self._shape.hidden), dtype=np.float32)
        streams = 1 if len(texts) <= FEW else min(os.cpu_count() or 1, MOST_STREAMS)
        rows = self._rows([prefix + text for text in texts])
        graph, pending = self._graph(streams), iter(list(batches([len(r) for r in rows])))
        words = self._map_words()

        def work() -> None:
            """Take batches until none is left; a list's iterator gives each to one thread."""
            request = graph.create_infer_request()
            for batch in pending:
                request.infer(_inputs([rows[i] for i in batch], words))
                vectors[batch] = request.get_output_tensor(0).data

        with ThreadPoolExecutor(streams) as pool:
            for done in [pool.submit(work) for _ in range(streams)]:
                done.result()
        return vectors

    def _map_words(self) -> NDArray[np.float32]:
        """The words' vectors, of which only what is looked at is read.

        Raises:
            EncoderError: the weights are no longer there.
        """
        start, shape = self._words
        try:
            return np.memmap(self._weights, np.float32, "r", start, shape)
        except OSError as error:
            raise EncoderError("model_unloadable", name=NAME, reason=error) from error

    def _rows(self, texts: Sequence[str]) -> list[Rows]:
        """Step 1."""
        most = self._shape.positions
        found = self._tokens.rows(texts)
        return [np.append(r[: most - 1], r[-1:]) if len(r) > most else r for r in found]

    def _graph(self, streams: int) -> "CompiledModel":
        """The graph for a number of batches at once (step 4)."""
        with self._compiling:
            if streams not in self._compiled:
                graph = self._compile(streams)
                self._infer_once(graph)
                self._compiled[streams] = graph
            return self._compiled[streams]

    def _infer_once(self, graph: "CompiledModel") -> None:
        """Go through all that threads will call, while there is but one.

        OpenVINO's binding sets itself up at its first calls, each under a lock of its own that it
        waits for without letting go of Python's: two first calls at once wait for each other for
        ever.
        """
        request = graph.create_infer_request()
        request.infer(
            [np.zeros((1, 1, self._shape.hidden), np.float32), np.ones((1, 1), np.float32)]
        )
        assert request.get_output_tensor(0).data.size

    def _compile(self, streams: int) -> "CompiledModel":
        """The graph as the processor runs it; the one for questions is kept on disk (step 5)."""
        graph = str(self._export / GRAPH)
        precision = self._precision if has_bfloat16(self._core) else "f32"
        settings = {"NUM_STREAMS": streams, "INFERENCE_PRECISION_HINT": precision}
        if streams == 1:
            kept = {"CACHE_DIR": str(self._export.with_name(f"{self._export.name}-compiled"))}
            # A cache that cannot be written or read costs a fraction of a second, no more.
            with suppress(RuntimeError):
                return self._core.compile_model(graph, "CPU", settings | kept)
        return self._core.compile_model(graph, "CPU", settings)


def _core() -> "Core":
    """OpenVINO without its tools for converting models, which it takes for optional.

    They take longer to import than all the rest, and bring a package that reports usage.
    """
    tools = "openvino.tools.ovc"
    unwanted = tools not in sys.modules
    if unwanted:
        sys.modules[tools] = None  # type: ignore[assignment]
    try:
        from openvino import Core
    finally:
        if unwanted:
            del sys.modules[tools]
    return Core()


def batches(lengths: Sequence[int]) -> Iterator[Batch]:
    """Step 2: places, longest first; a batch padded to its longest has `BATCH_TOKENS` at most."""
    batch: Batch = []
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _inputs(rows: list[Rows], words: Vectors) -> list[Vectors]:
    """Words [n, length, dimension] and mask [n, length] of one batch."""
    size = len(rows), max(map(len, rows))
    ids, mask = np.full(size, PADDING), np.zeros(size, dtype=np.float32)
    for i, row in enumerate(rows):
        ids[i, : len(row)], mask[i, : len(row)] = row, 1
    return [words[ids], mask]


def _tensor(file: Path, name: str) -> tuple[int, tuple[int, ...]]:
    """Where a tensor of a safetensors file begins, and its shape."""
    with file.open("rb") as opened:
        size = int.from_bytes(opened.read(8), "little")
        entry = json.loads(opened.read(size))[name]
    return 8 + size + entry["data_offsets"][0], tuple(entry["shape"])
