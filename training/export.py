"""Writes a trained reader as it ships: layers in 8 bits with a scale for each row, the rest as is.

python -m training.export STATE.pt cmp_search/search/reading/small.safetensors
"""

from pathlib import Path

import numpy as np
import torch
import typer
from safetensors.numpy import save_file

from cmp_search.search.reading.small_graph import POSITIONS, SCALE

LARGE = 100_000
"""Numbers; smaller tensors stay in 32 bits."""
LEVELS = 127


def packed(weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The tensors that ship."""
    kept = {}
    for name, tensor in weights.items():
        if name == POSITIONS or "word_embeddings" in name:
            continue  # Those of the encoder.
        if tensor.size < LARGE:
            kept[name] = tensor
            continue
        scale = np.abs(tensor).max(axis=1, keepdims=True) / LEVELS
        kept[name] = np.rint(tensor / scale).astype(np.int8)
        kept[name + SCALE] = scale
    return kept


def main(state: Path, target: Path) -> None:
    """Write the file."""
    reader = torch.load(state, weights_only=True)["reader"]
    weights = {name.removeprefix("bert."): tensor.numpy() for name, tensor in reader.items()}
    save_file(packed(weights), target)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    typer.run(main)
