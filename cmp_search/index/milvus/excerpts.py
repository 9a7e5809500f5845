"""Excerpts on a Milvus server: what it takes to cite and prove slices, in two trips at most.

1. The stretches that the slices touch, and the parts of the texts that the slices themselves are
   in, are asked for at once.
2. A slice may begin or end within a block: the parts with the rest of it are asked for, of all
   slices at once.
"""

from collections.abc import Iterator, Sequence

from cmp_search.documents.document import Excerpt
from cmp_search.index.contents import Slice
from cmp_search.index.milvus import stretches
from cmp_search.index.milvus.reader import Reader, StoredDocument
from cmp_search.index.milvus.texts import key_of
from cmp_search.index.stored.excerpts import AroundSlice, make_excerpt, part_starts, slice_of


def find_excerpts(reader: Reader, slices: Sequence[Slice]) -> list[Excerpt]:
    """What it takes to cite and prove each slice.

    Raises:
        UnknownDocumentError: a document is not in the index.
    """
    documents = [reader.document(slice.document) for slice in slices]
    asked = list(zip(documents, slices, strict=True))
    keys = [key for one, slice in asked for key in _keys(one, slice.start, slice.end)]
    found = reader.payloads_of(keys) if keys else {}
    arounds = [_around(one, slice, found) for one, slice in asked]
    wanted = [
        key
        for one, around in zip(documents, arounds, strict=True)
        for key in _parts(one, *_reach(around))
    ]
    found |= reader.payloads_of(key for key in wanted if key not in found)

    def made(one: StoredDocument, around: AroundSlice) -> Excerpt:
        return make_excerpt(one.row, around, lambda start, end: text_of(one, start, end, found))

    return [made(one, around) for one, around in zip(documents, arounds, strict=True)]


def text_of(document: StoredDocument, start: int, end: int, found: dict[str, str]) -> str:
    """A slice of a document's text, of its parts by their keys."""
    keys = [(at, key_of("p", document.ordinal, at)) for at in part_starts(document.row, start, end)]
    parts = [(document.row.id, at, found[key]) for at, key in keys]
    return slice_of(document.row, parts, start, end)


def _keys(document: StoredDocument, start: int, end: int) -> Iterator[str]:
    """Step 1."""
    for at in stretches.starts(document.row.characters, start, end):
        yield key_of("b", document.ordinal, at)
        yield key_of("g", document.ordinal, at)
    yield from _parts(document, start, end)


def _parts(document: StoredDocument, start: int, end: int) -> list[str]:
    return [key_of("p", document.ordinal, at) for at in part_starts(document.row, start, end)]


def _around(document: StoredDocument, slice: Slice, found: dict[str, str]) -> AroundSlice:
    touched = stretches.starts(document.row.characters, slice.start, slice.end)
    blocks, pages = (
        [found[key_of(kind, document.ordinal, at)] for at in touched] for kind in ("b", "g")
    )
    return stretches.around(
        stretches.all_blocks(blocks), stretches.all_pages(pages), slice.start, slice.end
    )


def _reach(around: AroundSlice) -> tuple[int, int]:
    """From where to where an excerpt goes: to the ends of the blocks that its slice touches."""
    touched = [block for block in around.blocks if block.start < around.end]
    first = min([around.start, *(block.start for block in touched)])
    return first, max([around.end, *(block.end for block in touched)])
