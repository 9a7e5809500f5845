"""The texts of a generation, read from SQLite: documents, and what is told of them."""

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document
from cmp_search.index.contents import DocumentStatistics, Outline
from cmp_search.index.embedded.excerpts import ExcerptTables
from cmp_search.index.embedded.tables import SUMMED
from cmp_search.index.sketch import unpack
from cmp_search.index.stored.documents import document_of, statistics_of
from cmp_search.index.stored.rows import ORIENTATION, BlockRow, DocumentRow, PageRow, entry_of
from cmp_search.index.stored.sums import Row, check, checked
from cmp_search.orientation.facts import Orientation


class Texts(ExcerptTables):
    """The tables of one generation; whatever they give has been checked (see `sums`)."""

    def _documents(self) -> list[DocumentRow]:
        """The rows of all documents, by id."""
        rows = self.rows(f"SELECT {SUMMED['documents']} FROM documents ORDER BY id")
        return [DocumentRow(*row) for row in checked("documents", rows)]

    def entries(self) -> tuple[Entry, ...]:
        """The entry of every document, by id."""
        return tuple(entry_of(row.entry) for row in self._documents())

    def source_keys(self) -> dict[str, tuple[str, Entry]]:
        """For each document the hash of its file and its catalogue entry when it was read.

        Tables of older schemas have these, too. Sums are not looked at: a build hashes the file.
        """
        rows = self.rows("SELECT id, sha256, source_entry FROM documents")
        return {id: (sha256, entry_of(entry)) for id, sha256, entry in rows}

    def statistics(self) -> tuple[DocumentStatistics, ...]:
        """What is known of every document, by id; counted in the tables, without reading texts."""
        sketches = dict(self.rows("SELECT document, hashes FROM sketches"))
        sections = self._by_document("count(DISTINCT section) FROM passages")
        passages = self._by_document("count(*) FROM passages")
        return tuple(
            statistics_of(
                row, sections.get(row.id, 0), passages.get(row.id, 0), unpack(sketches[row.id])
            )
            for row in self._documents()
        )

    def _by_document(self, count: str) -> dict[str, int]:
        return dict(self.rows(f"SELECT document, {count} GROUP BY document"))

    def orientations(self) -> list[tuple[Entry, Orientation]]:
        """What was found in each document for newcomers, by the document's id."""
        rows = self.rows(f"SELECT {SUMMED['orientations']} FROM orientations")
        found: dict[str, str] = dict(checked("orientations", rows))
        documents = self._documents()
        check(found.keys() == {row.id for row in documents}, "orientations")
        return [
            (entry_of(row.entry), ORIENTATION.validate_json(found[row.id])) for row in documents
        ]

    def document(self, id: str) -> Document | None:
        """A document with its blocks and pages; None if the id is unknown."""
        row = self.document_row(id)
        if row is None:
            return None
        blocks = [BlockRow(*values) for values in self._all_rows("blocks", id, "start")]
        pages = [PageRow(*values) for values in self._all_rows("pages", id, "number")]
        return document_of(row, self.slice(row, 0, row.characters), blocks, pages)

    def _all_rows(self, table: str, document: str, order: str) -> list[Row]:
        """All rows of a document in a table."""
        sql = f"SELECT {SUMMED[table]} FROM {table} WHERE document = ? ORDER BY {order}"
        return checked(table, self.rows(sql, [document]))

    def outline(self, document: str) -> Outline:
        """A document's length, and where its headings begin; its text is not read."""
        row = self.document_row(document)
        if row is None:
            raise LookupError(document)
        sql = (
            f"SELECT {SUMMED['blocks']} FROM blocks INDEXED BY headings_of WHERE document = ? "
            "AND kind = 'heading' ORDER BY start"
        )
        headings = checked("blocks", self.rows(sql, [document]))
        return Outline(row.characters, tuple(BlockRow(*heading).start for heading in headings))

    def text_with(self, word: str) -> str:
        """The text of the first passage with a folded word of the texts."""
        numbers = self.passages_with_phrase([word], 1)
        return self.passages(numbers)[numbers[0]].text
