"""The default model as an ONNX graph, built from the unpacked weights, as the project's own is.

1. The inputs are word vectors [n, length, hidden] and the mask [n, length] of 1 and 0.
2. Attention is ONNX Runtime's own fused operator, so that its engine is at its best.
3. The output is the mean over the mask, scaled to length 1 [n, hidden].
Needs only numpy and onnx.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Tensor = NDArray[np.float32]
MASKED = -1e4
OWN = "com.microsoft"
WORDS = "embeddings.word_embeddings.weight"


def tensors(model: Path) -> dict[str, Tensor]:
    """Every tensor of a model folder's safetensors file, mapped."""
    path = model / "model.safetensors"
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
    header.pop("__metadata__", None)
    return {
        name: np.memmap(
            path, np.float32, "r", 8 + size + entry["data_offsets"][0], tuple(entry["shape"])
        )
        for name, entry in header.items()
    }


class _Builder:
    """The nodes and constants of one graph."""

    def __init__(self, weights: dict[str, Tensor], config: dict[str, Any]) -> None:
        self.weights, self.config = weights, config
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, value: NDArray[Any]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        name = f"n{len(self.nodes)}"
        made = helper.make_node(kind, list(inputs), [name], domain=domain, **attributes)
        self.nodes.append(made)
        return name

    def linear(self, x: str, name: str) -> str:
        weight = self.constant(self.weights[f"{name}.weight"].T)
        bias = self.constant(self.weights[f"{name}.bias"])
        return self.op("Add", self.op("MatMul", x, weight), bias)

    def norm(self, x: str, name: str) -> str:
        held = [self.constant(self.weights[f"{name}.{kind}"]) for kind in ("weight", "bias")]
        epsilon = self.config["layer_norm_eps"]
        return self.op("LayerNormalization", x, *held, axis=-1, epsilon=epsilon)

    def embeddings(self, words: str) -> str:
        positions = self.weights["embeddings.position_embeddings.weight"]
        kind = self.weights["embeddings.token_type_embeddings.weight"][0]
        length = self.op("Shape", words, start=1, end=2)
        start, axis = (self.constant(np.array([n], np.int64)) for n in (0, 1))
        placed = self.op("Slice", self.constant((positions + kind)[None]), start, length, axis)
        return self.norm(self.op("Add", words, placed), "embeddings.LayerNorm")

    def layer(self, x: str, masked: str, name: str) -> str:
        parts = [self.linear(x, f"{name}.attention.self.{p}") for p in ("query", "key", "value")]
        heads = self.config["num_attention_heads"]
        seen = self.op("MultiHeadAttention", *parts, "", "", masked, domain=OWN, num_heads=heads)
        seen = self.linear(seen, f"{name}.attention.output.dense")
        x = self.norm(self.op("Add", seen, x), f"{name}.attention.output.LayerNorm")
        wide = self.op("Gelu", self.linear(x, f"{name}.intermediate.dense"), domain=OWN)
        wide = self.linear(wide, f"{name}.output.dense")
        return self.norm(self.op("Add", wide, x), f"{name}.output.LayerNorm")

    def scores(self, mask: str) -> str:
        """What is added to the scores of attention, [n, 1, length, length]."""
        middle = self.constant(np.array([1, 2], np.int64))
        spare = self.op("Sub", self.constant(np.ones(1, np.float32)), mask)
        spare = self.op(
            "Mul",
            self.op("Unsqueeze", spare, middle),
            self.constant(np.full(1, MASKED, np.float32)),
        )
        length = self.op("Shape", mask, start=1, end=2)
        one = self.constant(np.array([1], np.int64))
        return self.op("Expand", spare, self.op("Concat", one, one, length, one, axis=0))

    def pool(self, states: str, mask: str) -> None:
        last, middle = (self.constant(np.array([n], np.int64)) for n in (2, 1))
        held = self.op("Mul", states, self.op("Unsqueeze", mask, last))
        summed = self.op("ReduceSum", held, middle, keepdims=0)
        # Dividing the sum by its length gives the same as dividing the mean by its.
        length = self.op("ReduceL2", summed, middle, keepdims=1)
        self.nodes.append(helper.make_node("Div", [summed, length], ["vectors"]))


def build_graph(model: Path) -> Any:
    """The ONNX model of a model folder."""
    config = json.loads((model / "config.json").read_text("utf-8"))
    builder = _Builder(tensors(model), config)
    masked = builder.scores("mask")
    states = builder.embeddings("words")
    for i in range(config["num_hidden_layers"]):
        states = builder.layer(states, masked, f"encoder.layer.{i}")
    builder.pool(states, "mask")
    size, hidden = ("n", "length"), config["hidden_size"]
    graph = helper.make_graph(
        builder.nodes,
        "encoder",
        [
            helper.make_tensor_value_info("words", TensorProto.FLOAT, [*size, hidden]),
            helper.make_tensor_value_info("mask", TensorProto.FLOAT, list(size)),
        ],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", hidden])],
        builder.constants,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(OWN, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)
