"""The default model in OpenVINO: the same vectors as sentence-transformers', several times as fast.

1. Texts become token ids (see `tokens`), truncated to the number of positions.
2. Batches are filled by length, so that there is little padding, up to a number of tokens. The word
   vectors are looked up in the weights file, which is memory-mapped only meanwhile (see `words`): a
   process that runs for days would otherwise end up with all of it in memory, 384 MB.
3. A few texts use all cores, one batch after another. With many, each core has its own batch, which
   is faster. The memory in use does not grow with the number of texts. A process that stands back
   for others is told how many threads it may have.
4. The graph computes in bfloat16 if the processor can, else in float32. The name of the engine
   states which it was when the model was exported.
5. What OpenVINO compiles for this processor is cached next to the export, so that a first question
   need not wait for it; OpenVINO compiles again if processor or version differ, or if it is damaged
   (see `compiled`). The graph that it is compiled from is checked by its hash.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from cmp_search.encoders.base import EncoderIdentity, Vectors
from cmp_search.encoders.e5.compiled import drop_damaged, list_blobs
from cmp_search.encoders.e5.core import call_once, first_calls, rounded, shared_core
from cmp_search.encoders.e5.export import (
    GRAPH,
    PRECISION,
    VERSION,
    checked_graph,
    compiled_beside,
    has_bfloat16,
    read_shape,
)
from cmp_search.encoders.e5.model_files import PASSAGE_PREFIX, QUESTION_PREFIX
from cmp_search.encoders.e5.tokens import TokenIds, Tokens
from cmp_search.encoders.e5.weights import NAME, REVISION
from cmp_search.encoders.e5.words import WordVectors
from cmp_search.errors import EncoderError
from cmp_search.extras import install_command

if TYPE_CHECKING:
    from openvino import CompiledModel

THREADS = "CMP_SEARCH_THREADS"
"""In the environment of a process that is to leave the machine to others: how many may compute."""
FEW = 4
BATCH_TOKENS = 1024
MAX_STREAMS = 8
"""Batches computed at once; each needs about 20 MB."""

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
            raise EncoderError("openvino_missing", command=install_command())
        self._export = export
        self._shape = read_shape(model)
        self._words = WordVectors(model, export)
        self._compiling = Lock()
        self._compiled: dict[int, CompiledModel] = {}
        self._precision = (export / PRECISION).read_text("utf-8")

    @property
    def identity(self) -> EncoderIdentity:
        """The engine's name includes the precision, which depends on the processor."""
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
        return [len(ids) - 2 for ids in self._tokens.ids(texts)]

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """One vector per question."""
        return self._encode(texts, QUESTION_PREFIX)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector per passage or sentence."""
        return self._encode(texts, PASSAGE_PREFIX)

    @cached_property
    def _tokens(self) -> Tokens:
        return Tokens(self._export)

    def _encode(self, texts: Sequence[str], prefix: str) -> Vectors:
        """Steps 1 to 3; the batches come back in any order."""
        vectors = np.zeros((len(texts), self._shape.hidden), dtype=np.float32)
        streams = 1 if len(texts) <= FEW else min(_threads() or os.cpu_count() or 1, MAX_STREAMS)
        ids = self._ids([prefix + text for text in texts])
        graph, pending = self._graph(streams), iter(list(batches([len(row) for row in ids])))

        def work() -> None:
            """Take batches until none is left; the iterator gives each to one thread only."""
            request = graph.create_infer_request()
            for batch in pending:
                rows = [ids[i] for i in batch]
                longest = max(map(len, rows))
                # Builds end; what answers questions runs for days.
                length = self._rounded(longest) if streams == 1 else longest
                request.infer(_inputs(rows, length, self._words))
                vectors[batch] = request.get_output_tensor(0).data

        with ThreadPoolExecutor(streams) as pool:
            for done in [pool.submit(work) for _ in range(streams)]:
                done.result()
        return vectors

    def _rounded(self, length: int) -> int:
        return min(rounded(length), self._shape.positions)

    def _ids(self, texts: Sequence[str]) -> list[TokenIds]:
        """Step 1."""
        limit = self._shape.positions
        ids = self._tokens.ids(texts)
        return [np.append(r[: limit - 1], r[-1:]) if len(r) > limit else r for r in ids]

    def _graph(self, streams: int) -> "CompiledModel":
        """The graph for a number of batches at once (step 4)."""
        with self._compiling:
            if streams not in self._compiled:
                with first_calls:
                    graph = self._compile(streams)
                    one = np.ones((1, 1), np.float32)
                    call_once(graph, [np.zeros((1, 1, self._shape.hidden), np.float32), one])
                self._compiled[streams] = graph
            return self._compiled[streams]

    def _compile(self, streams: int) -> "CompiledModel":
        """The compiled graph; the one for questions is cached on disk (step 5)."""
        core = shared_core()
        precision = self._precision if has_bfloat16(core) else "f32"
        settings = {"NUM_STREAMS": streams, "INFERENCE_PRECISION_HINT": precision}
        if threads := _threads():
            settings |= {"INFERENCE_NUM_THREADS": threads}
        if streams > 1 or threads:
            return core.compile_model(checked_graph(self._export), "CPU", settings)
        folder = compiled_beside(self._export)
        drop_damaged(folder)
        has_blob = any(folder.glob("*.blob"))
        graph = str(self._export / GRAPH) if has_blob else checked_graph(self._export)
        # Without a usable cache, compiling costs a fraction of a second, no more.
        with suppress(RuntimeError):
            compiled = core.compile_model(graph, "CPU", settings | {"CACHE_DIR": str(folder)})
            list_blobs(folder)
            return compiled
        return core.compile_model(checked_graph(self._export), "CPU", settings)


def _threads() -> int:
    """How many threads may compute; 0 if nobody said."""
    said = os.environ.get(THREADS, "")
    return int(said) if said.isdecimal() else 0


def batches(lengths: Sequence[int]) -> Iterator[Batch]:
    """Step 2: positions of texts, longest first; a padded batch has at most `BATCH_TOKENS`."""
    batch: Batch = []
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _inputs(token_ids: list[TokenIds], length: int, words: WordVectors) -> list[Vectors]:
    """Word vectors [n, length, dimension] and mask [n, length] of one batch."""
    size = len(token_ids), length
    ids, mask = np.full(size, PADDING), np.zeros(size, dtype=np.float32)
    for i, row in enumerate(token_ids):
        ids[i, : len(row)], mask[i, : len(row)] = row, 1
    return [words.of(ids), mask]
