"""What the default model's fast engine needs, made once from the unpacked weights.

1. The graph (see `graph`) as OpenVINO's `graph.xml` and `graph.bin`.
2. The vocabulary, in files that need not be loaded (see `vocabulary`), and the sum of each word
   vector (see `words`).
3. The precision that the processor can compute in, so that an encoder's identity is known without
   OpenVINO.
The folder is next to the model's, named after it and the version of this exporter, so that other
weights or another exporter get another folder (see `cache`).
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from cmp_search.documents.source import file_hash
from cmp_search.encoders.e5.cache import damaged, made_once, sums_of
from cmp_search.encoders.e5.core import shared_core
from cmp_search.encoders.e5.model_files import ModelShape
from cmp_search.encoders.e5.tokens import write_tokens
from cmp_search.encoders.e5.words import write_sums
from cmp_search.errors import EncoderError

if TYPE_CHECKING:
    from openvino import Core

VERSION = "3"
"""Part of the encoder's identity: incremented with every change to the vectors that come out."""
FILES = "4"
"""Incremented with every change to these files."""

GRAPH, PRECISION = "graph.xml", "precision.txt"


def export_folder(model: Path) -> Path:
    """The folder of the export of a model folder, made on the first call.

    Raises:
        EncoderError: OpenVINO cannot be imported, or the cache cannot be written.
    """
    folder = folder_beside(model)
    try:
        return made_once(folder, lambda work: _export(model, work))
    except ImportError as error:
        raise EncoderError("openvino_broken", reason=error) from error
    except OSError as error:
        raise EncoderError("model_export", folder=folder.parent, reason=error) from error


def folder_beside(model: Path) -> Path:
    """Where a model folder is exported to; the folder need not exist."""
    return model.with_name(f"{model.name}-openvino-{FILES}")


def compiled_beside(export: Path) -> Path:
    """Where OpenVINO keeps what it compiles of an export; the folder need not exist."""
    return export.with_name(f"{export.name}-compiled")


def checked_graph(export: Path) -> str:
    """The file of the graph, once its weights have the right hash.

    Raises:
        EncoderError: they have not.
    """
    weights = Path(GRAPH).with_suffix(".bin").name
    if file_hash(export / weights) != sums_of(export)[weights]["sha256"]:
        raise EncoderError("model_folder_damaged", folder=export)
    return str(export / GRAPH)


def read_shape(model: Path) -> ModelShape:
    """The sizes of a model, from its settings."""
    config = json.loads((model / "config.json").read_text("utf-8"))
    return ModelShape(
        hidden=config["hidden_size"],
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        feed_forward=config["intermediate_size"],
        vocabulary=config["vocab_size"],
        positions=config["max_position_embeddings"],
        types=config["type_vocab_size"],
        epsilon=config["layer_norm_eps"],
    )


def _export(model: Path, folder: Path) -> None:
    core = shared_core()  # First, as it imports OpenVINO without what reports usage.
    from openvino import save_model

    if damaged(model):
        raise EncoderError("model_folder_damaged", folder=model)

    from cmp_search.encoders.e5.graph import Weights, build_graph

    graph = build_graph(Weights(model), read_shape(model))
    save_model(graph, folder / GRAPH, compress_to_fp16=False)
    write_tokens(model, folder)
    write_sums(model, folder)
    (folder / PRECISION).write_text("bf16" if has_bfloat16(core) else "f32", "utf-8")


def has_bfloat16(core: "Core") -> bool:
    """Whether the processor computes in bfloat16."""
    return "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
