"""The reader that ships with cmp-search: the lower half of the default encoder, trained to read.

1. Question, header and window are read together: `<s> question </s></s> header </s> window </s>`,
   each cut to a number of tokens. Word vectors are the encoder's; those after the question get one
   more vector, so that the layers know which text a token is from.
2. Six layers of BERT follow (see `encoders.e5.graph`). From the last states, one head scores each
   token of the window as the first and as the last of the answer, and the first token as "none";
   another, over the first token and the mean of the window, whether the window answers.
3. The answer is the best pair of first and last, at most `LONGEST` tokens; its margin is what it
   scores above "none".
4. `small.safetensors` has the layers in 8 bits, with a scale for each row. docs/reader.md says how
   they were trained, and on what.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cmp_search.documents.document import Span
from cmp_search.encoders.base import Vectors
from cmp_search.encoders.e5.core import call_once, first_calls, rounded, shared_core
from cmp_search.encoders.e5.export import export_folder, has_bfloat16
from cmp_search.encoders.e5.tokens import Places, TokenIds, Tokens
from cmp_search.encoders.e5.weights import model_folder
from cmp_search.encoders.e5.words import WordVectors
from cmp_search.search.reading.base import Reading, Window
from cmp_search.search.reading.small_graph import WEIGHTS, build_graph, context_vector

if TYPE_CHECKING:
    from openvino import CompiledModel

NAME, VERSION = "cmp-reader", "1"
QUESTION_TOKENS, HEADER_TOKENS, TOKENS = 40, 24, 160
"""Tokens of question, header and all, as in training."""
LONGEST = 30
START, END, PADDING = 0, 2, 1
BATCH = 5
"""Windows computed at once: padding costs less in a few small batches than in one."""


class SmallReader:
    """Reads with the shipped weights, which are opened when they are first needed."""

    def __init__(self) -> None:
        self._opening = Lock()

    @property
    def identity(self) -> str:
        """Name and version; the engine is that of the encoder."""
        return f"{NAME} {VERSION}"

    @property
    def weight(self) -> float:
        """None: its order is no better than that of the search (docs/reader.md)."""
        return 0.0

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """One reading a window.

        Raises:
            EncoderError: the encoder's word vectors or OpenVINO cannot be loaded.
        """
        if not windows:
            return []
        with self._opening:
            graph, tokens, words = self._graph, self._tokens, self._words
        rows = _inputs(tokens, question, windows)
        found: dict[int, Reading] = {}
        order = sorted(range(len(rows)), key=lambda i: -len(rows[i].ids))
        request = graph.create_infer_request()
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            request.infer(_batch([rows[i] for i in places], words, self._context))
            spans, relevance = (request.get_output_tensor(i).data for i in (0, 1))
            for place, ends, score in zip(places, spans, relevance, strict=True):
                found[place] = _reading(rows[place], ends, float(score))
        return [found[i] for i in range(len(rows))]

    @cached_property
    def _tokens(self) -> Tokens:
        return Tokens(export_folder(model_folder()))

    @cached_property
    def _words(self) -> WordVectors:
        model = model_folder()
        return WordVectors(model, export_folder(model))

    @cached_property
    def _context(self) -> Vectors:
        return context_vector(WEIGHTS)

    @cached_property
    def _graph(self) -> CompiledModel:
        core = shared_core()
        precision = "bf16" if has_bfloat16(core) else "f32"
        settings = {"NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": precision}
        with first_calls:
            graph = core.compile_model(build_graph(WEIGHTS, model_folder()), "CPU", settings)
            one = np.ones((1, 1), np.float32)
            call_once(graph, [np.zeros((1, 1, len(self._context)), np.float32), one, one])
        return graph


class _Row:
    """The tokens of one window; `places` are those of the window's, from token `window` on."""

    def __init__(
        self, question: TokenIds, header: TokenIds, text: TokenIds, places: Places
    ) -> None:
        head = [START, *question[:QUESTION_TOKENS], END, END]
        self.context = len(head)
        if len(header):
            head += [*header[-HEADER_TOKENS:], END]
        self.window = len(head)
        room = TOKENS - self.window - 1
        self.places = places[:room]
        self.ids = np.array([*head, *text[:room], END])


def _inputs(tokens: Tokens, question: str, windows: Sequence[Window]) -> list[_Row]:
    """Step 1."""
    headers = list(dict.fromkeys(window.header for window in windows))
    texts = [question, *headers, *(window.text for window in windows)]
    placed = [(ids[1:-1], places[1:-1]) for ids, places in tokens.placed(texts)]
    asked = placed[0][0]
    of_header = {header: ids for header, (ids, _) in zip(headers, placed[1:], strict=False)}
    read = placed[1 + len(headers) :]
    return [
        _Row(asked, of_header[window.header], ids, places)
        for window, (ids, places) in zip(windows, read, strict=True)
    ]


def _batch(rows: Sequence[_Row], words: WordVectors, context: Vectors) -> list[Vectors]:
    """Word vectors [n, length, d], mask and window mask [n, length], padded to one length."""
    size = len(rows), rounded(max(len(row.ids) for row in rows))
    ids = np.full(size, PADDING)
    mask, window, second = (np.zeros(size, np.float32) for _ in range(3))
    for i, row in enumerate(rows):
        n = len(row.ids)
        ids[i, :n], mask[i, :n] = row.ids, 1
        window[i, row.window : n - 1], second[i, row.context : n] = 1, 1
    return [words.of(ids) + context * second[..., None], mask, window]


def _reading(row: _Row, ends: NDArray[np.float32], relevance: float) -> Reading:
    """Step 3, from the scores [2, length] of first and last token."""
    first, last = ends[:, row.window : row.window + len(row.places)].astype(float)
    if not len(first):
        return Reading(relevance)
    both = np.add.outer(first, last)
    pairs = np.subtract.outer(np.arange(len(last)), np.arange(len(first))).T
    both[(pairs < 0) | (pairs >= LONGEST)] = -np.inf
    i, j = np.unravel_index(int(both.argmax()), both.shape)
    margin = float(both[i, j] - ends[:, 0].sum())
    return Reading(relevance, Span(row.places[i][0], row.places[j][1]), margin)
