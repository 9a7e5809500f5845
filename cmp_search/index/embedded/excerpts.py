"""Excerpts of documents, read row by row: each is whole, and none is missing (see `sums`)."""

from itertools import pairwise

from cmp_search.documents.document import Excerpt
from cmp_search.index.embedded.passages import PassageTables
from cmp_search.index.embedded.rows import BlockRow, DocumentRow, PageRow, entry_of, quality_of
from cmp_search.index.embedded.sums import check, checked
from cmp_search.index.embedded.tables import PART, SUMMED


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

    def excerpt(self, document: str, start: int, end: int) -> Excerpt | None:
        """What it takes to cite and prove a slice of a document; None if the id is unknown."""
        row = self.document_row(document)
        if row is None:
            return None
        touched = self._touched(row, start, end)
        headings = self._headings(row, start, touched)
        first = min([start, *(block.start for block in touched)])
        last = max([end, *(block.end for block in touched)])
        return Excerpt(
            entry=entry_of(row.entry),
            sha256=row.sha256,
            text=self.slice(row, first, last),
            start=first,
            blocks=tuple(b.block for b in sorted({*headings, *touched}, key=lambda b: b.start)),
            pages=tuple(page.page for page in self._pages(row, start, end)),
            recognised_pages=quality_of(row.quality).recognised_pages,
        )

    def _touched(self, row: DocumentRow, start: int, end: int) -> list[BlockRow]:
        """The blocks from the last one that begins before a slice to its end.

        The next one is read, too: blocks are counted, so that a gap is seen.
        """
        sql = (
            f"SELECT {SUMMED['blocks']} FROM blocks WHERE document = ?1 "
            "AND start >= (SELECT coalesce(max(start), 0) FROM blocks WHERE document = ?1 "
            "AND start <= ?2) AND start <= (SELECT coalesce(min(start), ?3) FROM blocks "
            "WHERE document = ?1 AND start >= ?3) ORDER BY start"
        )
        rows = self.rows(sql, [row.id, start, end])
        blocks = [BlockRow(*values) for values in checked("blocks", rows)]
        begins = bool(blocks) and (blocks[0].start <= start or blocks[0].ordinal == 0)
        ends = bool(blocks) and (blocks[-1].start >= end or blocks[-1].ordinal == row.blocks - 1)
        check((begins and ends) or not row.blocks, "blocks")
        check(all(b.ordinal == a.ordinal + 1 for a, b in pairwise(blocks)), "blocks")
        return [block for block in blocks if block.start < end]

    def _headings(self, row: DocumentRow, start: int, touched: list[BlockRow]) -> list[BlockRow]:
        """The last heading of each level before a slice: only these can apply to it."""
        sql = (
            f"SELECT {SUMMED['blocks'].replace('start', 'max(start)')} FROM blocks "
            "INDEXED BY headings_of WHERE document = ? AND kind = 'heading' AND start <= ? "
            "GROUP BY level ORDER BY level"
        )
        headings = [
            BlockRow(*values) for values in checked("blocks", self.rows(sql, [row.id, start]))
        ]
        if touched and touched[0].start <= start:
            found = " ".join(str(heading.start) for heading in headings)
            check(found == touched[0].above, "blocks")
        return headings

    def _pages(self, row: DocumentRow, start: int, end: int) -> list[PageRow]:
        """The pages that overlap a slice; their neighbours are read, too, so that a gap is seen."""
        sql = (
            f"SELECT {SUMMED['pages']} FROM pages WHERE document = ?1 AND number >= "
            "(SELECT coalesce(max(number), 0) FROM pages WHERE document = ?1 AND end <= ?2) "
            "AND number <= (SELECT coalesce(min(number), ?4) FROM pages WHERE document = ?1 "
            "AND start >= ?3) ORDER BY number"
        )
        if not row.pages:
            return []
        rows = self.rows(sql, [row.id, start, end, row.pages])
        pages = [PageRow(*values) for values in checked("pages", rows)]
        begins = bool(pages) and (pages[0].end <= start or pages[0].number == 1)
        ends = bool(pages) and (pages[-1].start >= end or pages[-1].number == row.pages)
        check(begins and ends, "pages")
        check(all(b.number == a.number + 1 for a, b in pairwise(pages)), "pages")
        return [page for page in pages if page.start < end and page.end > start]

    def slice(self, row: DocumentRow, start: int, end: int) -> str:
        """A slice of a document's text, without reading the rest."""
        first, end = start - start % PART, min(end, row.characters)
        sql = (
            f"SELECT {SUMMED['parts']} FROM parts WHERE document = ? AND start >= ? AND start < ? "
            "ORDER BY start"
        )
        parts = checked("parts", self.rows(sql, [row.id, first, end]))
        check([part for _, part, _ in parts] == [*range(first, end, PART)], "parts")
        return "".join(text for *_, text in parts)[start - first : end - first]
