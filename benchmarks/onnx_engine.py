"""Computes the default model with ONNX Runtime, in an environment of its own.

    python -m benchmarks.onnx_engine MODEL FOLDER

1. FOLDER holds `tokens.json`, the tokens of each text; the graph is built into it, as it is and
   with the weights in 8 bits (ONNX Runtime's dynamic quantisation, a scale a channel).
2. For each line of standard input, `float32` or `int8`, all texts are encoded; the answer is the
   seconds that it took, and the vectors are written to `float32.npy` or `int8.npy`.
3. Batches are those of the project's own engine: by length, at most 1,024 tokens, one per core at a
   time. Tokenizing is not counted.
Needs only numpy, onnx and onnxruntime.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnxruntime.quantization import QuantType, quantize_dynamic

from benchmarks.onnx_graph import WORDS, Tensor, build_graph, tensors

BATCH_TOKENS = 1024
KINDS = ("float32", "int8")


def main(model: Path, folder: Path) -> None:
    """Answer until the input ends."""
    texts = [np.array(ids) for ids in json.loads((folder / "tokens.json").read_text("utf-8"))]
    words = tensors(model)[WORDS]
    sessions = {kind: session(path) for kind, path in graphs(model, folder).items()}
    for line in sys.stdin:
        kind = line.strip()
        start = time.perf_counter()
        vectors = encode(sessions[kind], words, texts)
        print(time.perf_counter() - start, flush=True)
        np.save(folder / f"{kind}.npy", vectors)


def graphs(model: Path, folder: Path) -> dict[str, Path]:
    """Step 1."""
    paths = {kind: folder / f"{kind}.onnx" for kind in KINDS}
    onnx.save(build_graph(model), str(paths["float32"]))
    quantize_dynamic(
        paths["float32"],
        paths["int8"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    return paths


def session(path: Path) -> Any:
    """A graph, optimised, for one thread a call."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def encode(session: Any, words: Tensor, texts: list[Any]) -> Tensor:
    """Step 3: one vector a text, [n, d]."""
    vectors = np.zeros((len(texts), words.shape[1]), np.float32)

    def work(batch: list[int]) -> None:
        size = len(batch), len(texts[batch[0]])
        # 1 is the padding token; its mask is 0.
        ids, mask = np.ones(size, np.int64), np.zeros(size, np.float32)
        for row, place in enumerate(batch):
            own = texts[place]
            ids[row, : len(own)], mask[row, : len(own)] = own, 1
        vectors[batch] = session.run(None, {"words": words[ids], "mask": mask})[0]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, batches([len(text) for text in texts])))
    return vectors


def batches(lengths: list[int]) -> Iterator[list[int]]:
    """Places, longest first; a batch padded to its longest has `BATCH_TOKENS` at most."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
