"""A generation of the embedded index, open for reading; its files are never written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document, Excerpt
from cmp_search.documents.passage import Passage
from cmp_search.encoders import Vectors
from cmp_search.errors import CmpSearchError, UnknownDocumentError, nearest
from cmp_search.index.caveats import Caveat
from cmp_search.index.contents import DocumentStatistics, Outline, PassageVectors, Slice
from cmp_search.index.embedded.candidates import find_candidates
from cmp_search.index.embedded.checked_files import CheckedFiles
from cmp_search.index.embedded.files import (
    OFF_TOPIC_VECTORS,
    PASSAGE_VECTORS,
    SENTENCE_VECTORS,
    TEXTS,
    StoredManifest,
    read_manifest,
)
from cmp_search.index.embedded.selections import Selections, read_selections
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedded.vectors import VectorIndex
from cmp_search.index.embedded.verification import find_faults
from cmp_search.index.queries import (
    CandidateDetail,
    CandidateQuery,
    Candidates,
    Numbers,
    WordEntry,
    WordQuery,
)
from cmp_search.index.stored.words import look_up
from cmp_search.orientation.facts import Orientation

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def guarded(
    method: Callable[Concatenate["Generation", Arguments], Result],
) -> Callable[Concatenate["Generation", Arguments], Result]:
    """Fail with one line, rather than with whatever damage makes another library raise."""

    @wraps(method)
    def run(self: "Generation", /, *args: Arguments.args, **named: Arguments.kwargs) -> Result:
        self._files.check()
        try:
            return method(self, *args, **named)
        except CmpSearchError:
            raise
        except Exception:
            self._files.finish()  # If the files are whole, it is not damage.
            raise

    return run


class Generation:
    """The index as it was when opened; see `cmp_search.index.base.Index`."""

    def __init__(
        self, folder: Path, manifest: StoredManifest, texts: Texts, files: CheckedFiles
    ) -> None:
        """Wrap open texts and the checked files they are from; use `load`."""
        self.folder, self.manifest, self.texts, self._files = folder, manifest, texts, files
        self._caveats: tuple[Caveat, ...] = ()
        self.address = str(folder.parent)

    @classmethod
    def load(cls, folder: Path, *, searchable: bool) -> Self:
        """The generation in a folder, with its vectors only if it is to be searched.

        Raises:
            MismatchError: it is from another version, or damaged.
            RuntimeError: a file of vectors is damaged.
        """
        manifest = read_manifest(folder)
        files = CheckedFiles(folder, manifest.files)
        texts = Texts.load(folder / TEXTS, files.content(TEXTS))
        generation = cls(folder, manifest, texts, files)
        try:
            if searchable:
                # Opened now, as a build may delete the files later.
                _ = generation.passage_vectors, generation.sentence_vectors
                _ = generation.off_topic, generation.selections
        except BaseException:
            generation.close()
            raise
        files.start()
        return generation

    @cached_property
    def passage_vectors(self) -> VectorIndex:
        """The vectors of passages, by number."""
        return self._vectors(PASSAGE_VECTORS)

    @cached_property
    def sentence_vectors(self) -> VectorIndex:
        """The vectors of sentences, by number."""
        return self._vectors(SENTENCE_VECTORS)

    @cached_property
    def off_topic(self) -> Vectors:
        """The vectors [m, d] of the off-topic questions."""
        index = self._vectors(OFF_TOPIC_VECTORS)
        return index.vectors(index.ids())

    def _vectors(self, name: str) -> VectorIndex:
        return VectorIndex.load(self.folder / name, self._files.content)

    @cached_property
    def selections(self) -> Selections:
        """What filters let pass."""
        return read_selections(self.texts)

    def caveats(self) -> tuple[Caveat, ...]:
        """What to know before relying on what it shows."""
        self._files.check()
        return (*self._caveats, *self._files.caveats())

    def add_caveat(self, caveat: Caveat) -> None:
        """Say something more wherever this is shown."""
        self._caveats += (caveat,)

    @guarded
    def entries(self) -> tuple[Entry, ...]:
        """The entry of every document, by id."""
        return self.texts.entries()

    @guarded
    def statistics(self) -> tuple[DocumentStatistics, ...]:
        """What is known of every document, by id."""
        return self.texts.statistics()

    @guarded
    def orientations(self) -> Sequence[tuple[Entry, Orientation]]:
        """What was found in each document for newcomers, by the document's id."""
        return self.texts.orientations()

    @guarded
    def document(self, id: str) -> Document:
        """A document with its text.

        Raises:
            UnknownDocumentError: it is not in the index.
        """
        document = self.texts.document(id)
        if document is None:
            raise self._unknown(id)
        return document

    @guarded
    def outlines(self, ids: Sequence[str]) -> Mapping[str, Outline]:
        """The outlines of documents in the index."""
        return {id: self.texts.outline(id) for id in ids}

    @guarded
    def vocabulary(self, words: Sequence[WordQuery]) -> list[WordEntry]:
        """Each word in the texts, or the words spelt like it."""
        return look_up(self.texts, words)

    @guarded
    def candidates(self, query: CandidateQuery) -> Candidates:
        """The passages that may answer a question."""
        return find_candidates(
            self.texts, self.selections, self.passage_vectors, self.sentence_vectors, query
        )

    @guarded
    def details(self, passages: Numbers, best_sentences: Numbers) -> list[CandidateDetail]:
        """What ranking needs of some candidates, in their order."""
        numbers, sentences = passages.tolist(), best_sentences.tolist()
        ids, terms = self.texts.ids_of(numbers), self.texts.terms_of(numbers)
        headings, spans = self.texts.heading_terms_of(numbers), self.texts.spans(sentences)
        return [
            CandidateDetail(
                ids[number], terms[number].union(headings[number].split()), spans[sentence]
            )
            for number, sentence in zip(numbers, sentences, strict=True)
        ]

    @guarded
    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """Passages by their ids; unknown ids are left out."""
        by_number = self.texts.passages(self.texts.numbers_of(ids))
        return {passage.id: passage for passage in by_number.values()}

    @guarded
    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """The passages of a document in reading order; none if it is unknown."""
        passages = self.texts.passages(self.texts.passage_numbers(document)).values()
        return tuple(sorted(passages, key=lambda passage: passage.start))

    @guarded
    def vectors_of(self, document: str) -> PassageVectors:
        """The vectors of a document's passages, in reading order; none if it is unknown."""
        numbers = self.texts.passage_numbers(document)
        ids = self.texts.ids_of(numbers)
        vectors = self.passage_vectors.vectors(numbers)
        return PassageVectors(tuple(ids[number] for number in numbers), vectors)

    @guarded
    def excerpts(self, slices: Sequence[Slice]) -> list[Excerpt]:
        """What it takes to cite and prove each slice.

        Raises:
            UnknownDocumentError: a document is not in the index.
        """
        return [self._excerpt(slice) for slice in slices]

    def _excerpt(self, slice: Slice) -> Excerpt:
        excerpt = self.texts.excerpt(*slice)
        if excerpt is None:
            raise self._unknown(slice.document)
        return excerpt

    def _unknown(self, id: str) -> UnknownDocumentError:
        ids = self.texts.ids()
        return UnknownDocumentError(
            "unknown_document", id=id, known=nearest(id, ids), total=len(ids)
        )

    def verify(self) -> Iterator[str]:
        """All faults, one line each; reads the whole index."""
        return find_faults(self.folder, self.manifest, self.texts)

    def __del__(self) -> None:
        """Close the files when nobody refers to this any more."""
        if "texts" in self.__dict__:
            self.close()

    def close(self) -> None:
        """Close the files; nothing can be looked up any more."""
        self._files.close()
        self.texts.close()
        for name in ("passage_vectors", "sentence_vectors"):
            if (vectors := self.__dict__.get(name)) is not None:
                vectors.close()
