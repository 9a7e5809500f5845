"""The passages and sentences of a generation, read from SQLite by their numbers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from cmp_search.documents.document import Span
from cmp_search.documents.passage import Passage
from cmp_search.index.embedded.lookups import Lookups
from cmp_search.index.stored.rows import PART
from cmp_search.index.stored.sums import check, checked, passage_sum


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in the index: its number and its place in the document's text."""

    number: int
    span: Span


class PassageTables(Lookups):
    """The tables of passages and sentences, and the parts of the texts that contain them."""

    def passages(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """Passages by number, each a slice of its document's text."""
        rows = self.rows_in(
            "SELECT number, id, document, section, paragraph, start, end, sum FROM passages "
            "WHERE number IN (?)",
            numbers,
        )
        sentences, texts = self.sentences(numbers), self._texts_of(numbers)
        for number, *shown, stored in rows:
            spans = (sentence.span for sentence in sentences[number])
            check(passage_sum(shown, spans) == stored, "passages")
            check(len(texts[number]) == shown[-1] - shown[-2], "parts")
        return {
            number: Passage(
                id=id,
                document=document,
                section=tuple(json.loads(section)),
                paragraph=paragraph,
                start=start,
                end=end,
                text=texts[number],
                sentences=tuple(sentence.span for sentence in sentences[number]),
            )
            for number, id, document, section, paragraph, start, end, _ in rows
        }

    def _texts_of(self, numbers: Sequence[int]) -> dict[int, str]:
        """The texts of passages, from the parts that contain them."""
        rows = self.rows_in(
            "SELECT number, passages.start, end, parts.document, parts.start, text, parts.sum "
            "FROM passages JOIN parts "
            f"ON parts.document = passages.document AND parts.start > passages.start - {PART} "
            "AND parts.start < end WHERE number IN (?) ORDER BY number, parts.start",
            numbers,
        )
        checked("parts", {tuple(part) for _, _, _, *part in rows})
        texts = {int(number): "" for number in numbers}
        for number, start, end, _, first, text, _ in rows:
            texts[number] += text[max(start - first, 0) : end - first]
        return texts

    def numbers_of(self, ids: Sequence[str]) -> list[int]:
        """The numbers of passages by their ids; unknown ids are left out."""
        rows = self.rows_in("SELECT number FROM passages WHERE id IN (?)", ids)
        return [number for (number,) in rows]

    def ids_of(self, numbers: Sequence[int]) -> dict[int, str]:
        """The ids of passages, by number."""
        return dict(self.rows_in("SELECT number, id FROM passages WHERE number IN (?)", numbers))

    def ids(self) -> list[str]:
        """The ids of all documents."""
        return self.column("SELECT id FROM documents ORDER BY id")

    def passage_numbers(self, document: str) -> list[int]:
        """The numbers of a document's passages, in reading order."""
        return self.column(
            "SELECT number FROM passages WHERE document = ? ORDER BY start", [document]
        )

    def sentences(self, numbers: Sequence[int]) -> dict[int, list[Sentence]]:
        """The sentences of passages, without headings, by the passage's number, in order."""
        sentences: dict[int, list[Sentence]] = {int(number): [] for number in numbers}
        for passage, number, start, end in self.rows_in(
            "SELECT passage, number, start, end FROM sentences WHERE passage IN (?) "
            "AND start < end ORDER BY passage, start",
            numbers,
        ):
            sentences[passage].append(Sentence(number, Span(start, end)))
        return sentences

    def sentence_ranges(self, passages: Sequence[int]) -> list[tuple[int, int, int]]:
        """The number of each passage's first sentence, how many it has, and of these headings.

        Passages must be given, and come back, in the order of their numbers. The sentences of a
        passage have consecutive numbers; a heading comes last.
        """
        rows = self.rows_in(
            "SELECT min(number), count(*), sum(start = end) FROM sentences WHERE passage IN (?) "
            "GROUP BY passage ORDER BY passage",
            passages,
        )
        return [(first, count, headings) for first, count, headings in rows]

    def spans(self, sentences: Sequence[int]) -> dict[int, Span]:
        """The places of sentences in their documents' texts, by the sentence's number."""
        rows = self.rows_in(
            "SELECT number, start, end FROM sentences WHERE number IN (?)", sentences
        )
        return {number: Span(start, end) for number, start, end in rows}

    def passages_of_sentences(self, numbers: Sequence[int]) -> list[int]:
        """The numbers of the passages that some sentences are in, each once."""
        rows = self.rows_in("SELECT DISTINCT passage FROM sentences WHERE number IN (?)", numbers)
        return [passage for (passage,) in rows]

    def sentence_numbers(self, passages: Sequence[int]) -> list[int]:
        """The numbers of all sentences of some passages, with their headings."""
        rows = self.rows_in("SELECT number FROM sentences WHERE passage IN (?)", passages)
        return [number for (number,) in rows]
