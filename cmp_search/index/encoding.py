"""Encoding documents: they are cut into passages, and only new vectors are computed.

1. A document is cut into passages; the inputs for each, and for each sentence, have a key. What
   takes more work on its text than counting tokens is done in the sandbox (see `deriving`).
2. If the previous generation has a vector with that key, from whatever document, it is reused. All
   keys of a document are looked up at once.
3. The other texts are encoded in chunks, each key once, the shorter ones first, so that little of a
   batch is padding.
`DocumentEncoder` does all of it here; workers elsewhere take the same steps one by one (see
`shards`).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage, PassageSettings, passages
from cmp_search.documents.source import Source
from cmp_search.encoders import Encoder, Vectors
from cmp_search.errors import BreakdownError, CmpSearchError, ReadError
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.deriving import Derived, derive, split
from cmp_search.index.embedding import EncoderInputs, document_inputs, embed, input_key
from cmp_search.readers import read_document, source_bytes

CHUNK = 256
"""Texts encoded between two progress reports."""

EncodingProgress = Callable[[float, int], None]
"""Called with the share of characters encoded so far, and how many texts since the last call."""
KnownVectors = Callable[[Sequence[bytes], Sequence[bytes]], Mapping[bytes, Vectors]]
"""See `IndexBuilder.known_vectors`."""


@dataclass(frozen=True, slots=True)
class CutDocument:
    """A document and what is found in it without the encoder's vectors.

    `source_entry` is the catalogue's entry before the reader completed it.
    """

    document: Document
    source_entry: Entry
    passages: list[Passage]
    derived: Derived


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read or cut, with the hash of what was read of it, and why."""

    source: Source
    error: ReadError


def read_and_cut(
    source: Source, data: bytes, encoder: Encoder, settings: PassageSettings
) -> CutDocument:
    """Read and cut a file of these bytes (step 1).

    Raises:
        ReadError: it gives no text, or the text takes too much time or memory.
    """
    return cut_document(read_document(source, data), source.entry, encoder, settings)


def cut_document(
    document: Document, source_entry: Entry, encoder: Encoder, settings: PassageSettings
) -> CutDocument:
    """Cut a document (step 1).

    Raises:
        ReadError: its text takes too much time or memory.
    """
    cut = _cut(document, encoder, settings)
    return CutDocument(document, source_entry, cut, derive(document, cut))


def _cut(document: Document, encoder: Encoder, settings: PassageSettings) -> list[Passage]:
    """The passages of a document; whatever goes wrong with its text is its own failure."""
    found, count = split(document), encoder.count_tokens
    try:
        return list(passages(document, count, settings, found))
    except (CmpSearchError, OSError):
        raise
    except Exception as error:
        raise BreakdownError("text_uncut", reason=error) from error


class KeyedTexts:
    """The texts of a document that have vectors, with their keys."""

    def __init__(self, cut: CutDocument) -> None:
        """Take a document that has been cut."""
        self._cut = cut
        self._passages, self._sentences = document_inputs(cut.document, cut.passages)
        self.passage_keys = [input_key(inputs) for inputs in self._passages]
        self.sentence_keys = [input_key(inputs) for inputs in self._sentences]

    def __len__(self) -> int:
        return len(self.passage_keys) + len(self.sentence_keys)

    def besides(self, known: Collection[bytes]) -> dict[bytes, EncoderInputs]:
        """The texts whose keys are not known, the shorter ones first, by their keys."""
        keys = [*self.passage_keys, *self.sentence_keys]
        texts = zip(keys, [*self._passages, *self._sentences], strict=True)
        unknown = {key: text for key, text in texts if key not in known}
        return dict(sorted(unknown.items(), key=lambda item: len(item[1][0].text)))

    def encoded(self, vectors: Mapping[bytes, Vectors], dimension: int) -> EncodedDocument:
        """The document with its vectors [dimension], by their keys."""
        return EncodedDocument(
            document=self._cut.document,
            source_entry=self._cut.source_entry,
            passages=self._cut.passages,
            passage_keys=self.passage_keys,
            sentence_keys=self.sentence_keys,
            passage_vectors=_rows(vectors, self.passage_keys, dimension),
            sentence_vectors=_rows(vectors, self.sentence_keys, dimension),
            derived=self._cut.derived,
        )


def _rows(vectors: Mapping[bytes, Vectors], keys: Sequence[bytes], dimension: int) -> Vectors:
    """The vectors of keys [n, d], in their order."""
    rows = np.empty((len(keys), dimension), dtype=np.float32)
    for row, key in enumerate(keys):
        rows[row] = vectors[key]
    return rows


def encode_texts(
    texts: Sequence[EncoderInputs], encoder: Encoder, progress: EncodingProgress
) -> Vectors:
    """The vectors of texts [n, d], in their order (step 3)."""
    vectors = np.empty((len(texts), encoder.identity.dimension), dtype=np.float32)
    lengths = [len(text[0].text) + 1 for text in texts]
    for start in range(0, len(texts), CHUNK):
        chunk = texts[start : start + CHUNK]
        vectors[start : start + len(chunk)] = embed(chunk, encoder)
        progress(sum(lengths[: start + CHUNK]) / sum(lengths), len(chunk))
    return vectors


class DocumentEncoder:
    """Reads and encodes documents one after another; `encoded` and `reused` count texts."""

    def __init__(self, encoder: Encoder, settings: PassageSettings, known: KnownVectors) -> None:
        """Encode only texts whose vectors are not known."""
        self._encoder, self._settings, self._known = encoder, settings, known
        self.encoded = 0
        self.reused = 0

    def expect(self, sources: Sequence[Source]) -> None:
        """Nothing is done ahead of `prepare`."""

    def prepare(self, source: Source, progress: EncodingProgress) -> EncodedDocument | Unread:
        """Read, cut and encode a file. It does not change the index, so it may be interrupted."""
        try:
            data = source_bytes(source)
            source = source.as_read(data)  # The file may have changed since the scan.
            cut = read_and_cut(source, data, self._encoder, self._settings)
        except ReadError as error:
            return Unread(source, error.of(source.path.name))
        return self._encode(KeyedTexts(cut), progress)

    def encode(
        self, document: Document, source_entry: Entry, progress: EncodingProgress
    ) -> EncodedDocument:
        """Cut and encode a document that has been read.

        Raises:
            ReadError: its text takes too much time or memory.
        """
        cut = cut_document(document, source_entry, self._encoder, self._settings)
        return self._encode(KeyedTexts(cut), progress)

    def _encode(self, texts: KeyedTexts, progress: EncodingProgress) -> EncodedDocument:
        """Add the vectors, those that are known and those that are computed (steps 2 and 3)."""
        known = self._known(texts.passage_keys, texts.sentence_keys)
        unknown = texts.besides(known)

        def count(share: float, encoded: int) -> None:
            self.encoded += encoded
            progress(share, encoded)

        vectors = encode_texts([*unknown.values()], self._encoder, count)
        self.reused += len(texts) - len(unknown)
        found = {**known, **dict(zip(unknown, vectors, strict=True))}
        return texts.encoded(found, self._encoder.identity.dimension)

    def finish(self) -> None:
        """Nothing is kept that a published index makes superfluous."""

    def close(self) -> None:
        """Nothing is open."""
