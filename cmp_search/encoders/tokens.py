"""Texts to rows of the vocabulary: by its Latin cut where that is enough, else by the whole of it.

The whole vocabulary takes a second to load, so it is loaded for the first text that needs it.
"""

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders.latin import alphabet as alphabet_of
from cmp_search.encoders.latin import cut, is_cut
from cmp_search.encoders.model_files import tokenizer_settings

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Rows = NDArray[np.int32]
TOKENIZER, ROWS, ALPHABET = "latin.json", "latin.npy", "alphabet.txt"


def write_cut(model: Path, folder: Path) -> None:
    """Write the Latin cut of a model's vocabulary into a folder."""
    whole = json.loads((model / "tokenizer.json").read_text("utf-8"))
    pieces = [(text, score) for text, score in whole["model"]["vocab"]]
    kept, rows = cut(pieces)
    settings = json.dumps(tokenizer_settings(kept), ensure_ascii=False)
    (folder / TOKENIZER).write_text(settings, "utf-8")
    (folder / ALPHABET).write_text(alphabet_of(pieces), "utf-8", newline="")
    np.save(folder / ROWS, np.array(rows, dtype=np.int32))


class Tokens:
    """Cuts texts into tokens, told as rows of the whole vocabulary."""

    def __init__(self, model: Path, folder: Path) -> None:
        """Name the model's folder and the one of the cut; the cut is loaded."""
        from tokenizers import Tokenizer

        self._model = model
        self._latin = Tokenizer.from_file(str(folder / TOKENIZER))
        self._rows: Rows = np.load(folder / ROWS)
        self._enough = is_cut((folder / ALPHABET).read_bytes().decode())
        self._loading = Lock()

    def rows(self, texts: Sequence[str]) -> list[Rows]:
        """The tokens of each text between the marks of its beginning and end."""
        normalise = self._latin.normalizer.normalize_str
        latin = [self._enough.fullmatch(normalise(text)) is not None for text in texts]
        found: list[Rows] = [np.zeros(0, np.int32)] * len(texts)
        for places, tokenizer in (
            ([i for i, enough in enumerate(latin) if enough], self._latin),
            ([i for i, enough in enumerate(latin) if not enough], None),
        ):
            if places:
                encoded = (tokenizer or self._whole()).encode_batch([texts[i] for i in places])
                for place, encoding in zip(places, encoded, strict=True):
                    ids = np.array(encoding.ids, dtype=np.int32)
                    found[place] = ids if tokenizer is None else self._rows[ids]
        return found

    def _whole(self) -> "Tokenizer":
        with self._loading:
            return self._whole_once

    @cached_property
    def _whole_once(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._model / "tokenizer.json"))
