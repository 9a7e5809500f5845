"""Encoding documents: they are cut into passages, and only new vectors are computed.

1. A document is cut into passages; the inputs for each, and for each sentence, have a key. What
   takes more work on its text than counting tokens is done in the sandbox (see `deriving`).
2. If the previous generation has a vector with that key, from whatever document, it is reused. All
   keys of a document are looked up at once.
3. The other texts are encoded in chunks, each key once, the shorter ones first, so that little of a
   batch is padding.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage, PassageSettings, passages
from cmp_search.encoders import Encoder, Vectors
from cmp_search.errors import BreakdownError, CmpSearchError
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.deriving import derive, split
from cmp_search.index.embedding import EncoderInputs, document_inputs, embed, input_key

CHUNK = 256
"""Texts encoded between two progress reports."""

EncodingProgress = Callable[[float, int], None]
"""Called with the share of characters encoded so far, and how many texts since the last call."""
KnownVectors = Callable[[Sequence[bytes], Sequence[bytes]], Mapping[bytes, Vectors]]
"""See `IndexBuilder.known_vectors`."""


class DocumentEncoder:
    """Encodes documents one after another; `encoded` and `reused` count texts."""

    def __init__(self, encoder: Encoder, settings: PassageSettings, known: KnownVectors) -> None:
        """Encode only texts whose vectors are not known."""
        self._encoder, self._settings, self._known = encoder, settings, known
        self.encoded = 0
        self.reused = 0

    def encode(
        self, document: Document, source_entry: Entry, progress: EncodingProgress
    ) -> EncodedDocument:
        """Cut and encode a document. It does not change the index, so it may be interrupted.

        Raises:
            ReadError: its text takes too much time or memory.
        """
        cut = self._cut(document)
        derived = derive(document, cut)
        passage_inputs, sentence_inputs = document_inputs(document, cut)
        passage_keys = [input_key(inputs) for inputs in passage_inputs]
        sentence_keys = [input_key(inputs) for inputs in sentence_inputs]
        vectors = self._vectors(
            [*passage_inputs, *sentence_inputs],
            [*passage_keys, *sentence_keys],
            self._known(passage_keys, sentence_keys),
            progress,
        )
        return EncodedDocument(
            document=document,
            source_entry=source_entry,
            passages=cut,
            passage_keys=passage_keys,
            sentence_keys=sentence_keys,
            passage_vectors=vectors[: len(cut)],
            sentence_vectors=vectors[len(cut) :],
            derived=derived,
        )

    def _cut(self, document: Document) -> list[Passage]:
        """The passages of a document; whatever goes wrong with its text is its own failure."""
        found, count = split(document), self._encoder.count_tokens
        try:
            return list(passages(document, count, self._settings, found))
        except (CmpSearchError, OSError):
            raise
        except Exception as error:
            raise BreakdownError("text_uncut", reason=error) from error

    def _vectors(
        self,
        texts: Sequence[EncoderInputs],
        keys: Sequence[bytes],
        known: Mapping[bytes, Vectors],
        progress: EncodingProgress,
    ) -> Vectors:
        """The vectors of texts [n, d] (steps 2 and 3)."""
        vectors = np.empty((len(texts), self._encoder.identity.dimension), dtype=np.float32)
        first: dict[bytes, int] = {}
        for row, key in enumerate(keys):
            if key in known:
                vectors[row] = known[key]
            else:
                first.setdefault(key, row)
        unknown = list(first.values())
        unknown.sort(key=lambda row: len(texts[row][0].text))
        lengths = [len(texts[row][0].text) + 1 for row in unknown]
        for start in range(0, len(unknown), CHUNK):
            chunk = unknown[start : start + CHUNK]
            vectors[chunk] = embed([texts[row] for row in chunk], self._encoder)
            self.encoded += len(chunk)
            progress(sum(lengths[: start + CHUNK]) / sum(lengths), len(chunk))
        for row, key in enumerate(keys):
            if key in first:
                vectors[row] = vectors[first[key]]
        self.reused += len(texts) - len(unknown)
        return vectors
