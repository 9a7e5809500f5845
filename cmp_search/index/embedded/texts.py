"""The texts of a generation, read from SQLite: documents, and what is told of them."""

from pydantic import TypeAdapter

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document, HeadingOrigin
from cmp_search.index.contents import DocumentStatistics, Outline
from cmp_search.index.embedded.excerpts import ExcerptTables
from cmp_search.index.embedded.rows import BlockRow, DocumentRow, PageRow, entry_of, quality_of
from cmp_search.index.embedded.sums import Row, check, checked
from cmp_search.index.embedded.tables import SUMMED
from cmp_search.index.sketch import unpack
from cmp_search.orientation.facts import Orientation

ORIENTATION = TypeAdapter(Orientation)


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
            DocumentStatistics(
                entry=entry_of(row.entry),
                source_entry=entry_of(row.source_entry),
                sha256=row.sha256,
                headings_from=row.headings_from,
                quality=quality_of(row.quality),
                characters=row.characters,
                sections=sections.get(row.id, 0),
                passages=passages.get(row.id, 0),
                pages=row.pages,
                sketch=unpack(sketches[row.id]),
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
        check([block.ordinal for block in blocks] == [*range(row.blocks)], "blocks")
        check(len(pages) == row.pages, "pages")
        return Document(
            entry=entry_of(row.entry),
            sha256=row.sha256,
            text=self.slice(row, 0, row.characters),
            blocks=tuple(block.block for block in blocks),
            pages=tuple(page.page for page in pages),
            headings_from=HeadingOrigin(row.headings_from),
            quality=quality_of(row.quality),
        )

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
