"""The rows of excerpts, read from SQLite (see `stored.excerpts`)."""

from functools import partial

from cmp_search.documents.document import Excerpt
from cmp_search.index.embedded.passages import PassageTables
from cmp_search.index.embedded.tables import SUMMED
from cmp_search.index.stored.excerpts import AroundSlice, make_excerpt, part_starts, slice_of
from cmp_search.index.stored.rows import BlockRow, DocumentRow, PageRow
from cmp_search.index.stored.sums import checked


class ExcerptTables(PassageTables):
    """The tables that an excerpt is made from."""

    def document_row(self, id: str) -> DocumentRow | None:
        """The row of a document; None if the id is unknown.

        Raises:
            MismatchError: it is damaged, as for all that follows.
        """
        sql = f"SELECT {SUMMED['documents']} FROM documents WHERE id = ?"
        for row in checked("documents", self.rows(sql, [id])):
            return DocumentRow(*row)
        return None

    def excerpt(self, id: str, start: int, end: int) -> Excerpt | None:
        """What it takes to cite and prove a slice of a document; None if the id is unknown."""
        row = self.document_row(id)
        if row is None:
            return None
        around = AroundSlice(
            start,
            end,
            self._blocks_around(id, start, end),
            self._headings(id, start),
            self._pages_around(row, start, end),
        )
        return make_excerpt(row, around, partial(self.slice, row))

    def _blocks_around(self, id: str, start: int, end: int) -> list[BlockRow]:
        """The blocks from the last one that begins before a slice to the next one after it."""
        sql = (
            f"SELECT {SUMMED['blocks']} FROM blocks WHERE document = ? "
            "AND start >= (SELECT coalesce(max(start), 0) FROM blocks WHERE document = ? "
            "AND start <= ?) AND start <= (SELECT coalesce(min(start), ?) FROM blocks "
            "WHERE document = ? AND start >= ?) ORDER BY start"
        )
        rows = self.rows(sql, [id, id, start, end, id, end])
        return [BlockRow(*values) for values in checked("blocks", rows)]

    def _headings(self, id: str, start: int) -> list[BlockRow]:
        """The last heading of each level before a slice: only these can apply to it."""
        sql = (
            f"SELECT {SUMMED['blocks'].replace('start', 'max(start)')} FROM blocks "
            "INDEXED BY headings_of WHERE document = ? AND kind = 'heading' AND start <= ? "
            "GROUP BY level ORDER BY level"
        )
        return [BlockRow(*row) for row in checked("blocks", self.rows(sql, [id, start]))]

    def _pages_around(self, row: DocumentRow, start: int, end: int) -> list[PageRow]:
        """The pages that overlap a slice, and their neighbours."""
        sql = (
            f"SELECT {SUMMED['pages']} FROM pages WHERE document = ? AND number >= "
            "(SELECT coalesce(max(number), 0) FROM pages WHERE document = ? AND end <= ?) "
            "AND number <= (SELECT coalesce(min(number), ?) FROM pages WHERE document = ? "
            "AND start >= ?) ORDER BY number"
        )
        if not row.pages:
            return []
        rows = self.rows(sql, [row.id, row.id, start, row.pages, row.id, end])
        return [PageRow(*values) for values in checked("pages", rows)]

    def slice(self, row: DocumentRow, start: int, end: int) -> str:
        """A slice of a document's text, without reading the rest."""
        sql = (
            f"SELECT {SUMMED['parts']} FROM parts WHERE document = ? AND start >= ? AND start < ? "
            "ORDER BY start"
        )
        starts = part_starts(row, start, end)
        parts = checked("parts", self.rows(sql, [row.id, starts.start, starts.stop]))
        return slice_of(row, parts, start, end)
