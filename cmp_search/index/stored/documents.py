"""Documents, and what is told of them, made of rows."""

from collections.abc import Sequence

from cmp_search.documents.document import Document, HeadingOrigin
from cmp_search.index.contents import DocumentStatistics
from cmp_search.index.sketch import Sketch
from cmp_search.index.stored.rows import BlockRow, DocumentRow, PageRow, entry_of, quality_of
from cmp_search.index.stored.sums import check


def document_of(
    row: DocumentRow, text: str, blocks: Sequence[BlockRow], pages: Sequence[PageRow]
) -> Document:
    """A document of all its rows, in order.

    Raises:
        MismatchError: rows are missing.
    """
    check([block.ordinal for block in blocks] == [*range(row.blocks)], "blocks")
    check(len(pages) == row.pages, "pages")
    return Document(
        entry=entry_of(row.entry),
        sha256=row.sha256,
        text=text,
        blocks=tuple(block.block for block in blocks),
        pages=tuple(page.page for page in pages),
        headings_from=HeadingOrigin(row.headings_from),
        quality=quality_of(row.quality),
    )


def statistics_of(
    row: DocumentRow, sections: int, passages: int, sketch: Sketch
) -> DocumentStatistics:
    """What is known of a document, with the number of its sections and passages."""
    return DocumentStatistics(
        entry=entry_of(row.entry),
        source_entry=entry_of(row.source_entry),
        sha256=row.sha256,
        headings_from=row.headings_from,
        quality=quality_of(row.quality),
        characters=row.characters,
        sections=sections,
        passages=passages,
        pages=row.pages,
        sketch=sketch,
    )
