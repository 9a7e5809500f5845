"""The small reader as an OpenVINO graph, from its shipped weights and the encoder's positions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from cmp_search.encoders.e5.export import read_shape
from cmp_search.encoders.e5.graph import GraphBuilder, Tensor, Weights

if TYPE_CHECKING:
    from openvino import Model

WEIGHTS = Path(__file__).with_name("small.safetensors")
LAYERS = 6
POSITIONS = "embeddings.position_embeddings.weight"
SCALE = ".scale"


def tensors(file: Path) -> Callable[[str], Tensor]:
    """The tensors of a file by name, as float32; a row's scale times its 8-bit integers."""
    from safetensors import safe_open

    opened: Any = safe_open(file, "np")
    names = set(opened.keys())

    def read(name: str) -> Tensor:
        tensor = opened.get_tensor(name).astype(np.float32)
        if name + SCALE in names:
            tensor *= opened.get_tensor(name + SCALE)
        return cast(Tensor, tensor)

    return read


def context_vector(file: Path) -> Tensor:
    """What is added to the word vectors after the question [d]."""
    return tensors(file)("context")


def build_graph(file: Path, model: Path) -> Model:
    """The graph from word vectors [n, length, d], mask and window mask [n, length].

    It gives the scores of first and last tokens [n, 2, length] and the relevance [n].
    """
    from openvino import Model

    own, encoder = tensors(file), Weights(model)
    shape = replace(read_shape(model), layers=LAYERS)

    def weights(name: str) -> Tensor:
        return encoder(name) if name == POSITIONS else own(name)

    build = GraphBuilder(weights, shape)
    op = build.op
    words = op.parameter([-1, -1, shape.hidden], np.float32, name="words")
    mask = op.parameter([-1, -1], np.float32, name="mask")
    window = op.parameter([-1, -1], np.float32, name="window")
    states = build.states(words, mask)
    ends = op.transpose(build.linear(states, "span"), build.integers(0, 2, 1))
    first = op.slice(states, *(build.integers(n) for n in (0, 1, 1, 1)))
    first = op.squeeze(first, build.integers(1))
    pooled = op.concat([first, build.mean(states, window)], 1)
    relevance = build.linear(op.tanh(build.linear(pooled, "hidden")), "answers")
    relevance = op.squeeze(relevance, build.integers(1))
    return Model([op.result(ends), op.result(relevance)], [words, mask, window], "reader")
