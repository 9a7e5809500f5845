"""The default model as an OpenVINO graph, built from the unpacked weights without torch.

It is BERT as in Devlin et al. (2019), with the mean pooling and normalisation of Wang et al. (2024,
multilingual E5):

1. Word vectors are an input, because their 250,037 rows stay in a memory-mapped file; positions,
   the first token type and a layer norm are added here.
2. Each layer has attention and a feed-forward part, both with a residual and a layer norm.
3. The output is the mean of the tokens' last states over the mask, scaled to length 1.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders.e5.model_files import ModelShape

if TYPE_CHECKING:
    from openvino import Model, Node

Tensor = NDArray[np.float32]
MASKED = np.float32(1e4)
"""Subtracted from the score of padding; large enough for a weight of 0 in bfloat16, too."""


class Weights:
    """The tensors of a model folder, each read on demand; the word vectors stay on disk."""

    def __init__(self, folder: Path) -> None:
        from safetensors import safe_open

        self._file: Any = safe_open(folder / "model.safetensors", "np")

    def __call__(self, name: str) -> Tensor:
        """A tensor by its name in BertModel."""
        return cast(Tensor, self._file.get_tensor(name))


class GraphBuilder:
    """The operators of one graph, whose tensors are named as in BertModel."""

    def __init__(self, weights: Callable[[str], Tensor], shape: ModelShape) -> None:
        from openvino import opset13

        self.op: Any = opset13
        self.weights = weights
        self.shape = shape

    def integers(self, *values: int) -> Node:
        """A constant of integers."""
        return cast("Node", self.op.constant(np.array(values, dtype=np.int64)))

    def linear(self, x: Node, name: str) -> Node:
        """A linear layer with its bias."""
        weight, bias = (self.op.constant(self.weights(f"{name}.{k}")) for k in ("weight", "bias"))
        product = self.op.matmul(x, weight, transpose_a=False, transpose_b=True)
        return cast("Node", self.op.add(product, bias))

    def norm(self, x: Node, name: str) -> Node:
        """A layer norm."""
        weight, bias = (self.op.constant(self.weights(f"{name}.{k}")) for k in ("weight", "bias"))
        centred = self.op.mvn(x, self.integers(-1), True, self.shape.epsilon, "inside_sqrt")
        return cast("Node", self.op.add(self.op.multiply(centred, weight), bias))

    def embeddings(self, words: Node) -> Node:
        """Step 1, with as many positions as words."""
        positions = self.weights("embeddings.position_embeddings.weight")
        kind = self.weights("embeddings.token_type_embeddings.weight")[0]
        length = self.op.gather(self.op.shape_of(words), self.integers(1), self.integers(0))
        length = self.op.reshape(length, self.integers(1), False)
        placed = self.op.slice(
            self.op.constant((positions + kind)[None]),
            *(self.integers(0), length, self.integers(1), self.integers(1)),
        )
        return self.norm(self.op.add(words, placed), "embeddings.LayerNorm")

    def layer(self, x: Node, masked: Node, name: str) -> Node:
        """Step 2."""
        op, heads = self.op, self.shape.heads
        split = self.integers(0, 0, heads, self.shape.hidden // heads)
        swap = self.integers(0, 2, 1, 3)
        query, key, value = (
            op.transpose(
                op.reshape(self.linear(x, f"{name}.attention.self.{part}"), split, True), swap
            )
            for part in ("query", "key", "value")
        )
        seen = op.transpose(op.scaled_dot_product_attention(query, key, value, masked), swap)
        seen = op.reshape(seen, self.integers(0, 0, self.shape.hidden), True)
        seen = self.linear(seen, f"{name}.attention.output.dense")
        x = self.norm(op.add(seen, x), f"{name}.attention.output.LayerNorm")
        wide = op.gelu(self.linear(x, f"{name}.intermediate.dense"), "erf")
        wide = self.linear(wide, f"{name}.output.dense")
        return self.norm(op.add(wide, x), f"{name}.output.LayerNorm")

    def states(self, words: Node, mask: Node) -> Node:
        """Steps 1 and 2: the last states of all tokens."""
        op = self.op
        padded = op.subtract(op.unsqueeze(mask, self.integers(1, 2)), op.constant(np.float32(1)))
        padded = op.multiply(padded, op.constant(MASKED))
        states = self.embeddings(words)
        for i in range(self.shape.layers):
            states = self.layer(states, padded, f"encoder.layer.{i}")
        return cast("Node", states)

    def pool(self, states: Node, mask: Node) -> Node:
        """Step 3."""
        mean = self.mean(states, mask)
        return cast("Node", self.op.normalize_l2(mean, self.integers(1), 1e-12, "max"))

    def mean(self, states: Node, mask: Node) -> Node:
        """The mean of the tokens' states over a mask."""
        op, counted = self.op, self.op.unsqueeze(mask, self.integers(2))
        summed = op.reduce_sum(op.multiply(states, counted), self.integers(1), False)
        return cast("Node", op.divide(summed, op.reduce_sum(counted, self.integers(1), False)))


def build_graph(weights: Weights, shape: ModelShape) -> Model:
    """The graph from word vectors [n, length, hidden] and mask [n, length] to vectors."""
    from openvino import Model

    builder = GraphBuilder(weights, shape)
    op = builder.op
    words = op.parameter([-1, -1, shape.hidden], np.float32, name="words")
    mask = op.parameter([-1, -1], np.float32, name="mask")
    states = builder.states(words, mask)
    return Model([op.result(builder.pool(states, mask))], [words, mask], "encoder")
