"""Any sentence-transformers model as an encoder, including the default one.

The import costs seconds, so it happens only when a model is loaded.
"""

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from cmp_search.documents.source import file_hash
from cmp_search.encoders.base import EncoderIdentity, Vectors
from cmp_search.encoders.e5.model_files import PASSAGE_PREFIX, QUESTION_PREFIX
from cmp_search.encoders.e5.weights import NAME, REVISION, model_folder
from cmp_search.errors import EncoderError
from cmp_search.extras import has_extra, install_extra

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
DEFAULT_IDENTITY = EncoderIdentity(
    NAME, REVISION, "sentence-transformers", 384, 512, QUESTION_PREFIX, PASSAGE_PREFIX
)


class SentenceTransformerEncoder:
    """A sentence-transformers model; prefixes are taken from its own prompts."""

    def __init__(self, name: str) -> None:
        """Name the default model, a folder, or a model in the hub's cache; nothing is loaded."""
        self.name = name
        self._loading = Lock()
        self._loaded: SentenceTransformer | None = None

    @cached_property
    def identity(self) -> EncoderIdentity:
        """The identity; the default model's is known without loading it."""
        if self.name == NAME:
            return DEFAULT_IDENTITY
        prompts = self._model.prompts
        folder = Path(self.name)
        return EncoderIdentity(
            name=folder.name if folder.is_dir() else self.name,
            revision=folder_hash(folder) if folder.is_dir() else "",
            engine="sentence-transformers",
            dimension=int(self._model.get_embedding_dimension() or 0),
            max_tokens=int(self._model.max_seq_length or 512),
            question_prefix=prompts.get("query") or "",
            passage_prefix=prompts.get("passage") or prompts.get("document") or "",
        )

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of the model's own tokenizer, special ones left out."""
        if not texts:
            return []
        encoded = self._model.tokenizer(list(texts), add_special_tokens=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """One vector per question."""
        return self._encode(texts, self.identity.question_prefix)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector per passage or sentence."""
        return self._encode(texts, self.identity.passage_prefix)

    def _encode(self, texts: Sequence[str], prefix: str) -> Vectors:
        vectors = self._model.encode(
            [prefix + text for text in texts],
            prompt="",
            batch_size=BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(vectors, dtype=np.float32)

    @property
    def _model(self) -> "SentenceTransformer":
        """The model, loaded by whichever thread needs it first while the others wait."""
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> "SentenceTransformer":
        default = self.name == NAME
        folder = model_folder() if default else Path(self.name)
        is_offline = stay_offline()
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(
                str(folder) if default or folder.is_dir() else self.name,
                device="cpu",
                model_kwargs={"add_pooling_layer": False} if default else {},
                local_files_only=is_offline,
            )
        except Exception as error:
            # Hub, file and format errors of many libraries arrive here; the user needs one line.
            raise unloadable(self.name, error) from error


def unloadable(name: str, error: Exception) -> EncoderError:
    """Why a model could not be loaded: it is not there, or whatever its libraries say."""
    if _is_offline() and isinstance(error, OSError) and not os.path.exists(name):
        return EncoderError("model_absent", name=name)
    return EncoderError("model_unloadable", name=name, reason=error)


def stay_offline() -> bool:
    """Make sentence-transformers load from this machine, and print nothing.

    A hub's model must be in its local cache, unless the user's environment says otherwise. Without
    this, a wrong name is tried for a minute.

    Returns whether only this machine is to be looked at, which a model has to be told, too: where
    the hub's library was imported before, it has read the environment already.

    Raises:
        EncoderError: the extra is not installed.
    """
    if not has_extra("models"):
        raise EncoderError("models_extra", command=install_extra("models"))
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    return _is_offline()


def _is_offline() -> bool:
    """Whether the environment keeps from the network, as the hub's library reads it."""
    return os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}


def folder_hash(folder: Path) -> str:
    """A short hash of a model folder's files, for the identity of a model that a user gives."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder)}\0{file_hash(path)}\n".encode())
    return digest.hexdigest()[:12]
