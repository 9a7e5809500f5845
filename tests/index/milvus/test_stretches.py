"""Tests of stretches: of them, excerpts are made as of the whole document."""

import random

import pytest

from cmp_search.documents.document import Block, BlockKind, Page
from cmp_search.index.milvus.stretches import (
    SPAN,
    all_blocks,
    all_pages,
    around,
    block_stretches,
    page_stretches,
    starts,
)
from cmp_search.index.stored.excerpts import AroundSlice
from cmp_search.index.stored.rows import BlockRow, block_rows, page_rows

LENGTH = SPAN * 4 + 100


def _blocks(seed: int) -> list[Block]:
    """Blocks from one after another, some of them longer than a stretch."""
    chance = random.Random(seed)
    places = sorted(chance.sample(range(0, LENGTH, 7), chance.choice([1, 2, 40, 600])))
    kinds = [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    return [
        Block(kind, start, end - 2, level, None)
        for start, end in zip(places, [*places[1:], LENGTH], strict=True)
        for kind in [chance.choice(kinds)]
        for level in [chance.randint(1, 4) if kind is BlockKind.HEADING else 0]
    ]


def _pages(seed: int) -> list[Page]:
    chance = random.Random(seed)
    places = sorted(chance.sample(range(1, LENGTH), chance.choice([0, 1, 30, 300])))
    return [
        Page(number, str(number), start, end)
        for number, (start, end) in enumerate(zip([0, *places], [*places, LENGTH], strict=True), 1)
    ]


def _expected(blocks: list[Block], pages: list[Page], start: int, end: int) -> AroundSlice:
    """What an excerpt looks at, of all rows of the document."""
    rows, page_list = [*block_rows("d", blocks)], [*page_rows("d", pages)]
    begun = [row for row in rows if row.start <= start]
    headings: dict[int, BlockRow] = {row.level: row for row in begun if row.kind == "heading"}
    first = begun[-1].ordinal if begun else 0
    last = next((row.ordinal for row in rows if row.start >= end), len(rows))
    before = max((page.number for page in page_list if page.end <= start), default=0)
    after = next((page.number for page in page_list if page.start >= end), len(page_list))
    return AroundSlice(
        start,
        end,
        rows[first : last + 1],
        [headings[level] for level in sorted(headings)],
        [page for page in page_list if before <= page.number <= after],
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_stretches_of_a_slice_have_all_that_an_excerpt_looks_at(seed: int) -> None:
    blocks, pages = _blocks(seed), _pages(seed)
    of_blocks = dict(block_stretches("d", blocks, LENGTH))
    of_pages = dict(page_stretches("d", pages, LENGTH))
    assert [*of_blocks] == [*of_pages] == [*starts(LENGTH)]
    chance = random.Random(seed)
    for _ in range(200):
        start = chance.choice([0, SPAN - 1, SPAN, chance.randrange(LENGTH - 1)])
        end = min(start + chance.choice([1, 50, SPAN, 3 * SPAN]), LENGTH)
        touched = starts(LENGTH, start, end)
        found = around(
            all_blocks(of_blocks[at] for at in touched),
            all_pages(of_pages[at] for at in touched),
            start,
            end,
        )
        assert found == _expected(blocks, pages, start, end)


def test_all_stretches_have_all_blocks_and_pages_once() -> None:
    blocks, pages = _blocks(2), _pages(3)
    found = all_blocks(payload for _, payload in block_stretches("d", blocks, LENGTH))
    assert [row.block for row in found] == blocks
    of_pages = all_pages(payload for _, payload in page_stretches("d", pages, LENGTH))
    assert [row.page for row in of_pages] == pages


def test_a_text_without_a_character_has_one_stretch() -> None:
    assert [*block_stretches("d", [], 0)] == [(0, "[]")]
