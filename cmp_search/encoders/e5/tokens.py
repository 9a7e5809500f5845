"""Texts to token ids; each call makes a tokenizer with only the pieces that it needs.

1. A text is split at special tokens, brought to XLM-R's normal form and split into words, as the
   tokenizer itself will do.
2. The pieces that these words may be split into (see `vocabulary`) make a tokenizer, which encodes
   the texts; making it takes a millisecond for a question.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders.e5.model_files import SPECIAL_TOKENS, tokenizer_settings
from cmp_search.encoders.e5.vocabulary import SPECIAL, Piece, Vocabulary, write_vocabulary

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TokenIds = NDArray[np.int32]
Places = list[tuple[int, int]]
HEAD = [(token, 0.0) for token in SPECIAL_TOKENS[:SPECIAL]]
MASK = (SPECIAL_TOKENS[SPECIAL], 0.0)
_SPECIAL = re.compile("|".join(map(re.escape, SPECIAL_TOKENS)))


def write_tokens(model: Path, folder: Path) -> None:
    """Write a model's vocabulary into a folder, as `Tokens` reads it."""
    whole = json.loads((model / "tokenizer.json").read_text("utf-8"))
    write_vocabulary([(text, score) for text, score in whole["model"]["vocab"]], folder)


class Tokens:
    """Splits texts into tokens, as ids of the whole vocabulary."""

    def __init__(self, folder: Path) -> None:
        """Name the folder of the vocabulary."""
        self._vocabulary = Vocabulary(folder)
        self._splitter = _tokenizer([])

    def ids(self, texts: Sequence[str]) -> list[TokenIds]:
        """The tokens of each text, with the special tokens for its beginning and end."""
        return [ids for ids, _ in self.placed(texts)]

    def placed(self, texts: Sequence[str]) -> list[tuple[TokenIds, Places]]:
        """The tokens as in `ids`, with where each begins and ends in its text."""
        pieces, piece_ids = self._vocabulary.pieces_of(self._words(texts))
        ids = np.concatenate(
            [np.arange(SPECIAL, dtype=np.int32), piece_ids, [self._vocabulary.last]], dtype=np.int32
        )
        encoded = _tokenizer(pieces).encode_batch(list(texts))
        return [(ids[np.array(e.ids, dtype=np.int32)], e.offsets) for e in encoded]

    def _words(self, texts: Sequence[str]) -> set[str]:
        """Step 1."""
        normalise = self._splitter.normalizer.normalize_str
        split = self._splitter.pre_tokenizer.pre_tokenize_str
        parts = {part for text in texts for part in _SPECIAL.split(text)}
        return {word for part in parts for word, _ in split(normalise(part))}


def _tokenizer(pieces: list[Piece]) -> "Tokenizer":
    """A tokenizer of the special pieces and some others, with ids of its own."""
    from tokenizers import Tokenizer

    settings = tokenizer_settings([*HEAD, *pieces, MASK])
    return Tokenizer.from_str(json.dumps(settings, ensure_ascii=False))
