"""Encoding documents: cut into passages, and only what is new is computed.

1. A document is cut into passages; what is embedded of each, and of each sentence, has a key.
2. The vectors of keys that the previous generation has are taken from there, whatever document
   they belonged to. All keys of a document are looked up at once.
3. The other texts are encoded in chunks, the shorter ones first, so that little of a batch is
   padding.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document
from cmp_search.documents.passage import PassageSettings, passages
from cmp_search.encoders import Encoder, Vectors
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.embedding import EncoderInputs, document_inputs, embed, inputs_key

CHUNK = 256
"""Texts encoded between two reports of progress."""

ShareDone = Callable[[float, int], None]
"""Told which share of a document's characters is encoded, and how many texts since it was last."""
KnownVectors = Callable[[Sequence[bytes], Sequence[bytes]], Mapping[bytes, Vectors]]
"""As `IndexBuilder.known_vectors`."""


class DocumentEncoder:
    """Encodes one document after the other; `encoded` and `reused` count texts."""

    def __init__(self, encoder: Encoder, settings: PassageSettings, known: KnownVectors) -> None:
        """Encode with an encoder what is not known."""
        self._encoder, self._settings, self._known = encoder, settings, known
        self.encoded = 0
        self.reused = 0

    def encode(
        self, document: Document, source_entry: Entry, progress: ShareDone
    ) -> EncodedDocument:
        """Cut and encode a document. It changes no index, so that it may be interrupted."""
        cut = list(passages(document, self._encoder.count_tokens, self._settings))
        of_passages, of_sentences = document_inputs(document, cut)
        keys = [inputs_key(inputs) for inputs in [*of_passages, *of_sentences]]
        known = self._known(keys[: len(cut)], keys[len(cut) :])
        vectors = self._vectors([*of_passages, *of_sentences], keys, known, progress)
        return EncodedDocument(
            document, source_entry, cut, vectors[: len(cut)], vectors[len(cut) :]
        )

    def _vectors(
        self,
        texts: Sequence[EncoderInputs],
        keys: Sequence[bytes],
        known: Mapping[bytes, Vectors],
        progress: ShareDone,
    ) -> Vectors:
        """The vectors of texts [n, d] (steps 2 and 3)."""
        vectors = np.empty((len(texts), self._encoder.identity.dimension), dtype=np.float32)
        unknown = []
        for row, key in enumerate(keys):
            if key in known:
                vectors[row] = known[key]
            else:
                unknown.append(row)
        unknown.sort(key=lambda row: len(texts[row][0].text))
        lengths = [len(texts[row][0].text) + 1 for row in unknown]
        for start in range(0, len(unknown), CHUNK):
            chunk = unknown[start : start + CHUNK]
            vectors[chunk] = embed([texts[row] for row in chunk], self._encoder)
            self.encoded += len(chunk)
            progress(sum(lengths[: start + CHUNK]) / sum(lengths), len(chunk))
        self.reused += len(texts) - len(unknown)
        return vectors
