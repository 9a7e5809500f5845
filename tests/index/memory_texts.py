"""The documents of an index in memory, and what is asked of them without a question."""

from collections.abc import Mapping, Sequence

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import BlockKind, Document, Excerpt, Span
from cmp_search.documents.passage import Passage, PassageSettings, passages
from cmp_search.encoders import Encoder
from cmp_search.errors import UnknownDocumentError
from cmp_search.index.contents import DocumentStatistics, Outline, Slice
from cmp_search.index.sketch import sketch
from cmp_search.orientation.facts import Orientation
from cmp_search.orientation.orient import orient


class MemoryTexts:
    """Documents by their ids, and all their passages in order, which are numbered from 0."""

    def __init__(
        self,
        documents: Sequence[Document],
        encoder: Encoder,
        settings: PassageSettings,
    ) -> None:
        self._documents = {d.id: d for d in sorted(documents, key=lambda d: d.id)}
        self._passages = [
            passage
            for document in self._documents.values()
            for passage in passages(document, encoder.count_tokens, settings)
        ]

    def _of(self, passage: Passage) -> Document:
        return self._documents[passage.document]

    def entries(self) -> tuple[Entry, ...]:
        return tuple(document.entry for document in self._documents.values())

    def statistics(self) -> tuple[DocumentStatistics, ...]:
        return tuple(self._statistics(document) for document in self._documents.values())

    def _statistics(self, document: Document) -> DocumentStatistics:
        own = self.passages_of(document.id)
        return DocumentStatistics(
            entry=document.entry,
            source_entry=document.entry,
            sha256=document.sha256,
            headings_from=document.headings_from.value,
            quality=document.quality,
            characters=len(document.text),
            sections=len({passage.section for passage in own}),
            passages=len(own),
            pages=len(document.pages),
            sketch=sketch(document.text),
        )

    def orientations(self) -> Sequence[tuple[Entry, Orientation]]:
        return [
            (document.entry, orient(document, self.passages_of(document.id)))
            for document in self._documents.values()
        ]

    def document(self, id: str) -> Document:
        if id not in self._documents:
            raise UnknownDocumentError(
                "unknown_document", id=id, known=list(self._documents), total=len(self._documents)
            )
        return self._documents[id]

    def outlines(self, ids: Sequence[str]) -> Mapping[str, Outline]:
        return {
            id: Outline(
                len(self._documents[id].text),
                tuple(b.start for b in self._documents[id].blocks if b.kind is BlockKind.HEADING),
            )
            for id in ids
        }

    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        return {passage.id: passage for passage in self._passages if passage.id in ids}

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        return tuple(passage for passage in self._passages if passage.document == document)

    def excerpts(self, slices: Sequence[Slice]) -> list[Excerpt]:
        return [self._excerpt(place) for place in slices]

    def _excerpt(self, place: Slice) -> Excerpt:
        """All blocks from the last one that begins before, and the last heading of each level."""
        document = self.document(place.document)
        begun = [block for block in document.blocks if block.start <= place.start]
        headings = {b.level: b for b in begun if b.kind is BlockKind.HEADING}
        first = begun[-1].start if begun else 0
        touched = [block for block in document.blocks if first <= block.start < place.end]
        start = min([place.start, *(block.start for block in touched)])
        end = max([place.end, *(block.end for block in touched)])
        return Excerpt(
            entry=document.entry,
            sha256=document.sha256,
            text=document.slice(Span(start, end)),
            start=start,
            blocks=tuple(sorted({*headings.values(), *touched}, key=lambda block: block.start)),
            pages=tuple(p for p in document.pages if p.start < place.end and p.end > place.start),
            recognised_pages=document.recognised_pages,
        )

    def close(self) -> None:
        self._documents.clear()
